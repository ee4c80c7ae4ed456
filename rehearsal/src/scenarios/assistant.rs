//! Journey 5: who is answered by the assistant, and what it is given.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::github::{Conclusion, GitHub};
use crate::scenario::{Scenario, Shown};
use crate::stage::{Behaviour, Stage};

/// The group.
pub const SCENARIOS: &[Scenario] =
    &[Scenario::new("assistant", "mentions", "each event with and without @claude in each of its places", run)];

/// An event, its payload, and whether the assistant answers.
fn cases() -> Vec<(&'static str, Value, bool)> {
    let issue =
        |action: &str, title: &str, body: &str| json!({ "action": action, "issue": { "title": title, "body": body } });
    let comment = |body: &str| json!({ "action": "created", "comment": { "body": body }, "issue": { "body": "@claude", "title": "" } });
    let on_a_line =
        |body: &str| json!({ "action": "created", "comment": { "body": body }, "pull_request": { "number": 1 } });
    let review = |body: &str| json!({ "action": "submitted", "review": { "body": body } });
    vec![
        ("issue_comment", comment("please, @claude"), true),
        ("issue_comment", comment("please, claude"), false),
        ("pull_request_review_comment", on_a_line("@claude look"), true),
        ("pull_request_review_comment", on_a_line("look"), false),
        ("pull_request_review", review("@claude?"), true),
        ("pull_request_review", review("fine"), false),
        ("issues", issue("opened", "title", "body for @claude"), true),
        ("issues", issue("opened", "for @claude", "body"), true),
        ("issues", issue("assigned", "for @claude", "body"), true),
        ("issues", issue("opened", "title", "body"), false),
    ]
}

fn run(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    github.commit("mas-website-live", "main", "talk", Behaviour::Healthy, &[])?;
    let mut answered = 0;
    for (event, payload, answers) in cases() {
        let runs = github.say("mas-website-live", event, &payload)?;
        ensure!(runs.len() == 1, "{event} started {} workflows", runs.len());
        let run = &runs[0];
        let expected = if answers { Conclusion::Success } else { Conclusion::Skipped };
        ensure!(run.conclusion == expected, "{event} {payload}: {:?}\n{}", run.conclusion, run.tail());
        let given: Vec<&Value> =
            run.records.iter().filter(|(name, _)| name == "claude").map(|(_, given)| given).collect();
        ensure!(given.len() == usize::from(answers), "{event} {payload}: {given:?}");
        for given in given {
            ensure!(
                given["claude_args"] == "--model claude-sonnet-4-6" && given["trigger_phrase"] == "@claude",
                "{given}"
            );
            ensure!(given["claude_code_oauth_token"] == "marker-claude-token" && given["event"] == event, "{given}");
            answered += 1;
        }
    }
    // What nobody asked for.
    let edited = github.say(
        "mas-website-live",
        "issue_comment",
        &json!({ "action": "edited", "comment": { "body": "@claude" } }),
    )?;
    ensure!(edited.is_empty(), "an edited comment started something");
    Ok(format!("{answered} of {} events answered, each with token and model", cases().len()))
}
