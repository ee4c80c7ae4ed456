//! Mutations: small breakages of templates, recipes and MAS's description, each with the check that must notice it.
//! The rehearsal makes them. They are a package of their own so that `cargo test` finds the ones that no longer fit the
//! sources, without the rehearsal being built.

mod robustness;
mod scripts;
mod workflows;

use std::fmt;

/// A breakage.
#[derive(Debug, Clone, Copy)]
pub struct Mutation {
    /// Its name.
    pub name: &'static str,
    /// The source that it breaks, from the root of the repository.
    pub file: &'static str,
    /// The text to replace, which occurs exactly once in the source.
    pub from: &'static str,
    /// The replacement.
    pub to: &'static str,
    /// What must notice.
    pub catcher: Catcher,
    /// Words of the expected reason: a failure for another reason does not count.
    pub reason: &'static str,
}

impl Mutation {
    /// The source with the breakage in it.
    ///
    /// # Errors
    ///
    /// The source does not hold the text to replace exactly once.
    pub fn apply(&self, source: &str) -> Result<String, String> {
        match source.matches(self.from).count() {
            1 => Ok(source.replacen(self.from, self.to, 1)),
            found => {
                Err(format!("the mutation {} does not fit: {} holds its text {found} times", self.name, self.file))
            }
        }
    }
}

/// What must notice a mutation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Catcher {
    /// This scenario of the rehearsal fails on the mutated output.
    Scenario(&'static str),
    /// The row of the reference with these words fails on the mutated output.
    Row(&'static str),
    /// The sources do not compile, or the description is refused.
    Compiler,
}

impl fmt::Display for Catcher {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scenario(name) => to.write_str(name),
            Self::Row(words) => write!(to, "the reference's row “{words}”"),
            Self::Compiler => to.write_str("the compiler"),
        }
    }
}

/// All mutations, a file a subject.
pub fn all() -> Vec<Mutation> {
    [scripts::MUTATIONS, robustness::MUTATIONS, workflows::MUTATIONS].concat()
}

/// A file, the text to replace, and the replacement.
type Breakage = (&'static str, &'static str, &'static str);

/// A mutation that a scenario catches, because of something that it says.
const fn in_rehearsal(
    name: &'static str,
    (file, from, to): Breakage,
    scenario: &'static str,
    reason: &'static str,
) -> Mutation {
    Mutation { name, file, from, to, catcher: Catcher::Scenario(scenario), reason }
}

/// A mutation that a row of the reference catches.
const fn in_reference(
    name: &'static str,
    (file, from, to): Breakage,
    words: &'static str,
    reason: &'static str,
) -> Mutation {
    Mutation { name, file, from, to, catcher: Catcher::Row(words), reason }
}

/// A mutation that gives no output.
const fn in_compiler(name: &'static str, (file, from, to): Breakage, reason: &'static str) -> Mutation {
    Mutation { name, file, from, to, catcher: Catcher::Compiler, reason }
}
