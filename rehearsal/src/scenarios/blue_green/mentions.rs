//! What else of nginx's configuration names a port of the two colors: whatever would not be switched is refused, with the
//! place where it stands.

use anyhow::{Context, Result, ensure};
use std::fs;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage};

const SITE: &str = "/etc/nginx/sites-available/mr-mentor-backend";

/// A configuration beside which a deploy would leave users with the former port.
struct Form {
    name: &'static str,
    /// What it adds, or what takes the site's place. `LIVE` and `IDLE` are ports.
    files: &'static [(&'static str, &'static str)],
    /// The end of the place that must be named.
    place: &'static str,
}

/// A site whose fifth line is another one.
macro_rules! site {
    ($fifth:literal) => {
        concat!(
            "server {\n  listen 80;\n  server_name api.mrmentor.in;\n  location / { proxy_pass http://127.0.0.1:LIVE; }\n  ",
            $fifth,
            "\n}\n"
        )
    };
}

const FORMS: &[Form] = &[
    Form {
        name: "an upstream beside a direct pass",
        files: &[(
            SITE,
            "upstream app { server 127.0.0.1:LIVE; keepalive 16; }\nserver {\n  listen 80;\n  server_name api.mrmentor.in;\n  \
             location / { proxy_pass http://app; }\n  location /health { proxy_pass http://127.0.0.1:LIVE/up; }\n}\n",
        )],
        place: "mr-mentor-backend:1",
    },
    Form {
        name: "an upstream of another file, by name",
        files: &[
            ("/etc/nginx/conf.d/app.conf", "upstream app {\n  server localhost:LIVE;\n}\n"),
            (SITE, site!("location /by-name { proxy_pass http://app; }")),
        ],
        place: "app.conf:2",
    },
    Form {
        name: "a second server in a second file",
        files: &[(
            "/etc/nginx/sites-enabled/admin",
            "server { listen 80; server_name admin.example.com; location / { proxy_pass http://127.0.0.1:LIVE; } }\n",
        )],
        place: "admin:1",
    },
    Form {
        name: "a snippet that the site includes",
        files: &[
            ("/etc/nginx/snippets/health.conf", "\nlocation /health { proxy_pass http://127.0.0.1:LIVE; }\n"),
            (SITE, site!("include /etc/nginx/snippets/health.conf;")),
        ],
        place: "health.conf:2",
    },
    Form {
        name: "0.0.0.0",
        files: &[(SITE, site!("location /any { proxy_pass http://0.0.0.0:LIVE; }"))],
        place: "mr-mentor-backend:5",
    },
    Form {
        name: "the idle port",
        files: &[(SITE, site!("location /idle { proxy_pass http://[::1]:IDLE; }"))],
        place: "mr-mentor-backend:5",
    },
    Form {
        name: "another kind of pass",
        files: &[(SITE, site!("location /grpc { fastcgi_pass 127.0.0.1:LIVE; }"))],
        place: "mr-mentor-backend:5",
    },
    Form {
        name: "a variable",
        files: &[(SITE, site!("set $port LIVE; location /variable { proxy_pass http://127.0.0.1:$port; }"))],
        place: "mr-mentor-backend:5",
    },
    Form {
        name: "a map",
        files: &[
            ("/etc/nginx/conf.d/port.conf", "map $uri $port {\n  default LIVE;\n}\n"),
            (SITE, site!("location /mapped { proxy_pass http://127.0.0.1:$port; }")),
        ],
        place: "port.conf:2",
    },
    Form {
        name: "the URL on the next line",
        files: &[(SITE, site!("location /next {\n    proxy_pass\n      http://127.0.0.1:LIVE;\n  }"))],
        place: "mr-mentor-backend:7",
    },
    Form {
        name: "a backup copy that is read first",
        files: &[("/etc/nginx/sites-enabled/a-backup", site!("location /old { return 404; }"))],
        place: "a-backup:4",
    },
];

/// What names no port of ours, though it looks alike.
const HARMLESS: &str = "# proxy_pass http://127.0.0.1:LIVE;\n\
     server {\n  listen 80;\n  server_name other.example.com; # once on 127.0.0.1:IDLE\n  \
     location / { proxy_pass http://127.0.0.1:1LIVE; }\n  location /more { proxy_pass http://127.0.0.1:LIVE0; }\n}\n";

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    for form in FORMS {
        refused(&mut rollout, form).context(form.name)?;
    }
    rollout.expect_world("two", Some("one"))?;
    let other = rollout.host().file("/etc/nginx/sites-enabled/other");
    fs::write(&other, ported(&rollout, HARMLESS)?)?;
    rollout.check_health()?.expect(0)?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    fs::remove_file(other)?;
    Ok(format!(
        "{} forms, each refused with its place and nothing touched; comments and other ports let it pass",
        FORMS.len()
    ))
}

/// The text with the ports of this moment.
fn ported(rollout: &Rollout<'_>, text: &str) -> Result<String> {
    let (_, idle) = rollout.standby()?;
    let live = rollout.service.ports.into_iter().find(|port| *port != idle).context("both ports are one")?;
    Ok(text.replace("LIVE", &live.to_string()).replace("IDLE", &idle.to_string()))
}

fn refused(rollout: &mut Rollout<'_>, form: &Form) -> Result<()> {
    let host = rollout.host();
    let site = fs::read_to_string(host.file(SITE))?;
    let mut files = Vec::new();
    for (path, text) in form.files {
        files.push((*path, ported(rollout, text)?));
    }
    for (path, text) in &files {
        host.install(path, text)?;
    }
    host.command("nginx").args(["-s", "reload"]).succeed()?;

    let health = rollout.check_health()?;
    ensure!(
        health.status() != 0 && health.text().contains(form.place),
        "health-check.sh ended with {} and does not name {}:\n{}",
        health.status(),
        form.place,
        health.text()
    );
    rollout.deploy("three")?.expect_saying(1, form.place)?;
    for (path, text) in &files {
        ensure!(fs::read_to_string(host.file(path))? == *text, "{path} was changed");
    }
    let answer = rollout.answer()?;
    ensure!(answer == (200, "two".to_owned()), "the site answers {answer:?}");

    for (path, _) in files.iter().filter(|(path, _)| *path != SITE) {
        fs::remove_file(host.file(path))?;
    }
    fs::write(host.file(SITE), site)?;
    host.command("nginx").args(["-s", "reload"]).succeed().map(drop)
}
