//! The rows speak the reference's own words, and of every line of it that says something of a workflow or a script.

use crate::reference::rows;
use std::collections::BTreeSet;

const REFERENCE: &str = include_str!("../facts/reference.txt");
const OWNER: &str = include_str!("../facts/owner.txt");

/// The words without spaces and marks, which the reference lost in parts when it was taken from its page.
fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && !"`*".contains(*sign)).collect()
}

#[test]
fn every_row_quotes_the_reference_or_the_owner() {
    let sources = [squeezed(REFERENCE), squeezed(OWNER)];
    let invented: BTreeSet<&str> = rows()
        .iter()
        .map(|row| row.words)
        .filter(|words| !sources.iter().any(|source| source.contains(&squeezed(words))))
        .collect();
    assert!(invented.is_empty(), "no source has these words: {invented:#?}");
}

#[test]
fn every_line_of_the_reference_has_a_row_or_says_nothing_of_a_workflow() {
    let whole = squeezed(REFERENCE);
    let mut spoken_of = vec![false; whole.len()];
    for row in rows() {
        let words = squeezed(row.words);
        for (at, _) in whole.match_indices(&words) {
            spoken_of[at..at + words.len()].fill(true);
        }
    }
    let mut silent = Vec::new();
    let mut at = 0;
    for line in REFERENCE.lines() {
        let length = squeezed(line).len();
        let covered = spoken_of[at..at + length].contains(&true);
        at += length;
        if length > 0 && !covered && !says_nothing(line) {
            silent.push(line);
        }
    }
    assert!(silent.is_empty(), "{} lines of the reference have no row:\n{}", silent.len(), silent.join("\n"));
}

/// Headings, heads of tables and the scaffolding of diagrams say nothing of a workflow or a script, nor does [`PROSE`].
fn says_nothing(line: &str) -> bool {
    const SCAFFOLDING: [&str; 9] = [
        "|---",
        "participant ",
        "sequenceDiagram",
        "stateDiagram",
        "flowchart ",
        "subgraph ",
        "[*]",
        "end",
        "note right",
    ];
    line.ends_with('¶')
        || line.ends_with("--> [*]")
        || SCAFFOLDING.iter().any(|beginning| line.starts_with(beginning))
        || PROSE.iter().any(|beginning| line.starts_with(beginning))
}

/// Beginnings of lines about the document, the organisation, or what others do with what is generated.
const PROSE: [&str; 22] = [
    "Status: documented from source",
    "Personas / who uses this",
    "| Persona | Interaction with CI/CD |",
    "Repo note. The backend repo is",
    "This is a DevOps domain",
    "| Term | Meaning |",
    "Source files:",
    "Dev[\"Engineer git push / PR merge\"]",
    "| Workflow | File | Trigger | Jobs | Target env |",
    "F[\"feature branch\"] -->",
    "DEVB -->|\"merge / PR\"| MAIN",
    "GHCR-->>Srv: image layers",
    "Action->>API: send context and instructions",
    "API-->>Action: code edits or analysis",
    "GH-->>User: Claude response visible inline",
    "| Integration | Used by |",
    "- Deployment Architecture",
    "- System Context & Containers",
    "- Multi-Platform Architecture",
    "x-platformtenant routing",
    "- Background Jobs & Queues",
    "- System Design",
];
