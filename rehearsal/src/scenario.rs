//! What is run: scenarios in groups, each of which shows one thing to be true of the world.

use anyhow::Result;
use std::process::Command;

use crate::mutants;
use crate::scenarios;
use crate::stage::{MAS, Provision, ROOT, Run, Stage};

/// What a scenario has seen, in a few words: counts, times, answers.
pub type Shown = String;

/// One scenario.
#[derive(Debug, Clone, Copy)]
pub struct Scenario {
    /// The group it is run with; a group has a stage of its own.
    pub group: &'static str,
    /// What `--only` calls it: `group/name`.
    pub name: &'static str,
    /// What is true when it passes.
    pub shows: &'static str,
    /// Whether nothing else may be run meanwhile, because it measures.
    pub alone: bool,
    /// Those with the same word here take turns: a plain rehearsal runs one of them, and another commit another.
    pub turns: Option<&'static str>,
    /// What the servers of its stage have; the same for all of a group.
    pub provision: &'static Provision,
    /// Runs it.
    pub run: fn(&mut Stage) -> Result<Shown>,
}

impl Scenario {
    /// A scenario of a group.
    pub const fn new(
        group: &'static str,
        name: &'static str,
        shows: &'static str,
        run: fn(&mut Stage) -> Result<Shown>,
    ) -> Self {
        Self { group, name, shows, alone: false, turns: None, provision: &MAS, run }
    }

    /// The same, with the machine to itself.
    pub const fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// The same, taking turns with others of this word.
    pub const fn taking_turns(self, turns: &'static str) -> Self {
        Self { turns: Some(turns), ..self }
    }

    /// The same, on servers of others than MAS.
    pub const fn on(self, provision: &'static Provision) -> Self {
        Self { provision, ..self }
    }

    /// Whether a pattern of `--only` means this one: a group, a scenario, or both with a slash between.
    pub fn is_meant_by(&self, pattern: &str) -> bool {
        pattern == self.group || pattern == self.name || pattern == self.full_name()
    }

    /// Group and name.
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.group, self.name)
    }
}

/// A number that each commit has of its own: what runs only a sample begins there, so that another commit runs other parts.
pub fn turn() -> Result<usize> {
    let head = Command::new("git").args(["-C", ROOT, "rev-parse", "HEAD"]).succeed()?;
    Ok(usize::from_str_radix(head.get(..6).unwrap_or("0"), 16)?)
}

/// The scenarios of a plain rehearsal: of those that take turns, the one whose turn it is.
pub fn sample(all: &[Scenario]) -> Result<Vec<Scenario>> {
    // Other digits than those by which a scenario chooses its own sample, so that each meets each.
    let turn = turn()? >> 16;
    let is_its_turn = |scenario: &Scenario| {
        let others: Vec<_> =
            all.iter().filter(|other| other.turns == scenario.turns).map(Scenario::full_name).collect();
        scenario.turns.is_none() || others.get(turn % others.len()) == Some(&scenario.full_name())
    };
    Ok(all.iter().copied().filter(is_its_turn).collect())
}

/// All scenarios, in the order in which they are begun: what takes long comes first, so that lanes end together.
pub fn all() -> Vec<Scenario> {
    [
        scenarios::compose::SCENARIOS,
        scenarios::examples::SCENARIOS,
        scenarios::shared_host::SCENARIOS,
        scenarios::cut_off::SCENARIOS,
        scenarios::journeys::SCENARIOS,
        scenarios::environment_files::SCENARIOS,
        scenarios::chaining::SCENARIOS,
        mutants::SCENARIOS,
        scenarios::crash::SCENARIOS,
        scenarios::blue_green::SCENARIOS,
        scenarios::builds::SCENARIOS,
        scenarios::runner::SCENARIOS,
        scenarios::stage::SCENARIOS,
        scenarios::assistant::SCENARIOS,
        scenarios::secrets::SCENARIOS,
    ]
    .concat()
}
