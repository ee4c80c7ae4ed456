//! What is wrong: a value that says what, where, and how to fix it.

mod nearest;
mod path;
mod place;
mod source;

pub use nearest::{Names, Nearest};
pub use path::{Path, Segment};
pub use place::Place;
pub use source::{Source, Span};
