use pipewright::workflow::expr::Expr;

fn main() {
    let _: Expr<bool> = Expr::raw("github.actor");
}
