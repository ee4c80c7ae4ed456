use actions::expr::Expr;

fn main() {
    let _: Expr<bool> = Expr::raw("github.actor");
}
