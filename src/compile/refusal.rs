//! Everything that can be said against a description that is refused.

use super::OF_RUST;
use super::repository::RepositoryCompiler;
use crate::check::{self, Unread};
use crate::description::{Organization, Repository};
use crate::diagnostic::{Diagnostic, Path, Place};
use crate::tree::{Claims, TreeError};
use actions::Position;
use actions::action::Lock;

/// What is wrong with a description of which `unread` could not be read: where it is not sound, and what GitHub would refuse
/// of those repositories that are. Nothing of it follows from something else of it.
pub fn problems(organization: &Organization, lock: &Lock, unread: &Unread) -> Vec<Diagnostic> {
    let unsound = check::description(organization).into_iter().filter(|problem| !unread.explains(problem)).collect();
    beside(organization, lock, unread, unsound)
}

/// What is not sound, and what GitHub would refuse beside it.
pub(super) fn beside(
    organization: &Organization,
    lock: &Lock,
    unread: &Unread,
    unsound: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut broken = unread.clone();
    for place in unsound.iter().flat_map(Diagnostic::labels).filter_map(|label| label.place.as_ref()) {
        broken.add(place.path());
    }
    let mut claims = Claims::default();
    let mut diagnostics = unsound;
    for (index, repository) in organization.repositories.iter().enumerate() {
        if is_whole(organization, index, repository, &broken) {
            let compiler = RepositoryCompiler::new(organization, repository, lock, OF_RUST, &mut claims);
            diagnostics.extend(compiler.compile(index).err().into_iter().flatten());
        }
    }
    diagnostics
}

/// Whether nothing is wrong with a repository, and with the environments that it deploys to.
fn is_whole(organization: &Organization, index: usize, repository: &Repository, broken: &Unread) -> bool {
    let environments = organization.environments.iter().enumerate();
    let mut used = environments.filter(|(_, environment)| {
        let mut deployments = repository.services.iter().flat_map(|service| &service.deployments);
        deployments.any(|deployment| deployment.environment == environment.name)
    });
    !broken.touches(&Path::default().key("repositories").index(index))
        && used.all(|(index, environment)| !broken.touches(Place::environment(index, environment).path()))
}

/// What GitHub would refuse, at the value that it comes from.
pub fn of_workflow(place: &Place, name: &str, problem: &actions::Problem) -> Diagnostic {
    let message = format!("GitHub would refuse or misread the workflow `{name}`: {}", problem.message);
    let help = format!("{}; see {}", problem.fix, problem.documentation);
    let place = origin(&problem.position).map_or_else(|| place.clone(), |key| place.key(key));
    Diagnostic::new(message, &place, "it comes from this", help)
}

/// The key of a build or a deployment that a part of its workflow comes from, where it is one.
fn origin(position: &Position) -> Option<&'static str> {
    match position.keys()[..] {
        ["on", "push", ..] => Some("branches"),
        ["concurrency"] => Some("concurrency"),
        ["jobs", _, "timeout-minutes"] => Some("timeout-minutes"),
        _ => None,
    }
}

/// Two files at one path, at the value that one of them comes from.
pub(super) fn of_tree(place: &Place, error: &TreeError) -> Diagnostic {
    Diagnostic::new(error.to_string(), place, "it comes from this", "give one of them another path")
}
