use actions::expr::{Text, key::WorkflowEnv, runner};

fn main() {
    let _: Text<WorkflowEnv> = runner::os().into();
}
