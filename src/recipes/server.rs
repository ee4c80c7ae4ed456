//! Steps on a server, over SSH.
//!
//! ssh-action puts its variables and the script into one command of the login shell, where every user of the server can
//! read them: nothing secret travels that way. Secrets travel as files of mode 0600, through a folder that nobody else
//! can enter, because the archive that scp-action copies is readable by all.

use super::secrets::Secrets;
use super::template::{TemplateError, render};
use crate::description::{DeployLock, HostPath, Minutes, Server};
use actions::Step;
use actions::action::{Action, Scp, Ssh};
use actions::expr::Text;
use minijinja::context;

/// The folder on the runner in which files wait for their transport, relative to the workspace.
const DELIVERY: &str = "delivery";
/// The name of the token's file.
const TOKEN: &str = "registry-token";

/// The way to a server, and to a folder on it.
#[derive(Debug, Clone)]
pub struct Destination<'a> {
    server: &'a Server,
    secrets: Secrets<'a>,
    directory: &'a HostPath,
}

impl<'a> Destination<'a> {
    /// A folder on a server.
    pub const fn new(server: &'a Server, secrets: Secrets<'a>, directory: &'a HostPath) -> Self {
        Self { server, secrets, directory }
    }

    /// The server.
    pub const fn server(&self) -> &'a Server {
        self.server
    }

    /// The lock that deployments take there.
    pub const fn deploy_lock(&self) -> Option<&'a DeployLock> {
        self.server.deploy_lock.as_ref()
    }

    /// The folder in which files with secrets arrive.
    fn inbox(&self) -> String {
        format!("{}/.incoming", self.directory)
    }

    /// The file in which the registry's token arrives.
    pub fn token_file(&self) -> String {
        format!("{}/{TOKEN}", self.inbox())
    }

    /// A step that runs a script on the server, with variables that everybody there may read.
    pub fn run(&self, name: &str, script: String, variables: Vec<(&str, Text)>) -> Step {
        self.command(script, &variables).step(name).envs(variables)
    }

    /// As [`Destination::run`], for a script that may take longer than the 10 minutes that ssh-action allows: as long as the
    /// job, or half an hour in one without a limit.
    pub fn run_long(&self, name: &str, script: String, variables: Vec<(&str, Text)>, job: Option<Minutes>) -> Step {
        let minutes = job.map_or(30, |minutes| minutes.0);
        self.command(script, &variables).command_timeout(format!("{minutes}m")).step(name).envs(variables)
    }

    fn command(&self, script: String, variables: &[(&str, Text)]) -> Ssh {
        let mut action = Ssh::new(
            self.secrets.value(&self.server.host),
            self.secrets.value(&self.server.user),
            self.secrets.value(&self.server.key),
            script,
        )
        .port(self.secrets.value(&self.server.port));
        if let Some(fingerprint) = &self.server.fingerprint {
            action = action.fingerprint(self.secrets.value(fingerprint));
        }
        let names: Vec<&str> = variables.iter().map(|(name, _)| *name).collect();
        if names.is_empty() { action } else { action.envs(names.join(",")) }
    }

    /// A step that copies files of the workspace, without their first folders.
    fn copy(&self, name: &str, source: &str, target: &str, strip: usize, secret: bool) -> Step {
        let mut action = Scp::new(
            self.secrets.value(&self.server.host),
            self.secrets.value(&self.server.user),
            self.secrets.value(&self.server.key),
            source,
            target,
        )
        .port(self.secrets.value(&self.server.port));
        if let Some(fingerprint) = &self.server.fingerprint {
            action = action.fingerprint(self.secrets.value(fingerprint));
        }
        if secret {
            action = action.tar_tmp_path(format!("{}/", self.inbox()));
        }
        if strip > 0 {
            action = action.strip_components(strip as u64);
        }
        action.step(name)
    }

    /// A step that copies files of the repository into the folder, flattened.
    pub fn copy_from_repository(&self, name: &str, files: &[String]) -> Step {
        let folders = files.first().map_or(0, |file| file.matches('/').count());
        self.copy(name, &files.join(","), self.directory.as_str(), folders, false)
    }

    /// A step that makes the folder in which files with secrets arrive.
    ///
    /// # Errors
    /// A template cannot be rendered.
    pub fn prepare(&self) -> Result<Step, TemplateError> {
        let script = render("server/private_folder.sh", context! {})?;
        Ok(self.run("Prepare a private folder on the server", script, vec![("INBOX", self.inbox().into())]))
    }

    /// A step that copies a file with secrets into the folder.
    pub fn copy_env_file(&self, file: &str) -> Step {
        let name = format!("Copy {file} to the server");
        self.copy(&name, &format!("{DELIVERY}/{file}"), self.directory.as_str(), 1, true)
    }

    /// A step that copies the registry's token to where [`Destination::token_file`] is.
    pub fn copy_token(&self) -> Step {
        let name = "Copy the registry token to the server";
        self.copy(name, &format!("{DELIVERY}/{TOKEN}"), &self.inbox(), 1, true)
    }
}
