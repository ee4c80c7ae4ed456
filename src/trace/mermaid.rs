//! A trace as a sequence diagram, in Mermaid's language.
//!
//! Source: <https://mermaid.js.org/syntax/sequenceDiagram.html>

use super::effect::Effect;
use super::outcome::{Conclusion, EventOutcome, FailedAlternative, JobOutcome, RunOutcome, StepOutcome, Trace};
use indexmap::IndexMap;
use std::fmt::Write as _;

/// The longest text of a message, in characters: a diagram is as wide as its longest.
const MESSAGE: usize = 100;

/// A diagram that grows: who takes part, by their names, and what is said.
#[derive(Default)]
struct Diagram {
    parts: IndexMap<String, String>,
    lines: Vec<String>,
}

impl Diagram {
    /// The short name of somebody who takes part.
    fn part(&mut self, name: &str) -> String {
        let next = format!("p{}", self.parts.len());
        self.parts.entry(name.to_owned()).or_insert(next).clone()
    }

    fn say(&mut self, from: &str, arrow: &str, to: &str, what: &str) {
        let (from, to) = (self.part(from), self.part(to));
        self.lines.push(format!("{from}{arrow}{to}: {}", plain(what)));
    }

    fn note(&mut self, over: &str, what: &str) {
        let over = self.part(over);
        self.lines.push(format!("Note over {over}: {}", plain(what)));
    }
}

/// Text that Mermaid reads as text: its own signs are written as entities.
fn plain(text: &str) -> String {
    let mut cut: String = text.chars().take(MESSAGE).collect();
    if cut.len() < text.len() {
        cut.push_str("...");
    }
    let mut plain = String::new();
    for sign in cut.chars() {
        match sign {
            ';' | '#' | '<' | '>' | '"' | '%' | '{' | '}' => {
                // Writing into a string cannot fail.
                let _ = write!(plain, "#{};", u32::from(sign));
            }
            '\n' | '\r' => plain.push(' '),
            other => plain.push(other),
        }
    }
    plain
}

const PERSON: &str = "Somebody";
const GITHUB: &str = "GitHub";

/// The trace as a diagram.
pub fn text(trace: &Trace) -> String {
    let mut diagram = Diagram::default();
    diagram.part(PERSON);
    diagram.part(GITHUB);
    for happening in &trace.happenings {
        diagram.say(PERSON, "->>", GITHUB, &happening.what);
        started(&mut diagram, happening);
    }
    let mut text = "sequenceDiagram\n".to_owned();
    for (name, part) in &diagram.parts {
        let _ = writeln!(text, "    participant {part} as {}", plain(name));
    }
    for line in &diagram.lines {
        let _ = writeln!(text, "    {line}");
    }
    text
}

fn started(diagram: &mut Diagram, happening: &EventOutcome) {
    if happening.runs.is_empty() {
        diagram.note(GITHUB, "nothing starts");
    }
    for run in &happening.runs {
        of_run(diagram, run, happening.event);
    }
}

fn of_run(diagram: &mut Diagram, run: &RunOutcome, event: &str) {
    let name = format!("{} ({})", run.workflow, run.repository);
    diagram.say(GITHUB, "->>", &name, &format!("starts it at {event}"));
    for job in &run.jobs {
        of_job(diagram, job, &name);
    }
    for left in &run.left {
        diagram.note(&left.host, &format!("{}: {}", left.container, left.state.word()));
    }
    diagram.say(&name, "-->>", GITHUB, &format!("ended: {}", run.conclusion));
    if let Some(then) = run.then.as_deref().filter(|then| !then.runs.is_empty()) {
        started(diagram, then);
    }
}

fn of_job(diagram: &mut Diagram, job: &JobOutcome, run: &str) {
    let environment = job.environment.as_ref().map(|name| format!(", environment {name}")).unwrap_or_default();
    diagram.note(run, &format!("job {}{environment}: {}", job.id, job.conclusion));
    because(diagram, &job.why_not, run);
    for step in &job.steps {
        of_step(diagram, step, run);
    }
}

fn because(diagram: &mut Diagram, why_not: &[FailedAlternative], run: &str) {
    for alternative in why_not {
        let parts: Vec<&str> = alternative.r#false.iter().map(|untrue| untrue.part.as_str()).collect();
        diagram.note(run, &format!("not {}", parts.join(", and not ")));
    }
}

fn of_step(diagram: &mut Diagram, step: &StepOutcome, run: &str) {
    match step.conclusion {
        Conclusion::Skipped => return diagram.note(run, &format!("skipped: {}", step.name)),
        Conclusion::Success if step.effects.is_empty() => return diagram.say(run, "->>", run, &step.name),
        Conclusion::Success => {}
        other => diagram.note(run, &format!("{other}: {}", step.name)),
    }
    for effect in &step.effects {
        of_effect(diagram, effect, &step.name, run);
    }
}

fn of_effect(diagram: &mut Diagram, effect: &Effect, step: &str, run: &str) {
    match effect {
        Effect::CheckOut { reference } => diagram.say(run, "->>", GITHUB, &format!("check out {reference}")),
        Effect::LogIn { registry, user, host } => {
            diagram.say(host.as_deref().unwrap_or(run), "->>", registry, &format!("log in as {user}"));
        }
        Effect::Bake { names } => diagram.note(run, &format!("into the image: {}", names.join(", "))),
        Effect::Mount { ids } => diagram.note(run, &format!("mounted, in no layer: {}", ids.join(", "))),
        Effect::Push { image } => diagram.say(run, "->>", registry(image), &format!("push {image}")),
        Effect::Pull { image, host } => diagram.say(host, "->>", registry(image), &format!("pull {image}")),
        Effect::Read { store, secret } => diagram.say(run, "->>", store, &format!("read {secret}")),
        Effect::Copy { files, host, .. } => diagram.say(run, "->>", host, &format!("copy {}", files.join(", "))),
        Effect::Command { host } => diagram.say(run, "->>", host, step),
        Effect::TakeTurn { host, within, .. } => {
            diagram.say(host, "->>", host, &format!("the turn is waited for, at most {within}s"));
        }
        Effect::Change { host, what } => diagram.say(host, "->>", host, what),
        Effect::Refuse { why } => diagram.note(run, why),
        Effect::Ask { whom, with } => diagram.say(run, "->>", whom, &format!("{step} ({with})")),
    }
}

/// The registry that an image's name begins with.
fn registry(image: &str) -> &str {
    image.split('/').next().unwrap_or(image)
}
