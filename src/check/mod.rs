//! Whether a description is sound.
//!
//! Each file asks one kind of question of an [`Organization`], before anything is compiled: are the names names
//! (`names`), is every secret declared where it is used (`secrets`), does every deployment follow a build that pushes
//! what it pulls (`delivery`). All problems are found at once, and where two places disagree both are named.

mod delivery;
mod names;
mod place;
mod problem;
mod secrets;

pub use place::Place;
pub use problem::Problem;

use crate::spec::Organization;

/// Everything that is wrong with a description, in the order of the description.
pub fn description(organization: &Organization) -> Vec<Problem> {
    let mut problems = names::problems(organization);
    for repository in &organization.repositories {
        problems.extend(secrets::problems(organization, repository));
        problems.extend(delivery::problems(organization, repository));
    }
    problems
}

/// The elements of which an equal one came before, each with that one.
fn repeated<'a, T, K: PartialEq>(items: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<(&'a T, &'a T)> {
    items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| {
            let first = items[..index].iter().find(|before| key(before) == key(item))?;
            Some((first, item))
        })
        .collect()
}
