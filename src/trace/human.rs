//! A trace as a tree, for a terminal.

use super::effect::Effect;
use super::host_state::HostState;
use super::outcome::{
    Conclusion, EventOutcome, FailedAlternative, FalsePart, Group, IdleWorkflow, JobOutcome, RunOutcome, StepOutcome,
    Trace,
};
use super::reason::IdleReason;

/// How wide a terminal is thought to be, in characters.
const WIDTH: usize = 80;

/// The longest value of a condition that is shown whole, in characters.
const VALUE: usize = 60;

/// A line of the tree, with what hangs below it.
struct TreeLine {
    line: String,
    below: Vec<TreeLine>,
}

impl TreeLine {
    fn new(line: impl Into<String>, below: Vec<Self>) -> Self {
        Self { line: line.into(), below }
    }

    fn leaf(line: impl Into<String>) -> Self {
        Self::new(line, Vec::new())
    }

    /// Prints the line, and what hangs below it; `turn` is what leads to the line, `before` what stands before all that follows it.
    fn print(&self, turn: &str, before: &str, into: &mut String) {
        let further = if self.below.is_empty() { "  " } else { "│ " };
        lines(&self.line, turn, &format!("{before}{further}"), into);
        let last = self.below.len().saturating_sub(1);
        for (index, branch) in self.below.iter().enumerate() {
            let (turn, bar) = if index == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            branch.print(&format!("{before}{turn}"), &format!("{before}{bar}"), into);
        }
    }
}

/// Prints a line that goes on in further ones where it is too wide, broken at spaces alone.
fn lines(text: &str, first: &str, further: &str, into: &mut String) {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(further)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for line in textwrap::wrap(text, options) {
        into.push_str(&line);
        into.push('\n');
    }
}

/// The trace as text.
pub fn text(trace: &Trace) -> String {
    let mut text = String::new();
    for happening in &trace.happenings {
        of_happening(happening).print("", "", &mut text);
        text.push('\n');
    }
    text.push_str("Assumed:\n");
    for assumed in &trace.assumed {
        lines(assumed, "  - ", "    ", &mut text);
    }
    text
}

fn of_happening(happening: &EventOutcome) -> TreeLine {
    let mut below: Vec<TreeLine> = happening.runs.iter().map(of_run).collect();
    if happening.runs.is_empty() {
        below.push(TreeLine::leaf("nothing starts"));
    }
    below.extend(idle(&happening.idle));
    TreeLine::new(&happening.what, below)
}

/// The workflows that do not start; those of other repositories in one line.
fn idle(idle: &[IdleWorkflow]) -> Vec<TreeLine> {
    let elsewhere = idle.iter().filter(|idle| matches!(idle.why, IdleReason::AnotherRepository { .. })).count();
    let mut branches: Vec<TreeLine> =
        idle.iter().filter(|idle| !matches!(idle.why, IdleReason::AnotherRepository { .. })).map(of_idle).collect();
    if elsewhere > 0 {
        branches.push(TreeLine::leaf(format!("nor the {elsewhere} workflows of other repositories")));
    }
    branches
}

fn of_idle(idle: &IdleWorkflow) -> TreeLine {
    TreeLine::leaf(format!("not {} ({}): {}", idle.workflow, idle.file, idle.why))
}

fn of_run(run: &RunOutcome) -> TreeLine {
    let mut below = Vec::new();
    below.extend(run.group.as_ref().map(of_group));
    below.extend(run.jobs.iter().map(of_job));
    if !run.left.is_empty() {
        below.push(TreeLine::new("left running", run.left.iter().map(of_host_state).collect()));
    }
    below.extend(run.then.as_deref().map(of_next));
    TreeLine::new(format!("{} ({}): {}", run.workflow, run.file, run.conclusion), below)
}

/// What the end of a run sets in motion; of what does not start, that which waits for an end at all.
fn of_next(happening: &EventOutcome) -> TreeLine {
    let mut below: Vec<TreeLine> = happening.runs.iter().map(of_run).collect();
    let waiting = happening.idle.iter().filter(|idle| !matches!(idle.why, IdleReason::NotListening { .. }));
    below.extend(waiting.map(of_idle));
    let line = if happening.runs.is_empty() {
        "its end starts nothing".to_owned()
    } else {
        format!("then {}", happening.what)
    };
    TreeLine::new(line, below)
}

fn of_group(group: &Group) -> TreeLine {
    let rule = if group.newest_wins {
        "a newer one cancels this one"
    } else {
        "it waits for the one that is going on, and is cancelled if a newer one comes to wait"
    };
    TreeLine::leaf(format!("in the group {}: {rule}", group.name))
}

fn of_job(job: &JobOutcome) -> TreeLine {
    let mut below = why_not(&job.why_not);
    below.extend(job.group.as_ref().map(of_group));
    below.extend(job.calls.as_ref().map(|calls| TreeLine::leaf(format!("calls {calls}"))));
    below.extend(job.steps.iter().map(of_step));
    let environment = job.environment.as_ref().map(|name| format!(", environment {name}")).unwrap_or_default();
    TreeLine::new(format!("job {}{environment}: {}", job.id, job.conclusion), below)
}

fn of_step(step: &StepOutcome) -> TreeLine {
    let mut below = why_not(&step.why_not);
    below.extend(secrets(step));
    below.extend(step.effects.iter().map(|effect| TreeLine::leaf(told(effect))));
    let mark = match step.conclusion {
        Conclusion::Success => "✓",
        Conclusion::Skipped => "-",
        _ => "✗",
    };
    let how = match step.conclusion {
        Conclusion::Success => String::new(),
        other => format!(": {other}"),
    };
    TreeLine::new(format!("{mark} {}{how}", step.name), below)
}

/// The secrets of a step, a line for each who holds them.
fn secrets(step: &StepOutcome) -> Vec<TreeLine> {
    let mut holders: Vec<&str> = step.secrets.iter().map(|secret| secret.from.as_str()).collect();
    holders.dedup();
    holders.sort_unstable();
    holders.dedup();
    let line = |holder: &str| {
        let held = step.secrets.iter().filter(|secret| secret.from == holder);
        let names: Vec<&str> = held.map(|secret| secret.name.as_str()).collect();
        TreeLine::leaf(format!("secrets of {holder}: {}", names.join(", ")))
    };
    holders.into_iter().map(line).collect()
}

/// Why something is skipped: first what lacked least.
fn why_not(alternatives: &[FailedAlternative]) -> Vec<TreeLine> {
    let mut alternatives: Vec<&FailedAlternative> = alternatives.iter().collect();
    alternatives.sort_by_key(|alternative| alternative.r#false.len());
    let line = |(index, alternative): (usize, &&FailedAlternative)| {
        let parts: Vec<String> = alternative.r#false.iter().map(of_untrue).collect();
        TreeLine::leaf(format!("{} {}", if index == 0 { "because not" } else { "nor" }, parts.join(", and not ")))
    };
    alternatives.iter().enumerate().map(line).collect()
}

fn of_untrue(untrue: &FalsePart) -> String {
    let values: Vec<String> =
        untrue.values.iter().map(|reading| format!("{} is {}", reading.place, shortened(&reading.value))).collect();
    format!("{} ({})", untrue.part, values.join(", "))
}

fn shortened(value: &str) -> String {
    if value.chars().count() <= VALUE {
        return value.to_owned();
    }
    value.chars().take(VALUE).chain("...".chars()).collect()
}

fn of_host_state(left: &HostState) -> TreeLine {
    let image = left.image.as_ref().map(|image| format!(" with {image}")).unwrap_or_default();
    TreeLine::leaf(format!("on {}, {}{image}: {}; {}", left.host, left.container, left.state.word(), left.note))
}

/// An effect in words.
pub fn told(effect: &Effect) -> String {
    match effect {
        Effect::CheckOut { reference } => format!("checks out {reference}"),
        Effect::LogIn { registry, user, host } => {
            let on = host.as_ref().map(|host| format!(" on {host}")).unwrap_or_default();
            format!("logs in to {registry} as {user}{on}")
        }
        Effect::Bake { names } => format!("hands to the build: {}", names.join(", ")),
        Effect::Mount { ids } => format!("mounts for the build, and in no layer: {}", ids.join(", ")),
        Effect::Push { image } => format!("pushes {image}"),
        Effect::Read { store, secret } => format!("reads {secret} from {store}"),
        Effect::Copy { files, host, directory } => format!("copies {} to {directory} on {host}", files.join(", ")),
        Effect::Command { host } => format!("runs a script on {host}"),
        Effect::Pull { image, host } => format!("{host} pulls {image}"),
        Effect::TakeTurn { host, lock, within } => {
            format!("waits for its turn on {host}, at most {within}s, with the lock {lock}")
        }
        Effect::Change { host, what } => format!("on {host}: {what}"),
        Effect::Refuse { why } => format!("ends the run: {why}"),
        Effect::Ask { whom, with } => format!("asks {whom} ({with})"),
    }
}
