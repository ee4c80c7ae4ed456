//! A container's port that the whole world can reach.

use crate::description::ContainerOption;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::public_address;
use crate::lint::{Base, Example, Subject};
use crate::recipes::values_of;

/// A container's port that the whole world can reach.
pub static RULE: Rule = Rule {
    code: "H403",
    name: "port-open-to-the-world",
    about: Subjects::Hosts,
    severity: Severity::Warning,
    summary: "a container's port is open to the world, past nginx and past the firewall",
    why: "A port that is published without an address is published on all of them. Docker writes its own rules for it, \
        which come before those of `ufw` and `firewalld`: a firewall that says no is not asked. With `--network host` \
        everything that the container listens on is the host's.",
    happens: "A port for metrics is published to look at it once. The firewall allows 80 and 443, so nobody minds. A \
        scanner finds port 9000 within the hour, without TLS, without the login that nginx asks for, and with every \
        customer's name in the labels.",
    mend: "Publish it on the host itself, `-p 127.0.0.1:9000:9000`, and let nginx or an SSH tunnel lead there. The \
        service's own port is published by the rollout, to nginx alone. Containers that need each other share a \
        `network`.",
    source: "https://docs.docker.com/engine/network/packet-filtering-firewalls/#docker-and-ufw",
    example: Example::Description {
        base: Base::BlueGreen,
        good: r#"container-options: ["--log-opt", "max-size=10m"]"#,
        bad: r#"container-options: ["--log-opt", "max-size=10m", "--publish", "9000:9000"]"#,
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let Some((name, options)) = at.deployment.rollout.recipe().container() else { continue };
        let place = at.rollout().key("container-options");
        for open in open(options) {
            let finding = Diagnostic::new(
                format!("{} of `{}` can be reached by the whole world", open.what, name),
                &place.clone().index(open.index),
                "past nginx and past the firewall",
                open.help,
            );
            found.push(at.found(finding, &at.rollout_step()));
        }
    }
    found
}

/// What an option opens.
struct Open {
    index: usize,
    what: String,
    help: String,
}

fn open(options: &[ContainerOption]) -> Vec<Open> {
    let published = values_of(options, &["--publish", "-p"]).into_iter().filter_map(|given| {
        let inside = everywhere(given.value)?;
        let what = format!("the published port {}", given.value);
        // A container's port alone takes any port of the host, which is empty between two colons.
        let any = if inside.contains(':') { "" } else { ":" };
        let help = format!("publish it on the host itself, `127.0.0.1:{any}{inside}`, and let nginx lead there");
        Some(Open { index: given.index, what, help })
    });
    let all = options.iter().enumerate().filter(|(_, word)| matches!(word.as_str(), "-P" | "--publish-all"));
    let all = all.map(|(index, word)| Open {
        index,
        what: "every port that the image exposes".to_owned(),
        help: format!("leave `{word}` out: the rollout publishes the service's port to nginx alone"),
    });
    let host = values_of(options, &["--network", "--net"]).into_iter().filter(|given| given.value == "host");
    let host = host.map(|given| Open {
        index: given.index,
        what: "everything that a process in the container listens on".to_owned(),
        help: "leave the host's network out; containers that need each other share the rollout's `network`".to_owned(),
    });
    published.chain(all).chain(host).collect()
}

/// The ports of what is published where everybody can reach it, without the address; `None` where it says an address of its
/// own that they cannot.
///
/// Source: <https://docs.docker.com/engine/network/port-publishing/>
fn everywhere(published: &str) -> Option<&str> {
    let (address, ports) = match published.strip_prefix('[').and_then(|rest| rest.split_once("]:")) {
        Some(both) => both,
        None if published.matches(':').count() == 2 => published.split_once(':')?,
        None => return Some(published),
    };
    let is_open = matches!(address, "" | "0.0.0.0" | "::" | "*") || public_address(address).is_some();
    is_open.then_some(ports)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_open_unless_it_is_published_on_an_address_of_the_host_alone() {
        for published in
            ["9000:9000", "9000", "0.0.0.0:9000:9000", "[::]:9000:9000", "8.8.4.4:9000:9000", "9000:9000/udp"]
        {
            assert!(everywhere(published).is_some(), "{published}");
        }
        for published in ["127.0.0.1:9000:9000", "[::1]:9000:9000", "10.0.0.5:9000:9000", "127.0.0.1::9000"] {
            assert_eq!(everywhere(published), None, "{published}");
        }
    }

    #[test]
    fn what_is_published_as_the_help_says_is_open_no_more() {
        for published in ["9000:9000", "9000", "9000/udp", "0.0.0.0:9000:9000", "0.0.0.0::9000", "[::]:9000:9000"] {
            let options = ["-p", published].map(ContainerOption::new);
            let help = open(&options).pop().unwrap().help;
            let mended = help.split('`').nth(1).unwrap();
            assert_eq!(mended.matches(':').count(), 2, "{published}: {mended}");
            let mended = ContainerOption::from(mended.to_owned());
            assert_eq!(open(&[ContainerOption::new("-p"), mended.clone()]).len(), 0, "{published}: {mended}");
        }
    }

    #[test]
    fn every_way_to_open_a_port_is_known() {
        for options in [
            vec!["-p", "9000:9000"],
            vec!["--publish=9000:9000"],
            vec!["-P"],
            vec!["--publish-all"],
            vec!["--network", "host"],
            vec!["--net=host"],
        ] {
            let options: Vec<ContainerOption> = options.into_iter().map(ContainerOption::new).collect();
            assert_eq!(open(&options).len(), 1, "{options:?}");
        }
        for options in [vec!["--network=shop"], vec!["--memory", "1g"], vec!["-p", "127.0.0.1:9000:9000"]] {
            let options: Vec<ContainerOption> = options.into_iter().map(ContainerOption::new).collect();
            assert_eq!(open(&options).len(), 0, "{options:?}");
        }
    }
}
