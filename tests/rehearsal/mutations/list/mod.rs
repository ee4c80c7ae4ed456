//! The mutations, a file a subject.

mod scripts;
mod withstanding;
mod workflows;

use super::{Catcher, Mutation};

/// All of them, in the order in which they are told.
pub fn all() -> Vec<Mutation> {
    [scripts::MUTATIONS, withstanding::MUTATIONS, workflows::MUTATIONS].concat()
}

/// A file, what stands there once, and what comes in its place.
type Breakage = (&'static str, &'static str, &'static str);

/// A mutation that a scenario catches, because of something that it says.
const fn played(
    name: &'static str,
    (file, from, to): Breakage,
    scenario: &'static str,
    because: &'static str,
) -> Mutation {
    Mutation { name, file, from, to, catcher: Catcher::Scenario(scenario), because }
}

/// A mutation that a row of the reference catches.
const fn read(name: &'static str, (file, from, to): Breakage, words: &'static str, because: &'static str) -> Mutation {
    Mutation { name, file, from, to, catcher: Catcher::Row(words), because }
}

/// A mutation that does not get as far as any output.
const fn refused(name: &'static str, (file, from, to): Breakage, because: &'static str) -> Mutation {
    Mutation { name, file, from, to, catcher: Catcher::Compiler, because }
}
