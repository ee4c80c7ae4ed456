//! `actions.lock`: the release and the commit of every action in use.

use super::ActionReference;
use crate::Problem;
use crate::problem::syntax;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

/// The pins, by the action's name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lock(BTreeMap<String, Pin>);

/// The release and the commit of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The release, such as `v4.4.0`.
    pub release: String,
    /// The commit, 40 lower-case hexadecimal digits.
    pub commit: String,
    /// What the release runs on, where the lock says it: `runs.using` of the action's own `action.yml`.
    pub runs: Option<Runtime>,
}

/// What an action runs on.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#runs>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runtime {
    /// Node of this major, which the runner has.
    Node(u16),
    /// A container.
    Docker,
    /// Steps of its own.
    Composite,
}

impl Runtime {
    /// From GitHub's word.
    fn named(word: &str) -> Option<Self> {
        match word {
            "docker" => Some(Self::Docker),
            "composite" => Some(Self::Composite),
            _ => word.strip_prefix("node")?.parse().ok().map(Self::Node),
        }
    }
}

impl Display for Runtime {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(major) => write!(formatter, "node{major}"),
            Self::Docker => formatter.write_str("docker"),
            Self::Composite => formatter.write_str("composite"),
        }
    }
}

/// Why a lock cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("actions.lock:{line}: {message}; {fix}")]
pub struct LockError {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
    /// The change that fixes it.
    pub fix: &'static str,
}

impl Lock {
    /// Reads a lock: one entry a line, sorted, `#` for comments.
    ///
    /// # Errors
    /// The first line that is not an entry, or that is out of order.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let mut pins = BTreeMap::new();
        let mut previous = String::new();
        for (index, text) in text.lines().enumerate() {
            let text = text.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let error = |message, fix| Err(LockError { line: index + 1, message, fix });
            let Some((name, pin)) = parse_entry(text) else {
                let fix = "write `owner/name release commit runs`: the commit with 40 hexadecimal digits, and what the \
                           release runs on, such as `node24`";
                return error(format!("`{text}` is not an entry"), fix);
            };
            if !is_release(&pin.release) {
                let message = format!("`{}` of `{name}` is a branch, or a tag that moves", pin.release);
                return error(message, "name the release whose commit it is, such as `v4.4.0`");
            }
            if name <= previous {
                let message = format!("`{name}` does not sort after `{previous}`");
                return error(message, "sort the entries, one for each action");
            }
            previous.clone_from(&name);
            pins.insert(name, pin);
        }
        Ok(Self(pins))
    }

    /// The value of `uses`, and the release to print beside it.
    ///
    /// # Errors
    /// The action has no entry, or one of another major.
    pub fn resolve(&self, reference: &ActionReference) -> Result<(String, Option<String>), Problem> {
        let (name, major) = match reference {
            ActionReference::Local(path) => return Ok((path.clone(), None)),
            ActionReference::Image(image) => return Ok((image.clone(), None)),
            ActionReference::Pinned { name, major } => (name, major),
        };
        let repository: String = name.split('/').take(2).collect::<Vec<_>>().join("/");
        let problem = |message, fix| Err(Problem::new(message, fix, syntax!("jobsjob_idstepsuses")).at("uses"));
        let Some(pin) = self.0.get(&repository) else {
            let fix = format!("add the line `{repository} {major}.<minor>.<patch> <commit> <runs>`");
            return problem(format!("uses the action `{repository}`, which is not in actions.lock"), fix);
        };
        let of_major =
            pin.release.strip_prefix(major.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if !of_major {
            let release = &pin.release;
            let message = format!("uses the action `{repository}` {major}, but actions.lock pins it to {release}");
            return problem(message, format!("pin a release of {major}, or type the new major release of the action"));
        }
        Ok((format!("{name}@{}", pin.commit), Some(pin.release.clone())))
    }

    /// Each action with its pin, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Pin)> {
        self.0.iter().map(|(name, pin)| (name.as_str(), pin))
    }
}

/// Whether it names one commit for good: a version of two or more numbers. `v4` is a tag that moves with every release.
fn is_release(name: &str) -> bool {
    let version = name.strip_prefix('v').unwrap_or(name);
    let numbers = version.split(['-', '+']).next().unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    numbers.contains('.') && numbers.split('.').all(is_number)
}

fn parse_entry(text: &str) -> Option<(String, Pin)> {
    let mut words = text.split_whitespace();
    let (name, release, commit) = (words.next()?, words.next()?, words.next()?);
    let is_commit = commit.len() == 40 && commit.chars().all(|digit| matches!(digit, '0'..='9' | 'a'..='f'));
    let is_name = name.split('/').count() == 2 && name.split('/').all(|part| !part.is_empty());
    let runs = match words.next() {
        Some(word) => Some(Runtime::named(word)?),
        None => None,
    };
    (words.next().is_none() && is_commit && is_name).then(|| {
        let pin = Pin { release: release.to_owned(), commit: commit.to_owned(), runs };
        (name.to_owned(), pin)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn a_use_is_pinned_to_its_commit_with_the_release_beside_it() {
        let lock = Lock::parse(&format!("# pins\na/b v4.2.0 {COMMIT}\n")).unwrap();
        let (uses, release) = lock.resolve(&ActionReference::pinned("a/b/sub", "v4")).unwrap();
        assert_eq!(uses, format!("a/b/sub@{COMMIT}"));
        assert_eq!(release.as_deref(), Some("v4.2.0"));
    }

    #[test]
    fn another_major_is_refused() {
        let lock = Lock::parse(&format!("a/b v40.2.0 {COMMIT}\n")).unwrap();
        let error = lock.resolve(&ActionReference::pinned("a/b", "v4")).unwrap_err();
        assert_eq!(error.message, "uses the action `a/b` v4, but actions.lock pins it to v40.2.0");
    }

    #[test]
    fn an_unknown_action_names_the_line_to_add() {
        let error = Lock::default().resolve(&ActionReference::pinned("a/b", "v1")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "uses the action `a/b`, which is not in actions.lock; add the line `a/b v1.<minor>.<patch> <commit> <runs>`"
        );
    }

    #[test]
    fn a_branch_and_a_tag_that_moves_are_no_releases() {
        for moving in ["v4", "4", "main", "release/v1", "v4.x", "v1.", "latest"] {
            let refused = Lock::parse(&format!("a/b {moving} {COMMIT}\n"));
            let error = refused.unwrap_err();
            assert_eq!(error.message, format!("`{moving}` of `a/b` is a branch, or a tag that moves"));
        }
        for release in ["v4.4.0", "1.2.3", "v1.0", "v2.0.0-rc.1", "v1.0.0+build"] {
            assert!(Lock::parse(&format!("a/b {release} {COMMIT}\n")).is_ok(), "{release}");
        }
    }

    #[test]
    fn what_a_release_runs_on_is_read_beside_it() {
        for (word, runtime) in
            [("node24", Runtime::Node(24)), ("docker", Runtime::Docker), ("composite", Runtime::Composite)]
        {
            let lock = Lock::parse(&format!("a/b v1.0.0 {COMMIT} {word}\n")).unwrap();
            let runs: Vec<_> = lock.iter().map(|(_, pin)| pin.runs).collect();
            assert_eq!((runs, runtime.to_string().as_str()), (vec![Some(runtime)], word));
        }
        for bad in ["node", "nodejs", "node24 more", "python3"] {
            let refused = Lock::parse(&format!("a/b v1.0.0 {COMMIT} {bad}\n"));
            assert_eq!(refused.unwrap_err().message, format!("`a/b v1.0.0 {COMMIT} {bad}` is not an entry"));
        }
    }

    #[test]
    fn a_line_out_of_order_or_without_a_commit_is_named() {
        let unsorted = format!("b/b v1.0 {COMMIT}\na/a v1.0 {COMMIT}\n");
        let error = Lock::parse(&unsorted).unwrap_err();
        assert_eq!((error.line, error.message.as_str()), (2, "`a/a` does not sort after `b/b`"));
        for bad in ["a/b v1.0", "a/b v1.0 0123", "a v1.0 0123456789abcdef0123456789abcdef01234567"] {
            let error = Lock::parse(bad).unwrap_err();
            assert_eq!((error.line, error.message), (1, format!("`{bad}` is not an entry")));
        }
    }
}
