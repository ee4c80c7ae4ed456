//! H402: a container's log grows until the disk is full.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "H402",
    name: "unlimited-log",
    about: Subjects::Hosts,
    severity: Severity::Note,
    summary: "a container's log grows until the disk is full",
    why: "Docker writes what a container prints to one file, and by default never truncates it.",
    happens: "A service that logs every request fills the disk within months. Then everything on the server \
        fails at once: the database cannot write, and the next deployment cannot pull.",
    fix: "Set a limit: `container-options: [\"--log-opt\", \"max-size=10m\"]`. If the server's `daemon.json` \
        sets one for all containers, ignore this finding with that reason.",
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
