//! A description as data: read, checked against its schema, and pointed at.
//!
//! `parse` reads YAML into a tree in which everything knows where it stands (`node`). `walk` goes along the schema that the
//! types give (`shape`) and tells everything that does not fit, in the order of the file; so the editor, which has the
//! same schema, refuses the same. `files` puts the files of a folder together. What the check of a description finds
//! afterwards is told at the place in the file that its path leads to ([`Sources::locate`]); also where a part did not fit,
//! as far as the rest can be judged without it ([`Refused`]). `data` is the way back.

mod data;
mod files;
mod node;
mod parse;
mod refused;
mod scalar;
mod shape;
mod sources;
mod syntax;
mod walk;

pub use data::data;
pub use files::description;
pub use refused::{Failure, Refused};
pub use sources::Sources;
