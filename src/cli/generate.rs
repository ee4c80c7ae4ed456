//! `generate`: render everything, write what differs.

use super::answer::Answer;
use super::project::{Project, shown};
use crate::tree::{PlanError, plan, write};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Render everything, and write what differs
///
/// Nothing is written before everything is rendered. Each file is written whole or not at all; files that pipewright
/// generated and that no longer belong are removed; a file that is not pipewright's is never touched.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: pipewright generate && git add generated

Exit status: 0 everything is current now; 1 the description is refused; 2 something stands in the way.")]
pub(super) struct Arguments {
    /// The folder to write to [default: generated]
    ///
    /// With a folder of your own choice, the project's own workflows are left alone.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, project: &Project) -> Answer {
    let rendered = match project.render(arguments.out.as_deref()) {
        Ok(rendered) => rendered,
        Err(problems) => return Answer::refused(problems),
    };
    let mut plans = Vec::new();
    let mut obstacles = Vec::new();
    for root in &rendered.roots {
        match plan(root) {
            Ok(plan) => plans.push((root, plan)),
            Err(PlanError::Obstacles(found)) => obstacles.extend(found),
            Err(PlanError::Disk(error)) => return Answer::unanswered(&error),
        }
    }
    if !obstacles.is_empty() {
        return Answer::unanswered(&PlanError::Obstacles(obstacles));
    }

    let mut answer = String::new();
    let mut unchanged = 0;
    for (root, plan) in &plans {
        if let Err(error) = write(plan) {
            return Answer::unanswered(&error);
        }
        for change in &plan.changes {
            // Writing into a string cannot fail.
            let _ = writeln!(answer, "{:<7} {}", change.kind.word(), shown(root, &change.path));
        }
        unchanged += plan.unchanged;
    }
    if answer.is_empty() {
        return Answer::fine(format!("everything is current: {unchanged} files\n"));
    }
    Answer::fine(format!("{answer}{unchanged} unchanged\n"))
}
