//! `generate`: render everything, write what differs.

use super::answer::Answer;
use super::dry_run;
use super::project::{Project, shown};
use crate::tree::{Plan, PlanError, Update, UpdateMode, check_roots, write};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Generate all files, and write the ones that differ
///
/// Nothing is written before everything is generated. Each file is replaced as a whole. Obsolete generated files are removed.
/// Files that pipewright did not generate are never changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: pipewright generate && git add generated

Exit status: 0 everything is up to date; 1 invalid description; 2 a file is in the way.")]
pub(super) struct Arguments {
    /// The folder to write to [default: generated]
    ///
    /// With this option the project's own workflows are not written.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Print what would change, file by file (writes nothing)
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments, project: &Project) -> Result<Answer, Answer> {
    let mut plans = update(arguments, project)?;
    Ok(if arguments.dry_run { dry_run::print(&plans) } else { carry_out(&mut plans) })
}

/// Renders everything beside its place, or looks what that would change.
fn update(arguments: &Arguments, project: &Project) -> Result<Vec<Plan>, Answer> {
    let out = arguments.out.as_deref();
    let lock = project.parsed_lock()?;
    let compilation = project.compilation(&lock)?;
    let mode = if arguments.dry_run { UpdateMode::Tell } else { UpdateMode::Write };
    let roots = project.roots(out)?;
    check_roots(&roots).map_err(|error| Answer::unanswered(&error))?;
    let updates = roots.into_iter().map(|root| Update::begin(root, mode)).collect::<Result<_, _>>();
    let mut updates: Vec<Update> = updates.map_err(|error| Answer::unanswered(&error))?;
    project.files(compilation, out, |root, path, file| {
        updates[root].take(path, file).map_err(|error| Answer::unanswered(&error))
    })?;
    let mut plans = Vec::new();
    let mut obstacles = Vec::new();
    for update in updates {
        match update.plan() {
            Ok(plan) => plans.push(plan),
            Err(PlanError::Obstacles(found)) => obstacles.extend(found),
            Err(error) => return Err(Answer::unanswered(&error)),
        }
    }
    if obstacles.is_empty() { Ok(plans) } else { Err(Answer::unanswered(&PlanError::Obstacles(obstacles))) }
}

fn carry_out(plans: &mut [Plan]) -> Answer {
    let mut answer = String::new();
    let mut unchanged = 0;
    for plan in plans {
        if let Err(error) = write(plan) {
            return Answer::unanswered(&error);
        }
        for change in &plan.changes {
            // Writing into a string cannot fail.
            let _ = writeln!(answer, "{:<7} {}", change.kind.word(), shown(&plan.root, &change.path));
        }
        unchanged += plan.unchanged;
    }
    if answer.is_empty() {
        return Answer::fine(format!("everything is current: {unchanged} files\n"));
    }
    Answer::fine(format!("{answer}{unchanged} unchanged\n"))
}

#[cfg(test)]
mod tests {
    use super::super::answer::Status;
    use super::*;
    use crate::description::{Assistant, Organization, Repository, RepositoryName, SecretName};
    use crate::diagnostic::{Format, Language};

    #[test]
    fn a_description_that_is_refused_writes_nothing() {
        let assistant = Assistant {
            described_in: "shop.rs".to_owned(),
            ..Assistant::new("Assistant", "assistant.yml", SecretName::new("NOBODY_DECLARES_ME"), "some-model")
        };
        let repository = Repository {
            name: RepositoryName::new("shop"),
            described_in: "shop.rs".to_owned(),
            secrets: Vec::new(),
            services: Vec::new(),
            assistant: Some(assistant),
            stale_documents: Vec::new(),
            ignore: Vec::new(),
        };
        let organization =
            Organization { name: "example".to_owned(), environments: Vec::new(), repositories: vec![repository] };
        let lock = include_str!("../../actions.lock");
        let project = Project::new(organization).pinned_by("actions.lock", lock);

        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("generated");
        let answer = run(&Arguments { out: Some(out.clone()), dry_run: false }, &project).unwrap_err();
        let answer = answer.in_format(Format::Human, Language::Rust);
        assert_eq!(answer.status(), Status::No);
        assert!(
            answer.errors().contains("the secret `NOBODY_DECLARES_ME`")
                && answer.errors().contains("shop, assistant (shop.rs)"),
            "{}",
            answer.errors()
        );
        assert!(!out.exists());
    }
}
