//! The servers that machines start when they boot, and how one sees that they answer.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use super::http::exchange;
use super::machine::Machine;
use super::{CACHE, ROOT};

/// A server that a machine starts when it boots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// sshd on this port.
    Ssh(u16),
    /// Docker's Engine on its usual socket.
    Engine,
    /// nginx on ports 80 and 443.
    Nginx,
    /// The registry on port 443.
    Registry,
    /// AWS Secrets Manager on port 5000.
    SecretsManager,
}

const PATIENCE: Duration = Duration::from_secs(2);

impl Service {
    /// The lines of the boot script that start it.
    pub fn boot(self) -> String {
        let command = match self {
            Self::Ssh(port) => format!("/usr/sbin/sshd -D -e -p {port}"),
            Self::Engine => "dockerd".to_owned(),
            // A name of the certificate, of the site or of a container may be wrong; the machine boots all the same.
            Self::Nginx => "nginx -g 'daemon off;'".to_owned(),
            Self::Registry => "docker-registry serve /etc/docker/registry/config.yml".to_owned(),
            Self::SecretsManager => format!("'{ROOT}/{CACHE}/python/bin/moto_server' -H 0.0.0.0 -p 5000"),
        };
        format!("setsid {command} </dev/null >>/var/log/{}.log 2>&1 &\n", self.log())
    }

    /// Its log, without folder and ending.
    pub fn log(self) -> &'static str {
        match self {
            Self::Ssh(_) => "sshd",
            Self::Engine => "dockerd",
            Self::Nginx => "nginx",
            Self::Registry => "registry",
            Self::SecretsManager => "secrets-manager",
        }
    }

    /// Whether it answers now.
    pub fn answers(self, machine: &Machine) -> bool {
        let at = |port| SocketAddr::from((machine.address, port));
        match self {
            Self::Ssh(port) => greets(at(port)),
            Self::Engine => engine_answers(machine),
            Self::Nginx => connects(at(80)),
            Self::Registry => connects(at(443)),
            Self::SecretsManager => exchange(at(5000), "GET", "secretsmanager", "/moto-api/", "", b"").is_ok(),
        }
    }
}

fn connects(address: SocketAddr) -> bool {
    TcpStream::connect_timeout(&address, PATIENCE).is_ok()
}

fn greets(address: SocketAddr) -> bool {
    let Ok(mut connection) = TcpStream::connect_timeout(&address, PATIENCE) else { return false };
    let mut greeting = [0; 4];
    connection.set_read_timeout(Some(PATIENCE)).is_ok()
        && connection.read_exact(&mut greeting).is_ok()
        && &greeting == b"SSH-"
}

fn engine_answers(machine: &Machine) -> bool {
    let Ok(mut socket) = UnixStream::connect(machine.file("/run/docker.sock")) else { return false };
    let mut answer = [0; 12];
    socket.set_read_timeout(Some(PATIENCE)).is_ok()
        && socket.write_all(b"GET /_ping HTTP/1.0\r\n\r\n").is_ok()
        && socket.read_exact(&mut answer).is_ok()
        && &answer[9..] == b"200"
}
