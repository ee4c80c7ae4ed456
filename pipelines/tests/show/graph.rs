//! The graph: it says how the whole hangs together, and both drawings say the same.

use crate::show::{list, show, text};
use serde_json::Value;
use std::collections::BTreeSet;

fn graph() -> Value {
    serde_json::from_str(&show(&["graph", "--format", "json"])).unwrap()
}

/// Every edge as the ids of its two nodes.
fn edges(graph: &Value) -> Vec<(String, String)> {
    let ends = |edge: &Value| (text(edge, "from").to_owned(), text(edge, "to").to_owned());
    list(graph, "edges").iter().map(ends).collect()
}

#[test]
fn every_edge_joins_two_nodes_that_are_there() {
    let graph = graph();
    let ids: Vec<&str> = list(&graph, "nodes").iter().map(|node| text(node, "id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id stands for one node");
    assert_eq!(ids.len(), 3 + 5 + 3 + 6 + 3 + 2, "repositories, builds, images, deployments, assistants, hosts");
    for (from, to) in edges(&graph) {
        assert!(ids.contains(&from.as_str()) && ids.contains(&to.as_str()), "{from} -> {to}");
    }
}

#[test]
fn a_push_to_main_leads_to_the_production_host() {
    let graph = graph();
    let name = |id: &str| {
        let node = list(&graph, "nodes").iter().find(|node| text(node, "id") == id).unwrap();
        text(node, "name").to_owned()
    };
    let told: Vec<String> = list(&graph, "edges")
        .iter()
        .map(|edge| {
            let [from, to] = ["from", "to"].map(|end| name(text(edge, end)));
            format!("{from} {} {} {to}", text(edge, "kind"), text(edge, "detail"))
        })
        .collect();
    for edge in [
        "mr-mentor-backend starts main, development, staging Build and Push Docker Image",
        "Build and Push Docker Image sets-off main Deploy to Production Blue-Green",
        "ghcr.io/mas-mr-mentor/mr-mentor-backend pulled-by as main-<sha> Deploy to Production Blue-Green",
        "Deploy to Production Blue-Green onto /home/ubuntu/blue-green-deployment production",
        "Build (Production) pushes production, latest, production-<sha> ghcr.io/mas-mr-mentor/mas-website-live",
    ] {
        assert!(told.iter().any(|known| known == edge), "{edge} is not in {told:#?}");
    }
}

/// A drawing's edges; each line is a declaration of a node or an edge between declared ones, and quotes are closed.
fn drawn(lines: &[&str], arrow: &str) -> Vec<(String, String)> {
    let mut declared = BTreeSet::new();
    let mut edges = Vec::new();
    for line in lines {
        assert_eq!(line.matches('"').count(), 2, "{line}");
        let (before, after) = (line.split('"').next().unwrap(), line.split('"').next_back().unwrap());
        let id = |text: &str| {
            text.trim().split(|sign: char| !sign.is_alphanumeric() && sign != '_').next().unwrap().to_owned()
        };
        match before.split_once(arrow) {
            Some((from, to)) => {
                let to = if arrow == "->" { id(to) } else { id(after.trim_start_matches('|')) };
                let edge = (id(from), to);
                assert!(declared.contains(&edge.0) && declared.contains(&edge.1), "{line}");
                edges.push(edge);
            }
            None => assert!(declared.insert(id(before)), "declared twice: {line}"),
        }
    }
    edges
}

#[test]
fn both_drawings_have_the_nodes_and_the_edges_of_the_graph() {
    let expected = edges(&graph());
    let mermaid = show(&["graph", "--format", "mermaid"]);
    let lines: Vec<&str> = mermaid.lines().collect();
    assert_eq!(lines[0], "flowchart LR");
    assert_eq!(drawn(&lines[1..], "-->"), expected);

    let dot = show(&["graph", "--format", "dot"]);
    let lines: Vec<&str> = dot.lines().collect();
    assert_eq!((lines[0], lines[1], lines[lines.len() - 1]), ("digraph pipelines {", "    rankdir=LR;", "}"));
    assert_eq!(drawn(&lines[2..lines.len() - 1], "->"), expected);

    let document = show(&["graph", "--format", "markdown"]);
    assert_eq!(document, format!("```mermaid\n{mermaid}```\n"), "GitHub draws what is fenced");
}
