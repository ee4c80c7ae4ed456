use actions::expr::{Expr, github};

fn main() {
    let _: Expr<bool> = !github::head_ref();
}
