//! The graph in Mermaid's language, which GitHub draws.
//!
//! Source: <https://mermaid.js.org/syntax/flowchart.html>

use super::{Graph, GraphNode, NodeKind};
use std::fmt::Write as _;

/// The graph as a flowchart.
pub fn text(graph: &Graph) -> String {
    let mut text = "flowchart LR\n".to_owned();
    for node in &graph.nodes {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "    {}{}", node.id, shape(node));
    }
    for edge in &graph.edges {
        let _ = writeln!(text, "    {} -->|\"{}\"| {}", edge.from, escaped(&edge.label()), edge.to);
    }
    text
}

/// A node's name in the shape of its kind.
fn shape(node: &GraphNode) -> String {
    let name = escaped(&node.name);
    match node.kind {
        NodeKind::Repository => format!("([\"{name}\"])"),
        NodeKind::Build | NodeKind::Deployment | NodeKind::Assistant => format!("[\"{name}\"]"),
        NodeKind::Image => format!("[(\"{name}\")]"),
        NodeKind::Host => format!("[[\"{name}\"]]"),
    }
}

/// Text between quotes: what would end it, or be markup, is written as an entity.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("#quot;"),
            '#' => escaped.push_str("#35;"),
            '<' => escaped.push_str("#lt;"),
            '>' => escaped.push_str("#gt;"),
            '`' => escaped.push_str("#96;"),
            '&' => escaped.push_str("#amp;"),
            other => escaped.push(other),
        }
    }
    escaped
}
