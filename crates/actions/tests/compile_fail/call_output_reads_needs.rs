use actions::expr::{Text, key::CallOutputs};
use actions::{Job, Steps};

fn main() {
    let mut work = Steps::new(Vec::new());
    work.outputs.insert("image".to_owned(), "x".into());
    let image = Job::new(work).output("build", "image").unwrap();
    let _: Text<CallOutputs> = image.value().into();
}
