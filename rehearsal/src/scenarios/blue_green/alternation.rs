//! Deploy after deploy under steady load: nothing is lost, and users wait for a new build hardly longer than its container.

use anyhow::{Context, Result, ensure};
use std::time::Duration;

use super::events::Events;
use super::rollout::{BACKEND, FRONTEND, Rollout, Service};
use crate::scenario::Shown;
use crate::stage::Stage;
use crate::stage::deadline;
use crate::stage::load::{Load, Target};

/// What a deploy may add to the time that its container takes to be healthy, mostly.
const ADDED: Duration = Duration::from_secs(2);
/// What the fastest of a few may add: on two cores that do something else, the median of two seconds becomes its best.
const ADDED_AT_BEST: Duration = Duration::from_secs(3);
const BUILDS: [&str; 3] = ["three", "one", "two"];

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let (flips, requests) = if crate::is_full() { (25, 50_000) } else { (5, 5_000) };
    let mut shown = Vec::new();
    for service in [BACKEND, FRONTEND] {
        let alternated = alternate(stage, service, flips, requests).with_context(|| service.app.to_owned())?;
        shown.push(format!("{}: {alternated}", service.app));
    }
    Ok(shown.join("; "))
}

/// So many deploys of a service under a load of at least so many requests.
fn alternate(stage: &Stage, service: Service, flips: usize, requests: u64) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, service)?;
    for build in BUILDS {
        rollout.image(build)?;
    }
    let events = Events::of(stage)?;
    let load = Load::start(&Target::steady(rollout.host(), service.site, Duration::from_millis(4)));
    let (mut arrivals, mut added, mut longest) = (Times::default(), Times::default(), Duration::ZERO);
    let mut before = "two";
    for build in BUILDS.into_iter().cycle().take(flips) {
        load.look_out_for(build);
        let start = load.elapsed();
        rollout.deploy(build)?.expect(0)?;
        ensure!(load.goes_on(), "the load came to its bounds");
        let arrival = load.tally().arrival().with_context(|| format!("nobody was answered by {build}"))?;
        let healthy = events.time_to_health(&rollout.image(build)?)?;
        let waited = arrival.saturating_sub(start);
        arrivals.add(waited);
        added.add(waited.saturating_sub(healthy));
        longest = longest.max(load.tally().slowest_between(arrival.saturating_sub(ADDED), load.elapsed()));
        rollout.expect_world(build, Some(before))?;
        before = build;
    }
    rollout.check_health()?.expect(0)?;
    deadline::until_true("there were enough requests", Duration::from_mins(5), || load.tally().requests >= requests)?;
    let tally = load.stop();
    ensure!(tally.lost() == 0, "{tally}; {:?}", tally.losses);
    ensure!(tally.kinds.len() == 4 && tally.kinds.values().all(|count| *count > 0), "asked was {:?}", tally.kinds);
    ensure!(tally.builds.keys().eq(&["one", "three", "two"]), "answered was by {:?}", tally.builds);
    // What a busy machine adds is not the script's; in full length the machine has nothing else to do.
    let (added_time, limit) = if crate::is_full() { (added.median(), ADDED) } else { (added.best(), ADDED_AT_BEST) };
    ensure!(added_time <= limit, "a deploy added {added_time:?} to the time to health: {added:?}");
    Ok(format!(
        "{flips} flips, {tally} ({:?}, answered by {:?}), a new build before its users after {:.1}s, {:.1}s at most, of \
         which {:.1}s, {:.1}s at most, beside its time to health; around a flip a request took {} ms at most",
        tally.kinds,
        tally.builds,
        arrivals.median().as_secs_f32(),
        arrivals.worst().as_secs_f32(),
        added.median().as_secs_f32(),
        added.worst().as_secs_f32(),
        longest.as_millis(),
    ))
}

/// Times, in the order of their length.
#[derive(Debug, Default)]
struct Times(Vec<Duration>);

impl Times {
    fn add(&mut self, time: Duration) {
        self.0.insert(self.0.partition_point(|have| *have < time), time);
    }

    fn best(&self) -> Duration {
        self.0.first().copied().unwrap_or_default()
    }

    fn median(&self) -> Duration {
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }

    fn worst(&self) -> Duration {
        self.0.last().copied().unwrap_or_default()
    }
}
