//! A pin that somebody else moved in a generated file, as bots for updates do.

/// An action whose pin alone differs from what the lock says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bump {
    action: String,
    /// The release and the commit in the file.
    release: String,
    commit: String,
}

/// The pins that a file was given, where its difference from what belongs there, as a unified diff, is nothing else.
pub(super) fn of(diff: &str) -> Option<Vec<Bump>> {
    let changed = |sign: char| {
        let lines = diff.lines().filter(move |line| line.starts_with(sign));
        lines.filter(move |line| !line.starts_with("---") && !line.starts_with("+++")).map(|line| pin(&line[1..]))
    };
    let there: Vec<Bump> = changed('-').collect::<Option<_>>()?;
    let described: Vec<Bump> = changed('+').collect::<Option<_>>()?;
    let same = there.len() == described.len() && !there.is_empty();
    let same = same && there.iter().zip(&described).all(|(one, other)| one.action == other.action);
    same.then_some(there)
}

/// The pin of a line such as `- uses: actions/checkout@<commit> # v4.4.0`.
fn pin(line: &str) -> Option<Bump> {
    let (action, rest) = line.trim_start().trim_start_matches("- ").strip_prefix("uses: ")?.split_once('@')?;
    let (commit, release) = rest.split_once(" # ").unwrap_or((rest, ""));
    let release = release.split_whitespace().next().unwrap_or_default();
    Some(Bump { action: action.to_owned(), release: release.to_owned(), commit: commit.trim().to_owned() })
}

impl Bump {
    /// What happened and what to do; `lock` is the text of the lock in this file.
    pub(super) fn advice(&self, lock: &str, file: &str, command: &str) -> String {
        let Self { action, release, commit } = self;
        let repository = action.split('/').take(2).collect::<Vec<_>>().join("/");
        let line = lock.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let line = line.into_iter().find(|words| words.first() == Some(&repository.as_str())).unwrap_or_default();
        let pinned = line.get(1).copied().unwrap_or("no release");
        let happened = format!(
            "Only the pin of {action} differs: {file} says {pinned}, and the generated file {release}, as after a bot's update."
        );
        let major = |release: &str| release.split('.').next().unwrap_or_default().to_owned();
        if major(pinned) != major(release) {
            return format!(
                "{happened} Its inputs are those of {}: take the update back, `{command}`, and let the bot leave generated files alone.",
                major(pinned)
            );
        }
        let runs = line.get(3).map(|runs| format!(" {runs}")).unwrap_or_default();
        format!(
            "{happened} To take it over, let the line in {file} be `{repository} {release} {commit}{runs}`, run `{command}` and commit both; to take it back, run `{command}`."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_of_pins_alone_is_a_bump() {
        let line = |sign: &str, action: &str, rest: &str| format!("{sign}        uses: {action}@{rest}\n");
        let header = "--- a (on disk)\n+++ a (described)\n@@ -1 +1 @@\n       - name: x\n";
        let old = line("+", "a/b", "0123 # v4.1.0");
        let new = line("-", "a/b", "4567 # v4.2.0 # zizmor: ignore");
        let bumps = of(&format!("{header}{new}{old}")).unwrap();
        let lock = "a/b v4.1.0 0123 node24\n";
        let advice = bumps[0].advice(lock, "actions.lock", "generate");
        assert!(advice.contains("`a/b v4.2.0 4567 node24`"), "{advice}");
        let major = line("-", "a/b", "4567 # v5.0.0");
        let advice = of(&format!("{header}{major}{old}")).unwrap()[0].advice(lock, "actions.lock", "generate");
        assert!(advice.contains("take the update back") && !advice.contains("node24"), "{advice}");
        for other in ["-        run: x\n", "-        uses: c/d@4567 # v4.2.0\n"] {
            assert_eq!(of(&format!("{header}{new}{old}{other}")), None, "{other}");
        }
        assert_eq!(of(header), None);
    }
}
