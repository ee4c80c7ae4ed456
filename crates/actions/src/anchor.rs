//! Where in Rust a value was written.

use std::cmp::Ordering;
use std::fmt::{self, Debug, Formatter};
use std::hash::{Hash, Hasher};
use std::panic::Location;

/// Where a value was written. It is no part of the value: all anchors are equal.
#[derive(Clone, Copy, Default)]
pub struct Anchor(Option<&'static Location<'static>>);

impl Anchor {
    /// The line of the caller.
    #[track_caller]
    pub const fn here() -> Self {
        Self(Some(Location::caller()))
    }

    /// No line: the value was computed, or read from data.
    pub const fn nowhere() -> Self {
        Self(None)
    }

    /// The line, where it is known.
    pub const fn place(self) -> Option<&'static Location<'static>> {
        self.0
    }
}

impl Debug for Anchor {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(place) => write!(formatter, "{}:{}", place.file(), place.line()),
            None => formatter.write_str("nowhere"),
        }
    }
}

impl PartialEq for Anchor {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Anchor {}

impl PartialOrd for Anchor {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Anchor {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Hash for Anchor {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
