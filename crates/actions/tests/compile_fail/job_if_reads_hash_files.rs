use actions::expr::{Expr, function, key::JobIf};

fn main() {
    let _: Expr<bool, JobIf> = function::hash_files(["Cargo.lock"]).equals("x");
}
