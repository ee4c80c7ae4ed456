//! A credential that stands in the description.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::{belongs_to, is_credential, prefix_of_account, variables};
use crate::lint::{Base, Example, Subject};

/// A credential that stands in the description.
pub static RULE: Rule = Rule {
    code: "S203",
    name: "literal-credential",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a credential stands in the description, for whoever can read the repository",
    why: "What is written in the description stands in the workflow, in every clone, and in the history for good. \
        Whoever may read the repository has it; with the account's name beside it, `RELAY_USERNAME` to \
        `RELAY_PASSWORD`, nothing is left to guess.",
    happens: "A TURN server's password stands in a workflow. A bot that searches public code finds it within minutes after \
        the repository, or a fork of it, is opened; strangers relay their traffic over the server, and the bill \
        comes at the end of the month.",
    mend: "Put it into a secret, and name that: `secret: NAME` where nobody may read it, `public: NAME` where a browser \
        gets it anyway. Then change the value: the old one is known.",
    source: "https://docs.github.com/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    example: Example::Description {
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

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for variables in &variables(subject) {
        let mut literals: Vec<_> = variables.literals().collect();
        literals.retain(|literal| !literal.value.is_empty());
        for literal in literals.iter().filter(|literal| is_credential(literal.name)) {
            // Half of what opens the door stands beside it.
            let account = literals.iter().find(|other| {
                let prefix = prefix_of_account(other.name);
                prefix.is_some_and(|prefix| belongs_to(literal.name, prefix))
            });
            let name = literal.name;
            let (beside, data, rust) = match account.map(|account| account.name) {
                Some(account) => (
                    format!(", and its account `{account}` beside it"),
                    format!("`secret: {name}` and `secret: {account}`"),
                    format!("`secret(\"{name}\")` and `secret(\"{account}\")`"),
                ),
                None => (String::new(), format!("`secret: {name}`"), format!("`secret(\"{name}\")`")),
            };
            let message = format!("the credential `{name}` stands in the description{beside}");
            let [help, in_rust] = [data, rust].map(|mend| {
                format!("put it into a secret, declare that among `secrets`, and name it here, {mend}; then change it")
            });
            let place = literal.place.key("name");
            let finding =
                Diagnostic::new(message, &place, "whoever can read the repository has it", help).in_rust(in_rust);
            found.push(literal.found(finding));
        }
    }
    found
}
