use super::super::{Expr, function, github, key::JobIf};
use super::*;
use serde_json::json;

fn text_of<T>(expression: &Expr<T>) -> String {
    let event =
        json!({ "Null": null, "zero": 0, "list": [{ "name": "a" }, { "other": 1 }, { "name": "B" }], "text": "Ab" });
    let contexts = Contexts::new().with("github", json!({ "event": event }));
    expression.evaluate(&contexts).unwrap().text()
}

#[test]
fn a_missing_property_is_null_and_null_equals_zero() {
    assert_eq!(text_of(&github::payload::<String, _>(["nothing", "at", "all"])), "");
    assert_eq!(text_of(&github::payload::<f64, _>(["nothing"]).equals(0.0)), "true");
}

#[test]
fn text_is_compared_and_properties_are_found_without_regard_to_case() {
    assert_eq!(text_of(&github::payload::<String, _>(["TEXT"]).equals("aB")), "true");
    assert_eq!(text_of(&function::starts_with(github::payload::<String, _>(["text"]), "A")), "true");
}

#[test]
fn operators_give_one_of_their_operands() {
    assert_eq!(text_of(&github::payload::<String, _>(["nothing"]).or_else("default")), "default");
    assert_eq!(text_of(&github::payload::<String, _>(["text"]).or_else("default")), "Ab");
}

#[test]
fn numbers_are_read_as_javascript_reads_them() {
    let cases = [
        ("", 0.0),
        (" 12 ", 12.0),
        ("0x1F", 31.0),
        ("0b11", 3.0),
        ("-1.5e3", -1500.0),
        (".5", 0.5),
        ("Infinity", f64::INFINITY),
        ("5.", 5.0),
    ];
    for (text, value) in cases {
        assert_eq!(number::from_text(text).to_bits(), value.to_bits(), "{text}");
    }
    for text in ["inf", "nan", "1_0", "0x", "-0x1", "0x+1", "1e", "a"] {
        assert!(number::from_text(text).is_nan(), "{text}");
    }
}

#[test]
fn a_star_collects_what_is_there() {
    let names = github::payload::<super::super::List, _>(["list"]).each("name");
    assert_eq!(names.to_string(), "github.event.list.*.name");
    assert_eq!(text_of(&function::join(names, "-")), "a-B");
}

#[test]
fn format_doubles_braces() {
    let formatted = function::format("{{{0}}} {1}", ["a".into(), "b".into()]);
    assert_eq!(text_of(&formatted), "{a} b");
    let formatted: Expr<String> = function::format("{2}", ["a".into()]);
    let error = formatted.evaluate(&Contexts::new()).unwrap_err();
    assert_eq!(error.to_string(), "format: the pattern `{2}` needs a value that is missing");
}

#[test]
fn a_condition_without_a_status_asks_for_success() {
    let failed = Contexts::new().status(JobStatus::Failure);
    assert!(!Expr::<bool, JobIf>::from(true).holds(&failed).unwrap());
    assert!(function::always::<JobIf>().holds(&failed).unwrap());
    assert!(function::failure::<JobIf>().and(true).holds(&failed).unwrap());
    assert!(!function::success::<JobIf>().holds(&Contexts::new().status(JobStatus::Skipped)).unwrap());
}

#[test]
fn what_is_missing_is_named() {
    let error = github::sha::<JobIf>().evaluate(&Contexts::new()).unwrap_err();
    assert_eq!(error, EvaluationError::MissingContext("github"));
}

#[test]
fn a_missing_object_is_null_and_an_empty_one_is_not() {
    let object = |name| github::payload::<super::super::Object, JobIf>([name]);
    assert_eq!(object("nothing").equals(super::super::null()).to_string(), "github.event.nothing == null");
    let contexts = Contexts::new().with("github", json!({ "event": { "pull_request": {} } }));
    assert!(object("nothing").equals(super::super::null()).holds(&contexts).unwrap());
    assert!(object("pull_request").differs(super::super::null()).holds(&contexts).unwrap());
}

#[test]
fn a_case_gives_the_first_value_whose_condition_holds_also_an_empty_one() {
    let branch = |name: &str| github::payload::<String, _>(["text"]).equals(name);
    let chosen = |first: &str, second: &str| {
        let case: Expr<String> = function::case(branch(first), "").case(branch(second), "second").otherwise("other");
        text_of(&case)
    };
    assert_eq!(chosen("ab", "ab"), "");
    assert_eq!(chosen("x", "ab"), "second");
    assert_eq!(chosen("x", "y"), "other");
}
