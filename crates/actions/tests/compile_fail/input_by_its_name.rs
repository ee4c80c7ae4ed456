use actions::expr::{Expr, inputs};

fn main() {
    let _: Expr<String> = inputs::named("rehearse");
}
