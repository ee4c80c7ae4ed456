use actions::expr::{Expr, github, key::JobIf};

fn main() {
    let _: Expr<bool, JobIf> = github::sha().and(github::actor());
}
