//! A rule's page: for a document, and, section by section, for whoever sets it otherwise.

use super::RULES;
use super::example::Language;
use super::rule::{Finds, Rule};
use std::fmt::Write as _;

/// How wide the lines of a document are.
const WIDTH: usize = 100;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: &'static str,
    /// What it says.
    pub body: Body,
}

/// What a section says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Paragraphs.
    Prose(String),
    /// What raises a rule.
    Code(Language, String),
    /// What changes in it, as the lines of a diff.
    Change(String),
}

impl Rule {
    /// What kind of rule it is, in one line.
    pub fn kind(&self) -> String {
        let refused = if matches!(self.finds, Finds::Refused(_)) { ", refused by every command" } else { "" };
        format!("{}, about {}{refused}", self.severity, self.about.word())
    }

    /// The page's parts, in their order.
    pub fn sections(&self) -> Vec<Section> {
        let prose = |title, text: &str| Section { title, body: Body::Prose(text.to_owned()) };
        let language = self.example.language();
        let raised = match language {
            Language::Yaml => "A description that raises it",
            Language::Lock => "A lock that raises it",
            Language::Rust => "A workflow that raises it",
        };
        vec![
            prose("Why it matters", self.why),
            prose("What goes wrong", self.happens),
            prose("How to fix it", self.fix),
            Section { title: raised, body: Body::Code(language, self.example.excerpt()) },
            Section { title: "The same one, fixed", body: Body::Change(self.example.change()) },
            prose("Source", self.source),
        ]
    }
}

/// The page as a document.
pub fn page(rule: &Rule) -> String {
    let mut text = format!("# {}: {}\n\n{} ({}).\n", rule.code, rule.name, capital(rule.summary), rule.kind());
    for Section { title, body } in rule.sections() {
        // Writing into a string cannot fail.
        let _ = match body {
            Body::Prose(prose) if prose.starts_with("https://") => write!(text, "\n## {title}\n\n<{prose}>\n"),
            Body::Prose(prose) => write!(text, "\n## {title}\n\n{}\n", textwrap::fill(&prose, wrapped(WIDTH))),
            Body::Change(change) => write!(text, "\n## {title}\n\n```diff\n{change}```\n"),
            Body::Code(language, code) => write!(text, "\n## {title}\n\n```{}\n{code}```\n", language.word()),
        };
    }
    text
}

/// Lines of this width, broken at spaces alone.
pub fn wrapped(width: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(width).break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation)
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Every rule's page, and the list of them, by the names of their files in `docs/rules/`.
pub fn pages() -> impl Iterator<Item = (String, String)> {
    const HEADER: &str = "<!-- Written by `RULES=write cargo test --test all lint::pages` from src/lint/. -->\n\n";
    let each = RULES.iter().map(|rule| (format!("{}.md", rule.code), HEADER.to_owned() + &page(rule)));
    std::iter::once(("README.md".to_owned(), HEADER.to_owned() + &list())).chain(each)
}

fn list() -> String {
    let mut text =
        "# What `lint` looks for\n\n| rule | name | severity | what it says |\n| --- | --- | --- | --- |\n".to_owned();
    for Rule { code, name, severity, summary, .. } in RULES {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "| [{code}]({code}.md) | {name} | {severity} | {summary} |");
    }
    text
}
