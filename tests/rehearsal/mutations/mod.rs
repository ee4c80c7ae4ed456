//! Proof that the rehearsal can fail: small breakages of templates, recipes and description, one at a time. From each the
//! output is generated anew, and what the mutation names as its catcher must notice, for the reason that it names.
//! `scripts/rehearse --mutate` makes all of them; a plain rehearsal takes two, others with each commit.

mod list;
mod table;
mod trial;
mod workshop;

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;

use crate::lanes;
use crate::scenario::{self, Scenario, Shown};
use crate::stage::{Product, ROOT, Stage};
use table::{Verdict, first_line};
use workshop::Workshop;

pub use list::all;
pub use trial::{catchers, play};

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    Scenario::new("mutations", "sample-1", "a breakage of the sources is noticed", |_| sample(0)),
    Scenario::new("mutations", "sample-2", "another one is, too", |_| sample(1)),
];

/// A breakage.
#[derive(Debug, Clone, Copy)]
pub struct Mutation {
    /// What it is called.
    pub name: &'static str,
    /// The source that it breaks.
    pub file: &'static str,
    /// What stands there, exactly once,
    from: &'static str,
    /// and what comes in its place.
    to: &'static str,
    /// Who must notice.
    pub catcher: Catcher,
    /// Words of the reason: whoever fails for another one has not noticed.
    because: &'static str,
}

impl Mutation {
    /// The source before it is broken; an error when it does not hold what is to be broken, exactly once.
    fn whole(&self) -> Result<String> {
        let text = fs::read_to_string(Path::new(ROOT).join(self.file)).with_context(|| self.file)?;
        let found = text.matches(self.from).count();
        ensure!(
            found == 1,
            "the mutation {} does not fit: {} holds {found} times what it breaks",
            self.name,
            self.file
        );
        Ok(text)
    }
}

/// Who notices a mutation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Catcher {
    /// This scenario fails on the mutated output.
    Scenario(&'static str),
    /// The row of `tests/reference/` with these words fails on the mutated output.
    Row(&'static str),
    /// It does not compile, or the description is refused.
    Compiler,
}

impl Catcher {
    /// As the table says it.
    fn told(self) -> String {
        match self {
            Self::Scenario(name) => name.to_owned(),
            Self::Row(words) => format!("the reference's row “{words}”"),
            Self::Compiler => "the compiler".to_owned(),
        }
    }
}

/// The first that does not fit is named.
fn fit(mutations: &[Mutation]) -> Result<()> {
    mutations.iter().try_for_each(|mutation| mutation.whole().map(drop))?;
    trial::catchers(mutations).map(drop)
}

/// One mutation; which one, the commit decides.
fn sample(position: usize) -> Result<Shown> {
    let turn = scenario::turn()?;
    let all = all();
    // Also those that are not played now have something to break, and somebody who notices.
    fit(&all)?;
    let half = all.len() / 2;
    let mutation = all.get(turn % half + position * half).context("there are no mutations")?;
    match trial::judge(&Workshop::open()?, mutation)? {
        Verdict::Caught(why) => Ok(format!("{}: {} says {}", mutation.name, mutation.catcher.told(), first_line(&why))),
        Verdict::OtherReason(why) => {
            bail!("{}: {} fails for another reason: {why}", mutation.name, mutation.catcher.told())
        }
        Verdict::Survived => bail!("{}: {} does not notice", mutation.name, mutation.catcher.told()),
    }
}

/// Plays a scenario on mutated output, on a stage of its own: why it failed.
fn play_on(scenario: Scenario, product: &Product) -> Result<Option<String>> {
    let mut stage = Stage::raise(product, scenario.provision)?;
    Ok(lanes::watched(scenario, &mut stage).err().map(|error| format!("{error:#}")))
}
