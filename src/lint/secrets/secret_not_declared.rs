//! S206: a secret is used but not declared.

use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S206",
    name: "secret-not-declared",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a secret is used but not declared",
    why: "GitHub does not refuse a workflow that reads a missing secret: it reads an empty value. Only a \
        declaration of each secret, with its environments, distinguishes a typo from a secret.",
    happens: "A letter is missing in a name. The deployment is green, the service starts with an empty key, and \
        the first customer who pays finds out.",
    fix: "Declare it in the repository's `secrets`, with `environments: [...]` if only environments have it; or \
        correct the name. Every command refuses a description with an undeclared secret, and suggests the name \
        that was probably meant.",
    source: "https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets",
    example: Example::Description {
        base: Base::Compose,
        good: "              API_KEY: { secret: API_KEY }
",
        bad: "              API_KEY: { secret: API_KEY }
              MAIL_KEY: { secret: MAIL_KEY }
",
    },
    gotcha: None,
    finds: Finds::Refused("is used, but not declared"),
};
