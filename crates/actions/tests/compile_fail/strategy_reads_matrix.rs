use actions::expr::{Expr, List, function, key::JobStrategy, matrix};

fn main() {
    let _: Expr<List, JobStrategy> = function::from_json(matrix::named("list"));
}
