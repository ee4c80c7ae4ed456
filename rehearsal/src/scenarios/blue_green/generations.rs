//! Whose reload it was that gave nginx new workers, and which of two nginx serves.

use anyhow::{Result, ensure};
use std::fs;
use std::time::Duration;

use super::impostor::Impostor;
use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::load::{Load, Target};
use crate::stage::{Run, Stage, deadline};

const PATIENCE: Duration = Duration::from_mins(1);

/// Somebody else's reload, which has read the former file, comes to its end where ours is awaited; ours is lost.
const ANOTHER_RELOAD: &str = "#!/bin/bash
site=/etc/nginx/sites-available/mr-mentor-backend
if [[ $1 == -s && -e /tmp/another-reload ]]; then
  rm /tmp/another-reload
  cat $site >/tmp/newer-site
  cat /tmp/former-site >$site
  workers() { pgrep --parent \"$(cat /run/nginx.pid)\" --full '^nginx: worker process *$' | sort; }
  before=$(workers)
  /usr/sbin/nginx -s reload
  while now=$(workers); [[ -z $now || -n $(comm -12 <(echo \"$before\") <(echo \"$now\")) ]]; do sleep 0.05; done
  cat /tmp/newer-site >$site
  exit 0
fi
exec /usr/sbin/nginx \"$@\"
";

pub fn another_reload(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    let host = rollout.host();
    let load = Load::start(&Target::light(host, BACKEND.site));
    host.install("/tmp/former-site", rollout.edit_nginx(str::to_owned)?)?;
    host.install("/tmp/another-reload", "")?;
    let impostor = Impostor::of(host, "nginx", ANOTHER_RELOAD)?;
    let ended = rollout.deploy("three")?;
    drop(impostor);
    ensure!(!host.file("/tmp/another-reload").exists(), "nobody else has reloaded nginx");
    ended.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    let tally = load.stop();
    ensure!(tally.lost() == 0, "{tally}; {:?}", tally.losses);
    Ok(format!("new workers that had read the former file were not believed; {} requests, 0 lost", tally.requests))
}

/// The nginx of a new package has started beside the former one.
pub fn upgrade(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    let host = rollout.host();
    let pid = |name: &str| fs::read_to_string(host.file(name)).map(|text| text.trim().to_owned()).unwrap_or_default();
    let former = "/run/nginx.pid.oldbin";
    // One that knows where its program lies, as a service manager starts it.
    host.command("nginx").args(["-s", "quit"]).succeed()?;
    deadline::until_true("nginx ends", PATIENCE, || !host.file("/run/nginx.pid").exists())?;
    host.command("setsid").arg("/usr/sbin/nginx").succeed()?;
    deadline::until_true("nginx serves", PATIENCE, || rollout.answer().is_ok_and(|(status, _)| status == 200))?;

    host.command("kill").args(["-USR2", &pid("/run/nginx.pid")]).succeed()?;
    deadline::until_true("two nginx run", PATIENCE, || !pid(former).is_empty() && !pid("/run/nginx.pid").is_empty())?;
    rollout.deploy("three")?.expect_saying(1, "old master")?;
    rollout.expect_world("two", Some("one"))?;
    host.command("kill").args(["-QUIT", &pid(former)]).succeed()?;
    deadline::until_true("the former nginx ends", PATIENCE, || !host.file(former).exists())?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("refused while two nginx ran; after the upgrade three serves".to_owned())
}
