//! What of a description could not be read, and what can be said all the same.
//!
//! A description with a mistake in its shape is still asked whether the rest is sound. Where a value could not be read
//! another one stands in, so nothing may be said that relies on it: a secret is not undeclared while a declaration cannot
//! be read. Each diagnostic says which values it [rests on](Diagnostic::rests_on).

use crate::diagnostic::{Diagnostic, Path, Segment};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The places of a description that could not be read; none in one that was read whole, or written in Rust.
///
/// A place past the end of a list says that the list may be longer than what was read of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unread(BTreeSet<String>);

impl Unread {
    /// Nothing can be said of this place, and of what stands in it.
    pub fn add(&mut self, path: &Path) {
        let steps = path.steps();
        self.0.insert(text(steps));
        // Whoever asks for every element of a list asks for this one too.
        for (position, _) in steps.iter().enumerate().filter(|(_, step)| matches!(step, Segment::Index(_))) {
            let mut general = steps.to_vec();
            general[position] = Segment::Every;
            self.0.insert(text(&general));
        }
    }

    /// Whether everything was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this place, something that it stands in, or something in it could not be read.
    pub fn touches(&self, path: &Path) -> bool {
        let mut way = String::new();
        let around = path.steps().iter().any(|step| {
            let known = self.0.contains(&way);
            push(&mut way, step);
            known
        });
        around || self.0.range(way.clone()..).next().is_some_and(|inside| inside.starts_with(&way))
    }

    /// Whether a diagnostic may be no more than the consequence of what could not be read.
    pub fn explains(&self, diagnostic: &Diagnostic) -> bool {
        !self.is_empty() && diagnostic.rests_on.iter().any(|path| self.touches(path))
    }
}

/// A way as text: that of what stands in it begins with it.
fn text(steps: &[Segment]) -> String {
    let mut text = String::new();
    for step in steps {
        push(&mut text, step);
    }
    text
}

fn push(way: &mut String, step: &Segment) {
    // Writing into a string cannot fail.
    let _ = match step {
        Segment::Key(key) => write!(way, "{key}/"),
        Segment::Index(index) => write!(way, "{index}/"),
        Segment::Every => write!(way, "*/"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_touched_by_what_it_stands_in_and_by_what_stands_in_it() {
        let service = Path::default().key("repositories").index(1).key("services").index(0);
        let build = service.clone().key("builds").index(1);
        let mut unread = Unread::default();
        assert!(!unread.touches(&Path::default()));
        unread.add(&build.clone().key("tags"));
        for touched in [
            Path::default(),
            build.clone(),
            build.clone().key("tags").index(0),
            service.clone().key("builds").every().key("tags"),
            Path::default().key("repositories").every().key("services"),
        ] {
            assert!(unread.touches(&touched), "{touched}");
        }
        for other in [
            build.clone().key("branches"),
            service.clone().key("builds").index(10),
            service.key("builds").every().key("workflow"),
            Path::default().key("repositories").index(0),
        ] {
            assert!(!unread.touches(&other), "{other}");
        }
        unread.add(&Path::default());
        assert!(unread.touches(&Path::default().key("name")));
    }
}
