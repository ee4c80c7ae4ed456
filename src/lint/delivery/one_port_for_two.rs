//! Two services that want one port of a server.

use super::taken::taken;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// Two services that want one port of a server.
pub static RULE: Rule = Rule {
    code: "D111",
    name: "one-port-for-two",
    about: Subjects::Delivery,
    severity: Severity::Error,
    summary: "two services want one port of one server",
    why: "A blue-green service has two ports, of which the idle one is free only as long as nobody else takes it.",
    happens: "Both services run for weeks, for their colors never meet. Then the one turns to the color whose port the \
        other has: its deployment fails with a port that is taken, and goes on failing until the other one is \
        deployed.",
    mend: "Give each service two ports of its own on that server.",
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
    let strangers = taken(wants).into_iter().filter(|((first, its_app, ..), (at, app, ..))| {
        (&first.repository.name, its_app) != (&at.repository.name, app)
    });
    let each = strangers.map(|((first, _, _, its_place), (at, _, port, place))| {
        let finding = Diagnostic::new(
            format!("{} has the port {port} of the same server already", first.repository.name),
            &place,
            "and so has this",
            "give each service two ports of its own",
        );
        at.found(finding.related(&its_place, "the other one"), &at.workflow.job().key("environment"))
    });
    each.collect()
}
