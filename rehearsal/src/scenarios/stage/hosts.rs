//! Two hosts that are two: who gets in, and what is seen from there.

use anyhow::{Result, ensure};
use std::path::Path;
use std::process::Command;

use super::{REPOSITORY, remove, run};
use crate::scenario::Shown;
use crate::stage::{Behaviour, Machine, Run, Stage, USER};

fn ssh_command(stage: &Stage, key: &Path, machine: &Machine, user: &str) -> Command {
    let mut ssh = Command::new("ssh");
    ssh.args(["-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "ConnectTimeout=10"]);
    ssh.args(["-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR", "-o"]);
    ssh.arg(format!("UserKnownHostsFile={}", stage.folder.join("known_hosts").display()));
    ssh.arg("-i").arg(key).arg(format!("{user}@{}", machine.address));
    ssh
}

pub fn ssh(stage: &mut Stage) -> Result<Shown> {
    let image = stage.publish(REPOSITORY, "ssh", "ssh", Behaviour::Healthy)?;
    stage.log_in(&stage.development, "MAS-intern")?;
    run(&stage.development, "only-here", 3000, &image)?;
    let list = |machine| -> Result<String> {
        let output = ssh_command(stage, &stage.ssh_key, machine, USER)
            .arg("hostname; docker ps --format '{{.Names}}' | sort")
            .succeed()?;
        Ok(output.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (development, production) = (list(&stage.development)?, list(&stage.production)?);
    remove(&stage.development, "only-here");
    ensure!(development == "development only-here", "development answered {development}");
    ensure!(production == "production mr-mentor-postgres mr-mentor-redis", "production answered {production}");

    let mut sudo = ssh_command(stage, &stage.ssh_key, &stage.production, USER);
    let sudo = sudo.arg("sudo -n id -u; docker compose version --short; command -v nginx").succeed()?;
    ensure!(sudo.starts_with("0\n2.40.3\n") && sudo.ends_with("/usr/sbin/nginx\n"), "production answered {sudo}");
    let sudo = ssh_command(stage, &stage.ssh_key, &stage.development, USER).arg("sudo -n id -u").answer()?;
    ensure!(!sudo.is_success(), "development lets {USER} be root");
    let mine = stage.production.as_user(USER, "id -un; pwd").succeed()?;
    ensure!(mine == "ubuntu\n/home/ubuntu\n", "as_user answered {mine}");
    Ok(format!("{development}; {production}"))
}

pub fn wrong_key(stage: &mut Stage) -> Result<Shown> {
    let stranger = stage.folder.join("strangers_key");
    Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&stranger).succeed()?;
    let mut refused = 0;
    for machine in [&stage.development, &stage.production] {
        for (key, user) in [(&stranger, USER), (&stage.ssh_key, "root")] {
            let answer = ssh_command(stage, key, machine, user).arg("true").answer()?;
            ensure!(answer.status.code() == Some(255), "{} let {user} in", machine.name);
            ensure!(answer.complaint.contains("Permission denied (publickey)"), "{}", answer.complaint);
            refused += 1;
        }
    }
    Ok(format!("{refused} attempts refused, by key only"))
}
