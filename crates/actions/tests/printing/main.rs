//! Whatever a workflow holds: when it is accepted, an independent reader of YAML sees the same names, scripts and values.

use actions::action::Lock;
use actions::trigger::{On, Push, Triggers};
use actions::{Job, Permission, Scope, Step, Steps, Workflow};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// How an expression begins; in literal text it is printed so that GitHub reads it as text.
const OPENING: &str = "${{";

/// Text as nobody should write it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "[a-z:#'\"\\-!&*{}\\[\\],|>%@` \n\t]{0,16}",
        any::<String>(),
        prop::sample::select(vec![
            "yes", "on", "null", "~", "010", "1e3", "0x1", "---", "- a", "a: b", "x #y", "${{ x }}"
        ])
        .prop_map(str::to_owned),
    ]
}

/// A script that GitHub takes: it does something.
fn script() -> impl Strategy<Value = String> {
    text().prop_map(|text| if text.trim().is_empty() { format!("{text}x") } else { text })
}

/// A step, with the script and the variables that it was given.
type Given = (Step, String, BTreeMap<String, String>);

fn step() -> impl Strategy<Value = Given> {
    let variables = prop::collection::btree_map("[A-Z][A-Z0-9]{0,6}", text(), 0..3);
    (text(), script(), variables, text(), text()).prop_map(|(name, script, variables, why, comment)| {
        let step = Step::run(name, script.clone()).envs(variables.clone()).comment(comment);
        (step.permission(Permission::read(Scope::Contents, why)), script, variables)
    })
}

fn workflow() -> impl Strategy<Value = (Workflow, Vec<Vec<Given>>)> {
    let steps = prop::collection::vec(step(), 1..4);
    let jobs = prop::collection::btree_map("[a-z][a-z0-9-]{0,8}", steps, 1..4);
    (text(), "[a-z]{1,8}", text(), text(), jobs).prop_map(|(name, branch, why, remark, jobs)| {
        let on = Triggers::from(vec![On::from(Push::to([branch])).because(why).remark(remark)]);
        let mut workflow = Workflow::new(name, on);
        for (id, given) in &jobs {
            let steps = given.iter().map(|(step, ..)| step.clone()).collect();
            workflow = workflow.job(id, Job::new(Steps::new(steps)));
        }
        (workflow, jobs.into_values().collect())
    })
}

fn read(yaml: &serde_yaml::Value) -> String {
    yaml.as_str().map_or_else(|| format!("no text: {yaml:?}"), str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_global_rejects: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_independent_reader_sees_what_was_described((workflow, given) in workflow()) {
        let Ok(printed) = workflow.render(&[], &Lock::default()) else {
            return Err(TestCaseError::reject("GitHub would refuse it"));
        };
        let printed = printed.text;
        let yaml: serde_yaml::Value = match serde_yaml::from_str(&printed) {
            Ok(yaml) => yaml,
            Err(error) => return Err(TestCaseError::fail(format!("{error} in:\n{printed}"))),
        };
        prop_assert_eq!(read(&yaml["name"]), workflow.name.clone());
        let jobs = yaml["jobs"].as_mapping().map(|jobs| jobs.keys().map(read).collect::<Vec<_>>());
        prop_assert_eq!(jobs, Some(workflow.jobs.keys().cloned().collect::<Vec<_>>()));
        for (id, given) in workflow.jobs.keys().zip(&given) {
            let steps = yaml["jobs"][id.as_str()]["steps"].as_sequence().cloned().unwrap_or_default();
            prop_assert_eq!(steps.len(), given.len());
            for (seen, (step, script, variables)) in steps.iter().zip(given) {
                prop_assert_eq!(read(&seen["name"]), step.name.to_string());
                // A script ends with one newline, whether it was given one or not.
                let seen_script = read(&seen["run"]);
                prop_assert_eq!(seen_script.trim_end_matches('\n'), script.trim_end_matches('\n'));
                for (name, value) in variables {
                    let value = value.replace(OPENING, &format!("{OPENING} '{OPENING}' }}}}"));
                    prop_assert_eq!(read(&seen["env"][name.as_str()]), value);
                }
            }
        }
    }
}
