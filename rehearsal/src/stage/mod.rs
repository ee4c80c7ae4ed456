//! The stage: the servers that the pipelines deliver to, for real, on this machine. Four machines on a network of their
//! own: `development` and `production` as the reference describes them, `registry` with the registry that all call
//! ghcr.io and with AWS Secrets Manager, and `runner`, where workflows run. Each has its own processes, files, users and
//! Docker Engine; they share this machine's programs and nothing else.
//!
//! Everything of a stage lies in one folder and lives in namespaces: taking it down is ending its first processes and
//! removing the folder. Several stages stand side by side; they differ in their number.

mod accounts;
mod authority;
mod container;
mod databases;
pub mod deadline;
mod engine;
mod folder;
pub mod http;
pub mod images;
pub mod leaks;
pub mod load;
mod machine;
mod namespace;
mod network;
mod nginx;
mod product;
mod provision;
mod registry;
mod repository;
mod run;
mod secrets_manager;
mod service;

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use accounts::{ACTOR, Account, USER};
pub use container::Watch;
pub use folder::{clear_raised, go_on, keep};
pub use images::Behaviour;
pub use machine::Machine;
pub use namespace::children;
pub use product::Product;
pub use provision::{MAS, Provision, Site};
pub use repository::{Content, Repository};
pub use run::{Answer, Run};
pub use service::Service;

use authority::Authority;
use folder::Place;
use network::Switch;

/// The repository that this is the rehearsal of.
pub const ROOT: &str = PACKAGE.split_at(PACKAGE.len() - "/rehearsal".len()).0;
const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");
/// What stages need again and again, prepared once; below [`ROOT`].
pub const CACHE: &str = "target/rehearsal-cache";
/// Where stages lie.
const STAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/rehearsal");

/// The name of the frontend's site.
pub const WEBSITE: &str = "www.mrmentor.in";
/// The name of the backend's site.
pub const API: &str = "api.mrmentor.in";
/// The name of the registry.
pub const REGISTRY: &str = "ghcr.io";

/// The machine cannot hold a rehearsal; says in one line why and what would help.
#[derive(Debug)]
pub struct Refusal(pub String);

impl std::fmt::Display for Refusal {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// The cached file or folder of that name.
pub fn cached(name: &str) -> PathBuf {
    Path::new(ROOT).join(CACHE).join(name)
}

/// A stage that stands. It is taken down when it is dropped.
#[derive(Debug)]
pub struct Stage {
    /// What tells it from other stages.
    pub id: String,
    /// Where everything of it lies.
    pub folder: PathBuf,
    /// What is run.
    pub product: Product,
    /// The server of development.
    pub development: Machine,
    /// The server of production.
    pub production: Machine,
    /// The machine of registry and Secrets Manager.
    pub registry: Machine,
    /// The machine on which workflows run.
    pub runner: Machine,
    /// The private key that opens both servers.
    pub ssh_key: PathBuf,
    /// Who may use the registry.
    pub accounts: Vec<Account>,
    /// What nobody else may see.
    pub secrets: leaks::Secrets,
    // Dropped last, so after the machines.
    _switch: Arc<Switch>,
    _place: Place,
}

impl Stage {
    /// Raises a stage for what is run, with servers as those whose pipelines these are have them; all answer.
    pub fn raise(product: &Product, provision: &Provision) -> Result<Self> {
        let place = Place::claim()?;
        let folder = place.folder.clone();
        let switch = Arc::new(Switch::start(place.number, &folder)?);
        let authority = Authority::new(&folder.join("authority"))?;
        let ssh_key = folder.join("ssh_key");
        accounts::key_pair(&ssh_key, "deployments")?;
        let shared = || vec![PathBuf::from(ROOT)];
        let ssh = Service::Ssh(provision.ssh_port);
        let machine = |name, host, services, shared| {
            let address = network::address(place.number, host);
            Machine::new(name, address, folder.join("machines").join(name), services, shared, Arc::clone(&switch))
        };
        let mut stage = Self {
            id: place.number.to_string(),
            development: machine("development", 20, vec![ssh, Service::Engine], vec![])?,
            production: machine("production", 30, vec![ssh, Service::Engine, Service::Nginx], vec![])?,
            registry: machine("registry", 10, vec![Service::Registry, Service::SecretsManager], shared())?,
            runner: machine("runner", 40, vec![Service::Engine], shared())?,
            ssh_key,
            accounts: accounts::accounts(provision.accounts)?,
            secrets: leaks::Secrets::default(),
            folder,
            product: product.clone(),
            _switch: switch,
            _place: place,
        };
        stage.accounts.iter().for_each(|account| stage.secrets.add(&account.token));
        stage.secrets.add(&fs::read_to_string(&stage.ssh_key)?);
        stage.furnish(&authority, provision)?;
        if provision.databases {
            databases::bring(&mut stage.production)?;
        }
        for machine in stage.machines() {
            machine.power_on()?;
        }
        for machine in stage.machines() {
            machine.await_services()?;
        }
        if provision.databases {
            databases::start(&stage.production)?;
        }
        Ok(stage)
    }

    fn machines(&mut self) -> [&mut Machine; 4] {
        [&mut self.production, &mut self.development, &mut self.runner, &mut self.registry]
    }

    /// The account of that name.
    pub fn account(&self, name: &str) -> Result<&Account> {
        self.accounts.iter().find(|account| account.name == name).with_context(|| format!("nobody is called {name}"))
    }

    /// What the machines have before they boot for the first time.
    fn furnish(&mut self, authority: &Authority, provision: &Provision) -> Result<()> {
        let names = provision.names();
        let hosts = self.hosts(&names.join(" "));
        let control_group = folder::control_group(&self.folder);
        let key = fs::read_to_string(self.ssh_key.with_extension("pub"))?;
        for machine in self.machines() {
            machine.install("/etc/hosts", &hosts)?;
            machine.install("/etc/resolv.conf", "")?;
            machine.install("/etc/hostname", format!("{}\n", machine.name))?;
            // There is no systemd on these machines; a command that cannot reach it would only be confusing.
            machine.remove("/usr/bin/systemctl")?;
            authority.introduce_to(machine)?;
            if machine.services.contains(&Service::Engine) {
                engine::furnish(machine, &control_group)?;
            }
        }
        for (machine, may_sudo) in [(&self.development, false), (&self.production, true)] {
            accounts::add_user(machine, may_sudo)?;
            accounts::authorize(machine, &key)?;
            accounts::furnish_sshd(machine)?;
        }
        authority.certify(&self.production, &names)?;
        nginx::furnish(&self.production, provision.sites)?;
        authority.certify(&self.registry, &[REGISTRY])?;
        registry::furnish(&self.registry, &self.accounts)?;
        for program in ["aws", "act"] {
            self.runner
                .install(&format!("/usr/local/bin/{program}"), engine::program(&format!("python/bin/{program}")))?;
            self.runner.make_executable(&format!("/usr/local/bin/{program}"))?;
        }
        Ok(())
    }

    fn hosts(&self, sites: &str) -> String {
        let line = |machine: &Machine, names: &str| format!("{} {} {names}\n", machine.address, machine.name);
        [
            "127.0.0.1 localhost\n".to_owned(),
            line(&self.registry, REGISTRY),
            line(&self.development, ""),
            line(&self.production, sites),
            line(&self.runner, ""),
        ]
        .concat()
    }
}
