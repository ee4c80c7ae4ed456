//! How a deployment is cut off, and where.

use anyhow::{Result, ensure};
use std::time::Duration;

use super::delivery::Delivery;
use crate::github::{Conclusion, Running};
use crate::scenario;
use crate::stage::{Run, Stage, deadline};

const PATIENCE: Duration = Duration::from_mins(2);
/// What happens to a deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The connection to the server is lost.
    Lost,
    /// Somebody cancels the run.
    Cancelled,
}

/// All points of a good run, which is run here: each of its steps can be cancelled, and those that talk to the server
/// can lose their connection.
pub fn points(delivery: &Delivery<'_>) -> Result<Vec<(Cut, String)>> {
    let mut running = delivery.start()?;
    let mut connected: Vec<String> = Vec::new();
    while !running.has_ended()? {
        let step = current(&running);
        if connected.last() != step.as_ref() && is_connected(delivery.stage)? && current(&running) == step {
            connected.extend(step);
        }
    }
    let run = running.end()?;
    ensure!(run.conclusion == Conclusion::Success, "{:?}\n{}", run.steps, run.tail());
    ensure!(connected.len() > 2, "connections were seen in {connected:?} only");
    let lost = connected.into_iter().map(|step| (Cut::Lost, step));
    Ok(lost.chain(run.begun.into_iter().map(|step| (Cut::Cancelled, step))).collect())
}

/// All, or one, which another commit takes elsewhere.
pub fn chosen(all: &[(Cut, String)]) -> Result<Vec<(Cut, String)>> {
    if crate::is_full() {
        return Ok(all.to_vec());
    }
    Ok(all.iter().cycle().skip(scenario::turn()? % all.len().max(1)).take(1).cloned().collect())
}

/// Starts a deployment, cuts it off at a step and waits for its end.
pub fn cut_off(delivery: &Delivery<'_>, cut: Cut, step: &str) -> Result<()> {
    let mut running = delivery.start()?;
    running.until_step(step)?;
    match cut {
        Cut::Cancelled => running.cancel()?,
        Cut::Lost => deadline::until_true("there is a connection to lose", PATIENCE, || {
            disconnect(delivery.stage).unwrap_or(false) || running.has_ended().unwrap_or(true)
        })?,
    }
    let run = running.end()?;
    // The last two only print: they may be over before the cancellation arrives.
    let left = run.begun.iter().rev().position(|begun| begun == step);
    let late = cut == Cut::Cancelled && left.is_some_and(|left| left < 2);
    let cut_off = matches!(run.conclusion, Conclusion::Failure | Conclusion::Cancelled);
    ensure!(cut_off || late, "{:?} after {:?}\n{}", run.conclusion, run.steps, run.tail());
    Ok(())
}

fn current(running: &Running) -> Option<String> {
    running.so_far().begun.last().cloned()
}

/// Whether the runner has a connection to a server.
fn is_connected(stage: &Stage) -> Result<bool> {
    Ok(stage.runner.command("pgrep").args(["-x", "ssh"]).answer()?.is_success())
}

/// Ends every connection that the runner has to a server; whether there was one.
pub fn disconnect(stage: &Stage) -> Result<bool> {
    Ok(stage.runner.command("pkill").args(["-KILL", "-x", "ssh"]).answer()?.is_success())
}
