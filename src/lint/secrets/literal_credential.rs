//! A credential that stands in the description.

use crate::check::Finding;
use crate::lint::rule::{Finds, Found, Rule, Severity, Subjects};
use crate::lint::variables::{is_credential, literals};
use crate::lint::{Base, Example, Subject};

/// A credential that stands in the description.
pub static RULE: Rule = Rule {
    code: "S203",
    name: "literal-credential",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a credential stands in the description, for whoever can read the repository",
    why: "What is written in the description stands in the workflow, in every clone, and in the history for good. \
        Whoever may read the repository has it.",
    happens: "A TURN server's password stands in a workflow. A bot that searches public code finds it within minutes after \
        the repository, or a fork of it, is opened; strangers relay their traffic over the server, and the bill \
        comes at the end of the month.",
    mend: "Put it into a secret, and name that: `secret: NAME` where nobody may read it, `public: NAME` where a browser \
        gets it anyway. Then change the value: the old one is known.",
    source: "https://docs.github.com/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    example: Example {
        base: Base::Compose,
        good: "                  - secret: API_KEY
",
        bad: "                  - secret: API_KEY
                  - literal: { name: RELAY_PASSWORD, value: opensesame }
",
    },
    gotcha: Some(6),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Found> {
    let credentials = literals(subject).into_iter().filter(|literal| is_credential(literal.name));
    let each = credentials.filter(|literal| !literal.value.is_empty()).map(|literal| {
        let finding = Finding::new(
            format!("the credential `{}` stands in the description", literal.name),
            &literal.place.key("name"),
            "whoever can read the repository has it",
            format!("put it into a secret and name that, `secret: {}`; then change the value", literal.name),
        )
        .in_rust(format!("put it into a secret and name that, `secret(\"{}\")`; then change the value", literal.name));
        literal.found(finding)
    });
    each.collect()
}
