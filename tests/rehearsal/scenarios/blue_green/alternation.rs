//! Deploy after deploy under steady load.

use anyhow::{Result, ensure};
use std::time::{Duration, Instant};

use super::rollout::{BACKEND, FRONTEND, Rollout};
use crate::scenario::Shown;
use crate::stage::Stage;
use crate::stage::load::{Load, Target};

pub fn play(stage: &mut Stage) -> Result<Shown> {
    let flips = if crate::is_full() { 25 } else { 5 };
    let mut shown = Vec::new();
    for service in [BACKEND, FRONTEND] {
        let mut rollout = Rollout::with_two_builds(stage, service)?;
        let builds = ["three", "one", "two"];
        for build in builds {
            rollout.image(build)?;
        }
        let load = Load::start(&Target::steady(rollout.host(), service.site, Duration::from_millis(2)));
        let mut before = "two";
        let mut longest = Duration::ZERO;
        for build in builds.into_iter().cycle().take(flips) {
            let start = Instant::now();
            rollout.deploy(build)?.expect(0)?;
            longest = longest.max(start.elapsed());
            rollout.expect_world(build, Some(before))?;
            before = build;
        }
        rollout.check_health()?.expect(0)?;
        let tally = load.stop();
        ensure!(tally.lost() == 0, "{}: {tally}; {:?}", service.app, tally.losses);
        shown.push(format!(
            "{}: {flips} flips, {tally}, a deploy took {:.1}s at most",
            service.app,
            longest.as_secs_f32()
        ));
    }
    Ok(shown.join("; "))
}
