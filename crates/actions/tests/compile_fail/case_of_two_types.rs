use actions::expr::{Expr, function, github};

fn main() {
    let _: Expr<String> = function::case(github::ref_name().equals("main"), "production").otherwise(1.0);
}
