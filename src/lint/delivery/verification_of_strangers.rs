//! A verification that depends on names that the service does not own.

use crate::description::{ContainerName, Rollout};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Names;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// A verification that depends on names that the service does not own.
pub static RULE: Rule = Rule {
    code: "D105",
    name: "verification-of-strangers",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a verification asks containers, users or tables that are not the service's own",
    why: "A check that names a database's container, its user and a table depends on all three staying as they are, \
        though none belongs to the service that is deployed. It asks whether the infrastructure is as it was, not \
        whether the service works.",
    happens: "Somebody renames the database's container, or its user, and the service is told of it and runs well. The \
        next deployment fails at its verification, in the middle of the night perhaps, with everything healthy; \
        whoever is on call looks for the fault in the new image.",
    mend: "Ask the service: let its health endpoint look at what it needs, and check that answer with `live-answer: { \
        path: /health, contains: ... }`. It knows the names anyway.",
    source: "https://learn.microsoft.com/azure/architecture/patterns/health-endpoint-monitoring",
    example: Example::Description {
        base: Base::BlueGreen,
        good: "before: [nginx-active]
",
        bad: "before: [nginx-active, redis-ping: { container: shared-redis }]
",
    },
    gotcha: Some(7),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let Rollout::BlueGreen(rollout) = &at.deployment.rollout else { continue };
        let place = at.rollout().key("checks").in_words("checks");
        for (key, checks) in [("before", &rollout.checks.before), ("after", &rollout.checks.after)] {
            let strangers: Vec<(usize, &ContainerName)> = checks
                .iter()
                .enumerate()
                .filter_map(|(index, check)| Some((index, check.container()?)))
                .filter(|(_, container)| {
                    !container.as_str().starts_with(rollout.app.as_str()) || rollout.app.as_str().is_empty()
                })
                .collect();
            let Some((first, container)) = strangers.first() else { continue };
            let names: Names = strangers.iter().map(|(_, name)| name.as_str()).collect();
            let finding = Diagnostic::new(
                format!("the verification depends on names that the service does not own: {}", names.joined(", ")),
                &place.key(key).index(*first).written_at(container.written_at()),
                "renaming it fails this deployment, though the service is well",
                "ask the service's own health: `live-answer: { path: /health, contains: ... }`",
            )
            .in_rust(r#"ask the service's own health: `Check::live_answer("/health", "...")`"#);
            found.push(at.found(finding, &Position::workflow().text(format!("'{container}'"))));
        }
    }
    found
}
