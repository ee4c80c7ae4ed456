//! The assistants' gates: whoever mentions `@claude` gets an answer, and nobody else.

use super::events::{build_ended, comment, issue, review, review_comment};
use super::runs;

type Place = (&'static str, &'static str);

const BACKEND: Place = ("mr-mentor-backend", "claude.yml");
const FRONTEND: Place = ("mr-mentor-frontend", "claude.yml");
const WEBSITE: Place = ("mas-website-live", "claude.yml");

/// Every assistant.
pub const ALL: [Place; 3] = [BACKEND, FRONTEND, WEBSITE];

#[test]
fn a_comment_that_mentions_claude_gets_an_answer_in_the_backend() {
    assert!(runs(BACKEND, &comment("please, @Claude, look")));
    assert!(!runs(BACKEND, &comment("please look")));
}

#[test]
fn a_review_that_mentions_claude_gets_an_answer_in_the_backend() {
    assert!(runs(BACKEND, &review(Some("@claude why?"))) && runs(BACKEND, &review_comment("@claude why?")));
    assert!(!runs(BACKEND, &review(None)) && !runs(BACKEND, &review_comment("why?")));
}

#[test]
fn an_issue_that_mentions_claude_gets_an_answer_in_the_backend() {
    assert!(runs(BACKEND, &issue("@claude: broken", None)) && runs(BACKEND, &issue("Broken", Some("@claude?"))));
    assert!(!runs(BACKEND, &issue("Broken", None)));
}

#[test]
fn a_comment_that_mentions_claude_gets_an_answer_in_the_frontend() {
    assert!(runs(FRONTEND, &comment("please, @Claude, look")));
    assert!(!runs(FRONTEND, &comment("please look")));
}

#[test]
fn a_review_that_mentions_claude_gets_an_answer_in_the_frontend() {
    assert!(runs(FRONTEND, &review(Some("@claude why?"))) && runs(FRONTEND, &review_comment("@claude why?")));
    assert!(!runs(FRONTEND, &review(None)) && !runs(FRONTEND, &review_comment("why?")));
}

#[test]
fn an_issue_that_mentions_claude_gets_an_answer_in_the_frontend() {
    assert!(runs(FRONTEND, &issue("@claude: broken", None)) && runs(FRONTEND, &issue("Broken", Some("@claude?"))));
    assert!(!runs(FRONTEND, &issue("Broken", None)));
}

#[test]
fn a_comment_that_mentions_claude_gets_an_answer_in_the_website() {
    assert!(runs(WEBSITE, &comment("please, @Claude, look")));
    assert!(!runs(WEBSITE, &comment("please look")));
}

#[test]
fn a_review_that_mentions_claude_gets_an_answer_in_the_website() {
    assert!(runs(WEBSITE, &review(Some("@claude why?"))) && runs(WEBSITE, &review_comment("@claude why?")));
    assert!(!runs(WEBSITE, &review(None)) && !runs(WEBSITE, &review_comment("why?")));
}

#[test]
fn an_issue_that_mentions_claude_gets_an_answer_in_the_website() {
    assert!(runs(WEBSITE, &issue("@claude: broken", None)) && runs(WEBSITE, &issue("Broken", Some("@claude?"))));
    assert!(!runs(WEBSITE, &issue("Broken", None)));
}

#[test]
fn another_event_gets_no_answer() {
    assert!(ALL.iter().all(|at| !runs(*at, &build_ended("success", "@claude"))));
}
