//! D112: two deployments use the same folder of one server.

use super::conflicts::conflicts;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// The rule.
pub static RULE: Rule = Rule {
    code: "D112",
    name: "folder-conflict",
    about: Subjects::Delivery,
    severity: Severity::Error,
    summary: "two deployments use the same folder of one server",
    why: "A deployment owns its folder: it writes the compose file and the environment file there, and treats \
        the folder's containers as its own.",
    happens: "The second service's deployment overwrites the compose file of the first one and runs `docker \
        compose down`. Both have the folder's name as their project name, so the first service is removed.",
    fix: "Give each of them its own `directory`.",
    source: "https://docs.docker.com/compose/how-tos/project-name/",
    example: Example::Description {
        base: Base::TwoBranches,
        good: "directory: /srv/release",
        bad: "directory: /srv/shop",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let wants = subject.deployments().map(|at| {
        let server = at.environment.server.name.as_str();
        ((server, at.deployment.rollout.directory()), at)
    });
    let each = conflicts(wants).into_iter().map(|(first, at)| {
        let directory = at.deployment.rollout.directory();
        let finding = Diagnostic::new(
            format!("another deployment already uses the folder {directory} of the same server"),
            &at.rollout().key("directory"),
            "used here too",
            "give each of them its own `directory`",
        );
        let finding = finding.related(&first.rollout().key("directory"), "the other one");
        at.found(finding, &Position::workflow().text(directory.as_str()))
    });
    each.collect()
}
