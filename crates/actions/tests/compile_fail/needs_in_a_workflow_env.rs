use actions::expr::{Text, key::WorkflowEnv};
use actions::{Job, Steps};

fn main() {
    let mut work = Steps::new(Vec::new());
    work.outputs.insert("image".to_owned(), "x".into());
    let image = Job::new(work).output("build", "image").unwrap();
    let _: Text<WorkflowEnv> = image.value().into();
}
