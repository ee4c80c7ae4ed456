//! YAML as a person writes it.
//!
//! A workflow becomes a [`YamlNode`], which has what the data model of YAML does not: the comment above a key, the comment
//! beside a value, the blank lines, and which text is a literal block. [`print()`] lays the nodes out;
//! whether a scalar needs quotes is decided by `serde-saphyr`.

mod node;
mod print;

pub use node::{Map, MapEntry, YamlNode};
pub use print::print;
