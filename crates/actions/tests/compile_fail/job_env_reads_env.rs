use actions::expr::{Text, env, key::JobEnv};

fn main() {
    let _: Text<JobEnv> = env::named("STAGE").into();
}
