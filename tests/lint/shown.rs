//! The generated line that a finding names is the one in which it shows.

use crate::lint::own::in_workflow;
use crate::lint::project::{codes, findings, generated_line};
use pipewright::actions::action::{Action, Checkout, Lock};
use pipewright::actions::trigger::Push;
use pipewright::actions::{Job, Step, Steps, Trigger, Workflow};
use pipewright::compile::{OwnWorkflow, own_workflows};
use pipewright::lint::Base;
use serde_json::Value;

#[test]
fn a_variable_shows_where_it_is_set_and_not_where_its_name_is_part_of_another() {
    let text = Base::Compose.text().replace(
        "              API_KEY: { secret: API_KEY }\n",
        "              API_KEY: { secret: API_KEY }
              MY_PASSWORD: one
              PASSWORD: two
              E: 8.8.8.8
",
    );
    let found = findings(&text);
    let shown: Vec<String> = found.iter().map(|finding| generated_line(&text, finding)).collect();
    assert_eq!(shown, ["MY_PASSWORD: one", "PASSWORD: two", "E: 8.8.8.8"], "{found:#?}");
}

#[test]
fn a_rollout_shows_at_its_step_though_the_workflow_has_its_name() {
    let text =
        Base::BlueGreen.text().replace("                container-options: [\"--log-opt\", \"max-size=10m\"]\n", "");
    let found = findings(&text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(generated_line(&text, &found[0]), "- name: Deploy");
}

#[test]
fn a_job_and_a_step_show_in_their_own_place_though_others_have_their_names() {
    let step = || Step::run("Test: it", "make test\n");
    let with = |steps: Vec<Step>| {
        let mut steps = Steps::new(steps);
        steps.timeout_minutes = Some(15);
        Job::new(steps)
    };
    let checkout = || Checkout::new().persist_credentials(false);
    let workflow = Workflow::new("Test", vec![Trigger::from(Push::to(["main"]))])
        .job("first", with(vec![checkout().step("Check: out"), step()]))
        .job("second", with(vec![checkout().fetch_depth(0).step("Check: out"), step()]))
        .job("push", Job::new(Steps::new(vec![step()])));
    let lock = Lock::parse(include_str!("../../actions.lock")).unwrap();
    let own = OwnWorkflow::new("example.yml", "src/example.rs", workflow.clone());
    let [own] = &own_workflows(std::slice::from_ref(&own), &lock).unwrap()[..] else { panic!() };
    let text = &own.rendered.text;
    let line = |finding: &Value| usize::try_from(finding["generated"]["line"].as_u64().unwrap()).unwrap();
    let found = in_workflow(workflow);
    assert_eq!(codes(&found), ["C505", "C507"]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[line(&found[0]) - 1].trim(), "- name: \"Check: out\"", "{text}");
    assert!(lines[..line(&found[0])].contains(&"  second:"), "{text}");
    assert_eq!(lines[line(&found[1]) - 1], "  push:", "{text}");
    assert!(lines[..line(&found[1])].contains(&"jobs:"), "{text}");
}
