//! What the owner accepts stands in the description, with its reason.

use crate::lint::own;
use crate::lint::project::{codes, findings, on, parsed, places};
use pipewright::compile::OwnWorkflow;
use pipewright::lint::{Base, Example, rule};

/// A build without a timeout, with this below it.
fn build(accepted: &str) -> String {
    Base::Build.text().replace("            timeout-minutes: 20\n", accepted)
}

#[test]
fn what_is_accepted_is_told_as_such_and_is_no_finding() {
    let text = build("            ignore: [{ rule: C502, reason: the runner is ours }]\n");
    let ran = on(&text, &["lint", "--format", "json"]);
    let answer = parsed(&ran);
    assert_eq!((ran.status, &answer["status"]), (0, &"clean".into()));
    assert_eq!(codes(&places(&answer, "ignored")), ["C502"]);
    assert_eq!(answer["ignored"][0]["reason"], "the runner is ours");
    assert_eq!(on(&text, &["lint"]).stdout, "no findings; 1 ignored\n");
}

#[test]
fn a_repository_accepts_for_all_that_it_holds() {
    let accepted = "  - name: shop\n    ignore: [{ rule: C502, reason: the runner is ours }]\n";
    let text = build("").replace("  - name: shop\n", accepted);
    assert_eq!(codes(&findings(&text)), Vec::<&str>::new());
}

#[test]
fn what_is_accepted_of_another_rule_covers_nothing() {
    let text = build("            ignore: [{ rule: C501, reason: the runner is ours }]\n");
    assert_eq!(codes(&findings(&text)), ["C502", "U601"]);
}

#[test]
fn a_reason_is_never_empty() {
    for reason in ["\"\"", "\"  \""] {
        let text = build(&format!("            ignore: [{{ rule: C502, reason: {reason} }}]\n"));
        for command in ["lint", "check"] {
            let ran = on(&text, &[command]);
            assert_eq!(ran.status, 1, "{}", ran.stderr);
            assert!(ran.stderr.contains("say why it is accepted"), "{}", ran.stderr);
            assert!(ran.stderr.contains("--> pipelines.yml:11:"), "{}", ran.stderr);
        }
    }
    let without = on(&build("            ignore: [{ rule: C502 }]\n"), &["lint"]);
    assert!(without.status == 1 && without.stderr.contains("reason"), "{}", without.stderr);
}

#[test]
fn a_rule_that_does_not_exist_is_not_accepted() {
    let ran = on(&build("            ignore: [{ rule: C599, reason: the runner is ours }]\n"), &["lint"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.starts_with("error: there is no rule `C599`\n  --> pipelines.yml:11:"), "{}", ran.stderr);
    assert!(ran.stderr.contains("help: "), "{}", ran.stderr);
}

/// A workflow of the project itself in which C508 finds something, with this accepted of it.
fn accepting(accepted: &[(&'static str, &'static str)]) -> Result<Vec<String>, Vec<String>> {
    let Example::Workflow { failing, .. } = rule("C508").unwrap().example else { panic!("its example is none") };
    let workflow = OwnWorkflow::new("check.yml", failing.file, (failing.workflow)());
    let workflow = accepted.iter().fold(workflow, |workflow, (rule, reason)| workflow.accepting(rule, reason));
    let lock = include_str!("../../actions.lock").replace(" node20", " node24");
    Ok(codes(&own::asked(&lock, &[workflow])?).into_iter().map(str::to_owned).collect())
}

#[test]
fn what_is_found_in_the_projects_own_workflow_is_accepted_there() {
    let ours = "the runner is ours";
    assert_eq!(accepting(&[]).unwrap(), ["C508"]);
    assert_eq!(accepting(&[("C508", ours)]).unwrap(), Vec::<String>::new());
    assert_eq!(accepting(&[("C508", ours), ("C507", ours)]).unwrap(), ["U601"]);
    let unknown = accepting(&[("C599", ours)]).unwrap_err();
    assert!(unknown.len() == 1 && unknown[0].starts_with("there is no rule `C599`"), "{unknown:?}");
    assert_eq!(accepting(&[("C508", " ")]).unwrap_err(), ["`C508` is accepted without a reason"]);
}
