//! A secret that is declared and never used.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A secret that is declared and never used.
pub static RULE: Rule = Rule {
    code: "S204",
    name: "declared-and-never-used",
    about: Subjects::Secrets,
    severity: Severity::Note,
    summary: "a secret is declared, and nothing uses it",
    why: "Whoever sets up the repository, or rotates its secrets, goes by what is declared. A secret that nothing uses \
        is one more that can leak, and nobody would notice what it was good for.",
    happens: "A service moves to another provider, and the old one's key stays declared and set. Two years later it is in \
        a leak, still valid, and nobody knows who may take it away.",
    mend: "Take it off `secrets`, delete it in the repository's settings, and at whoever issued it. Where workflows \
        that pipewright does not write use it, accept the finding and name them.",
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
            format!("the secret `{}` is declared, and nothing uses it", at.secret.name),
            &at.place.key("name"),
            "",
            "take it off `secrets`, and delete it where it is set",
        );
        at.found(finding)
    });
    each.collect()
}
