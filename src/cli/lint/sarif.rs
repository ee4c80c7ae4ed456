//! SARIF 2.1.0, for GitHub's code scanning and whoever else reads it. What is accepted is told as suppressed.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use super::Told;
use super::told::At;
use crate::cli::project_folder;
use crate::lint::{RULES, Rule, Severity, Whose, page};
use serde_json::{Value, json};
use std::fmt::Write as _;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn text(told: &[Told<'_>]) -> String {
    let rules: Vec<Value> = RULES.iter().map(|rule| description(rule)).collect();
    let results: Vec<Value> = told.iter().map(result).collect();
    let driver = json!({
        "name": "pipewright",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let whole = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

const fn level(severity: Severity) -> &'static str {
    severity.word()
}

fn description(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.why },
        "help": { "text": rule.mend, "markdown": page(rule) },
        "helpUri": rule.source,
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.about.word()] },
    })
}

fn result(told: &Told<'_>) -> Value {
    let finding = told.finding;
    let rule = RULES.iter().position(|rule| rule.code == finding.rule.code);
    let mut result = json!({
        "ruleId": finding.rule.code,
        "ruleIndex": rule,
        "level": level(finding.rule.severity),
        "message": { "text": format!("{}; {}", finding.told.message, told.report.help) },
        "locations": told.at.iter().map(location).collect::<Vec<_>>(),
    });
    if let Some((file, line)) = told.generated() {
        let mut related = location(&At { file: file_of(told, file), line, column: 1 });
        related["message"] = json!({ "text": "it shows here in what is generated" });
        result["relatedLocations"] = json!([related]);
    }
    if let Some(reason) = &finding.accepted {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
    }
    result
}

/// The generated file, below the project's folder.
fn file_of(told: &Told<'_>, file: &str) -> String {
    match told.whose() {
        Some(Whose::Project) => file.to_owned(),
        Some(Whose::Repository) | None => format!("{}/{file}", project_folder::GENERATED),
    }
}

fn location(at: &At) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&at.file) },
        "region": { "startLine": at.line, "startColumn": at.column },
    } })
}

/// A path as a relative reference. Source: <https://www.rfc-editor.org/rfc/rfc3986#section-4.2>
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
