//! `lint`: what in the description will hurt, though it is sound.

pub(super) mod document;
mod github;
mod human;
mod json;
mod sarif;
mod told;

pub(super) use told::{At, Told};

use super::answer::Answer;
use super::project::Project;
use crate::diagnostic::Nearest;
use crate::lint::{self, Finding, Findings, Rule, Severity};

/// Say what in the description will hurt, though it is sound
///
/// Each finding points at the line of the description that mends it, names the service and the generated line in which it
/// shows, and says what to type. `explain CODE` tells why it matters. What is accepted stands in the description, as
/// `accepted` with its reason on the value that it concerns.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: pipewright lint --severity warning
          pipewright lint --rule D101 --format json | jq '.findings[].line'

Exit status: 0 nothing is found at or above the threshold; 1 something is, or the description is refused; 2 there is no
answer.")]
pub(super) struct Arguments {
    /// How to answer: human, json, sarif (2.1.0), or github (annotations of a workflow's run)
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: String,

    /// What weighs less neither counts nor shows: error, warning, or note
    #[arg(long, value_name = "LEVEL", default_value = "note")]
    severity: String,

    /// Ask this rule alone; may be repeated
    #[arg(long, value_name = "CODE")]
    rule: Vec<String>,
}

type Format = fn(&[Told<'_>]) -> String;

const FORMATS: [(&str, Format); 4] =
    [("human", human::text), ("json", json::text), ("sarif", sarif::text), ("github", github::text)];

const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];

pub(super) fn run(arguments: &Arguments, project: &Project) -> Answer {
    let asked = word("--format", &arguments.format, &FORMATS)
        .and_then(|format| Ok((format, word("--severity", &arguments.severity, &SEVERITIES)?)))
        .and_then(|(format, least)| {
            let rules: Vec<&Rule> = arguments.rule.iter().map(|code| lint::asked(code)).collect::<Result<_, _>>()?;
            Ok((format, least, rules))
        });
    let (format, least, rules) = match asked {
        Ok(asked) => asked,
        Err(reason) => return Answer::unanswered(&reason),
    };
    let findings = match project.findings() {
        Ok(findings) => findings,
        Err(answer) => return answer,
    };
    let wanted = |finding: &&Finding| {
        finding.rule.severity >= least && (rules.is_empty() || rules.iter().any(|rule| rule.code == finding.rule.code))
    };
    let told = Told::all(findings.all().iter().filter(wanted), project);
    let text = format(&told);
    match told.iter().find(|told| told.finding.accepted.is_none()) {
        None => Answer::fine(text),
        Some(first) => {
            let code = first.finding.rule.code;
            Answer::no(text, &format!("`pipewright explain {code}` tells why it matters, and so for each code."))
        }
    }
}

/// What a word stands for, or the one that was meant.
fn word<T: Copy>(option: &str, word: &str, known: &[(&str, T)]) -> Result<T, String> {
    if let Some((_, value)) = known.iter().find(|(name, _)| *name == word) {
        return Ok(*value);
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let nearest = Nearest::of(word, names.iter().copied());
    Err(format!("{option}: there is no `{word}`; choose one of {}{nearest}", names.join(", ")))
}

/// How many there are, in words.
fn counted(told: &[Told<'_>]) -> String {
    let open = told.iter().map(|told| told.finding).filter(|finding| finding.accepted.is_none());
    let weights = Findings::weights(open);
    let words: Vec<String> = weights
        .iter()
        .map(|(severity, count)| format!("{count} {}{}", severity.0, if *count == 1 { "" } else { "s" }))
        .collect();
    let accepted = told.iter().filter(|told| told.finding.accepted.is_some()).count();
    let found = if words.is_empty() { "nothing is found".to_owned() } else { words.join(", ") };
    if accepted == 0 { found } else { format!("{found}; {accepted} accepted") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::OwnWorkflow;
    use crate::description::Organization;
    use crate::lint::Example;

    /// What is found in the project's own workflow stands at its line of Rust, and shows in the project's folder, not in the one of
    /// what is generated.
    #[test]
    fn a_finding_in_an_own_workflow_is_told_with_both_its_lines() {
        let rule = lint::rule("C508").unwrap();
        let Example::Workflow { failing, .. } = rule.example else { panic!("{:?}", rule.example) };
        let organization =
            Organization { name: "example".to_owned(), environments: Vec::new(), repositories: Vec::new() };
        let own = OwnWorkflow::new("check.yml", failing.file, (failing.workflow)());
        let project = Project::new(organization, include_str!("../../../actions.lock"), vec![own]);
        let findings = project.findings().unwrap();
        let told = Told::all(findings.all().iter().filter(|finding| finding.rule.code == rule.code), &project);
        let at = format!("{}:", failing.file);
        let human = human::text(&told);
        assert!(human.contains(&at) && human.contains("it shows in .github/workflows/check.yml:7"), "{human}");
        let document = document::findings(&told);
        assert!(document.contains(&at) && document.contains("](../.github/workflows/check.yml#L7)"), "{document}");
        let sarif: serde_json::Value = serde_json::from_str(&sarif::text(&told)).unwrap();
        let place =
            |list: &str| &sarif["runs"][0]["results"][0][list][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(place("locations"), failing.file);
        assert_eq!(place("relatedLocations"), ".github/workflows/check.yml");
        assert!(github::text(&told).starts_with(&format!("::notice file={},line=", failing.file)));
    }
}
