//! The stopwatch of `scripts/bench`: whole processes, side by side in one run, and the ratios between them.
//!
//! The two of a pair take turns, so that whatever else the machine does meets both; each row is the median of the pairs'
//! ratios. What a run needs on disk is made before its clock starts, and removed after it has stopped.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// A row of the table.
struct Row {
    measure: String,
    against: &'static str,
    figures: String,
    value: f64,
    goal: f64,
    unit: &'static str,
}

/// A command with what it works on.
struct Subject {
    program: PathBuf,
    arguments: Vec<String>,
    /// The folder that it writes, removed before each run.
    writes: Option<PathBuf>,
    /// The exit status of a run that counts.
    status: i32,
}

impl Subject {
    fn new(program: impl Into<PathBuf>, arguments: &str) -> Self {
        let arguments = arguments.split_whitespace().map(str::to_owned).collect();
        Self { program: program.into(), arguments, writes: None, status: 0 }
    }

    fn writing(self, folder: &Path) -> Self {
        let mut arguments = self.arguments;
        arguments.push(folder.display().to_string());
        Self { arguments, writes: Some(folder.to_owned()), ..self }
    }

    /// Runs it once; how long it took, and the most memory that it had, in KiB, where it is asked for.
    fn run(&self, watch_memory: bool) -> io::Result<(Duration, u64)> {
        if let Some(folder) = self.writes.as_deref().filter(|folder| folder.exists()) {
            fs::remove_dir_all(folder)?;
        }
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let started = Instant::now();
        let mut child = command.spawn()?;
        let mut most = 0;
        while watch_memory && child.try_wait()?.is_none() {
            most = peak(child.id()).unwrap_or(most);
            std::thread::sleep(Duration::from_millis(2));
        }
        let status = child.wait()?;
        let took = started.elapsed();
        if status.code() != Some(self.status) {
            return Err(io::Error::other(format!("{} {:?}: {status}", self.program.display(), self.arguments)));
        }
        Ok((took, most))
    }
}

/// The most memory that a process has had, in KiB.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Runs two in turns.
fn pair(
    measure: &str,
    against: &'static str,
    runs: usize,
    ours: &Subject,
    theirs: &Subject,
    goal: f64,
) -> io::Result<Row> {
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    // The first turn warms what is read from disk, and does not count.
    for turn in 0..=runs {
        let (our, their) = if turn % 2 == 0 {
            let our = ours.run(false)?.0;
            (our, theirs.run(false)?.0)
        } else {
            let their = theirs.run(false)?.0;
            (ours.run(false)?.0, their)
        };
        if turn > 0 {
            our_times.push(our.as_secs_f64());
            their_times.push(their.as_secs_f64());
        }
    }
    let ratios = our_times.iter().zip(&their_times).map(|(our, their)| our / their).collect();
    let figures = format!("{} / {}", shown(median(our_times)), shown(median(their_times)));
    Ok(Row { measure: measure.to_owned(), against, figures, value: median(ratios), goal, unit: "" })
}

fn shown(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.2} ms", seconds * 1000.0) } else { format!("{seconds:.2} s") }
}

fn measure(only: Option<&str>, work: &Path) -> io::Result<Vec<Row>> {
    let folder = env::current_exe()?.parent().map(Path::to_owned).unwrap_or_default();
    let (fleet, pipewright) = (folder.join("fleet"), folder.with_file_name("pipewright"));
    let wanted = |name: &str| only.is_none_or(|only| only == name);
    let (tree, twin, out) = (work.join("tree"), work.join("twin"), work.join("out"));
    let mut rows = Vec::new();
    Subject::new(&pipewright, "generate --out").writing(&tree).run(false)?;
    Subject::new(&pipewright, "generate --out").writing(&twin).run(false)?;
    if wanted("small") {
        let check = Subject::new(&pipewright, &format!("check --out {}", tree.display()));
        let diff = Subject::new("diff", &format!("-r {} {}", tree.display(), twin.display()));
        rows.push(pair("check, 20 files", "diff -r", 201, &check, &diff, 1.2)?);
        let generate = Subject::new(&pipewright, "generate --out").writing(&out);
        let copy = Subject::new("cp", &format!("-r {}", tree.display())).writing(&work.join("copy"));
        rows.push(pair("generate, 20 files", "cp -r", 101, &generate, &copy, 1.5)?);
    }
    if wanted("fleet") {
        let (large, copy) = (work.join("large"), work.join("large-copy"));
        let of = |services: usize| Subject::new(&fleet, &format!("{services} generate --quiet --out")).writing(&large);
        let times = |services: usize, runs: usize| -> io::Result<f64> {
            let mut times = Vec::new();
            for _ in 0..runs {
                times.push(of(services).run(false)?.0.as_secs_f64());
            }
            Ok(median(times))
        };
        let small = times(100, 9)?;
        let (_, memory) = of(10_000).run(true)?;
        let from = Subject::new("cp", &format!("-r {}", large.display())).writing(&copy);
        // What is copied must stay while it is: the generated tree of the next turn lies beside it.
        let beside = Subject { writes: Some(work.join("large-new")), ..Subject::new(&fleet, "") };
        let generate = Subject {
            arguments: format!("10000 generate --quiet --out {}", work.join("large-new").display())
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            ..beside
        };
        rows.push(pair("generate, 10,000 services", "cp -r", 3, &generate, &from, 2.0)?);
        let great = generate.run(false)?.0.as_secs_f64();
        let exponent = (great / small).log10() / 2.0;
        let figures = format!("{} / {}", shown(great), shown(small));
        let measure = "growth, 100 to 10,000 services".to_owned();
        rows.push(Row { measure, against: "exponent", figures, value: exponent, goal: 1.05, unit: "" });
        let mebibytes = f64::from(u32::try_from(memory).unwrap_or(u32::MAX)) / 1024.0;
        let measure = "peak memory, 10,000 services".to_owned();
        rows.push(Row { measure, against: "", figures: String::new(), value: mebibytes, goal: 200.0, unit: " MB" });
    }
    Ok(rows)
}

fn main() -> ExitCode {
    let only = env::args().nth(1);
    let work = env::temp_dir().join(format!("pipewright-bench-{}", std::process::id()));
    let measured = fs::create_dir_all(&work).and_then(|()| measure(only.as_deref(), &work));
    // What cannot be removed lies in the folder of temporary files.
    let _ = fs::remove_dir_all(&work);
    let rows = match measured {
        Ok(rows) => rows,
        Err(reason) => {
            eprintln!("error: {reason}");
            return ExitCode::from(2);
        }
    };
    println!("{:<32} {:<16} {:>22} {:>10} {:>8}", "measure", "against", "ours / theirs", "ratio", "goal");
    let mut met = true;
    for Row { measure, against, figures, value, goal, unit } in rows {
        let is_met = value <= goal;
        met &= is_met;
        let verdict = if is_met { "" } else { "  NOT met" };
        println!("{measure:<32} {against:<16} {figures:>22} {value:>7.2}{unit:<3} {goal:>8}{verdict}");
    }
    ExitCode::from(u8::from(!met))
}
