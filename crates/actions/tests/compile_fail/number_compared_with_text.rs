use actions::expr::{Expr, strategy};

fn main() {
    let _: Expr<bool> = strategy::job_total().equals("3");
}
