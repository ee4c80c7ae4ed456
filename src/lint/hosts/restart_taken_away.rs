//! A container that stays down.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use crate::recipes::values_of;

/// A container that stays down.
pub static RULE: Rule = Rule {
    code: "H404",
    name: "no-restart",
    about: Subjects::Hosts,
    severity: Severity::Warning,
    summary: "a container that ends, or whose host starts again, stays down",
    why: "The rollout starts containers with `--restart unless-stopped`: docker starts them again when they end and when \
        the host has started. Of an option that is given twice docker takes the last, and the options of the description \
        come last.",
    happens: "The host installs a kernel at night and starts again. The database comes up, nginx comes up, and the service \
        does not: nginx answers 502 until somebody gets up and deploys what ran before.",
    mend: "Leave `--restart` out. `--restart=on-failure` is no finding: docker starts again what ended with an error, though \
        not together with the host, so say it only where that is meant.",
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
            format!("`{}` stays down when it ends, and when its host starts again", name),
            &at.rollout().key("container-options").index(taken.index),
            "docker takes the last `--restart`, which is this one",
            "leave it out: the rollout says `--restart unless-stopped`",
        );
        found.push(at.found(finding, &at.rollout_step()));
    }
    found
}
