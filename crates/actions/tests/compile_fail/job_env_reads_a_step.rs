use actions::Step;
use actions::expr::{Text, key::JobEnv};

fn main() {
    let step = Step::run("Name", "true").with_id("name");
    let _: Text<JobEnv> = step.outputs().output("tag").into();
}
