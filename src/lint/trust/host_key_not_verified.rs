//! T301: the server's host key is not verified: any host at its address is trusted.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "T301",
    name: "host-key-not-verified",
    about: Subjects::Trust,
    severity: Severity::Warning,
    summary: "the server's host key is not verified: any host at its address is trusted",
    why: "SSH identifies a server by its host key. Every runner is a new machine that has never seen that key; \
        without a fingerprint to compare, it trusts whatever host answers.",
    happens: "An address is returned to the cloud and given to another customer, or a DNS name is taken over: \
        the next deployment copies the environment file with its secrets, and the registry's token, to a \
        stranger's machine, and reports success.",
    fix: "Store the fingerprint as a secret and name it: `fingerprint: LIVE_FINGERPRINT` at the environment's \
        `server`. On the server `ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub` prints it (`SHA256:...`).",
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
            format!("the host key of the server of `{}` is not verified: any host at its address is trusted", environment.name),
            &Place::environment(index, environment).key("server").in_words("server"),
            "no fingerprint",
            "name the secret with its fingerprint, such as `fingerprint: LIVE_FINGERPRINT`; `ssh-keygen -l` on the server prints it",
        )
        .in_rust(r#"name the secret with its fingerprint: `fingerprint: Some(SecretName::new("LIVE_FINGERPRINT"))`; `ssh-keygen -l` on the server prints it"#);
        found.push(at.found(finding, &at.workflow.input("host")));
    }
    found
}
