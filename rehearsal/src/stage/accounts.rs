//! People and keys: the user `ubuntu` of the hosts, and who may use the registry.

use anyhow::{Context, Result};
use std::fs::{self, File, Permissions};
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, lchown};
use std::path::Path;
use std::process::Command;

use super::machine::Machine;
use super::run::Run;

/// The user as whom deployments arrive.
pub const USER: &str = "ubuntu";
/// Who pushes commits; the run's own token is theirs.
pub const ACTOR: &str = "mas-engineer";
const ID: u32 = 1000;
const SSHD: &str = "\
HostKey /etc/ssh/stage_host_key
AllowUsers ubuntu
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
MaxStartups 100
SetEnv PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
Subsystem sftp /usr/lib/openssh/sftp-server
";

/// An account of the registry.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its name.
    pub name: &'static str,
    /// Its token, which exists nowhere else.
    pub token: String,
}

/// The accounts of these names and of the one who pushes commits, with new tokens.
pub fn accounts(names: &[&'static str]) -> Result<Vec<Account>> {
    names.iter().copied().chain([ACTOR]).map(|name| Ok(Account { name, token: token()? })).collect()
}

fn token() -> Result<String> {
    let mut bytes = [0; 18];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().fold("ghp_stage".to_owned(), |token, byte| format!("{token}{byte:02x}")))
}

/// A new pair of keys: `path` and `path.pub`.
pub fn key_pair(path: &Path, owner: &str) -> Result<()> {
    let mut keygen = Command::new("ssh-keygen");
    keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", owner, "-f"]).arg(path);
    keygen.succeed().map(drop)
}

/// The user of deployments as the machine knows it: a home, a shell, docker's group, no password, and if asked for sudo.
pub fn add_user(machine: &Machine, may_sudo: bool) -> Result<()> {
    let home = format!("/home/{USER}");
    let shell = format!("{USER}:x:{ID}:{ID}:Ubuntu:{home}:/bin/bash");
    replace(machine, "/etc/passwd", 2, &shell)?;
    replace(machine, "/etc/group", 2, &format!("{USER}:x:{ID}:"))?;
    // A password field of `!` is a locked account, which sshd refuses; `*` is merely none that fits.
    replace(machine, "/etc/shadow", usize::MAX, &format!("{USER}:*:19000:0:99999:7:::"))?;
    fs::set_permissions(machine.file("/etc/shadow"), Permissions::from_mode(0o600))?;

    let groups = fs::read_to_string(machine.file("/etc/group"))?;
    let lines: Vec<String> = groups.lines().filter(|line| !line.starts_with("docker:")).map(str::to_owned).collect();
    let docker = format!("docker:x:{}:{USER}", group_id(&groups).unwrap_or("990"));
    machine.install("/etc/group", [lines, vec![docker, String::new()]].concat().join("\n"))?;

    fs::create_dir_all(machine.file(&home))?;
    for file in [".bashrc", ".profile"] {
        fs::copy(Path::new("/etc/skel").join(file), machine.file(&format!("{home}/{file}"))).ok();
    }
    if may_sudo {
        machine.install("/etc/sudoers.d/stage", format!("{USER} ALL=(ALL) NOPASSWD:ALL\n"))?;
        fs::set_permissions(machine.file("/etc/sudoers.d/stage"), Permissions::from_mode(0o440))?;
    }
    machine.give_home()
}

/// Keys alone open the door, to the user alone; what is run there finds the programs that Ubuntu's PATH finds.
pub fn furnish_sshd(machine: &Machine) -> Result<()> {
    machine.install("/etc/ssh/sshd_config", SSHD)?;
    machine.remove("/etc/ssh/sshd_config.d")?;
    fs::create_dir_all(machine.file("/etc/ssh"))?;
    key_pair(&machine.file("/etc/ssh/stage_host_key"), machine.name)
}

impl Machine {
    /// Whatever was put into the user's home becomes the user's.
    pub fn give_home(&self) -> Result<()> {
        self.give(&format!("/home/{USER}"))
    }

    /// A folder becomes the user's, with all that is in it.
    pub fn give(&self, folder: &str) -> Result<()> {
        give(&self.file(folder))
    }
}

fn give(path: &Path) -> Result<()> {
    lchown(path, Some(ID), Some(ID)).with_context(|| path.display().to_string())?;
    if path.is_dir() && !path.is_symlink() {
        for entry in fs::read_dir(path)? {
            give(&entry?.path())?;
        }
    }
    Ok(())
}

/// Lets the holder of this key in as the user.
pub fn authorize(machine: &Machine, public_key: &str) -> Result<()> {
    let folder = format!("/home/{USER}/.ssh");
    machine.install(&format!("{folder}/authorized_keys"), public_key)?;
    fs::set_permissions(machine.file(&folder), Permissions::from_mode(0o700))?;
    fs::set_permissions(machine.file(&format!("{folder}/authorized_keys")), Permissions::from_mode(0o600))?;
    machine.give_home()
}

fn group_id(groups: &str) -> Option<&str> {
    groups.lines().find_map(|line| line.strip_prefix("docker:")?.split(':').nth(1))
}

/// The host's own file with `line` in it, and no other of that name or, in the field `unique`, that ID.
fn replace(machine: &Machine, path: &str, unique: usize, line: &str) -> Result<()> {
    let text = fs::read_to_string(path)?;
    let id = ID.to_string();
    let other = |have: &&str| !have.starts_with(&format!("{USER}:")) && have.split(':').nth(unique) != Some(&id);
    let lines: Vec<&str> = text.lines().filter(other).chain([line, ""]).collect();
    machine.install(path, lines.join("\n"))
}
