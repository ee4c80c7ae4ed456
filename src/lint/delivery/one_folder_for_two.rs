//! Two deployments that want one folder of a server.

use super::taken::taken;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// Two deployments that want one folder of a server.
pub static RULE: Rule = Rule {
    code: "D112",
    name: "one-folder-for-two",
    about: Subjects::Delivery,
    severity: Severity::Error,
    summary: "two deployments go into one folder of one server",
    why: "A deployment owns its folder: it writes the compose file and the environment file there, and takes what is \
        there for its own.",
    happens: "The second service's deployment writes its compose file over the first one's and says `docker compose down`: \
        both have the folder's name as their project, and the first service is gone.",
    mend: "Give each of them a `directory` of its own.",
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
    let each = taken(wants).into_iter().map(|(first, at)| {
        let directory = at.deployment.rollout.directory();
        let finding = Diagnostic::new(
            format!("the folder {directory} of the same server is another deployment's already"),
            &at.rollout().key("directory"),
            "and this one's",
            "give each of them a `directory` of its own",
        );
        let finding = finding.related(&first.rollout().key("directory"), "the other one");
        at.found(finding, &Position::workflow().text(directory.as_str()))
    });
    each.collect()
}
