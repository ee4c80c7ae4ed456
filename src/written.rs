//! Where in Rust something was written, for whoever must find it again.

use std::cmp::Ordering;
use std::fmt::{self, Debug, Formatter};
use std::hash::{Hash, Hasher};
use std::panic::Location;

/// Where something was written. It says nothing of the thing itself: two are equal wherever they stand.
#[derive(Clone, Copy, Default)]
pub struct Written(Option<&'static Location<'static>>);

impl Written {
    /// By whoever called.
    #[track_caller]
    pub(crate) const fn here() -> Self {
        Self(Some(Location::caller()))
    }

    /// Nowhere that is known: it was computed, or read from data.
    pub(crate) const fn nowhere() -> Self {
        Self(None)
    }

    /// The place, where it is known.
    pub const fn place(self) -> Option<&'static Location<'static>> {
        self.0
    }
}

impl Debug for Written {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(place) => write!(formatter, "{}:{}", place.file(), place.line()),
            None => formatter.write_str("nowhere"),
        }
    }
}

impl PartialEq for Written {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Written {}

impl PartialOrd for Written {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Written {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Hash for Written {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

#[cfg(test)]
mod tests {
    use crate::description::Branch;

    #[test]
    fn a_name_knows_its_line_and_is_equal_wherever_it_stands() {
        let first = Branch::new("main");
        let second = Branch::new("main");
        assert_eq!(first, second);
        let lines = [&first, &second].map(|name| name.written_at().map(|place| (place.file(), place.line())));
        assert_eq!(lines[0].map(|(file, line)| (file, line + 1)), lines[1]);
        assert_eq!(lines[0].map(|(file, _)| file), Some(file!()));
        assert_eq!(Branch::from("main".to_owned()).written_at(), None);
    }
}
