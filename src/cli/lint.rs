//! `lint`: what in the description will hurt, though it is sound.

use super::answer::Answer;
use super::project::Project;
use crate::diagnostic::{Diagnostic, Format, Severity, counted};
use crate::lint::{self, Rule};
use clap::ValueEnum;

/// Report risks of a valid description, with their fixes
///
/// Each finding shows the line of the description, the generated line and the exact fix. `explain CODE` explains the rule. To
/// ignore a finding, add an entry to `ignore`, with a reason, at that value of the description.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: pipewright lint --severity warning
          pipewright lint --rule D101 --format json | jq '.findings[].line'

Exit status: 0 no findings; 1 findings, or the description is invalid; 2 no answer.")]
pub(super) struct Arguments {
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// Report only findings of at least this severity
    #[arg(long, value_enum, default_value_t = Least::Note)]
    severity: Least,

    /// Check only this rule; may be repeated
    #[arg(long, value_name = "CODE")]
    rule: Vec<String>,
}

/// The least serious finding that is reported.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Least {
    /// Only errors.
    Error,
    /// Errors and warnings.
    Warning,
    /// Everything.
    Note,
}

impl Least {
    const fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}

impl Arguments {
    pub(super) const fn format(&self) -> Format {
        self.format
    }
}

pub(super) fn run(arguments: &Arguments, project: &Project) -> Result<Answer, Answer> {
    let rules = arguments.rule.iter().map(|code| lint::asked(code)).collect::<Result<Vec<&Rule>, _>>();
    let rules = rules.map_err(|unknown| Answer::unanswered(&unknown))?;
    let mut found = project.findings()?;
    found.retain(|finding| {
        let is_wanted = rules.is_empty() || rules.iter().any(|rule| finding.code() == Some(rule.code));
        is_wanted && finding.severity >= arguments.severity.severity()
    });
    let found = lint::grouped(found);
    let mut text = arguments.format.text(&found, project.language());
    if matches!(arguments.format, Format::Human | Format::Github) {
        text += &(counted(&found) + "\n");
    }
    Ok(match found.iter().find(|finding| finding.ignored.is_none()).and_then(Diagnostic::code) {
        None => Answer::fine(text),
        Some(code) => Answer::no(text, &format!("`pipewright explain {code}` explains why it matters.")),
    })
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
    fn a_finding_in_an_own_workflow_is_reported_with_both_its_lines() {
        let rule = lint::rule("C508").unwrap();
        let Example::Workflow { failing, .. } = rule.example else { panic!("{:?}", rule.example) };
        let organization =
            Organization { name: "example".to_owned(), environments: Vec::new(), repositories: Vec::new() };
        let own = OwnWorkflow::new("check.yml", failing.file, (failing.workflow)());
        let project = Project::new(organization).with_own_workflows(vec![own]);
        let mut found = project.findings().unwrap();
        found.retain(|finding| finding.code() == Some(rule.code));
        let text = |format: Format| format.text(&found, project.language());
        let at = format!("{}:", failing.file);
        let human = text(Format::Human);
        assert!(human.contains(&at) && human.contains("generated line: .github/workflows/check.yml:7"), "{human}");
        let document = text(Format::Markdown);
        assert!(document.contains(&at) && document.contains("](.github/workflows/check.yml#L7)"), "{document}");
        let sarif: serde_json::Value = serde_json::from_str(&text(Format::Sarif)).unwrap();
        let place =
            |list: &str| &sarif["runs"][0]["results"][0][list][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(place("locations"), failing.file);
        assert_eq!(place("relatedLocations"), ".github/workflows/check.yml");
        assert!(text(Format::Github).starts_with(&format!("::notice file={},line=", failing.file)));
    }
}
