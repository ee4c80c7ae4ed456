//! Ending what lives in a process namespace. `unshare` waits for the namespace's first process; the kernel lets that one
//! go only when all others in it are gone.

use std::fs;
use std::process::{Child, Command};
use std::time::Duration;

use super::deadline;
use super::run::Run;

/// The children of a process.
pub fn children(process: u32) -> Vec<u32> {
    let list = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap_or_default();
    list.split_whitespace().filter_map(|id| id.parse().ok()).collect()
}

/// Ends the namespace that this `unshare` waits for, and waits with it.
pub fn end(unshare: &mut Child) {
    for first in children(unshare.id()) {
        Command::new("kill").args(["-KILL", &first.to_string()]).answer().ok();
    }
    let ended = || unshare.try_wait().map(|status| status.map(drop)).map_err(Into::into);
    if deadline::until("the namespace ends", Duration::from_secs(20), ended).is_err() {
        unshare.kill().ok();
        unshare.wait().ok();
    }
}
