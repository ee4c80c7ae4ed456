//! A container whose log grows without end.

use super::options::given;
use crate::description::{ContainerOption, Rollout};
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
    let mut found = Vec::new();
    for at in subject.deployments() {
        let Rollout::BlueGreen(rollout) = &at.deployment.rollout else { continue };
        if has_end(&rollout.container_options) {
            continue;
        }
        let [help, in_rust] = match rollout.container_options.as_slice() {
            [] => [
                r#"set a limit: `container-options: ["--log-opt", "max-size=10m"]`"#,
                r#"set a limit: `container_options: ["--log-opt", "max-size=10m"].map(ContainerOption::new).to_vec()`"#,
            ],
            _ => [
                r#"set a limit: add `"--log-opt", "max-size=10m"` to `container-options`"#,
                r#"set a limit: add `"--log-opt", "max-size=10m"` to `container_options`"#,
            ],
        };
        let finding = Diagnostic::new(
            format!("the log of `{}` grows until the disk is full", rollout.app),
            &at.rollout().key("container-options"),
            "",
            help,
        )
        .in_rust(in_rust);
        found.push(at.found(finding, &at.rollout_step()));
    }
    found
}

/// Whether something ends the log: a limit, or a driver other than the one that writes a file without one.
///
/// Source: <https://docs.docker.com/engine/logging/configure/>
fn has_end(options: &[ContainerOption]) -> bool {
    let is_limited = given(options, &["--log-opt"]).iter().any(|option| option.value.starts_with("max-size="));
    let driver = given(options, &["--log-driver"]).pop();
    is_limited || driver.is_some_and(|driver| driver.value != "json-file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_ends_by_its_limit_or_by_a_driver_that_has_one() {
        let ends = |options: &[&'static str]| {
            has_end(&options.iter().map(|option| ContainerOption::new(option)).collect::<Vec<_>>())
        };
        for options in [
            &["--log-opt", "max-size=10m"][..],
            &["--log-opt=max-size=10m"],
            &["--log-driver", "local"],
            &["--log-driver=none"],
        ] {
            assert!(ends(options), "{options:?}");
        }
        for options in [
            &["--log-opt", "mode=non-blocking"][..],
            &["--log-driver", "json-file"],
            &["--log-opt=max-file=3"],
            &["--memory", "1g"],
        ] {
            assert!(!ends(options), "{options:?}");
        }
    }
}
