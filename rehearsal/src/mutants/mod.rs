//! Proof that the rehearsal can fail: small breakages of templates, recipes and description, one at a time. From each the
//! output is generated anew, and what the mutation names as its catcher must notice, for the reason that it names.
//! `scripts/rehearse --mutate` makes all of them; a plain rehearsal takes two, others with each commit.

mod table;
mod trial;
mod workshop;

use anyhow::{Context, Error, Result, bail};
use mutations::Mutation;
use std::fs;
use std::path::Path;

use crate::lanes;
use crate::scenario::{self, Scenario, Shown};
use crate::stage::{Product, ROOT, Stage};
use table::{Verdict, first_line};
use workshop::Workshop;

pub use trial::{catchers, run};

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    Scenario::new("mutations", "sample-1", "a breakage of the sources is noticed", |_| sample(0)),
    Scenario::new("mutations", "sample-2", "another one is, too", |_| sample(1)),
];

/// The first that does not fit is named.
fn fit(mutations: &[Mutation]) -> Result<()> {
    for mutation in mutations {
        mutation.apply(&source(mutation)?).map_err(Error::msg)?;
    }
    trial::catchers(mutations).map(drop)
}

/// The source that a mutation breaks.
fn source(mutation: &Mutation) -> Result<String> {
    fs::read_to_string(Path::new(ROOT).join(mutation.file)).with_context(|| mutation.file)
}

/// One mutation; which one, the commit decides.
fn sample(position: usize) -> Result<Shown> {
    let turn = scenario::turn()?;
    let all = mutations::all();
    // Also those that are not run now have something to break, and somebody who notices.
    fit(&all)?;
    let half = all.len() / 2;
    let mutation = all.get(turn % half + position * half).context("there are no mutations")?;
    match trial::judge(&Workshop::open()?, mutation)? {
        Verdict::Caught(why) => Ok(format!("{}: {} says {}", mutation.name, mutation.catcher, first_line(&why))),
        Verdict::OtherReason(why) => {
            bail!("{}: {} fails for another reason: {why}", mutation.name, mutation.catcher)
        }
        Verdict::Survived => bail!("{}: {} does not notice", mutation.name, mutation.catcher),
    }
}

/// Runs a scenario on mutated output, on a stage of its own: why it failed.
fn run_on(scenario: Scenario, product: &Product) -> Result<Option<String>> {
    let mut stage = Stage::raise(product, scenario.provision)?;
    Ok(lanes::watched(scenario, &mut stage).err().map(|error| format!("{error:#}")))
}
