use pipewright::actions::expr::{Text, secrets};
use pipewright::actions::{Job, Steps};

fn main() {
    let text = Text::from(secrets::named("STAGE"));
    let mut job = Job::new(Steps::new(Vec::new()));
    job.name = Some(text);
}
