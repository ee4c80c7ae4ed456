use actions::expr::{Expr, github};

fn main() {
    let _: Expr<String> = github::actor().property("login");
}
