//! The network of a stage: a switch in a namespace of its own, into which every machine is plugged. The host has one
//! plug, `rehearsal-N` with the address .1, so that whoever runs can reach the machines; nothing is routed any further.
//! Namespaces have no names here: they end with their processes, and the plugs with them.

use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::namespace;
use super::run::Run;

const SWITCH: &str = "ip link set lo up && ip link add switch type bridge && ip link set switch up && echo ready && \
                      exec sleep infinity";

/// The address of a host on the network of stage `number`.
pub fn address(number: u8, host: u8) -> Ipv4Addr {
    Ipv4Addr::new(10, 99, number, host)
}

/// The host's plug into the network of stage `number`.
pub fn plug(number: u8) -> String {
    format!("rehearsal-{number}")
}

/// Whether that network belongs to somebody else, and to whom.
pub fn taken(number: u8) -> Result<bool> {
    if Path::new("/sys/class/net").join(plug(number)).exists() {
        return Ok(true);
    }
    let routes = ip(&["-4", "route", "show", "table", "all", "match", &address(number, 1).to_string()])?;
    Ok(routes.lines().any(|route| !route.starts_with("default")))
}

fn ip(arguments: &[&str]) -> Result<String> {
    Command::new("ip").args(arguments).succeed()
}

/// A switch, which works for as long as its process lives.
#[derive(Debug)]
pub struct Switch {
    process: Child,
}

impl Switch {
    /// A switch that serves the stage in `folder`, with the host plugged in.
    pub fn start(number: u8, folder: &Path) -> Result<Self> {
        let complaint = folder.join("switch.log");
        let mut process = Command::new("unshare")
            .args(["--net", "--pid", "--fork", "--kill-child", "bash", "-c", SWITCH, "switch"])
            .arg(folder)
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&complaint)?)
            .spawn()
            .context("unshare could not be started")?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let switch = Self { process };
        if line != "ready\n" {
            bail!("the switch of the stage could not be started: {}", fs::read_to_string(&complaint)?);
        }
        let (plug, netns, address) = (plug(number), switch.id(), format!("{}/24", address(number, 1)));
        ip(&["link", "add", &plug, "type", "veth", "peer", "name", "host", "netns", &netns])?;
        ip(&["address", "add", &address, "dev", &plug])?;
        ip(&["link", "set", &plug, "up"])?;
        switch.take("host")?;
        Ok(switch)
    }

    /// Plugs a machine in: its first process finds `eth0`.
    pub fn connect(&self, name: &str, address: Ipv4Addr, process: u32) -> Result<()> {
        let [.., number, host] = address.octets();
        // The same card after a reboot: others remember it.
        let (card, machine, switch) = (format!("02:99:00:00:{number:02x}:{host:02x}"), process.to_string(), self.id());
        let [one, other] = [["eth0", "netns", &machine], [name, "netns", &switch]];
        // After a reboot the former plug may not be gone yet.
        self.inside(&["link", "delete", name]).answer()?;
        ip(&[&["link", "add"], &one[..], &["address", &card, "type", "veth", "peer", "name"], &other[..]].concat())?;
        self.take(name)
    }

    fn id(&self) -> String {
        self.process.id().to_string()
    }

    fn take(&self, port: &str) -> Result<()> {
        self.inside(&["link", "set", port, "master", "switch", "up"]).succeed().map(drop)
    }

    fn inside(&self, arguments: &[&str]) -> Command {
        let mut inside = Command::new("nsenter");
        inside.args(["--net", "--target", &self.id(), "ip"]).args(arguments);
        inside
    }
}

impl Drop for Switch {
    fn drop(&mut self) {
        namespace::end(&mut self.process);
    }
}
