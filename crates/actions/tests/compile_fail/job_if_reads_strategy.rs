use actions::expr::{Expr, key::JobIf, strategy};

fn main() {
    let _: Expr<bool, JobIf> = strategy::job_index().equals(0.0);
}
