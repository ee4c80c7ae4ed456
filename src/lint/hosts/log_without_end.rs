//! A container whose log grows without end.

use crate::check::Finding;
use crate::lint::rule::{Finds, Found, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use crate::spec::Rollout;

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

fn find(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let Rollout::BlueGreen(rollout) = &at.deployment.rollout else { continue };
        if rollout.container_options.iter().any(|option| option.starts_with("--log-")) {
            continue;
        }
        let finding = Finding::new(
            format!("the log of `{}` grows until the disk is full", rollout.app),
            &at.rollout().key("container-options"),
            "",
            r#"set a limit: `container-options: ["--log-opt", "max-size=10m"]`"#,
        )
        .in_rust(r#"set a limit: `container_options: ["--log-opt", "max-size=10m"].map(str::to_owned).to_vec()`"#);
        found.push(at.found(finding, "- name: Deploy"));
    }
    found
}
