//! H403: a container's port is open to the internet, bypassing nginx and the firewall.

use crate::description::ContainerOption;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::public_address;
use crate::lint::{Base, Example, Subject};
use crate::recipes::values_of;

/// The rule.
pub static RULE: Rule = Rule {
    code: "H403",
    name: "port-open-to-the-world",
    about: Subjects::Hosts,
    severity: Severity::Warning,
    summary: "a container's port is open to the internet, bypassing nginx and the firewall",
    why: "A port that is published without an address is published on all addresses. Docker writes its own \
        firewall rules, which come before those of `ufw` and `firewalld`: a firewall that denies the port has no \
        effect. With `--network host` every port of the container is a port of the host.",
    happens: "A metrics port is published for a quick look. The firewall allows only 80 and 443, so nobody \
        worries. A scanner finds port 9000 within the hour, without TLS, without the login that nginx requires, \
        and with every customer's name in the labels.",
    fix: "Publish it on the host's loopback address, `-p 127.0.0.1:9000:9000`, and reach it through nginx or an \
        SSH tunnel. The rollout publishes the service's own port, for nginx only. Containers that need each \
        other share a `network`.",
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
                format!("{} of `{}` is open to the internet", open.what, name),
                &place.clone().index(open.index),
                "bypasses nginx and the firewall",
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
        let help = format!("publish it on the loopback address, `127.0.0.1:{any}{inside}`, and reach it through nginx");
        Some(Open { index: given.index, what, help })
    });
    let all = options.iter().enumerate().filter(|(_, word)| matches!(word.as_str(), "-P" | "--publish-all"));
    let all = all.map(|(index, word)| Open {
        index,
        what: "every port that the image exposes".to_owned(),
        help: format!("remove `{word}`: the rollout publishes the service's port, for nginx only"),
    });
    let host = values_of(options, &["--network", "--net"]).into_iter().filter(|given| given.value == "host");
    let host = host.map(|given| Open {
        index: given.index,
        what: "every port that the container listens on".to_owned(),
        help: "remove the host network; containers that need each other share the rollout's `network`".to_owned(),
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
