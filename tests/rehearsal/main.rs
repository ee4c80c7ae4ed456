//! The rehearsal: what pipewright generates is executed on real servers before it is committed. `scripts/rehearse` builds
//! and runs this program as root. It raises the stage, plays the scenarios on it, prints what each has shown, and takes
//! the stage down again, whatever happened.

mod github;
mod lanes;
mod scenario;
mod scenarios;
mod stage;
mod table;

use anyhow::Result;
use clap::Parser;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use scenario::Scenario;
use stage::{ROOT, Refusal};

static FULL: AtomicBool = AtomicBool::new(false);

/// Plays the pipelines on real servers of their own, on this machine.
#[derive(Parser)]
#[command(name = "rehearse")]
struct Options {
    /// Plays this scenario or group alone; may be repeated
    #[arg(long, value_name = "SCENARIO")]
    only: Vec<String>,
    /// Plays everything in full length: every point of the crash sweep, 50 flips, all mutations
    #[arg(long)]
    full: bool,
    /// Keeps the folder of the stage, with all logs, in target/rehearsal/kept-N
    #[arg(long)]
    keep: bool,
    /// Lists the scenarios and plays nothing
    #[arg(long)]
    list: bool,
}

/// Whether everything is played in full length.
pub fn is_full() -> bool {
    FULL.load(Ordering::Relaxed)
}

fn main() -> ExitCode {
    let options = Options::parse();
    FULL.store(options.full, Ordering::Relaxed);
    let all = scenario::all();
    if options.list {
        for scenario in all {
            println!("{:<28} {}", scenario.full_name(), scenario.shows);
        }
        return ExitCode::SUCCESS;
    }
    if let Some(unknown) = options.only.iter().find(|only| !all.iter().any(|scenario| scenario.is_meant_by(only))) {
        eprintln!("rehearse: there is no scenario {unknown}; --list tells them");
        return ExitCode::from(2);
    }
    let meant =
        |scenario: &Scenario| options.only.is_empty() || options.only.iter().any(|only| scenario.is_meant_by(only));
    let chosen: Vec<Scenario> = all.into_iter().filter(meant).collect();
    if options.keep {
        stage::keep();
    }
    if let Err(error) = watch_signals() {
        return refuse(&error);
    }
    let (table, ended) = lanes::play(&chosen, &Path::new(ROOT).join("generated"));
    // Who was interrupted has no answer; the one who takes the stages down ends this process.
    while stage::go_on().is_err() {
        thread::park();
    }
    if !table.rows.is_empty() {
        print!("{table}");
    }
    match ended {
        Ok(()) => ExitCode::from(u8::from(table.failures() > 0)),
        Err(error) => refuse(&error),
    }
}

/// It could not be played.
fn refuse(error: &anyhow::Error) -> ExitCode {
    if error.is::<Refusal>() {
        eprintln!("rehearse: {error:#}");
    } else {
        eprintln!("rehearse: the stage could not be raised: {error:#}");
    }
    ExitCode::from(2)
}

/// Ctrl-C and the like take the stages down; what is being played dies with its machines.
fn watch_signals() -> Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            eprintln!("rehearse: interrupted; taking the stage down");
            stage::clear_raised();
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}
