//! An organisation's secrets, by who holds them.

use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;

use crate::names::{FRONTEND, WEBSITE};
use crate::stage::{ACTOR, Machine, Stage, USER};

/// Secrets of all repositories: those of a repository itself, and those of its environments.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// For every job.
    pub everywhere: BTreeMap<String, String>,
    /// For jobs with that environment.
    pub environments: BTreeMap<String, BTreeMap<String, String>>,
}

impl Secrets {
    /// What every run has: its own token.
    pub fn of_runs(stage: &Stage) -> Result<Self> {
        let token = stage.account(ACTOR)?.token.clone();
        Ok(Self { everywhere: BTreeMap::from([("GITHUB_TOKEN".to_owned(), token)]), ..Self::default() })
    }

    /// Those of MAS: what opens the stage's servers, and a recognisable value for each of the application's.
    pub fn of(stage: &Stage) -> Result<Self> {
        let key = fs::read_to_string(&stage.ssh_key)?;
        let mut secrets = Self::of_runs(stage)?;
        let token = |name: &str| stage.account(name).map(|account| account.token.clone());
        secrets.everywhere.insert("CLAUDE_CODE_OAUTH_TOKEN".to_owned(), "marker-claude-token".to_owned());
        for (environment, machine) in [("development", &stage.development), ("production", &stage.production)] {
            let mut held = server(environment, machine, &key);
            held.insert("GHCR_PAT".to_owned(), token("MAS-intern")?);
            held.insert("GHCR_PULL_TOKEN".to_owned(), token("mas-mr-mentor")?);
            held.insert("AWS_ACCESS_KEY_ID".to_owned(), "marker-access-key".to_owned());
            held.insert("AWS_SECRET_ACCESS_KEY".to_owned(), "marker-secret-key".to_owned());
            for name in FRONTEND.into_iter().chain(WEBSITE) {
                held.insert(name.to_owned(), format!("marker-{environment}-{name}"));
            }
            secrets.environments.insert(environment.to_owned(), held);
        }
        Ok(secrets)
    }

    /// What a job of that environment sees.
    pub fn seen_in(&self, environment: Option<&str>) -> BTreeMap<String, String> {
        let mut seen = self.everywhere.clone();
        seen.extend(environment.and_then(|name| self.environments.get(name)).cloned().unwrap_or_default());
        seen
    }
}

fn server(environment: &str, machine: &Machine, key: &str) -> BTreeMap<String, String> {
    let prefix = environment.to_uppercase();
    BTreeMap::from([
        (format!("{prefix}_SERVER_HOST"), machine.address.to_string()),
        (format!("{prefix}_SERVER_USER"), USER.to_owned()),
        (format!("{prefix}_SSH_KEY"), key.to_owned()),
    ])
}
