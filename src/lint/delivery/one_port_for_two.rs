//! Two services that want one port of a server.

use crate::check::Finding;
use crate::lint::rule::{Finds, Found, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use crate::spec::Rollout;
use std::collections::BTreeMap;

/// Two services that want one port of a server.
pub static RULE: Rule = Rule {
    code: "D111",
    name: "one-port-for-two",
    about: Subjects::Delivery,
    severity: Severity::Error,
    summary: "two services want one port of one server",
    why: "A blue-green service has two ports, of which the idle one is free only as long as nobody else takes it.",
    happens: "Both services run for weeks, for their colours never meet. Then the one turns to the colour whose port the \
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

fn find(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut taken = BTreeMap::new();
    for at in subject.deployments() {
        let Rollout::BlueGreen(rollout) = &at.deployment.rollout else { continue };
        let place = at.place.key("rollout").key("blue-green").key("ports");
        for (colour, port) in [("blue", rollout.ports.blue), ("green", rollout.ports.green)] {
            let place = place.key(colour);
            // One service may have two ways to be deployed.
            let service = (at.repository.name.as_str(), rollout.app.as_str());
            let (owner, first) =
                taken.entry((&at.environment.server.name, port)).or_insert_with(|| (service, place.clone()));
            if *owner == service {
                continue;
            }
            let finding = Finding::new(
                format!("{} has the port {port} of the same server already", owner.0),
                &place,
                "and so has this",
                "give each service two ports of its own",
            );
            found.push(at.found(finding.beside(first, "the other one"), "environment:"));
        }
    }
    found
}
