//! The graph in Graphviz's language.
//!
//! Source: <https://graphviz.org/doc/info/lang.html>

use super::{Graph, NodeKind};
use std::fmt::Write as _;

/// The graph as a digraph.
pub fn text(graph: &Graph) -> String {
    let mut text = "digraph pipelines {\n    rankdir=LR;\n".to_owned();
    for node in &graph.nodes {
        let shape = match node.kind {
            NodeKind::Repository => "folder",
            NodeKind::Build | NodeKind::Deployment | NodeKind::Assistant => "box",
            NodeKind::Image => "cylinder",
            NodeKind::Host => "box3d",
        };
        // Writing into a string cannot fail.
        let _ = writeln!(text, "    {} [shape={shape}, label=\"{}\"];", node.id, escaped(&node.name));
    }
    for edge in &graph.edges {
        let _ = writeln!(text, "    {} -> {} [label=\"{}\"];", edge.from, edge.to, escaped(&edge.label()));
    }
    text + "}\n"
}

/// Text between quotes; a backslash begins an escape of Graphviz's own.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
