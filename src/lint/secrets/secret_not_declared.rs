//! A secret that is used, and that nobody declares.

use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example};

/// A secret that is used, and that nobody declares.
pub static RULE: Rule = Rule {
    code: "S206",
    name: "secret-not-declared",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a secret is used that the repository does not declare",
    why: "GitHub does not refuse a workflow that reads a secret which is not there: it reads as nothing. A description that \
        declares each secret, with who holds it, is what tells a typing mistake from a secret.",
    happens: "A letter is missing in a name. The deployment is green, the service starts with an empty key, and the first \
        customer who pays finds out.",
    mend: "Declare it among the repository's `secrets`, with `environments: [...]` where only environments \
        hold it; or correct the name. Every command refuses a description in which one is missing, and says which \
        name was probably meant.",
    source: "https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets",
    example: Example::Description {
        base: Base::Compose,
        good: "                  - secret: API_KEY
",
        bad: "                  - secret: API_KEY
                  - secret: MAIL_KEY
",
    },
    gotcha: None,
    finds: Finds::Refused("is used, but not declared"),
};
