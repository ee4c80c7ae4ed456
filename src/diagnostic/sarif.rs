//! SARIF 2.1.0, for GitHub's code scanning and whoever else reads it. A result has one place, because code scanning shows the
//! first alone. What is ignored is suppressed.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use super::{Diagnostic, Explanation, FilePosition, Language};
use serde_json::{Value, json};
use std::fmt::Write as _;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn text(diagnostics: &[Diagnostic], language: Language) -> String {
    let mut rules: Vec<(Explanation, &'static str)> = Vec::new();
    for diagnostic in diagnostics {
        if let Some(rule) = diagnostic.rule.filter(|rule| rules.iter().all(|(known, _)| known.code != rule.code)) {
            rules.push((rule, diagnostic.severity.word()));
        }
    }
    let results = diagnostics.iter().flat_map(|diagnostic| {
        let rule = diagnostic.code().and_then(|code| rules.iter().position(|(known, _)| known.code == code));
        diagnostic.each().map(move |each| result(each, rule, language))
    });
    let results: Vec<Value> = results.collect();
    let driver = json!({
        "name": "pipewright",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|(rule, level)| description(rule, level)).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let whole = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

fn description(rule: &Explanation, level: &str) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.why },
        "help": { "text": rule.fix },
        "helpUri": rule.page,
        "defaultConfiguration": { "level": level },
        "properties": { "tags": [rule.group] },
    })
}

fn result(diagnostic: &Diagnostic, rule: Option<usize>, language: Language) -> Value {
    let text = match diagnostic.fix.text(language) {
        "" => diagnostic.message.clone(),
        fix => format!("{}; {fix}", diagnostic.message),
    };
    let mut result = json!({
        "level": diagnostic.severity.word(),
        "message": { "text": text },
        "locations": diagnostic.at.position().iter().map(location).collect::<Vec<_>>(),
    });
    if let (Some(code), Some(index)) = (diagnostic.code(), rule) {
        result["ruleId"] = json!(code);
        result["ruleIndex"] = json!(index);
    }
    let mut related: Vec<Value> = Vec::new();
    for label in &diagnostic.related {
        related.extend(label.position().map(|at| remark(&at, &label.text)));
    }
    if let Some(at) = &diagnostic.generated {
        related.push(remark(&FilePosition { file: at.file.clone(), line: at.line, column: 1 }, "the generated line"));
    }
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(reason) = &diagnostic.ignored {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
    }
    result
}

fn remark(at: &FilePosition, text: &str) -> Value {
    let mut place = location(at);
    place["message"] = json!({ "text": text });
    place
}

fn location(at: &FilePosition) -> Value {
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
