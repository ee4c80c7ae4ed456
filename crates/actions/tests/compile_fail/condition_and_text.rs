use actions::expr::{Expr, github, key::JobIf};

fn main() {
    let _: Expr<bool, JobIf> = github::event_name().equals("push").and(github::head_ref());
}
