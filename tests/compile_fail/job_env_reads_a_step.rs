use pipewright::actions::Step;
use pipewright::actions::expr::{Text, key::JobEnv};

fn main() {
    let step = Step::run("Name", "true").identified("name");
    let _: Text<JobEnv> = step.outputs().output("tag").into();
}
