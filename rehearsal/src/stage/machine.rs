//! A machine: an address, a file system, users and servers of its own, in namespaces of its own. It lives as long as its
//! first process (`machine.sh`): ending that one ends everything on the machine at once, as pulling the plug does, and
//! starting it again over the same folder is a reboot.

use anyhow::{Context, Result, bail};
use std::fs::{self, File, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::net::Ipv4Addr;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use super::deadline;
use super::namespace;
use super::network::Switch;
use super::run::Run;
use super::service::Service;

const FIRST_PROCESS: &str = include_str!("machine.sh");
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// One machine of a stage.
#[derive(Debug)]
pub struct Machine {
    /// What it is called.
    pub name: &'static str,
    /// Where it is reached.
    pub address: Ipv4Addr,
    /// What it starts when it boots.
    pub services: Vec<Service>,
    /// Where everything of it lies.
    pub folder: PathBuf,
    shared: Vec<PathBuf>,
    switch: Arc<Switch>,
    power: Option<Power>,
}

/// A machine that runs.
#[derive(Debug)]
struct Power {
    outer: Child,
    first: u32,
}

impl Machine {
    /// A machine that has never run. `folder` becomes all it knows, `shared` paths it sees as they are on the host.
    pub fn new(
        name: &'static str,
        address: Ipv4Addr,
        folder: PathBuf,
        services: Vec<Service>,
        shared: Vec<PathBuf>,
        switch: Arc<Switch>,
    ) -> Result<Self> {
        fs::create_dir_all(folder.join("root"))?;
        let machine = Self { name, address, services, folder, shared, switch, power: None };
        fs::write(machine.folder.join("machine.sh"), FIRST_PROCESS)?;
        let boot: String = machine.services.iter().map(|service| service.boot()).collect();
        machine.install("/etc/boot", format!("set -Eeuo pipefail\n{boot}"))?;
        Ok(machine)
    }

    /// Runs a program inside the machine, as root. It ends when the returned command's process is killed. It is a process
    /// group of its own: what a shell sends to its group must not reach the other machines.
    pub fn command(&self, program: &str) -> Command {
        let first = self.power.as_ref().map_or(0, |power| power.first).to_string();
        let mut command = Command::new("nsenter");
        command
            .env_clear()
            .envs([("PATH", PATH), ("HOME", "/root"), ("USER", "root"), ("LANG", "C.UTF-8")])
            .args(["--target", &first, "--mount", "--uts", "--ipc", "--net", "--pid", "--wdns=/"])
            .args(["setpriv", "--pdeathsig", "KILL", program])
            .process_group(0);
        command
    }

    /// Runs a script inside the machine in a login shell of that user.
    pub fn as_user(&self, user: &str, script: &str) -> Command {
        let mut command = self.command("setpriv");
        command.args(["--reuid", user, "--regid", user, "--init-groups", "--reset-env", "--pdeathsig", "KILL"]);
        command.args(["bash", "-lc", &format!("cd || exit\n{script}")]);
        command
    }

    /// Runs docker inside the machine, as root.
    pub fn docker(&self) -> Command {
        self.command("docker")
    }

    /// A path of the machine as it is seen from outside. Whatever lies in /home, /root, /srv, /tmp and /var/lib/docker is
    /// there also while the machine is off; of the rest, then, only what the machine changed.
    pub fn file(&self, path: &str) -> PathBuf {
        let inside = path.trim_start_matches('/');
        let own = ["home", "root", "srv", "tmp", "var/lib/docker"];
        match &self.power {
            _ if own.iter().any(|own| Path::new(inside).starts_with(own)) => self.folder.join("own").join(inside),
            Some(power) => PathBuf::from(format!("/proc/{}/root", power.first)).join(inside),
            None => self.folder.join("layers").join(inside),
        }
    }

    /// Puts a file onto the machine, readable by all.
    pub fn install(&self, path: &str, content: impl AsRef<[u8]>) -> Result<()> {
        let file = self.file(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, content).with_context(|| format!("{path} of {}", self.name))
    }

    /// Everybody may run that file.
    pub fn make_executable(&self, path: &str) -> Result<()> {
        Ok(fs::set_permissions(self.file(path), Permissions::from_mode(0o755))?)
    }

    /// Puts a symbolic link onto the machine.
    pub fn link(&self, target: &str, path: &str) -> Result<()> {
        let link = self.file(path);
        if let Some(folder) = link.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::remove_file(&link).ok();
        symlink(target, &link).with_context(|| format!("{path} of {}", self.name))
    }

    /// Takes a file of the host's away from a machine that is off.
    pub fn remove(&self, path: &str) -> Result<()> {
        let file = self.file(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        // What an overlay takes for "there is nothing here".
        Command::new("mknod").arg(file).args(["c", "0", "0"]).succeed().map(drop)
    }

    /// Whether it runs.
    pub fn is_on(&self) -> bool {
        self.power.is_some()
    }

    /// Pulls the plug.
    pub fn end(&mut self) {
        if let Some(mut power) = self.power.take() {
            namespace::end(&mut power.outer);
        }
    }

    /// Starts it and waits until all its services answer.
    pub fn start(&mut self) -> Result<()> {
        self.power_on()?;
        self.await_services()
    }

    /// Starts it without waiting for its services.
    pub fn power_on(&mut self) -> Result<()> {
        super::folder::go_on()?;
        if self.is_on() {
            bail!("{} runs already", self.name);
        }
        let complaint = self.folder.join("complaint");
        let mut outer = Command::new("unshare")
            .args(["--pid", "--fork", "--kill-child", "--mount", "--uts", "--ipc", "--net", "bash"])
            .args([&self.folder.join("machine.sh"), &self.folder])
            .arg(self.name)
            .args(&self.shared)
            .env_clear()
            .envs([("PATH", PATH), ("LANG", "C.UTF-8")])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&complaint)?)
            .spawn()
            .context("unshare could not be started")?;
        let (input, output) = (outer.stdin.take(), outer.stdout.take());
        let power = self.power.insert(Power { outer, first: 0 });
        let mut line = String::new();
        BufReader::new(output.context("no pipe")?).read_line(&mut line)?;
        let why = || format!("{} does not start: {}", self.name, fs::read_to_string(&complaint).unwrap_or_default());
        power.first = line.trim().parse().with_context(why)?;
        self.switch.connect(self.name, self.address, power.first)?;
        writeln!(input.context("no pipe")?, "{}", self.address)?;
        Ok(())
    }

    /// Waits until everything it starts when it boots answers.
    pub fn await_services(&self) -> Result<()> {
        for service in &self.services {
            let what = format!("{service:?} of {} answers", self.name);
            deadline::until_true(&what, Duration::from_mins(2), || service.answers(self))
                .with_context(|| self.log(service.log()))?;
        }
        Ok(())
    }

    /// The last lines of a log in /var/log.
    pub fn log(&self, name: &str) -> String {
        let text = fs::read_to_string(self.file(&format!("/var/log/{name}.log"))).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        format!("{name} of {} said:\n{}", self.name, lines[lines.len().saturating_sub(15)..].join("\n"))
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.end();
    }
}
