//! The rehearsal: what pipewright generates is executed on real servers before it is committed. `scripts/rehearse` builds
//! and runs this program as root. It raises the stage, runs the scenarios on it, prints what each has shown, and takes
//! the stage down again, whatever happened.

mod github;
mod lanes;
mod mutants;
mod names;
mod scenario;
mod scenarios;
mod stage;
mod table;

use anyhow::Result;
use clap::Parser;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use mutations::Mutation;
use scenario::Scenario;
use stage::{Product, Refusal};

static FULL: AtomicBool = AtomicBool::new(false);

/// Runs the pipelines on real servers of their own, on this machine.
#[derive(Parser)]
#[command(name = "rehearse")]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
struct Options {
    /// Runs this scenario or group alone; may be repeated
    #[arg(long, value_name = "SCENARIO")]
    only: Vec<String>,
    /// Runs everything in full length: every point of the crash sweep, 50 flips, all mutations
    #[arg(long)]
    full: bool,
    /// Keeps the folder of the stage, with all logs, in target/rehearsal/kept-N
    #[arg(long)]
    keep: bool,
    /// Breaks templates, recipes and description one way at a time and shows who notices; `--only` and `--list` then mean
    /// mutations
    #[arg(long)]
    mutate: bool,
    /// Lists the scenarios and runs nothing
    #[arg(long)]
    list: bool,
}

/// Whether everything is run in full length.
pub fn is_full() -> bool {
    FULL.load(Ordering::Relaxed)
}

fn main() -> ExitCode {
    let options = Options::parse();
    FULL.store(options.full, Ordering::Relaxed);
    if options.mutate { mutate(&options) } else { rehearse(&options) }
}

/// Runs scenarios; in full length, every mutation after them.
fn rehearse(options: &Options) -> ExitCode {
    let all = scenario::all();
    if options.list {
        for scenario in all {
            println!("{:<38} {}", scenario.full_name(), scenario.shows);
        }
        return ExitCode::SUCCESS;
    }
    let meant = |scenario: &Scenario, only: &str| scenario.is_meant_by(only);
    let Some(mut chosen) = chosen(all, options, "scenario", meant) else { return ExitCode::from(2) };
    if options.only.is_empty() && !options.full {
        chosen = match scenario::sample(&chosen) {
            Ok(sample) => sample,
            Err(error) => return refuse(&error),
        };
    }
    let product = match prepare(options).and_then(|()| Product::committed()) {
        Ok(product) => product,
        Err(error) => return refuse(&error),
    };
    let (table, ended) = lanes::run(&chosen, &product);
    await_the_end_of_an_interruption();
    if !table.rows.is_empty() {
        print!("{table}");
        println!("{} runs went as `trace` had predicted.", github::compared());
    }
    let code = code(table.failures(), ended);
    if options.full && options.only.is_empty() && code == ExitCode::SUCCESS {
        return run_mutations(&mutations::all());
    }
    code
}

/// Runs mutations, after every scenario that has to notice one has passed on what is committed.
fn mutate(options: &Options) -> ExitCode {
    let all = mutations::all();
    if options.list {
        for mutation in all {
            println!("{:<38} {}", mutation.name, mutation.file);
        }
        return ExitCode::SUCCESS;
    }
    let Some(chosen) = chosen(all, options, "mutation", |mutation, only| mutation.name == only) else {
        return ExitCode::from(2);
    };
    let controls = prepare(options).and_then(|()| Ok((mutants::catchers(&chosen)?, Product::committed()?)));
    let (controls, product) = match controls {
        Ok(controls) => controls,
        Err(error) => return refuse(&error),
    };
    let (table, ended) = lanes::run(&controls, &product);
    await_the_end_of_an_interruption();
    let code = code(table.failures(), ended);
    if code != ExitCode::SUCCESS {
        print!("{table}");
        eprintln!("rehearse: what should notice the mutations fails before anything is broken");
        return code;
    }
    run_mutations(&chosen)
}

fn run_mutations(chosen: &[Mutation]) -> ExitCode {
    let (table, ended) = mutants::run(chosen);
    await_the_end_of_an_interruption();
    print!("{table}");
    code(table.survivors(), ended)
}

/// Who was interrupted has no answer; the one who takes the stages down ends this process.
fn await_the_end_of_an_interruption() {
    while stage::go_on().is_err() {
        thread::park();
    }
}

/// What `--only` means, or everything; nothing, and it is said, when it means nothing.
fn chosen<T>(all: Vec<T>, options: &Options, what: &str, is_meant: fn(&T, &str) -> bool) -> Option<Vec<T>> {
    let only = &options.only;
    if let Some(unknown) = only.iter().find(|only| !all.iter().any(|one| is_meant(one, only))) {
        eprintln!("rehearse: there is no {what} {unknown}; --list tells them");
        return None;
    }
    Some(all.into_iter().filter(|one| only.is_empty() || only.iter().any(|only| is_meant(one, only))).collect())
}

/// What is to be done before the first stage.
fn prepare(options: &Options) -> Result<()> {
    if options.keep {
        stage::keep();
    }
    watch_signals()
}

/// The exit status.
fn code(failures: usize, ended: Result<()>) -> ExitCode {
    match ended {
        Ok(()) => ExitCode::from(u8::from(failures > 0)),
        Err(error) => refuse(&error),
    }
}

/// It could not run.
fn refuse(error: &anyhow::Error) -> ExitCode {
    if error.is::<Refusal>() {
        eprintln!("rehearse: {error:#}");
    } else {
        eprintln!("rehearse: the stage could not be raised: {error:#}");
    }
    ExitCode::from(2)
}

/// Ctrl-C and the like take the stages down; what is being run dies with its machines.
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
