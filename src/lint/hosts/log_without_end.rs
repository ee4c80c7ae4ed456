//! A container whose log grows without end.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A container whose log grows without end.
pub static RULE: Rule = Rule {
    code: "H402",
    name: "log-without-end",
    about: Subjects::Hosts,
    severity: Severity::Note,
    summary: "a container's log grows until the disk is full",
    why: "Docker keeps what a container prints in one file, and unless it is told otherwise never shortens it.",
    happens: "A service that logs every request fills the disk in some months. Then everything on the server stops at \
        once: the database cannot write, the next deployment cannot pull.",
    mend: "Set a limit: `container-options: [\"--log-opt\", \"max-size=10m\"]`. Where the server's `daemon.json` has \
        one for all containers, accept the finding and say so.",
    source: "https://docs.docker.com/engine/logging/configure/",
    example: Example::Description {
        base: Base::BlueGreen,
        good: r#"                container-options: ["--log-opt", "max-size=10m"]
"#,
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.missing(|promises| promises.bounds_logs)
}
