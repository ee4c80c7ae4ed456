//! S212: an environment has a secret that nothing uses there, although other environments use it.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S212",
    name: "secret-never-used-in-environment",
    about: Subjects::Secrets,
    severity: Severity::Note,
    summary: "an environment has a secret that nothing uses there, although other environments use it",
    why: "Each environment with a secret is one more place where it must be set, rotated and protected. An \
        environment in which no job reads it only adds risk.",
    happens: "A payment key is declared for every environment, because one list is shorter than two. It is also \
        in the test environment, which half of the company can deploy to; one line in a workflow on a branch \
        prints it.",
    fix: "Remove the environment from the secret's `environments`, and delete the secret in that environment's \
        settings. If a workflow that pipewright does not generate uses it there, ignore this finding with a \
        reason that names it.",
    source: "https://docs.github.com/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    example: Example::Description {
        base: Base::TwoEnvironments,
        good: "      - name: API_KEY
        environments: [live]
",
        bad: "      - name: API_KEY
        environments: [trial, live]
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.secrets() {
        let holders = &at.secret.environments;
        let is_used_in = |holder| at.uses.iter().any(|each| each.environment == Some(holder));
        let idle = holders.iter().enumerate().filter(|(_, holder)| !is_used_in(holder));
        // One that nothing uses at all is told as that.
        for (position, holder) in idle.filter(|_| !at.uses.is_empty()) {
            let finding = Diagnostic::new(
                format!("`{holder}` has `{}`, but nothing uses it there", at.secret.name),
                &at.place.key("environments").index(position),
                "",
                format!("take `{holder}` off its `environments`, and delete it in that environment's settings"),
            )
            .in_rust(format!("take `{holder}` off its `Secret::of`, and delete it in that environment's settings"));
            found.push(at.found(finding));
        }
    }
    found
}
