//! Deployments that change one server at once.

use crate::description::Environment;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::subject::DeploymentAt;
use crate::lint::{Base, Example, Subject};

/// Deployments that change one server at once.
pub static RULE: Rule = Rule {
    code: "D117",
    name: "deployments-overlap-on-one-host",
    about: Subjects::Delivery,
    severity: Severity::Note,
    summary: "several deployments reach one server, and nothing makes them take turns there",
    why: "GitHub holds off a second run of one deployment. Of other deployments on one server, of this repository or of \
        another one, it knows nothing: they run side by side. They share the server's nginx, \
        its docker, its disk and its processors.",
    happens: "Two teams release in the same minute. One service starts slowly because the other's image is being unpacked, \
        and misses its health check; it is taken back although nothing is wrong with it. Or both reload nginx, and each \
        sees the other's half-written file.",
    mend: "Give the server a lock: `deploy-lock: /srv/deploy.lock`. Whoever changes something holds it, the \
        others wait, by default up to five minutes, and say for whom. Every environment on the server must name the same \
        file, in a folder in which the users of all its deployments may write.",
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
            format!("{count} deployments reach the server `{}`, and nothing makes them take turns there", server.name),
            &Place::environment(index, environment).key("server").in_words("server").key("deploy-lock"),
            "",
            "give the server a lock: `deploy-lock: /srv/deploy.lock`, the same in each of its environments",
        )
        .in_rust("give the server a lock: `deploy_lock: Some(DeployLock::new(\"/srv/deploy.lock\"))`, the same in each of its environments")
        .related(&other.place, "this one does not wait for the others");
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
