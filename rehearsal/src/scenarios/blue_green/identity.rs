//! Whether the file that is replaced is the one that nginx reads.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::os::unix::fs::MetadataExt;

use super::impostor::Impostor;
use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage};

const AVAILABLE: &str = "/etc/nginx/sites-available/mr-mentor-backend";
const ENABLED: &str = "/etc/nginx/sites-enabled/mr-mentor-backend";

/// Somebody else puts the former file back as soon as it was replaced.
const PUTS_BACK: &str = "#!/bin/sh
/usr/bin/mv \"$@\" || exit
for last; do :; done
if [ \"$last\" = /etc/nginx/sites-available/mr-mentor-backend ]; then
  cat /tmp/former-site >\"$last\"
fi
";

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let host = rollout.host();
    let run = |line: &str| host.command("sh").args(["-c", line]).succeed();
    let ways = [
        ("a hard link", format!("ln -f {AVAILABLE} {ENABLED}"), String::new()),
        (
            "a bind mount",
            format!("rm {ENABLED} && touch {ENABLED} && mount --bind {AVAILABLE} {ENABLED}"),
            format!("umount {ENABLED}"),
        ),
    ];
    for (name, split, join) in &ways {
        run(split)?;
        let former = fs::metadata(host.file(AVAILABLE))?.ino();
        let ended = rollout.deploy("three")?;
        ended.expect_saying(1, AVAILABLE).context(*name)?;
        ensure!(fs::metadata(host.file(AVAILABLE))?.ino() == former, "{name}: the file was replaced");
        rollout.expect_world("two", Some("one")).context(*name)?;
        run(join)?;
        run(&format!("ln -sf {AVAILABLE} {ENABLED}"))?;
    }

    run(&format!("cat {AVAILABLE} >/tmp/former-site"))?;
    let impostor = Impostor::of(host, "mv", PUTS_BACK)?;
    let ended = rollout.deploy("three")?;
    drop(impostor);
    ended.expect_saying(1, "serves as before").context("the file is put back by somebody else")?;
    rollout.expect_world("two", Some("one"))?;
    fs::remove_file(host.file("/tmp/former-site"))?;

    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("a hard link and a bind mount: refused; a file that nginx does not read as it was written: put back".to_owned())
}
