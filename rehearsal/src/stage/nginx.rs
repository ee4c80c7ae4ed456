//! nginx of production, with its sites.

use anyhow::Result;
use std::fs;
use std::path::PathBuf;

use super::machine::Machine;
use super::provision::Site;

const MAIN: &str = "\
user www-data;
worker_processes 2;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;
events { worker_connections 4096; }
http {
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    server_names_hash_bucket_size 128;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    ssl_protocols TLSv1.2 TLSv1.3;
    log_format register '$http_x_request_id $upstream_addr $status';
    access_log /var/log/nginx/register.log register if=$http_x_request_id;
    gzip on;
    map $http_upgrade $connection_upgrade { default upgrade; '' close; }
    include /etc/nginx/conf.d/*.conf;
    include /etc/nginx/sites-enabled/*;
}
";

const LOCATION: &str = "        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;
";

fn site(site: &Site) -> String {
    let location = |path: &&str| {
        let port = site.port;
        format!("    location {path} {{\n        proxy_pass http://127.0.0.1:{port};\n{LOCATION}    }}\n")
    };
    let locations: String = site.locations.iter().map(location).collect();
    let names = site.names.join(" ");
    format!(
        "server {{
    listen 80;
    listen 443 ssl;
    server_name {names};
    ssl_certificate /etc/ssl/stage.crt;
    ssl_certificate_key /etc/ssl/stage.key;
    client_max_body_size 50m;
{locations}}}
"
    )
}

/// The sites, which pass to the blue colors to begin with; whatever else the host has for nginx is not there.
pub fn furnish(machine: &Machine, sites: &[Site]) -> Result<()> {
    machine.install("/etc/nginx/nginx.conf", MAIN)?;
    // Not what an nginx of the host has written.
    for log in ["register", "error"] {
        machine.install(&format!("/var/log/nginx/{log}.log"), "")?;
    }
    for folder in ["/etc/nginx/sites-enabled", "/etc/nginx/conf.d"] {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            machine.remove(&format!("{folder}/{}", entry?.file_name().to_string_lossy()))?;
        }
    }
    for one in sites {
        let available = format!("/etc/nginx/sites-available/{}", one.file);
        machine.install(&available, site(one))?;
        machine.link(&available, &format!("/etc/nginx/sites-enabled/{}", one.file))?;
    }
    Ok(())
}

/// What nginx has begun to handle, of the requests that carry a name (`X-Request-Id`). It writes a request down when it is
/// through with it and before it closes its connection, without a buffer: whoever has seen the connection close, finds
/// the name there or the request was never begun, unless a worker was killed.
#[derive(Debug, Clone)]
pub struct Register {
    requests: PathBuf,
    errors: PathBuf,
}

impl Register {
    /// That of a machine which is on.
    pub fn of(machine: &Machine) -> Self {
        let [requests, errors] = ["register", "error"].map(|log| machine.file(&format!("/var/log/nginx/{log}.log")));
        Self { requests, errors }
    }

    /// How often the request of that name was begun; nothing when that cannot be told.
    pub fn times_begun(&self, name: &str) -> Option<u64> {
        self.begun_with(&format!("{name} "))
    }

    /// How many requests were begun whose names begin like this; nothing when that cannot be told.
    pub fn begun_with(&self, prefix: &str) -> Option<u64> {
        if fs::read_to_string(&self.errors).ok()?.contains("exited on signal") {
            return None;
        }
        let requests = fs::read_to_string(&self.requests).ok()?;
        u64::try_from(requests.lines().filter(|line| line.starts_with(prefix)).count()).ok()
    }
}
