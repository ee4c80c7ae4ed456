//! Docker's Engine and its client on a machine.

use anyhow::Result;
use std::fs;

use super::machine::Machine;
use super::{CACHE, ROOT, cached};

const PLUGIN: &str = "/usr/local/lib/docker/cli-plugins/docker-compose";

/// The Engine's settings and the compose plugin.
pub fn furnish(machine: &Machine, control_group: &str) -> Result<()> {
    let settings = serde_json::json!({
        "storage-driver": "overlay2",
        "exec-opts": ["native.cgroupdriver=cgroupfs"],
        // What a machine leaves among the host's control groups is found by this name.
        "cgroup-parent": format!("/{control_group}/{}", machine.name),
        "features": { "containerd-snapshotter": false },
    });
    machine.install("/etc/docker/daemon.json", serde_json::to_string_pretty(&settings)?)?;
    machine.install(PLUGIN, "")?;
    fs::remove_file(machine.file(PLUGIN))?;
    // The same file everywhere, where the file system lets it be.
    fs::hard_link(cached("docker-compose"), machine.file(PLUGIN))
        .or_else(|_| fs::copy(cached("docker-compose"), machine.file(PLUGIN)).map(drop))?;
    Ok(())
}

/// A program that starts another one of the cache.
pub fn program(path: &str) -> String {
    format!("#!/bin/sh\nexec '{ROOT}/{CACHE}/{path}' \"$@\"\n")
}
