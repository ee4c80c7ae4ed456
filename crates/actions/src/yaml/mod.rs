//! YAML as a careful person writes it.
//!
//! A workflow becomes a [`Node`], which knows what no data model of YAML knows: which comment stands above a key, which
//! stands beside a value, where a blank line belongs, and which text is a literal block. [`print()`] lays the nodes out;
//! whether a scalar needs quotes is decided by `serde-saphyr`.

mod node;
mod print;

pub use node::{Entry, Map, Node};
pub use print::print;
