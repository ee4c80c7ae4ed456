//! `explain`: a rule's page, set for a terminal.

use super::answer::Answer;
use crate::lint::{Body, RULES, Rule, asked, wrapped};
use std::fmt::Write as _;

/// How wide a page is set.
const WIDTH: usize = 80;

/// Explain a rule of lint, and how to fix its findings
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: pipewright explain D101
          pipewright explain --all | less -R

Exit status: 0; 2 unknown rule.")]
#[group(required = true, multiple = false)]
pub(super) struct Arguments {
    /// The rule's code, or its name
    #[arg(value_name = "CODE")]
    code: Option<String>,

    /// Print all rules
    #[arg(long)]
    all: bool,
}

pub(super) fn run(arguments: &Arguments) -> Answer {
    let Some(code) = &arguments.code else {
        return Answer::document(RULES.iter().map(|rule| set(rule)).collect::<Vec<_>>().join("\n"));
    };
    match asked(code) {
        Ok(rule) => Answer::document(set(rule)),
        Err(reason) => Answer::unanswered(&reason),
    }
}

fn set(rule: &Rule) -> String {
    let mut text = format!("\u{1b}[1m{} {}\u{1b}[0m\n{}\n", rule.code, rule.name, rule.kind());
    let _ = writeln!(text, "\n{}", textwrap::fill(rule.summary, wrapped(WIDTH)));
    for section in rule.sections() {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "\n\u{1b}[1m{}\u{1b}[0m", section.title);
        match section.body {
            Body::Prose(prose) => {
                let options = wrapped(WIDTH).initial_indent("  ").subsequent_indent("  ");
                let _ = writeln!(text, "{}", textwrap::fill(&prose, options));
            }
            Body::Code(_, code) | Body::Change(code) => {
                text.extend(code.lines().map(|line| format!("    {line}\n")));
            }
        }
    }
    text
}
