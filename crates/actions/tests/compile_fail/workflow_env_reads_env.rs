use actions::expr::{Text, env, key::WorkflowEnv};

fn main() {
    let _: Text<WorkflowEnv> = env::named("STAGE").into();
}
