use actions::expr::{Text, key::WorkflowEnv, matrix};

fn main() {
    let _: Text<WorkflowEnv> = matrix::named("os").into();
}
