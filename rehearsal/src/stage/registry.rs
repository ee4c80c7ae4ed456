//! The registry that the whole stage calls ghcr.io: TLS, accounts, and storage of its own.

use anyhow::Result;
use std::process::Command;

use super::accounts::Account;
use super::machine::Machine;
use super::run::Run;
use super::{REGISTRY, Stage};

const SETTINGS: &str = "\
version: 0.1
log: {accesslog: {disabled: true}, level: info}
storage: {filesystem: {rootdirectory: /var/lib/registry}, delete: {enabled: true}}
http:
  addr: 0.0.0.0:443
  tls: {certificate: /etc/ssl/stage.crt, key: /etc/ssl/stage.key}
auth: {htpasswd: {realm: stage, path: /etc/docker/registry/htpasswd}}
";

/// Its settings and accounts.
pub fn furnish(machine: &Machine, accounts: &[Account]) -> Result<()> {
    machine.install("/etc/docker/registry/config.yml", SETTINGS)?;
    let mut lines = String::new();
    for account in accounts {
        let mut htpasswd = Command::new("htpasswd");
        lines += htpasswd.args(["-niBC", "4", account.name]).succeed_with(account.token.as_bytes())?.trim_end();
        lines += "\n";
    }
    machine.install("/etc/docker/registry/htpasswd", lines)
}

impl Stage {
    /// Logs root's docker client on that machine in to the registry.
    pub fn log_in(&self, machine: &Machine, name: &str) -> Result<()> {
        let account = self.account(name)?;
        let mut docker = machine.docker();
        docker.args(["login", REGISTRY, "--username", name, "--password-stdin"]);
        docker.succeed_with(account.token.as_bytes()).map(drop)
    }

    /// What the registry answers the account of that name, asked with the HTTP API: `/v2/...`, as JSON.
    pub fn ask_registry(&self, path: &str) -> Result<serde_json::Value> {
        let account = &self.accounts[0];
        let mut curl = self.runner.command("curl");
        curl.args(["--silent", "--show-error", "--max-time", "20", "--config", "-"]);
        curl.arg(format!("https://{REGISTRY}{path}"));
        let login = format!("user = \"{}:{}\"\nheader = \"Accept: {MANIFEST}\"\n", account.name, account.token);
        Ok(serde_json::from_str(&curl.succeed_with(login.as_bytes())?)?)
    }

    /// The tags that a repository of the registry has, sorted.
    pub fn tags(&self, repository: &str) -> Result<Vec<String>> {
        let answer = self.ask_registry(&format!("/v2/{repository}/tags/list"))?;
        let mut tags: Vec<String> =
            answer["tags"].as_array().into_iter().flatten().filter_map(|tag| Some(tag.as_str()?.to_owned())).collect();
        tags.sort();
        Ok(tags)
    }

    /// The configuration of an image in the registry: labels, environment, health check, history.
    pub fn image_configuration(&self, repository: &str, tag: &str) -> Result<serde_json::Value> {
        let manifest = self.ask_registry(&format!("/v2/{repository}/manifests/{tag}"))?;
        let digest = manifest["config"]["digest"].as_str().unwrap_or_default();
        self.ask_registry(&format!("/v2/{repository}/blobs/{digest}"))
    }
}

const MANIFEST: &str =
    "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json";
