use actions::expr::{Expr, function, github};

fn main() {
    let _: Expr<String> = function::case(github::head_ref(), "request").otherwise("push");
}
