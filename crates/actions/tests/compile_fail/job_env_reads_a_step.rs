use actions::Step;
use actions::expr::{Text, key::JobEnv};

fn main() {
    let step = Step::run("Name", "true").identified("name");
    let _: Text<JobEnv> = step.outputs().output("tag").into();
}
