//! A server whose key nobody knows.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A server whose key nobody knows.
pub static RULE: Rule = Rule {
    code: "T301",
    name: "host-key-not-verified",
    about: Subjects::Trust,
    severity: Severity::Warning,
    summary: "any host that answers at the address is believed to be the server",
    why: "SSH proves the server's identity by its host key. A runner is a new machine every time and has never seen \
        that key; without a fingerprint to compare, it believes whoever answers.",
    happens: "An address is given back to the cloud and handed to somebody else, or a name is taken over: the next \
        deployment copies the environment file with its secrets, and the registry's token, to a stranger's machine, \
        and reports success.",
    mend: "Name the secret that holds the fingerprint: `fingerprint: LIVE_FINGERPRINT` at the environment's `server`. \
        On the server `ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub` prints it (`SHA256:...`).",
    source: "https://github.com/appleboy/ssh-action#protecting-a-private-key",
    example: Example::Description { base: Base::Compose, good: ", fingerprint: LIVE_FINGERPRINT }", bad: " }" },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, environment) in subject.organization.environments.iter().enumerate() {
        let reached = subject.deployments().find(|at| at.environment.name == environment.name);
        let Some(at) = reached.filter(|_| environment.server.fingerprint.is_none()) else { continue };
        let finding = Diagnostic::new(
            format!("any host that answers is believed to be the server of `{}`", environment.name),
            &Place::environment(index, environment).key("server").in_words("server"),
            "no fingerprint of its key",
            "name the secret that holds it, such as `fingerprint: LIVE_FINGERPRINT`; `ssh-keygen -l` on the server prints it",
        )
        .in_rust(r#"name the secret that holds it: `fingerprint: Some(SecretName::new("LIVE_FINGERPRINT"))`; `ssh-keygen -l` on the server prints it"#);
        found.push(at.found(finding, &at.workflow.input("host")));
    }
    found
}
