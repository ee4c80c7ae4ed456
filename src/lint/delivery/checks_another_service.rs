//! D105: a check depends on containers, users or tables that the service does not own.

use crate::description::{ContainerName, Rollout};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Names;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// The rule.
pub static RULE: Rule = Rule {
    code: "D105",
    name: "checks-another-service",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a check depends on containers, users or tables that the service does not own",
    why: "A check that names a database container, its user and a table depends on all three, although none of \
        them belongs to the deployed service. It tests whether the infrastructure is unchanged, not whether the \
        service works.",
    happens: "Somebody renames the database container, or its user, and configures the service for it; the \
        service runs well. The next deployment fails at its check while everything is healthy, and whoever is on \
        call looks for the error in the new image.",
    fix: "Ask the service: let its health endpoint test what it depends on, and check the answer with \
        `live-answer: { path: /health, contains: ... }`. The service knows these names anyway.",
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
                format!("a check depends on names that the service does not own: {}", names.joined(", ")),
                &place.key(key).index(*first).written_at(container.written_at()),
                "renaming it breaks this deployment although the service works",
                "check the service's own health endpoint: `live-answer: { path: /health, contains: ... }`",
            )
            .in_rust(r#"check the service's own health endpoint: `Check::live_answer("/health", "...")`"#);
            found.push(at.found(finding, &Position::workflow().text(format!("'{container}'"))));
        }
    }
    found
}
