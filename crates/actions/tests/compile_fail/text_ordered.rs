use actions::expr::{Expr, github};

fn main() {
    let _: Expr<bool> = github::ref_name().less("v2");
}
