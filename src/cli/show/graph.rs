//! The graph, as an outline or drawn.

use super::{GraphFormat, json};
use crate::cli::answer::Answer;
use crate::cli::page::Page;
use crate::compile::Compiled;
use crate::show::graph::{EdgeKind, Graph, NodeKind, dot, graph, mermaid};

pub(super) fn answer(compiled: &Compiled<'_>, format: GraphFormat) -> Answer {
    let graph = graph(compiled);
    Answer::document(match format {
        GraphFormat::Human => page(&graph).for_terminal(),
        GraphFormat::Json => json(&graph),
        GraphFormat::Markdown => format!("```mermaid\n{}```\n", mermaid(&graph)),
        GraphFormat::Mermaid => mermaid(&graph),
        GraphFormat::Dot => dot(&graph),
    })
}

fn page(graph: &Graph) -> Page {
    let mut page = Page::default();
    for node in graph.nodes.iter().filter(|node| node.kind == NodeKind::Repository) {
        page.heading(&node.name);
        below(graph, &node.id, 1, &mut page);
    }
    page.or("There is no repository.")
}

/// What a node leads to. Edges go from repositories to hosts and never back, so this ends.
fn below(graph: &Graph, id: &str, depth: usize, page: &mut Page) {
    // An image is no way on: each deployment says what it pulls.
    for edge in graph.edges.iter().filter(|edge| edge.to == id && edge.kind == EdgeKind::PulledBy) {
        if let Some(image) = graph.node(&edge.from) {
            page.item(depth, format!("pulls {} {}", image.name, edge.detail));
        }
    }
    for edge in graph.edges.iter().filter(|edge| edge.from == id && edge.kind != EdgeKind::PulledBy) {
        if let Some(node) = graph.node(&edge.to) {
            page.item(depth, format!("{}: {} {}", edge.label(), node.kind.word(), node.name));
            below(graph, &node.id, depth + 1, page);
        }
    }
}
