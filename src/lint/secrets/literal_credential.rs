//! S203: a credential is in the description, readable for everyone who can read the repository.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::{belongs_to, is_credential, prefix_of_account, variables};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S203",
    name: "literal-credential",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a credential is in the description, readable for everyone who can read the repository",
    why: "A literal value in the description is in the workflow, in every clone and in the history forever. \
        Everyone who can read the repository has it; with the account's name next to it, as `RELAY_USERNAME` \
        next to `RELAY_PASSWORD`, nothing is left to guess.",
    happens: "A TURN server's password is in a workflow. A bot that searches public code finds it minutes after \
        the repository, or a fork of it, becomes public; others relay their traffic through the server, and the \
        bill comes at the end of the month.",
    fix: "Store it as a secret and refer to that: `secret: NAME` if it must stay secret, `public: NAME` if a \
        browser gets it anyway. Then change the value: the old one is known.",
    source: "https://docs.github.com/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    example: Example::Description {
        base: Base::Compose,
        good: "              API_KEY: { secret: API_KEY }
",
        bad: "              API_KEY: { secret: API_KEY }
              RELAY_PASSWORD: opensesame
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
                    format!(", next to its account `{account}`"),
                    format!("`secret: {name}` and `secret: {account}`"),
                    format!("`secret(\"{name}\")` and `secret(\"{account}\")`"),
                ),
                None => (String::new(), format!("`secret: {name}`"), format!("`secret(\"{name}\")`")),
            };
            let message = format!("the credential `{name}` is in the description{beside}");
            let [help, in_rust] = [data, rust].map(|mend| {
                format!("store it as a secret, declare it in `secrets` and refer to it, {mend}; then change the value")
            });
            let place = literal.place.key("name");
            let finding =
                Diagnostic::new(message, &place, "everyone who can read the repository has it", help).in_rust(in_rust);
            found.push(literal.found(finding));
        }
    }
    found
}
