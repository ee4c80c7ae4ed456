//! The authority that vouches for the stage's servers; every machine trusts it.

use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::machine::Machine;
use super::run::Run;

const BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";
const KEY: [&str; 6] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-sha256"];

/// A certificate authority of this stage alone.
#[derive(Debug)]
pub struct Authority {
    folder: PathBuf,
}

impl Authority {
    /// A new authority that lives in this folder.
    pub fn new(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let authority = Self { folder: folder.to_owned() };
        let mut openssl = authority.request("authority", "authority of the rehearsal's stage");
        openssl.args(["-addext", "keyUsage=critical,keyCertSign,cRLSign"]);
        openssl.succeed()?;
        Ok(authority)
    }

    fn request(&self, file: &str, name: &str) -> Command {
        let mut openssl = Command::new("openssl");
        openssl.args(["req", "-x509", "-days", "30", "-subj", &format!("/CN={name}")]).args(KEY);
        openssl.arg("-keyout").arg(self.folder.join(format!("{file}.key")));
        openssl.arg("-out").arg(self.folder.join(format!("{file}.crt")));
        openssl
    }

    /// The authority's own certificate, as PEM.
    pub fn certificate(&self) -> Result<String> {
        Ok(fs::read_to_string(self.folder.join("authority.crt"))?)
    }

    /// Makes the machine trust this authority beside those that it trusts anyway.
    pub fn introduce_to(&self, machine: &Machine) -> Result<()> {
        let own = self.certificate()?;
        let others = fs::read_to_string(BUNDLE)?;
        machine.install(BUNDLE, format!("{others}\n{own}"))?;
        machine.install("/etc/docker/certs.d/ghcr.io/ca.crt", own)
    }

    /// Gives the machine a certificate for these names: /etc/ssl/stage.crt and /etc/ssl/stage.key.
    pub fn certify(&self, machine: &Machine, names: &[&str]) -> Result<()> {
        let alternatives: Vec<String> = names.iter().map(|name| format!("DNS:{name}")).collect();
        let mut openssl = self.request(machine.name, names[0]);
        openssl.arg("-CA").arg(self.folder.join("authority.crt"));
        openssl.arg("-CAkey").arg(self.folder.join("authority.key"));
        openssl.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
        openssl.args(["-addext", &format!("subjectAltName={}", alternatives.join(","))]);
        openssl.succeed()?;
        for ending in ["crt", "key"] {
            let content = fs::read(self.folder.join(format!("{}.{ending}", machine.name)))?;
            machine.install(&format!("/etc/ssl/stage.{ending}"), content)?;
        }
        Ok(())
    }
}
