use actions::expr::{Expr, github};

fn main() {
    let _: Expr<String> = github::actor().is_present().then(github::actor()).otherwise("x");
}
