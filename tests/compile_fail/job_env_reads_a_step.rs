use pipewright::workflow::Step;
use pipewright::workflow::expr::{Text, key::JobEnv};

fn main() {
    let step = Step::run("Name", "true").identified("name");
    let _: Text<JobEnv> = step.outputs().output("tag").into();
}
