//! The gate of an assistant that answers members alone, wherever they mention it.

use super::events::event;
use super::holds;
use pipewright::compile::compile;
use pipewright::prelude::*;
use serde_json::{Map, json};

/// Where the words of an event stand: the event, its part, and the field.
const WORDS: [(&str, &str, &str); 5] = [
    ("issue_comment", "comment", "body"),
    ("pull_request_review_comment", "comment", "body"),
    ("pull_request_review", "review", "body"),
    ("issues", "issue", "title"),
    ("issues", "issue", "body"),
];

/// Whether it answers somebody of this association, at each place where words can stand.
fn answers(association: Option<&str>, words: &str) -> Vec<bool> {
    let token = SecretName::new("ASSISTANT_TOKEN");
    let assistant = Assistant {
        allowed: Audience::Members,
        ..Assistant::new("Assistant", "assistant.yml", token.clone(), "model")
    };
    let repository = Repository {
        secrets: vec![Secret::of_repository(token)],
        assistant: Some(assistant),
        ..Repository::new("shop")
    };
    let organization =
        Organization { name: "example".to_owned(), environments: vec![], repositories: vec![repository] };
    let lock = Lock::parse(include_str!("../../actions.lock")).unwrap();
    let compiled = compile(&organization, &lock).unwrap();
    let gate = compiled.repositories[0].workflows[0].workflow.jobs[0].condition.clone().unwrap();
    let spoken = WORDS.into_iter().map(|(name, part, field)| {
        let said =
            Map::from_iter([(field.to_owned(), json!(words)), ("author_association".to_owned(), json!(association))]);
        holds(&gate, &event(name, &json!({ part: said })))
    });
    spoken.collect()
}

#[test]
fn whoever_belongs_to_the_repository_gets_an_answer() {
    for association in ["OWNER", "MEMBER", "COLLABORATOR"] {
        assert_eq!(answers(Some(association), "please, @claude"), [true; 5], "{association}");
        assert_eq!(answers(Some(association), "please"), [false; 5], "{association}");
    }
}

#[test]
fn nobody_else_gets_one() {
    let others = ["CONTRIBUTOR", "FIRST_TIME_CONTRIBUTOR", "FIRST_TIMER", "MANNEQUIN", "NONE", "OWNERS", "", "EMBER"];
    for association in others.map(Some).into_iter().chain([None]) {
        assert_eq!(answers(association, "please, @claude"), [false; 5], "{association:?}");
    }
}
