//! A login on a server that the end of the run makes void.

use crate::description::RegistryLogin;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A login on a server that the end of the run makes void.
pub static RULE: Rule = Rule {
    code: "S202",
    name: "login-dies-with-the-run",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a server logs in to the registry with a token that dies with the run",
    why: "`docker login` writes its token into the server's `~/.docker/config.json`, and there it stays. The run's own \
        token is void a moment after the run ends; docker goes on sending it.",
    happens: "At night a disk is replaced and the container has to be pulled again, or somebody scales up by hand: the \
        registry answers 401, although the image may even be public, because a void token is worse than none. The \
        deployment that worked in the afternoon says nothing of it.",
    mend: "Log in as an account whose token outlives the run: `registry-login: { username: ..., password: ... }`, with a \
        token that may read packages and nothing else. `account-or-run` falls back to the run's token where the \
        secret is not set: make the secret required.",
    source: "https://docs.github.com/actions/concepts/security/github_token",
    example: Example::Description {
        base: Base::Compose,
        good: "            registry-login: { username: shop-puller, password: PULL_TOKEN }
            rollout",
        bad: "            registry-login: { username: shop-puller, password: PULL_TOKEN, fallback: github-token }
            rollout",
    },
    gotcha: Some(5),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let message = match &at.deployment.registry_login {
            Some(RegistryLogin { fallback: None, .. }) => continue,
            None => "the server logs in with the run's own token, which dies with the run".to_owned(),
            Some(RegistryLogin { password: token, .. }) => {
                format!("without `{token}` the server logs in with the run's own token, which dies with the run")
            }
        };
        let finding = Diagnostic::new(
            message,
            &at.place.key("registry-login"),
            "what the server pulls later is refused",
            "log in as an account: `registry-login: { username: ..., password: ... }`, whose token is among `secrets` and may only read packages",
        )
        .in_rust(r#"log in as an account: `registry_login: Some(RegistryLogin::new("...", SecretName::new("...")))`, whose token is among `secrets` and may only read packages"#);
        found.push(at.found(finding, &at.workflow.step("Write the registry token")));
    }
    found
}
