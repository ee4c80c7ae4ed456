//! What the three repositories of MAS / Mr. Mentor share: branches, environments, servers, accounts, the assistant.

use pipewright::prelude::*;

/// Merges here go to production.
pub const MAIN: Branch = Branch::new("main");
/// Pushes here go to the development server.
pub const DEVELOPMENT_BRANCH: Branch = Branch::new("development");
/// Builds an image and deploys nothing.
pub const STAGING_BRANCH: Branch = Branch::new("staging");

/// The environment of the development server.
pub const DEVELOPMENT: EnvironmentName = EnvironmentName::new("development");
/// The environment of the production server.
pub const PRODUCTION: EnvironmentName = EnvironmentName::new("production");

/// The long-lived token with which the servers pull, as `MAS-intern`.
pub const GHCR_PAT: SecretName = SecretName::new("GHCR_PAT");
/// The token of the assistant.
pub const CLAUDE_CODE_OAUTH_TOKEN: SecretName = SecretName::new("CLAUDE_CODE_OAUTH_TOKEN");

/// The account `MAS-intern`, whose token outlives the run.
pub fn mas_intern() -> RegistryLogin {
    RegistryLogin::new("MAS-intern", GHCR_PAT)
}

/// Both servers are EC2 hosts with Ubuntu; their addresses are secrets of their environments.
pub fn environments() -> Vec<Environment> {
    let development =
        ["DEVELOPMENT_SERVER_HOST", "DEVELOPMENT_SERVER_USER", "DEVELOPMENT_SSH_KEY", "DEVELOPMENT_SSH_PORT"];
    let production = ["PRODUCTION_SERVER_HOST", "PRODUCTION_SERVER_USER", "PRODUCTION_SSH_KEY", "PRODUCTION_SSH_PORT"];
    vec![Environment::new(DEVELOPMENT, development), Environment::new(PRODUCTION, production)]
}

/// The secrets with which deployments reach the two servers, and the assistant's; every repository has them.
pub fn common_secrets() -> Vec<Secret> {
    let mut secrets = Vec::new();
    for Environment { name, server, .. } in environments() {
        let only = [name];
        secrets.extend([
            Secret::of(&only, server.host),
            Secret::of(&only, server.user),
            Secret::of(&only, server.key),
            Secret::of(&only, server.port).or("22"),
        ]);
    }
    secrets.push(Secret::of_repository(CLAUDE_CODE_OAUTH_TOKEN));
    secrets
}

/// Values that differ between development and production, under the same name in both.
pub fn in_both_environments(names: impl IntoIterator<Item = SecretName>) -> impl Iterator<Item = Secret> {
    names.into_iter().map(|name| Secret::of(&[DEVELOPMENT, PRODUCTION], name))
}

/// Layers in GitHub's cache, of every stage.
pub fn layer_cache(ignore_error: bool) -> LayerCache {
    LayerCache { ignore_error, ..LayerCache::gha(CacheMode::Max) }
}

/// One assistant, byte-identical in the three repositories.
pub fn claude() -> Assistant {
    Assistant {
        trigger_phrase: TriggerPhrase::new("@claude"),
        ..Assistant::new("Claude Code", "claude.yml", CLAUDE_CODE_OAUTH_TOKEN, "claude-sonnet-4-6")
    }
}
