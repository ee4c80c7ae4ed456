//! The whole as a graph: repositories, builds, images, deployments, hosts, and what leads from one to the next.

mod dot;
mod mermaid;

pub use dot::text as dot;
pub use mermaid::text as mermaid;

use super::{WorkflowReference, image};
use crate::compile::{Compiled, CompiledWorkflow};
use crate::description::Branch;
use serde::Serialize;

/// Nodes and edges.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Graph {
    /// The nodes, in the order of the description.
    pub nodes: Vec<GraphNode>,
    /// The edges, each between two of the nodes.
    pub edges: Vec<GraphEdge>,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GraphNode {
    /// What edges name it by; unique.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub name: String,
    /// The repository that it belongs to, if it does to one.
    pub repository: Option<String>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// A repository.
    Repository,
    /// A workflow that builds.
    Build,
    /// An image.
    Image,
    /// A workflow that deploys.
    Deployment,
    /// A workflow that answers.
    Assistant,
    /// A server.
    Host,
}

impl NodeKind {
    /// The word for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Repository => "repository",
            Self::Build => "build",
            Self::Image => "image",
            Self::Deployment => "deployment",
            Self::Assistant => "assistant",
            Self::Host => "host",
        }
    }
}

/// An edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GraphEdge {
    /// The id of the node it leaves.
    pub from: String,
    /// The id of the node it reaches.
    pub to: String,
    /// What leads there.
    pub kind: EdgeKind,
    /// The branches, tags or words that it holds for; empty where there is no more to say.
    pub detail: String,
}

/// What leads from one node to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    /// A push to the repository starts the build.
    Starts,
    /// The build pushes the image.
    Pushes,
    /// The build's success starts the deployment (`workflow_run`).
    SetsOff,
    /// The deployment has the image pulled.
    PulledBy,
    /// The deployment reaches the host.
    Onto,
    /// A mention in the repository starts the assistant.
    Mentions,
}

impl EdgeKind {
    /// The words for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Starts => "push to",
            Self::Pushes => "pushes",
            Self::SetsOff => "workflow_run on",
            Self::PulledBy => "pulled",
            Self::Onto => "onto",
            Self::Mentions => "a mention of",
        }
    }
}

impl GraphEdge {
    /// What leads along it, for people.
    pub fn label(&self) -> String {
        let label = format!("{} {}", self.kind.words(), self.detail);
        label.trim_end().to_owned()
    }
}

impl Graph {
    /// The node of that id.
    pub fn node(&self, id: &str) -> Option<&GraphNode> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// The node of that kind and name, which is added where it is new; its id.
    fn add(&mut self, kind: NodeKind, name: &impl ToString, repository: Option<&WorkflowReference>) -> String {
        let (name, repository) = (name.to_string(), repository.map(|named| named.repository.clone()));
        let known = |node: &&GraphNode| (node.kind, &node.name, &node.repository) == (kind, &name, &repository);
        if let Some(node) = self.nodes.iter().find(known) {
            return node.id.clone();
        }
        let number = self.nodes.iter().filter(|node| node.kind == kind).count() + 1;
        let id = format!("{}_{number}", kind.word());
        self.nodes.push(GraphNode { id: id.clone(), kind, name, repository });
        id
    }

    fn lead(&mut self, from: &str, to: &str, kind: EdgeKind, detail: impl Into<String>) {
        self.edges.push(GraphEdge { from: from.to_owned(), to: to.to_owned(), kind, detail: detail.into() });
    }
}

/// The graph.
pub fn graph(compiled: &Compiled<'_>) -> Graph {
    let mut graph = Graph::default();
    for described in &compiled.repositories {
        let repository = described.repository;
        let root = graph.add(NodeKind::Repository, &repository.name, None);
        let named = |workflow: &dyn ToString| WorkflowReference {
            workflow: workflow.to_string(),
            repository: repository.name.to_string(),
        };
        for (build, _) in described.builds() {
            let id = graph.add(NodeKind::Build, &build.workflow, Some(&named(&build.workflow)));
            graph.lead(&root, &id, EdgeKind::Starts, branches(&build.branches));
            let image = graph.add(NodeKind::Image, &image(compiled.organization, repository, build), None);
            let tags: Vec<String> = super::images::tags(build).into_iter().map(|tag| tag.name).collect();
            graph.lead(&id, &image, EdgeKind::Pushes, tags.join(", "));
        }
        for (deployment, build, server) in described.workflows.iter().filter_map(CompiledWorkflow::deployment) {
            let by = graph.add(NodeKind::Build, &build.workflow, Some(&named(&build.workflow)));
            let id = graph.add(NodeKind::Deployment, &deployment.workflow, Some(&named(&deployment.workflow)));
            let image = graph.add(NodeKind::Image, &image(compiled.organization, repository, build), None);
            let host = graph.add(NodeKind::Host, &server.name, None);
            graph.lead(&by, &id, EdgeKind::SetsOff, deployment.after.branch.as_str());
            let tag = super::images::as_pulled(&deployment.image_tag, &deployment.after.branch);
            graph.lead(&image, &id, EdgeKind::PulledBy, format!("as {tag}"));
            graph.lead(&id, &host, EdgeKind::Onto, deployment.rollout.directory().as_str());
        }
        if let Some(assistant) = &repository.assistant {
            let id = graph.add(NodeKind::Assistant, &assistant.workflow, Some(&named(&assistant.workflow)));
            graph.lead(&root, &id, EdgeKind::Mentions, assistant.trigger_phrase.as_str());
        }
    }
    graph
}

fn branches(branches: &[Branch]) -> String {
    branches.iter().map(Branch::as_str).collect::<Vec<_>>().join(", ")
}
