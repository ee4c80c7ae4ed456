//! D111: two services use the same port of one server.

use super::conflicts::conflicts;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D111",
    name: "port-conflict",
    about: Subjects::Delivery,
    severity: Severity::Error,
    summary: "two services use the same port of one server",
    why: "A blue-green service has two ports. The idle one is free only if no other service uses it.",
    happens: "Both services run for weeks, because the colors in use never collide. Then one of them switches to \
        the color whose port the other one uses: its deployment fails, and keeps failing until the other service \
        is deployed.",
    fix: "Give each service two ports of its own on that server.",
    source: "https://docs.docker.com/engine/network/port-publishing/",
    example: Example::Description {
        base: Base::TwoServices,
        good: "ports: { blue: 3002, green: 3003 }",
        bad: "ports: { blue: 3001, green: 3002 }",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let wants = subject.deployments().flat_map(|at| {
        let recipe = at.deployment.rollout.recipe();
        let app = recipe.container().map_or("", |(name, _)| name);
        recipe.ports().into_iter().map(move |(keys, port)| {
            let place = keys.iter().fold(at.rollout(), |place, key| place.key(key));
            ((&at.environment.server.name, port), (at.clone(), app, port, place))
        })
    });
    // One service may have two ways to be deployed.
    let strangers = conflicts(wants).into_iter().filter(|((first, its_app, ..), (at, app, ..))| {
        (&first.repository.name, its_app) != (&at.repository.name, app)
    });
    let each = strangers.map(|((first, _, _, its_place), (at, _, port, place))| {
        let finding = Diagnostic::new(
            format!("{} already uses the port {port} of the same server", first.repository.name),
            &place,
            "used here too",
            "give each service two ports of its own",
        );
        at.found(finding.related(&its_place, "the other one"), &at.workflow.job().key("environment"))
    });
    each.collect()
}
