//! What the servers of a stage have because of whose pipelines deliver to them.

use super::{API, WEBSITE};

/// What differs from one organisation's servers to another's.
#[derive(Debug)]
pub struct Provision {
    /// Where both hosts listen for SSH.
    pub ssh_port: u16,
    /// Who may use the registry, beside the one who pushes commits.
    pub accounts: &'static [&'static str],
    /// The sites of production's nginx.
    pub sites: &'static [Site],
    /// Whether production has databases.
    pub databases: bool,
}

/// A site of nginx, which passes everything to one port.
#[derive(Debug)]
pub struct Site {
    /// Its file in `/etc/nginx/sites-available`.
    pub file: &'static str,
    /// Its names, as browsers ask for it.
    pub names: &'static [&'static str],
    /// The port of its blue color.
    pub port: u16,
    /// Its locations, each of which passes on.
    pub locations: &'static [&'static str],
}

/// Those of MAS, as the reference describes them.
pub const MAS: Provision = Provision {
    ssh_port: 22,
    accounts: &["MAS-intern", "mas-mr-mentor"],
    sites: &[
        Site { file: "mr-mentor-backend", names: &[API], port: 3000, locations: &["/", "/socket.io/"] },
        Site { file: "mr-mentor-frontend", names: &[WEBSITE, "mrmentor.in"], port: 3002, locations: &["/"] },
    ],
    databases: true,
};

impl Provision {
    /// The names of all sites.
    pub fn names(&self) -> Vec<&'static str> {
        self.sites.iter().flat_map(|site| site.names).copied().collect()
    }
}
