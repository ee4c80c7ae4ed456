//! What of a description could not be read, and what can be said all the same.
//!
//! A description with a mistake in its shape is still asked whether the rest is sound. Where a value could not be read
//! another one stands in, so nothing may be said that relies on it: a secret is not undeclared while a declaration cannot
//! be read. [`Problem::relies_on`] tells for each problem which values it rests on.

use super::Problem;
use crate::diagnostic::{Path, Place, Segment};
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

    /// Whether a problem may be no more than the consequence of what could not be read.
    pub fn explains(&self, problem: &Problem) -> bool {
        !self.is_empty() && problem.relies_on().iter().any(|path| self.touches(path))
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

impl Problem {
    /// The values that it rests on: were one of them another, the problem might not be there.
    pub fn relies_on(&self) -> Vec<Path> {
        match self {
            Self::UndeclaredSecret { used_in, owner, .. } => {
                vec![used_in.path().clone(), owner.path().clone().key("secrets").every().key("name")]
            }
            Self::SecretOutOfReach { used_in, declared_in, job, .. } => {
                let declaration = declared_in.path();
                let (name, holder) = (declaration.clone().key("name"), declaration.clone().key("held-by"));
                vec![used_in.path().clone(), name, holder, job.path().clone()]
            }
            Self::UnknownEnvironment { used_in, .. } => {
                vec![used_in.path().clone(), Path::default().key("environments").every().key("name")]
            }
            Self::UnknownBuild { used_in, service, .. } => {
                vec![used_in.path().clone(), service.path().clone().key("builds").every().key("workflow")]
            }
            Self::BranchNotBuilt { used_in, build, .. } => vec![used_in.path().clone(), build.path().clone()],
            Self::ForeignRegistry { used_in, chosen_in, .. } => vec![used_in.path().clone(), chosen_in.path().clone()],
            Self::SharedImage { place, first, .. } => {
                let each = [place, first].into_iter().flat_map(|tag| {
                    let build = tag.path().clone().parent().parent().parent();
                    ["tags", "branches", "registry"].map(|key| build.clone().key(key))
                });
                each.collect()
            }
            Self::SharedTag { place, first, .. } => {
                let tags = place.path().clone().parent().parent().key("tags");
                vec![first.path().clone(), place.path().clone(), tags]
            }
            Self::TagNotPushed { used_in, build, .. } | Self::TagOfOneBranch { used_in, build, .. } => {
                let deployment = used_in.path().clone().parent();
                vec![
                    used_in.path().clone(),
                    build.path().clone(),
                    deployment.clone().key("after"),
                    deployment.key("by-hand"),
                ]
            }
            Self::GroupOfDeployment { place, deployed: first, .. } | Self::SharedGroup { place, first, .. } => {
                let branches = |group: &Place| group.path().clone().parent().key("branches");
                vec![place.path().clone(), first.path().clone(), branches(place), branches(first)]
            }
            Self::Repeated { first, second, .. } | Self::DiffersInCase { first, second, .. } => {
                vec![first.path().clone(), second.path().clone()]
            }
            Self::SamePort { place, first, .. } => vec![first.path().clone(), place.path().clone()],
            Self::InvalidName { place, .. }
            | Self::NotText { place, .. }
            | Self::Missing { place, .. }
            | Self::TooMany { place, .. } => {
                vec![place.path().clone()]
            }
        }
    }
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
            build.clone().key("tags").key("script").index(0),
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
