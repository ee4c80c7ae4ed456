//! The variables of builds and of environment files, and what they look like.

use super::subject::Subject;
use super::workflows::WorkflowAt;
use crate::description::{SecretName, Variable};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use std::net::Ipv4Addr;

/// The variables of one place: a build's arguments, or an environment file's.
#[derive(Debug)]
pub(super) struct Variables<'s> {
    workflow: WorkflowAt<'s>,
    list: &'s [Variable],
    place: Place,
    /// Where they end.
    pub(super) home: Home,
}

/// Where variables end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// In the layers of an image.
    Image,
    /// In the environment of the running service.
    EnvFile,
}

/// A variable whose value a secret holds.
#[derive(Debug)]
pub(super) struct Held<'s> {
    of: &'s Variables<'s>,
    variable: &'s Variable,
    /// The secret's name.
    pub(super) name: &'s SecretName,
    /// Where the name stands.
    pub(super) place: Place,
}

/// A value that stands in the description.
#[derive(Debug)]
pub(super) struct Literal<'s> {
    of: &'s Variables<'s>,
    /// Its variable's name.
    pub(super) name: &'s str,
    /// The value.
    pub(super) value: &'s str,
    /// Where it stands.
    pub(super) place: Place,
}

impl Variables<'_> {
    /// Those that stand in the description.
    pub(super) fn literals(&self) -> impl Iterator<Item = Literal<'_>> {
        self.list.iter().filter_map(|variable| {
            let value = variable.literal()?;
            Some(Literal { of: self, name: variable.name(), value, place: self.place.variable(variable) })
        })
    }

    /// Those that nobody may read.
    pub(super) fn secrets(&self) -> impl Iterator<Item = Held<'_>> {
        self.held("secret", Variable::is_secret)
    }

    /// Those that a secret holds, though everybody may read them in the end.
    pub(super) fn publics(&self) -> impl Iterator<Item = Held<'_>> {
        self.held("public", |variable| !variable.is_secret())
    }

    fn held(&self, key: &'static str, kind: impl Fn(&Variable) -> bool) -> impl Iterator<Item = Held<'_>> {
        self.list.iter().filter(move |variable| kind(variable)).filter_map(move |variable| {
            let name = variable.held_in()?;
            Some(Held { of: self, variable, name, place: self.place.variable(variable).key(key) })
        })
    }
}

impl Held<'_> {
    /// Something of this variable.
    pub(super) fn found(&self, diagnostic: Diagnostic) -> Diagnostic {
        let workflow = &self.of.workflow;
        workflow.found(diagnostic, &workflow.variable(self.variable.name()))
    }
}

impl Literal<'_> {
    /// Something of this value.
    pub(super) fn found(&self, diagnostic: Diagnostic) -> Diagnostic {
        let workflow = &self.of.workflow;
        workflow.found(diagnostic, &workflow.variable(self.name))
    }
}

/// The variables of every build, and of every environment file after them.
pub(super) fn variables<'s>(subject: &'s Subject<'_>) -> Vec<Variables<'s>> {
    let arguments = subject.builds().map(|at| Variables {
        workflow: at.workflow,
        list: &at.build.build_args,
        place: at.place.key("build-args").in_words("build arguments"),
        home: Home::Image,
    });
    let env_files = subject.deployments().map(|at| Variables {
        workflow: at.workflow.clone(),
        list: &at.deployment.env,
        place: at.place.key("env").in_words("environment of the service"),
        home: Home::EnvFile,
    });
    arguments.chain(env_files).collect()
}

/// The variables of every image.
pub(super) fn baked<'s>(subject: &'s Subject<'_>) -> Vec<Variables<'s>> {
    variables(subject).into_iter().filter(|variables| variables.home == Home::Image).collect()
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

/// What a name begins with that says whose account it is: `RELAY_` of `RELAY_USERNAME`, nothing of `USER`.
pub(super) fn prefix_of_account(name: &str) -> Option<&str> {
    ["USERNAME", "USER", "LOGIN"].into_iter().find_map(|end| {
        let (prefix, last) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
        (last.eq_ignore_ascii_case(end) && (prefix.is_empty() || prefix.ends_with('_'))).then_some(prefix)
    })
}

/// Whether a credential belongs to the account whose name begins with a prefix.
pub(super) fn belongs_to(credential: &str, prefix: &str) -> bool {
    let rest = credential.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.matches('_').count() <= 1 && is_credential(rest))
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
    fn a_credential_belongs_to_the_account_of_its_prefix() {
        for (account, credential) in [
            ("TURN_USERNAME", "TURN_CREDENTIAL"),
            ("USER", "PASSWORD"),
            ("db_login", "db_API_KEY"),
            ("A_USER", "A_TOKEN"),
        ] {
            let prefix = prefix_of_account(account);
            assert!(prefix.is_some_and(|prefix| belongs_to(credential, prefix)), "{account}, {credential}");
        }
        for (account, credential) in
            [("TURN_USERNAME", "MAIL_PASSWORD"), ("USER", "TURN_SERVER_CREDENTIAL"), ("A_USER", "A_HOST")]
        {
            let prefix = prefix_of_account(account);
            assert!(!prefix.is_some_and(|prefix| belongs_to(credential, prefix)), "{account}, {credential}");
        }
        for name in ["SUPERUSER", "USERS", "TURN_HOST", ""] {
            assert_eq!(prefix_of_account(name), None, "{name}");
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
