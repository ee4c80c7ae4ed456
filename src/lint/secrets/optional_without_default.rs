//! A secret that may be missing, and for which nothing stands in.

use crate::check::Purpose;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A secret that may be missing, and for which nothing stands in.
pub static RULE: Rule = Rule {
    code: "S210",
    name: "optional-without-default",
    about: Subjects::Secrets,
    severity: Severity::Note,
    summary: "a secret may be missing, and what uses it gets an empty value then",
    why: "`presence: optional` says that the secret need not be set. GitHub hands over an empty text for it, and no step \
        complains: an environment file has the variable without a value, a build bakes in nothing, a connection is \
        tried without what opens it. Only a login that falls back to the run's own token knows what to do without.",
    happens: "A new environment is set up, and one secret is forgotten. It is optional, so the deployment is green; the \
        service reads an empty address, and takes that for one.",
    mend: "Say what holds when it is missing: `presence: { default: ... }`. Or require it, by taking `presence` away: then \
        a deployment without it stops before anything is touched. Where the service knows an empty value and does \
        without, accept the finding.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/contexts#secrets-context",
    example: Example::Description {
        base: Base::Compose,
        good: "      - name: API_KEY
        environments: [live]
",
        bad: "      - name: API_KEY
        environments: [live]
        presence: optional
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.secrets().filter(|at| !at.secret.is_required() && at.secret.default.is_none()) {
        let Some(bare) = at.uses.iter().find(|each| each.purpose != Purpose::LoginOrRun) else { continue };
        let finding = Diagnostic::new(
            format!("`{}` may be missing, and what uses it gets an empty value then", at.secret.name),
            &at.place.key("required"),
            "nothing stands in for it",
            "say what holds then, `presence: { default: ... }`; or require it: take `presence` away",
        )
        .in_rust("say what holds then, `.or(\"...\")`; or require it: take `.optional()` away");
        found.push(at.found_in(subject, finding, bare));
    }
    found
}
