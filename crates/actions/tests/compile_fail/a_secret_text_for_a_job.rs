use actions::expr::{Text, secrets};
use actions::{Job, Steps};

fn main() {
    let text = Text::from(secrets::named("STAGE"));
    let mut job = Job::new(Steps::new(Vec::new()));
    job.name = Some(text);
}
