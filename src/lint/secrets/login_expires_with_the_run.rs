//! S202: a server logs in to the registry with a token that expires with the run.

use crate::description::RegistryLogin;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S202",
    name: "login-expires-with-the-run",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a server logs in to the registry with a token that expires with the run",
    why: "`docker login` stores its token in the server's `~/.docker/config.json`. The run's own token expires \
        when the run ends, but docker keeps sending it.",
    happens: "At night a disk is replaced and the image must be pulled again, or somebody adds a container by \
        hand: the registry answers 401, even for a public image, because an expired token is worse than none. \
        The deployment that worked in the afternoon gave no warning.",
    fix: "Log in as an account whose token outlives the run: `registry-login: { username: ..., password: ... \
        }`, with a token that can only read packages. With `fallback: github-token` the run's token is used if \
        the secret is not set: make the secret required instead.",
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
            None => "the server logs in with the run's own token, which expires with the run".to_owned(),
            Some(RegistryLogin { password: token, .. }) => {
                format!("without `{token}` the server logs in with the run's own token, which expires with the run")
            }
        };
        let finding = Diagnostic::new(
            message,
            &at.place.key("registry-login"),
            "later pulls are refused",
            "log in as an account: `registry-login: { username: ..., password: ... }`, with a token that can only read packages, declared in `secrets`",
        )
        .in_rust(r#"log in as an account: `registry_login: Some(RegistryLogin::new("...", SecretName::new("...")))`, with a token that can only read packages, declared in `secrets`"#);
        found.push(at.found(finding, &at.workflow.step("Write the registry token")));
    }
    found
}
