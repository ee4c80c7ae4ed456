use actions::expr::{Expr, job, key::JobIf};

fn main() {
    let _: Expr<bool, JobIf> = job::status().equals("success");
}
