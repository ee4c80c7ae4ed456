use actions::expr::Expr;

fn main() {
    let empty: Expr<String> = "".into();
    let _: Expr<bool> = empty.equals(0.0);
}
