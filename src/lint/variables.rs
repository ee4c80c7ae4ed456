//! The values that stand in a description, and what they look like.

use super::rule::Found;
use super::subject::Subject;
use crate::check::{Finding, Place};
use crate::spec::{EnvSource, FileName, Repository, Variable};
use std::net::Ipv4Addr;

/// A value that stands in the description.
#[derive(Debug)]
pub(super) struct Literal<'s> {
    repository: &'s Repository,
    file: &'s FileName,
    /// Its variable's name.
    pub(super) name: &'s str,
    /// The value.
    pub(super) value: &'s str,
    /// Where it stands.
    pub(super) place: Place,
}

impl Literal<'_> {
    /// Something of this value.
    pub(super) fn found(&self, finding: Finding) -> Found {
        Found::new(&self.repository.name, finding).shows(self.file, self.name)
    }
}

/// Every value that stands in the description: of builds and of environment files.
pub(super) fn literals<'s>(subject: &'s Subject<'_>) -> Vec<Literal<'s>> {
    let mut literals = Vec::new();
    let mut add = |repository: &'s Repository, file: &'s FileName, variables: &'s [Variable], place: &Place| {
        literals.extend(variables.iter().enumerate().filter_map(|(index, variable)| match variable {
            Variable::Literal { name, value } => {
                Some(Literal { repository, file, name, value, place: place.index(index).key("literal") })
            }
            Variable::Secret(_) | Variable::Public(_) => None,
        }));
    };
    for at in subject.builds() {
        let place = at.place.key("arguments").in_words("arguments");
        add(at.repository, &at.build.file, &at.build.arguments, &place);
    }
    for at in subject.deployments() {
        if let Some(EnvSource::Variables(variables)) = at.deployment.env_file.as_ref().map(|file| &file.from) {
            let place = at.place.key("env-file").key("from").key("variables").in_words("environment file");
            add(at.repository, &at.deployment.file, variables, &place);
        }
    }
    literals
}

/// Whether a name says that its value must stay secret: one of its words does.
pub(super) fn is_credential(name: &str) -> bool {
    const WORDS: [&str; 9] =
        ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "CREDENTIAL", "CREDENTIALS", "TOKEN", "APIKEY", "PRIVATE"];
    let name = name.to_ascii_uppercase();
    let words: Vec<&str> = name.split('_').collect();
    words.iter().any(|word| WORDS.contains(word))
        || words.windows(2).any(|pair| matches!(pair, ["API" | "ACCESS" | "ENCRYPTION" | "SIGNING", "KEY"]))
}

/// The first IPv4 address of a text that the whole world can reach.
///
/// Source: <https://www.iana.org/assignments/iana-ipv4-special-registry>
pub(super) fn public_address(text: &str) -> Option<Ipv4Addr> {
    let candidates = text.split(|next: char| !next.is_ascii_digit() && next != '.');
    candidates.filter_map(|candidate| candidate.trim_matches('.').parse().ok()).find(|address| is_public(*address))
}

const fn is_public(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || address.is_broadcast()
        || first == 0
        || first >= 240
        // Shared by carriers, and for benchmarks.
        || (first == 100 && second & 0b1100_0000 == 64)
        || (first == 198 && second & 0b1111_1110 == 18))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_known_by_a_word_of_its_name() {
        for name in ["TURN_CREDENTIAL", "DB_PASSWORD", "Api_Key", "SIGNING_KEY", "TOKEN"] {
            assert!(is_credential(name), "{name}");
        }
        for name in ["KEYBOARD", "TOKENIZER_PATH", "PUBLIC_KEY", "SECRETARY", "MONKEY", "CACHE_KEY"] {
            assert!(!is_credential(name), "{name}");
        }
    }

    #[test]
    fn an_address_is_public_where_the_world_can_reach_it() {
        assert_eq!(public_address("turn:8.8.4.4:3478"), Some(Ipv4Addr::new(8, 8, 4, 4)));
        for text in ["10.0.0.1", "127.0.0.1", "192.168.1.1", "172.20.0.2", "0.0.0.0", "100.64.1.1", "203.0.113.9"] {
            assert_eq!(public_address(text), None, "{text}");
        }
        for text in ["1.2.3", "v1.2.3.4.5", "example.com", "", "300.1.1.1"] {
            assert_eq!(public_address(text), None, "{text}");
        }
    }
}
