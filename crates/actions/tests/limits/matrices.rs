//! Matrices.

use super::{limit, with_job};
use actions::expr::Text;
use actions::expr::key::JobStrategy;
use actions::{Matrix, Strategy, Variables, Workflow};
use indexmap::IndexMap;

type Combinations<'a> = &'a [&'a [(&'a str, &'a str)]];

fn variables(pairs: &[(&str, &str)]) -> Variables<JobStrategy> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), Text::from(*value))).collect()
}

fn strategy(keys: &[(&str, &[&str])], include: Combinations<'_>, exclude: Combinations<'_>) -> Strategy {
    let keys: IndexMap<String, Vec<Text<JobStrategy>>> = keys
        .iter()
        .map(|(key, values)| ((*key).to_owned(), values.iter().map(|value| Text::from(*value)).collect()))
        .collect();
    let list = |combinations: Combinations<'_>| combinations.iter().map(|pairs| variables(pairs)).collect();
    Strategy {
        matrix: Matrix::Values { keys, include: list(include), exclude: list(exclude) },
        fail_fast: None,
        max_parallel: None,
    }
}

fn matrix(keys: &[(&str, &[&str])], include: Combinations<'_>, exclude: Combinations<'_>) -> Workflow {
    with_job(|job| job.strategy = Some(strategy(keys, include, exclude)))
}

/// The numbers from 1.
fn numbers(count: usize) -> Vec<String> {
    (1..=count).map(|number| number.to_string()).collect()
}

fn words(numbers: &[String]) -> Vec<&str> {
    numbers.iter().map(String::as_str).collect()
}

#[test]
fn a_matrix_makes_at_most_256_jobs() {
    let refused = |jobs: &str| {
        format!("the job `build` has a matrix that makes {jobs} jobs; remove values: GitHub accepts at most 256")
    };
    let (many, sixteen, seventeen) = (numbers(257), numbers(16), numbers(17));
    let (many, sixteen, seventeen) = (words(&many), words(&sixteen), words(&seventeen));
    limit(&matrix(&[("n", &many)], &[], &[]), &refused("257"), &matrix(&[("n", &many[..256])], &[], &[]));
    let square = [("a", &sixteen[..]), ("b", &sixteen[..])];
    limit(&matrix(&[square[0], ("b", &seventeen)], &[], &[]), &refused("272"), &matrix(&square, &[], &[]));
    // A combination of its own makes one more; one that extends others makes none.
    limit(
        &matrix(&square, &[&[("a", "99")]], &[]),
        &refused("257"),
        &matrix(&square, &[&[("a", "16"), ("extra", "x")], &[("extra", "y")]], &[]),
    );
    // What is excluded does not count, and a part of a combination excludes all that have it.
    limit(
        &matrix(&[square[0], ("b", &seventeen)], &[], &[&[("a", "1"), ("b", "1")]]),
        &refused("271"),
        &matrix(&[square[0], ("b", &seventeen)], &[], &[&[("b", "17")]]),
    );
    let thousand = numbers(1000);
    let thousand = words(&thousand);
    limit(
        &matrix(&[("a", &thousand), ("b", &thousand), ("c", &thousand)], &[], &[]),
        &refused("more than 100000"),
        &matrix(&[], &[&[("a", "1")]], &[]),
    );
}

#[test]
fn a_matrix_makes_a_job() {
    for (keys, include, exclude, what) in [
        (
            &[] as &[(&str, &[&str])],
            &[] as Combinations<'_>,
            &[] as Combinations<'_>,
            "that is empty; add a key with values, or combinations to include",
        ),
        (&[("os", &[])], &[], &[], "whose key `os` has no values; add one: without it, the job never runs"),
        (
            &[("include", &["a"])],
            &[],
            &[],
            "with the key `include`, which GitHub reads as the list of combinations to include; rename it",
        ),
        (&[("os", &["a"])], &[&[]], &[], "whose `include` has an empty combination; remove it"),
        (
            &[("os", &["a"])],
            &[],
            &[&[("arch", "x")]],
            "whose `exclude` has `arch`, which is not a key of the matrix; use one of the keys: os",
        ),
        (
            &[("os", &["a"])],
            &[],
            &[&[("os", "A")]],
            "whose combinations are all excluded; keep one: without it, the job never runs",
        ),
    ] {
        limit(
            &matrix(keys, include, exclude),
            &format!("the job `build` has a matrix {what}"),
            &matrix(&[("os", &["a", "b"])], &[&[("arch", "x")]], &[&[("os", "a")]]),
        );
    }
}

#[test]
fn a_job_runs_at_a_time() {
    let parallel = |most| {
        with_job(|job| {
            job.strategy = Some(Strategy { max_parallel: Some(most), ..strategy(&[("os", &["a"])], &[], &[]) });
        })
    };
    limit(&parallel(0), "the job `build` has a matrix whose `max-parallel` is 0; set it to 1 or more", &parallel(1));
}
