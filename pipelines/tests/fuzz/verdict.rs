//! What comes of a case, and whether that is right.

use pipewright::actions::action::Lock;
use pipewright::compile::{compile, problems};
use pipewright::diagnostic::{Diagnostic, Format, Language};
use pipewright::read::{Failure, Refused, data, description};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// What came of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was refused, with words.
    Refused,
    /// It was compiled, and reads back equal.
    Accepted(Workflows),
}

/// Each workflow's path and text.
pub type Workflows = Vec<(String, String)>;

/// Judges descriptions, in a folder of its own.
pub struct Judge {
    lock: Lock,
    _folder: TempDir,
    file: PathBuf,
}

impl Judge {
    /// A judge with an empty folder.
    pub fn new() -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let lock = Lock::parse(include_str!("../../../actions.lock")).map_err(|error| error.to_string())?;
        Ok(Self { lock, file: folder.path().join("case.yml"), _folder: folder })
    }

    /// Reads, compiles and reads back; an error says which promise was broken.
    pub fn judge(&self, bytes: &[u8]) -> Result<Verdict, String> {
        self.write(bytes)?;
        let (organization, sources) = match description(&self.file) {
            Ok(read) => read,
            Err(Failure::Unreadable(reason)) => return Err(reason),
            Err(Failure::Refused(refused)) => return verdict(&self.diagnostics(&refused)),
        };
        let compiled = match compile(&organization, &self.lock) {
            Ok(compiled) => compiled,
            Err(found) => return verdict(&sources.located(found)),
        };
        let files = compiled.into_files().into_iter().map(|(path, file)| (path.to_string(), file.contents));
        let workflows: Workflows = files.filter(|(path, _)| path.contains("/.github/workflows/")).collect();
        for (path, text) in &workflows {
            serde_yaml::from_str::<serde_yaml::Value>(text)
                .map_err(|error| format!("{path} is no YAML: {error}\n{text}"))?;
        }
        let text = serde_json::to_vec(&data(&organization)).map_err(|error| error.to_string())?;
        self.write(&text)?;
        match description(&self.file) {
            Ok((again, _)) if again == organization => Ok(Verdict::Accepted(workflows)),
            Ok(_) => Err("it reads back as another".to_owned()),
            Err(Failure::Unreadable(reason)) => Err(reason),
            Err(Failure::Refused(refused)) => {
                let text = Format::Human.text(&self.diagnostics(&refused), Language::Yaml);
                Err(format!("what `show spec` prints is refused: {text}"))
            }
        }
    }

    /// Everything that is wrong with a description, also with what could be read of it.
    fn diagnostics(&self, refused: &Refused) -> Vec<Diagnostic> {
        refused.diagnostics(|organization, unread| problems(organization, &self.lock, unread))
    }

    fn write(&self, bytes: &[u8]) -> Result<(), String> {
        fs::write(&self.file, bytes).map_err(|error| error.to_string())
    }
}

/// A refusal says something, and something that is no excuse; in each format.
fn verdict(found: &[Diagnostic]) -> Result<Verdict, String> {
    if found.is_empty() {
        return Err("it is refused without a word".to_owned());
    }
    for format in [Format::Human, Format::Json, Format::Sarif, Format::Github, Format::Markdown] {
        let text = format.text(found, Language::Yaml);
        if text.trim().is_empty() || text.contains("defect of pipewright") {
            return Err(format!("{format:?}: {text}"));
        }
    }
    Ok(Verdict::Refused)
}
