//! D117: several deployments change one server at the same time.

use crate::description::Environment;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::subject::DeploymentAt;
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D117",
    name: "deployments-overlap-on-one-host",
    about: Subjects::Delivery,
    severity: Severity::Note,
    summary: "several deployments change one server at the same time",
    why: "GitHub never runs one deployment twice at a time. It knows nothing about other deployments to the same \
        server, from this repository or another one: they run at the same time and share the server's nginx, \
        docker, disk and CPUs.",
    happens: "Two teams release in the same minute. One service starts slowly, because the other's image is \
        being unpacked, and misses its health check; it is rolled back although nothing is wrong with it. Or \
        both reload nginx, and each sees the other's half-written file.",
    fix: "Give the server a lock: `deploy-lock: /srv/deploy.lock`. The deployment that holds it changes the \
        server; the others wait, by default up to five minutes, and name the holder. Every environment on the \
        server must name the same file, in a folder that the users of all its deployments can write to.",
    source: "https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency",
    example: Example::Description {
        base: Base::TwoServices,
        good: "      deploy-lock: /srv/deploy.lock
",
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let deployments: Vec<DeploymentAt<'_>> = subject.deployments().collect();
    for (index, environment) in subject.organization.environments.iter().enumerate() {
        let here = deployments.iter().filter(|at| at.environment.server.name == environment.server.name);
        let here: Vec<&DeploymentAt<'_>> = here.collect();
        let Some(own) = here.iter().find(|at| at.environment.name == environment.name) else { continue };
        let Some(other) = here.iter().find(|at| at.place != own.place && !takes_turns(environment, at.environment))
        else {
            continue;
        };
        let count = here.len();
        let server = &environment.server;
        let finding = Diagnostic::new(
            format!("{count} deployments can change the server `{}` at the same time", server.name),
            &Place::environment(index, environment).key("server").in_words("server").key("deploy-lock"),
            "",
            "give the server a lock: `deploy-lock: /srv/deploy.lock`, with the same file in each of its environments",
        )
        .in_rust("give the server a lock: `deploy_lock: Some(DeployLock::new(\"/srv/deploy.lock\"))`, with the same file in each of its environments")
        .related(&other.place, "this one can run at the same time");
        found.push(own.found(finding, &own.workflow.job().key("concurrency")));
    }
    found
}

/// Whether the deployments of both environments wait for one lock.
fn takes_turns(one: &Environment, other: &Environment) -> bool {
    match (&one.server.deploy_lock, &other.server.deploy_lock) {
        (Some(one), Some(other)) => one.file() == other.file(),
        _ => false,
    }
}
