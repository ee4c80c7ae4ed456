//! Whether a description is sound.
//!
//! Each file asks one kind of question of an [`Organization`], before anything is compiled: are the names names
//! (`names`), is text meant as it stands (`literals`), is every secret declared where it is used (`secrets`, `uses`), does every deployment follow a build that pushes
//! what it pulls (`delivery`). All problems are found at once, and where two places disagree both are named. A description
//! of which a part could not be read is asked too: [`Unread`] tells what is no more than a consequence of that.

mod delivery;
mod finding;
mod groups;
mod images;
mod literals;
mod names;
mod place;
mod problem;
mod registry;
mod secrets;
mod tags;
mod unread;
mod uses;

pub use finding::{Finding, Mark};
pub use literals::secret_instead_of;
pub use problem::Problem;
pub use unread::Unread;
pub use uses::{Purpose, SecretUse, secret_uses};

use crate::description::Organization;
use crate::diagnostic::Place;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Everything that is wrong with a description, in the order of the description. What would follow from another problem is
/// left out: of a name that is none nobody is told that it is not declared.
pub fn description(organization: &Organization) -> Vec<Problem> {
    let mut problems = names::problems(organization);
    problems.extend(literals::of_environments(organization));
    let mut wrong = Unread::default();
    for problem in &problems {
        if let Problem::InvalidName { place, .. } | Problem::Missing { place, .. } | Problem::NotText { place, .. } =
            problem
        {
            wrong.add(place.path());
        }
    }
    for (index, repository) in organization.repositories.iter().enumerate() {
        let owner = Place::repository(index, repository);
        problems.extend(literals::problems(organization, repository, &owner));
        let secrets = secrets::problems(organization, repository, &owner);
        let delivery = delivery::problems(organization, repository, &owner);
        let groups = groups::problems(repository, &owner);
        let images = images::problems(repository, &owner);
        problems.extend(
            secrets.into_iter().chain(delivery).chain(groups).chain(images).filter(|problem| !wrong.explains(problem)),
        );
    }
    problems
}

/// The elements of which an equal one came before, each after that one, by their indices.
fn repeated<'a, T, K: Ord>(items: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<(usize, usize)> {
    let mut seen = BTreeMap::new();
    let mut again = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match seen.entry(key(item)) {
            Entry::Occupied(first) => again.push((*first.get(), index)),
            Entry::Vacant(entry) => {
                entry.insert(index);
            }
        }
    }
    again
}
