//! S210: a secret may be missing, and then its users get an empty value.

use crate::check::Purpose;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S210",
    name: "optional-without-default",
    about: Subjects::Secrets,
    severity: Severity::Note,
    summary: "a secret may be missing, and then its users get an empty value",
    why: "With `required: false` a secret need not be set. GitHub passes an empty text for it, and no step \
        fails: an environment file has the variable without a value, a build bakes in nothing, a connection is \
        tried without its password. Only a login that falls back to the run's own token handles a missing \
        secret.",
    happens: "A new environment is set up, and one secret is forgotten. It is optional, so the deployment is \
        green; the service reads an empty address and uses it.",
    fix: "Set a `default` instead. Or remove `required: false`: then a deployment without the secret stops \
        before anything is changed. If the service handles an empty value, ignore this finding with a reason.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/contexts#secrets-context",
    example: Example::Description {
        base: Base::Compose,
        good: "      - name: API_KEY
        environments: [live]
",
        bad: "      - name: API_KEY
        environments: [live]
        required: false
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
            format!("`{}` may be missing, and then its users get an empty value", at.secret.name),
            &at.place.key("required"),
            "it has no default",
            "set a default, `default: ...`, in place of `required: false`; or remove `required: false` to require it",
        )
        .in_rust("set a default, `.or(\"...\")`, in place of `.optional()`; or remove `.optional()` to require it");
        found.push(at.found_in(subject, finding, bare));
    }
    found
}
