//! S204: a secret is declared, but nothing uses it.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S204",
    name: "unused-secret",
    about: Subjects::Secrets,
    severity: Severity::Note,
    summary: "a secret is declared, but nothing uses it",
    why: "People set up a repository and rotate its secrets by what is declared. An unused secret is one more \
        that can leak, and nobody knows what it was for.",
    happens: "A service moves to another provider, and the old one's key stays declared and set. Two years later \
        it leaks, still valid, and nobody knows whether it can be revoked.",
    fix: "Remove it from `secrets`, delete it in the repository's settings, and revoke it at its issuer. If \
        workflows that pipewright does not generate use it, ignore this finding with a reason that names them.",
    source: "https://docs.github.com/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    example: Example::Description {
        base: Base::Build,
        good: "  - name: shop
",
        bad: "  - name: shop
    secrets: [{ name: OLD_TOKEN }]
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let idle = subject.secrets().filter(|at| at.uses.is_empty());
    let each = idle.map(|at| {
        let finding = Diagnostic::new(
            format!("the secret `{}` is declared, but nothing uses it", at.secret.name),
            &at.place.key("name"),
            "",
            "remove it from `secrets`, and delete it in the repository's settings",
        );
        at.found(finding)
    });
    each.collect()
}
