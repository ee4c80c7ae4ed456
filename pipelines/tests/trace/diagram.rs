//! The sequence diagram: what Mermaid reads, and what the reference draws.

use super::playing::tree;
use regex_lite::Regex;
use std::collections::BTreeSet;

fn diagram(event: &str) -> String {
    tree(&format!("{event} --format mermaid"))
}

/// Every line is one that Mermaid knows, every part is declared before it speaks, and no text holds a sign of Mermaid's own.
#[test]
fn a_diagram_says_nothing_that_mermaid_does_not_read() {
    let participant = Regex::new(r"^    participant (p[0-9]+) as [^;#<>{}%]+$").unwrap();
    let message = Regex::new(r"^    (p[0-9]+)--?>>(p[0-9]+): (?:[^;#<>{}%]|#[0-9]+;)+$").unwrap();
    let note = Regex::new(r"^    Note over (p[0-9]+): (?:[^;#<>{}%]|#[0-9]+;)+$").unwrap();
    for event in [
        "push --repository mr-mentor-backend --branch main --fail Deploy",
        "push --repository mr-mentor-frontend --branch development",
        "push --repository mas-website-live --branch main --cancel 'Deploy with docker compose'",
        "dispatch --repository mr-mentor-backend --workflow deploy-production.yml",
        "comment --text '@claude; why {not} #1 <b>?'",
        "comment --text hello",
        "cron",
    ] {
        let text = diagram(event);
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("sequenceDiagram"), "{event}");
        let mut declared = BTreeSet::new();
        for line in lines {
            if let Some(found) = participant.captures(line) {
                assert!(declared.insert(found[1].to_owned()), "{event}: {line}");
                continue;
            }
            let found = message.captures(line).or_else(|| note.captures(line));
            let found = found.unwrap_or_else(|| panic!("{event}: {line}"));
            assert!(found.iter().skip(1).flatten().all(|part| declared.contains(part.as_str())), "{line}");
        }
    }
}

#[test]
fn the_third_journey_is_drawn_as_the_reference_draws_it() {
    insta::assert_snapshot!("journey_3", diagram("push --repository mr-mentor-backend --branch main --fail Deploy"));
}
