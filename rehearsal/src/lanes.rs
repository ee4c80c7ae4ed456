//! Who runs what: scenarios wait in a queue, and lanes take them side by side, each on a stage of its own. A lane goes on
//! with the group that its stage was raised for, so that a stage serves many scenarios; one that failed leaves a stage that
//! nobody trusts, and the next gets a new one. Scenarios that measure come first, with the machine to themselves.

use anyhow::{Context, Result, anyhow};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use crate::scenario::{Scenario, Shown};
use crate::stage::{Product, Refusal, Stage};
use crate::table::{Row, Table};

/// Mostly one waits for a container or a connection: more lanes than cores.
fn lanes() -> usize {
    thread::available_parallelism().map_or(2, usize::from).clamp(1, 4) * 2
}

/// Runs these scenarios. An error beside the table is a stage that could not be
/// raised; what was not run because of it is missing in the table.
pub fn run(chosen: &[Scenario], product: &Product) -> (Table, Result<()>) {
    let (alone, together): (Vec<Scenario>, Vec<Scenario>) = chosen.iter().partition(|scenario| scenario.alone);
    let queue = Queue::default();
    let mut ended = Ok(());
    for (scenarios, lanes) in [(alone, 1), (together, lanes())] {
        queue.fill(scenarios);
        let results: Vec<Result<()>> = thread::scope(|scope| {
            let lanes: Vec<_> = (0..lanes).map(|_| scope.spawn(|| lane(&queue, product))).collect();
            lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|_| Err(anyhow!("a lane broke")))).collect()
        });
        ended = results.into_iter().fold(ended, Result::and);
    }
    (queue.table(chosen), ended)
}

fn lane(queue: &Queue, product: &Product) -> Result<()> {
    let mut stage: Option<(&str, Stage)> = None;
    while let Some(scenario) = queue.next(stage.as_ref().map(|(group, _)| *group)) {
        if stage.as_ref().is_some_and(|(group, _)| *group != scenario.group) {
            stage = None;
        }
        let (_, raised) = match &mut stage {
            Some(raised) => raised,
            none => none.insert((scenario.group, raise_patiently(scenario, product).inspect_err(|_| queue.close())?)),
        };
        let start = Instant::now();
        let shown = watched(scenario, raised);
        if shown.is_err() {
            stage = None;
        }
        queue.done(Row::new(scenario, shown, start.elapsed()));
    }
    Ok(())
}

/// Runs a scenario and then searches for secrets that got out.
pub fn watched(scenario: Scenario, stage: &mut Stage) -> Result<Shown> {
    let processes = stage.sample_processes();
    let shown = (scenario.run)(stage);
    // Also after a failure, so that the sampling ends.
    let search = stage.search(processes);
    shown.and_then(|shown| search.expect_none().map(|()| shown))
}

/// A machine that was too busy once is given another chance; one that refuses is not.
fn raise_patiently(scenario: Scenario, product: &Product) -> Result<Stage> {
    match raise(scenario, product) {
        Err(error) if !error.is::<Refusal>() => {
            eprintln!("rehearse: {error:#}; trying once more");
            raise(scenario, product)
        }
        raised => raised,
    }
}

fn raise(scenario: Scenario, product: &Product) -> Result<Stage> {
    let start = Instant::now();
    let stage =
        Stage::raise(product, scenario.provision).with_context(|| format!("no stage for {}", scenario.full_name()))?;
    eprintln!("rehearse: stage {} for {} stands after {:.1}s", stage.id, scenario.group, start.elapsed().as_secs_f32());
    Ok(stage)
}

/// What waits, and what was run.
#[derive(Debug, Default)]
struct Queue {
    state: Mutex<(Vec<Scenario>, Vec<Row>)>,
}

impl Queue {
    fn state(&self) -> MutexGuard<'_, (Vec<Scenario>, Vec<Row>)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fill(&self, scenarios: Vec<Scenario>) {
        self.state().0 = scenarios;
    }

    /// Nothing more is run.
    fn close(&self) {
        self.state().0.clear();
    }

    /// The next of the group; when it has none left, the first of all.
    fn next(&self, group: Option<&str>) -> Option<Scenario> {
        let waiting = &mut self.state().0;
        let mine = waiting.iter().position(|scenario| Some(scenario.group) == group);
        (!waiting.is_empty()).then(|| waiting.remove(mine.unwrap_or_default()))
    }

    fn done(&self, row: Row) {
        eprintln!("{row}");
        self.state().1.push(row);
    }

    /// What was run, in the order in which it was asked for.
    fn table(&self, chosen: &[Scenario]) -> Table {
        let mut rows = std::mem::take(&mut self.state().1);
        rows.sort_by_key(|row| chosen.iter().position(|scenario| scenario.full_name() == row.name()));
        Table { rows }
    }
}
