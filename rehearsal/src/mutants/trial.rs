//! Running mutations: one mutant is built after the other, and their stages stand side by side.

use anyhow::{Context, Result, anyhow, bail};
use mutations::{Catcher, Mutation};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::table::{Row, Table, Verdict};
use super::workshop::{Mutant, Workshop};
use super::{fit, run_on};
use crate::scenario::{self, Scenario};

/// How many mutants are run at a time.
const LANES: usize = 4;

/// Makes and runs these mutations.
pub fn run(mutations: &[Mutation]) -> (Table, Result<()>) {
    let workshop = match fit(mutations).and_then(|()| Workshop::open()) {
        Ok(workshop) => workshop,
        Err(error) => return (Table::default(), Err(error)),
    };
    let waiting = Mutex::new(mutations.iter());
    let done = Mutex::new(Vec::new());
    let lane = || -> Result<()> {
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(mutation) = next else { return Ok(()) };
            let start = Instant::now();
            let verdict = judge(&workshop, mutation).with_context(|| mutation.name)?;
            let row = Row { mutation: *mutation, verdict, time: start.elapsed() };
            eprintln!("{row}");
            done.lock().unwrap_or_else(PoisonError::into_inner).push(row);
        }
    };
    let ended = thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES).map(|_| scope.spawn(lane)).collect();
        let ends = lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|_| Err(anyhow!("a lane broke"))));
        ends.fold(Ok(()), Result::and)
    });
    let mut rows = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    rows.sort_by_key(|row| mutations.iter().position(|mutation| mutation.name == row.mutation.name));
    (Table { rows }, ended)
}

/// The scenarios that must notice these mutations, each once.
pub fn catchers(mutations: &[Mutation]) -> Result<Vec<Scenario>> {
    let mut catchers: Vec<Scenario> = Vec::new();
    for mutation in mutations {
        if let Catcher::Scenario(name) = mutation.catcher {
            let scenario = find(name)?;
            if !catchers.iter().any(|known| known.full_name() == name) {
                catchers.push(scenario);
            }
        }
    }
    Ok(catchers)
}

fn find(name: &str) -> Result<Scenario> {
    let found = scenario::all().into_iter().find(|scenario| scenario.full_name() == name);
    found.with_context(|| format!("there is no scenario {name}"))
}

/// Makes a mutation and sees whether its catcher notices.
pub fn judge(workshop: &Workshop, mutation: &Mutation) -> Result<Verdict> {
    let failure = match mutation.catcher {
        Catcher::Row(words) => workshop.rows(mutation)?.map(|said| row(&said, words)),
        Catcher::Scenario(name) => {
            let scenario = find(name)?;
            match workshop.make(mutation)? {
                Mutant::Made(product) => run_on(scenario, &product)?,
                Mutant::Refused(why) => bail!("the generator refuses it: {why}"),
            }
        }
        Catcher::Compiler => match workshop.make(mutation)? {
            Mutant::Made(_) => None,
            Mutant::Refused(why) => Some(why),
        },
    };
    Ok(match failure {
        None => Verdict::Survived,
        Some(why) if why.contains(mutation.reason) => Verdict::Caught(why),
        Some(why) => Verdict::OtherReason(why),
    })
}

/// Of what the rows say, the claim of the one with these words and why it does not hold; all of it when that one holds.
fn row(said: &str, words: &str) -> String {
    let start = format!("“{words}”\n");
    let found = said.find(&start).map(|at| &said[at + start.len()..]);
    found.and_then(|rest| rest.lines().next()).map_or_else(|| said.to_owned(), |line| line.trim().to_owned())
}
