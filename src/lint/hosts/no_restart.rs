//! H404: a container is not restarted when it ends, or after a reboot of its host.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use crate::recipes::values_of;

/// The rule.
pub static RULE: Rule = Rule {
    code: "H404",
    name: "no-restart",
    about: Subjects::Hosts,
    severity: Severity::Warning,
    summary: "a container is not restarted when it ends, or after a reboot of its host",
    why: "The rollout starts containers with `--restart unless-stopped`: docker restarts them when they end and \
        after a reboot. If an option is given twice, docker uses the last one, and the description's options \
        come last.",
    happens: "The host installs a kernel at night and reboots. The database starts, nginx starts, and the \
        service does not: nginx answers 502 until somebody deploys the previous version again.",
    fix: "Remove `--restart`. `--restart=on-failure` is not reported: docker restarts a container that ended \
        with an error, but not after a reboot, so use it only if that is intended.",
    source: "https://docs.docker.com/engine/containers/start-containers-automatically/#use-a-restart-policy",
    example: Example::Description {
        base: Base::BlueGreen,
        good: r#"container-options: ["--log-opt", "max-size=10m"]"#,
        bad: r#"container-options: ["--log-opt", "max-size=10m", "--restart", "no"]"#,
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let Some((name, options)) = at.deployment.rollout.recipe().container() else { continue };
        // The last one holds.
        let last = values_of(options, &["--restart"]).pop();
        let Some(taken) = last.filter(|given| matches!(given.value, "no" | "")) else { continue };
        let finding = Diagnostic::new(
            format!("`{name}` is not restarted when it ends, or after a reboot"),
            &at.rollout().key("container-options").index(taken.index),
            "docker uses the last `--restart`, which is this one",
            "remove it: the rollout sets `--restart unless-stopped`",
        );
        found.push(at.found(finding, &at.rollout_step()));
    }
    found
}
