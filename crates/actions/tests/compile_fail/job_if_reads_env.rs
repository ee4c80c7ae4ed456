use actions::expr::{Expr, env, key::JobIf};

fn main() {
    let _: Expr<bool, JobIf> = env::named("STAGE").equals("live");
}
