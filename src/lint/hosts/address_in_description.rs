//! H401: a server's public address is in the description.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::{public_address, variables};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "H401",
    name: "address-in-description",
    about: Subjects::Hosts,
    severity: Severity::Warning,
    summary: "a server's public address is in the description",
    why: "An address belongs to a machine, and machines are replaced. If it is in a workflow, moving the server \
        means a code change in every repository that names it, a review, a build and a deployment.",
    happens: "The server gets a new address. Its own secret is changed, deployments reach it, everything is \
        green; but calls do not connect, because a deployment wrote the old address to the environment file, \
        where nobody looked.",
    fix: "Use a DNS name, such as `turn.example.com`; or store the address as a secret and refer to that: \
        `public: NAME`.",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html#concepts-public-addresses",
    example: Example::Description {
        base: Base::Compose,
        good: "              API_KEY: { secret: API_KEY }
",
        bad: "              API_KEY: { secret: API_KEY }
              RELAY_HOST: 8.8.4.4
",
    },
    gotcha: Some(6),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for variables in &variables(subject) {
        for literal in variables.literals() {
            let Some(address) = public_address(literal.value) else { continue };
            let finding = Diagnostic::new(
                format!("the public address {address} is in the description"),
                &literal.place.key("value"),
                "moving the server means a code change",
                format!(
                    "use a DNS name, or store the address as a secret, declare it in `secrets` and refer to it: `public: {}`",
                    literal.name
                ),
            )
            .in_rust(format!(
                "use a DNS name, or store the address as a secret, declare it in `secrets` and refer to it: `public(\"{}\")`",
                literal.name
            ));
            found.push(literal.found(finding));
        }
    }
    found
}
