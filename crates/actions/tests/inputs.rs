//! What a declared input is in an expression, whatever started the run: the button, a caller, or another event.

use actions::expr::key::{InStep, OffersInputs, StepIf};
use actions::expr::{Contexts, EvaluationError, Expr, function};
use actions::trigger::{DeclaredInput, Input, WorkflowCall, WorkflowDispatch};
use serde_json::json;

/// The inputs of a deployment that can be started by hand and be called.
struct Deployment {
    dispatch: WorkflowDispatch,
    call: WorkflowCall,
    rehearse: DeclaredInput<bool>,
    copies: DeclaredInput<f64>,
    most: DeclaredInput<f64>,
    branch: DeclaredInput<String>,
}

fn deployment() -> Deployment {
    let mut dispatch = WorkflowDispatch::default();
    let rehearse = dispatch.declare("rehearse", Input::boolean("Deploy nothing"));
    let copies = dispatch.declare("copies", Input::number("How many run").default(2.0));
    let most = dispatch.declare("most", Input::number("How many may run").required());
    let branch = dispatch.declare("branch", Input::text("What is deployed").default("main"));
    let call = WorkflowCall { inputs: dispatch.inputs.clone(), ..WorkflowCall::default() };
    Deployment { dispatch, call, rehearse, copies, most, branch }
}

impl Deployment {
    /// Somebody pressed "Run workflow".
    fn by_hand<const N: usize>(&self, entered: [(&str, &str); N]) -> Contexts {
        let started = Contexts::new().with("github", json!({ "event_name": "workflow_dispatch" }));
        started.with("inputs", self.dispatch.entered(entered))
    }

    /// A workflow that a push started calls this one.
    fn called<const N: usize>(&self, handed: [(&str, serde_json::Value); N]) -> Contexts {
        pushed().with("inputs", self.call.passed(handed))
    }
}

fn pushed() -> Contexts {
    Contexts::new().with("github", json!({ "event_name": "push" }))
}

fn read<T>(input: &DeclaredInput<T>, contexts: &Contexts) -> (&'static str, String) {
    let value = input.value::<InStep>().evaluate(contexts).unwrap();
    (value.kind(), value.text())
}

fn holds<K>(gate: &Expr<bool, K>, contexts: &Contexts) -> bool {
    gate.holds(contexts).unwrap()
}

#[test]
fn a_boolean_is_a_condition_whatever_started_the_run() {
    let deployment = deployment();
    let gate: Expr<bool, StepIf> = deployment.rehearse.value();
    assert_eq!(gate.condition(), "inputs.rehearse");
    assert!(holds(&gate, &deployment.by_hand([("rehearse", "true")])));
    assert!(holds(&gate, &deployment.called([("rehearse", json!(true))])));
    assert!(!holds(&gate, &deployment.by_hand([("rehearse", "false")])), "the text `false` would hold");
    assert!(!holds(&gate, &deployment.called([])) && !holds(&gate, &deployment.by_hand([])));
    assert!(!holds(&gate, &pushed()));
}

#[test]
fn a_number_is_a_number_whatever_started_the_run() {
    let deployment = deployment();
    let Deployment { copies, most, .. } = &deployment;
    assert_eq!(copies.value::<InStep>().to_string(), "fromJSON(inputs.copies || '0')");
    assert_eq!(read(copies, &deployment.by_hand([])), ("Number", "2".to_owned()));
    assert_eq!(read(copies, &deployment.by_hand([("copies", "0")])), ("Number", "0".to_owned()));
    assert_eq!(read(copies, &deployment.called([("copies", json!(0.5))])), ("Number", "0.5".to_owned()));
    assert_eq!(read(most, &deployment.called([])), ("Number", "0".to_owned()));
    assert_eq!(read(most, &pushed()), ("Number", "0".to_owned()));
    let fits: Expr<bool, StepIf> = copies.value().less_or_equal(most.value());
    assert!(holds(&fits, &deployment.by_hand([("copies", "9"), ("most", "10")])), "as text, 9 comes after 10");
}

#[test]
fn text_has_the_default_of_the_trigger_that_started_the_run() {
    let deployment = deployment();
    let branch = &deployment.branch;
    assert_eq!(read(branch, &deployment.by_hand([("BRANCH", "next")])), ("String", "next".to_owned()));
    assert_eq!(read(branch, &deployment.by_hand([])), ("String", "main".to_owned()));
    assert_eq!(read(branch, &deployment.called([])), ("String", "main".to_owned()));
    assert_eq!(read(branch, &pushed()), ("Null", String::new()));
}

#[test]
fn a_case_takes_a_boolean_that_nobody_gave() {
    fn how<K: OffersInputs>(deployment: &Deployment) -> Expr<String, K> {
        function::case(deployment.rehearse.value(), "nothing").otherwise("all")
    }
    let deployment = deployment();
    let how = how::<InStep>(&deployment);
    assert_eq!(how.to_string(), "case(!!inputs.rehearse, 'nothing', 'all')");
    assert_eq!(how.evaluate(&pushed()).unwrap().text(), "all");
    assert_eq!(how.evaluate(&deployment.by_hand([("rehearse", "true")])).unwrap().text(), "nothing");
}

#[test]
fn a_test_of_the_button_must_say_what_was_entered() {
    let started = Contexts::new().with("github", json!({ "event_name": "workflow_dispatch" }));
    let error = deployment().rehearse.value::<InStep>().evaluate(&started).unwrap_err();
    assert_eq!(error, EvaluationError::MissingContext("inputs"));
}
