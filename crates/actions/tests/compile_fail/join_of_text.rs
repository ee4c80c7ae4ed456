use actions::expr::{Expr, function, github};

fn main() {
    let _: Expr<String> = function::join(github::actor(), ",");
}
