use actions::expr::{Text, key::JobEnv, runner};

fn main() {
    let _: Text<JobEnv> = runner::os().into();
}
