use actions::{Job, Step, Steps};

fn main() {
    let mut work = Steps::new(Vec::new());
    work.outputs.insert("image".to_owned(), "x".into());
    let image = Job::new(work).output("build", "image").unwrap();
    let _ = Step::run("Pull", "true").env("IMAGE", image.result());
}
