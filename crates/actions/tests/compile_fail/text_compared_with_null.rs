use actions::expr::{Expr, github, null};

fn main() {
    let _: Expr<bool> = github::head_ref().equals(null());
}
