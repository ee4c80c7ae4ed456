//! The stopwatch of `scripts/bench`: whole processes, side by side in one run, and the ratios between them.
//!
//! `ratios all`, or one of the parts of the table ([`PARTS`]). What a run needs on disk is made before its clock starts, and
//! removed after it has stopped.

mod edit;
mod peers;
mod stopwatch;
mod table;
mod trees;

use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use table::{Row, Verdict, tell};
use trees::Description;

/// The parts of the table, in its order.
const PARTS: [&str; 4] = ["small", "fleet", "peers", "edit"];

fn measure(part: &str, work: &Path) -> io::Result<Verdict> {
    let program = env::current_exe()?;
    let mut folders = program.ancestors().skip(1);
    let (Some(examples), Some(release), Some(target)) = (folders.next(), folders.next(), folders.next()) else {
        return Err(io::Error::other("it is not in the folder into which cargo builds examples"));
    };
    let (pipewright, peers) = (release.join("pipelines"), target.join("peers"));
    let row = |measure, against, goal, of: &dyn Fn(Row) -> io::Result<Row>| {
        tell(measure, of(Row::new(measure, against, goal)))
    };
    Ok(match part {
        "small" => {
            let check = row("check, 21 files", "diff -r", 1.2, &|row| trees::check(row, &pipewright, work));
            let pipewright = pipewright.as_path();
            let lint = |description| move |row| trees::lint(row, pipewright, work, description);
            let generate = row("generate, 21 files", "cp -r", 1.5, &|row| trees::generate(row, pipewright, work));
            let lint_of_rust = row("lint, 21 files", "check", 1.2, &lint(Description::Rust));
            check.max(generate).max(lint_of_rust).max(row(
                "lint of data, 21 files",
                "check",
                1.2,
                &lint(Description::Data),
            ))
        }
        "fleet" => {
            let fleet = trees::Fleet::new(&examples.join("fleet"), work);
            let generate = row("generate, 10,000 services", "cp -r", 2.0, &|row| fleet.generate(row));
            let growth = row("growth, 100 to 10,000 services", "exponent", 1.05, &|row| fleet.growth(row));
            generate.max(growth).max(row("peak memory, 10,000 services", "", 200.0, &|row| fleet.memory(row)))
        }
        "peers" => {
            let what = "14 workflows of 9 steps";
            let workflow = row(what, "gh-workflow 0.9", 1.0, &|row| peers::gh_workflow(row, examples, &peers, work));
            workflow.max(row(what, "gaji 1.2", 0.2, &|row| peers::gaji(row, examples, &peers, work)))
        }
        "edit" => {
            let rust = row("edit of Rust to new YAML", "(absolute)", 1.0, &|row| edit::of_rust(row, target, work));
            let data = |row| edit::of_data(row, &pipewright, work);
            rust.max(row("edit of data to new YAML", "generate", 1.1, &data))
        }
        other => return Err(io::Error::other(format!("there is no part `{other}`: {}", PARTS.join(", ")))),
    })
}

fn main() -> ExitCode {
    let asked = env::args().nth(1).unwrap_or_else(|| "all".to_owned());
    let parts = if asked == "all" { PARTS.to_vec() } else { vec![asked.as_str()] };
    let work = env::temp_dir().join(format!("pipewright-bench-{}", std::process::id()));
    table::head();
    let mut verdict = Verdict::Met;
    for part in parts {
        let measured = fs::create_dir_all(&work).and_then(|()| measure(part, &work));
        // What cannot be removed lies in the folder of temporary files.
        let _ = fs::remove_dir_all(&work);
        verdict = verdict.max(measured.unwrap_or_else(|reason| {
            eprintln!("error: {reason}");
            Verdict::Unmeasured
        }));
    }
    ExitCode::from(match verdict {
        Verdict::Met => 0,
        Verdict::Missed => 1,
        Verdict::Unmeasured => 2,
    })
}
