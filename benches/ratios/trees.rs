//! Whole trees of files, against the programs that compare and copy them.

use super::stopwatch::{Subject, median, pair};
use super::table::Row;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// `check` of a current tree, against `diff` of two that are equal.
pub(crate) fn check(row: Row, pipewright: &Path, work: &Path) -> io::Result<Row> {
    let (tree, twin) = (work.join("tree"), work.join("twin"));
    Subject::new(pipewright, "generate --out").writing(&tree).run()?;
    Subject::new(pipewright, "generate --out").writing(&twin).run()?;
    let check = Subject::new(pipewright, &format!("check --out {}", tree.display()));
    pair(row, 201, &check, &Subject::new("diff", &format!("-r {} {}", tree.display(), twin.display())))
}

/// `lint`, against `check` of the same description: as it is committed, where `check` finds what `lint` does, and as data, where it
/// only compiles.
pub(crate) fn lint(row: Row, pipewright: &Path, work: &Path, description: Description) -> io::Result<Row> {
    let tree = work.join("linted");
    let of = match description {
        Description::Rust => String::new(),
        Description::Data => {
            let file = work.join("pipelines.yml");
            fs::write(&file, Subject::new(pipewright, "show spec").answer()?)?;
            format!("--spec {} ", file.display())
        }
    };
    Subject::new(pipewright, &format!("{of}generate --out")).writing(&tree).run()?;
    let lint = Subject::new(pipewright, &format!("{of}lint")).answering_no();
    pair(row, 201, &lint, &Subject::new(pipewright, &format!("{of}check --out {}", tree.display())))
}

/// How a description is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Description {
    /// In Rust: the program has it.
    Rust,
    /// In YAML: the program reads it.
    Data,
}

/// `generate` into an empty folder, against a copy of what it writes.
pub(crate) fn generate(row: Row, pipewright: &Path, work: &Path) -> io::Result<Row> {
    let tree = work.join("tree");
    Subject::new(pipewright, "generate --out").writing(&tree).run()?;
    let generate = Subject::new(pipewright, "generate --out").writing(&work.join("out"));
    let copy = Subject::new("cp", &format!("-r {}", tree.display())).writing(&work.join("copy"));
    pair(row, 101, &generate, &copy)
}

/// An organisation of any size, and the folder into which it is generated.
pub(crate) struct Fleet {
    program: PathBuf,
    work: PathBuf,
}

impl Fleet {
    /// The program is `pipelines/examples/fleet.rs`.
    pub(crate) fn new(program: &Path, work: &Path) -> Self {
        Self { program: program.to_owned(), work: work.to_owned() }
    }

    fn of(&self, services: usize, folder: &str) -> Subject {
        Subject::new(&self.program, &format!("{services} generate --quiet --out")).writing(&self.work.join(folder))
    }

    /// 10,000 services, against a copy of their files.
    pub(crate) fn generate(&self, row: Row) -> io::Result<Row> {
        let large = self.of(10_000, "large");
        large.run()?;
        // What is copied must stay while it is: the tree of the next turn is generated beside it.
        let copy = Subject::new("cp", &format!("-r {}", self.work.join("large").display()));
        pair(row, 3, &self.of(10_000, "large-new"), &copy.writing(&self.work.join("large-copy")))
    }

    /// How time grows from 100 services to 10,000, as an exponent.
    pub(crate) fn growth(&self, row: Row) -> io::Result<Row> {
        let time = |services, runs| -> io::Result<f64> {
            let subject = self.of(services, "large");
            let times: io::Result<Vec<f64>> = (0..runs).map(|_| Ok(subject.run()?.as_secs_f64())).collect();
            Ok(median(times?))
        };
        let (small, great) = (time(100, 9)?, time(10_000, 1)?);
        Ok(row.of(great, small).value((great / small).log10() / 2.0))
    }

    /// The most memory that 10,000 services take, in MiB.
    pub(crate) fn memory(&self, row: Row) -> io::Result<Row> {
        let (_, most) = self.of(10_000, "large").run_watching_memory()?;
        Ok(row.value(f64::from(u32::try_from(most).unwrap_or(u32::MAX)) / 1024.0).unit(" MB"))
    }
}
