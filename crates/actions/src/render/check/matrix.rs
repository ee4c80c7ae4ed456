//! How many jobs a matrix makes.
//!
//! Counted as GitHub does: every combination of the values, without what `exclude` matches; an item of `include` that
//! matches one of them extends it, and makes a job of its own otherwise.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix>

use super::choices;
use crate::expr::Text;
use crate::expr::key::JobStrategy;
use crate::problem::syntax;
use crate::{Matrix, Problem, Strategy, Variables};
use indexmap::IndexMap;

/// The most jobs that a matrix makes.
const MOST_JOBS: usize = 256;

/// The most combinations that are looked at one by one.
const MOST_LOOKED_AT: usize = 100_000;

/// What is wrong with a matrix. The messages go on after "the job `id` has a matrix ".
pub(super) fn problems(strategy: &Strategy) -> Vec<Problem> {
    let mut found = Vec::new();
    if let Matrix::Values { keys, include, exclude } = &strategy.matrix {
        found = of_values(keys, include, exclude);
        if found.is_empty() {
            found.extend(of_count(keys, include, exclude));
        }
    }
    if strategy.max_parallel == Some(0) {
        let documentation = syntax!("jobsjob_idstrategymax-parallel");
        found.push(Problem::new("whose `max-parallel` is 0", "set it to 1 or more", documentation).at("max-parallel"));
    }
    found
}

fn of_matrix(message: String, fix: impl Into<String>) -> Problem {
    Problem::new(message, fix, syntax!("jobsjob_idstrategymatrix")).at("matrix")
}

fn of_exclude(message: String, fix: impl Into<String>) -> Problem {
    Problem { documentation: syntax!("jobsjob_idstrategymatrixexclude"), ..of_matrix(message, fix) }
}

fn of_values(
    keys: &IndexMap<String, Vec<Text<JobStrategy>>>,
    include: &[Variables<JobStrategy>],
    exclude: &[Variables<JobStrategy>],
) -> Vec<Problem> {
    let mut found = Vec::new();
    if keys.is_empty() && include.is_empty() {
        let fix = "add a key with values, or combinations to include";
        found.push(of_matrix("that is empty".to_owned(), fix));
    }
    for (key, values) in keys {
        if matches!(key.to_ascii_lowercase().as_str(), "include" | "exclude") {
            let message = format!("with the key `{key}`, which GitHub reads as the list of combinations to {key}");
            found.push(of_matrix(message, "rename it"));
        } else if values.is_empty() {
            let fix = "add one: without it, the job never runs";
            found.push(of_matrix(format!("whose key `{key}` has no values"), fix));
        }
    }
    for (list, combinations) in [("include", include), ("exclude", exclude)] {
        if combinations.iter().any(IndexMap::is_empty) {
            found.push(of_matrix(format!("whose `{list}` has an empty combination"), "remove it"));
        }
    }
    for key in exclude.iter().flat_map(IndexMap::keys) {
        if !keys.keys().any(|known| known.eq_ignore_ascii_case(key)) {
            let message = format!("whose `exclude` has `{key}`, which is not a key of the matrix");
            found.push(of_exclude(message, choices("keys", keys.keys())));
        }
    }
    found
}

fn of_count(
    keys: &IndexMap<String, Vec<Text<JobStrategy>>>,
    include: &[Variables<JobStrategy>],
    exclude: &[Variables<JobStrategy>],
) -> Option<Problem> {
    let too_many = |jobs: String| {
        Some(of_matrix(format!("that makes {jobs} jobs"), format!("remove values: GitHub accepts at most {MOST_JOBS}")))
    };
    let product = if keys.is_empty() { 0 } else { keys.values().map(Vec::len).fold(1, usize::saturating_mul) };
    if product > MOST_LOOKED_AT {
        return too_many(format!("more than {MOST_LOOKED_AT}"));
    }
    let mut jobs = 0;
    let mut extending = vec![false; include.len()];
    for index in 0..product {
        let combination = combination(keys, index);
        if exclude.iter().any(|excluded| may_match(&combination, excluded)) {
            continue;
        }
        jobs += 1;
        for (extends, included) in extending.iter_mut().zip(include) {
            *extends |= may_match(&combination, included);
        }
    }
    jobs += extending.iter().filter(|extends| !**extends).count();
    if jobs > MOST_JOBS {
        too_many(jobs.to_string())
    } else if jobs == 0 && are_known(keys, exclude) {
        let fix = "keep one: without it, the job never runs";
        Some(of_exclude("whose combinations are all excluded".to_owned(), fix))
    } else {
        None
    }
}

type Combination<'a> = Vec<(&'a str, &'a Text<JobStrategy>)>;

/// The combination of that index; the first key changes slowest.
fn combination(keys: &IndexMap<String, Vec<Text<JobStrategy>>>, mut index: usize) -> Combination<'_> {
    let mut combination = Vec::with_capacity(keys.len());
    for (key, values) in keys.iter().rev() {
        combination.push((key.as_str(), &values[index % values.len()]));
        index /= values.len();
    }
    combination
}

/// Whether the values of an item agree with a combination, as far as it has their keys. What an expression gives is not
/// known and may agree, so that no matrix is refused for jobs that it might not make.
fn may_match(combination: &Combination<'_>, item: &Variables<JobStrategy>) -> bool {
    item.iter().all(|(key, wanted)| {
        let value = combination.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        value.is_none_or(|(_, value)| match (value.literal(), wanted.literal()) {
            // GitHub compares text without regard to case.
            (Some(value), Some(wanted)) => value.to_lowercase() == wanted.to_lowercase(),
            _ => true,
        })
    })
}

fn are_known(keys: &IndexMap<String, Vec<Text<JobStrategy>>>, exclude: &[Variables<JobStrategy>]) -> bool {
    keys.values().flatten().chain(exclude.iter().flat_map(IndexMap::values)).all(|text| text.literal().is_some())
}
