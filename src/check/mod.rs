//! Whether a description is sound.
//!
//! Each file asks one kind of question of an [`Organization`], before anything is compiled: are the names names
//! (`names`), is text meant as it stands (`literals`), is every secret declared where it is used (`secrets`, `uses`), does every deployment follow a build that pushes
//! what it pulls (`delivery`). All problems are found at once, and where two places disagree both are named. A description
//! of which a part could not be read is asked too: [`Unread`] tells what is no more than a consequence of that.

mod delivery;
mod groups;
mod images;
mod literals;
mod names;
mod place;
mod registry;
mod secrets;
mod tags;
mod unread;
mod uses;

pub use literals::secret_instead_of;
pub use unread::Unread;
pub use uses::{Purpose, SecretUse, secret_uses};

use crate::description::Organization;
use crate::diagnostic::{Diagnostic, Fix, Place};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Everything that is wrong with a description, in the order of the description. What would follow from another problem is
/// left out: of a name that is none nobody is told that it is not declared.
pub fn description(organization: &Organization) -> Vec<Diagnostic> {
    let mut found = names::problems(organization);
    found.extend(literals::of_environments(organization));
    // What is wrong with one value alone makes that value unknown; a disagreement of two does not.
    let mut wrong = Unread::default();
    for diagnostic in found.iter().filter(|diagnostic| diagnostic.related.is_empty()) {
        diagnostic.at.place.iter().for_each(|place| wrong.add(place.path()));
    }
    for (index, repository) in organization.repositories.iter().enumerate() {
        let owner = Place::repository(index, repository);
        found.extend(literals::problems(organization, repository, &owner));
        let secrets = secrets::problems(organization, repository, &owner);
        let delivery = delivery::problems(organization, repository, &owner);
        let groups = groups::problems(repository, &owner);
        let images = images::problems(repository, &owner);
        found.extend(
            secrets
                .into_iter()
                .chain(delivery)
                .chain(groups)
                .chain(images)
                .filter(|diagnostic| !wrong.explains(diagnostic)),
        );
    }
    found
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

/// Something that cannot do without has nothing.
fn missing(what: &str, place: &Place, fix: impl Into<Fix>) -> Diagnostic {
    Diagnostic::new(format!("missing {what}"), place, "missing here", fix)
}

/// Two things have one name.
fn two_of(what: &str, name: &str, first: &Place, second: &Place, fix: impl Into<Fix>) -> Diagnostic {
    Diagnostic::new(format!("there are two of the {what} `{name}`"), second, "again here", fix)
        .related(first, "first here")
        .rests_on([first.path().clone()])
}

/// Two things have names that differ in nothing but the case of letters, which GitHub does not see.
fn differs_in_case(what: &str, (name, second): (&str, &Place), (other, first): (&str, &Place)) -> Diagnostic {
    let message = format!("to GitHub, the {what} `{name}` is `{other}`: it ignores case");
    Diagnostic::new(message, second, "differs in case alone", "merge the two, or rename one")
        .related(first, "first here")
        .rests_on([first.path().clone()])
}
