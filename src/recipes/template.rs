//! The shell and document text of the recipes, rendered.
//!
//! Templates lie in `templates/` in the language they are, and are embedded at build time. Their marks are comments to
//! the shell (`#[[ value ]]#`, `#[% block %]#`), so every template is valid shell as it stands. What a description
//! chooses arrives as environment variables or in a short block of quoted settings; the marks only choose which lines
//! are printed.

use crate::diagnostic::Diagnostic;
use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value};
use std::sync::LazyLock;

/// The folder of templates.
static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// A template that cannot be rendered: a defect of this program, told rather than thrown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the template `{name}` cannot be rendered: {reason}; this is a defect of pipewright, please report it")]
pub struct TemplateError {
    name: String,
    reason: String,
}

impl TemplateError {
    pub(super) fn new(name: &str, reason: impl Into<String>) -> Self {
        Self { name: name.to_owned(), reason: reason.into() }
    }

    /// It, as whoever ran the program is told.
    pub fn diagnostic(&self) -> Diagnostic {
        let message = format!("the template `{}` cannot be rendered: {}", self.name, self.reason);
        Diagnostic::without_place(message, "this is a defect of pipewright; please report it")
    }

    fn of_engine(name: &str, error: &minijinja::Error) -> Self {
        Self::new(name, format!("{error:#}"))
    }
}

static ENVIRONMENT: LazyLock<Result<Environment<'static>, TemplateError>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .block_delimiters("#[%", "%]#")
        .variable_delimiters("#[[", "]]#")
        .comment_delimiters("#[#", "#]#")
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
        .map_err(|error| TemplateError::of_engine("(syntax)", &error))?;
    environment.set_syntax(syntax);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    add_folder(&mut environment, &TEMPLATES)?;
    Ok(environment)
});

/// Adds the shell files of a folder, and of the folders in it, under their paths.
fn add_folder(environment: &mut Environment<'static>, folder: &'static Dir<'static>) -> Result<(), TemplateError> {
    for file in folder.files() {
        let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) else {
            continue;
        };
        if file.path().extension().is_some_and(|extension| extension == "sh") {
            environment.add_template(name, text).map_err(|error| TemplateError::of_engine(name, &error))?;
        }
    }
    folder.dirs().try_for_each(|folder| add_folder(environment, folder))
}

/// Renders a template with values for its marks.
///
/// # Errors
/// The template does not exist, or asks for a value that it is not given.
pub fn render(name: &str, values: Value) -> Result<String, TemplateError> {
    let environment = ENVIRONMENT.as_ref().map_err(Clone::clone)?;
    let text = environment
        .get_template(name)
        .and_then(|template| template.render(values))
        .map_err(|error| TemplateError::of_engine(name, &error))?;
    Ok(tidy(&text))
}

/// One blank line where the marks left several, none at either end, and a newline at the end.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.trim_matches('\n').lines() {
        let line = line.trim_end();
        if line.starts_with("# shellcheck shell=") {
            // It tells the checker of the template, which has no first line that names its shell.
            continue;
        }
        if line.is_empty() {
            blank = true;
            continue;
        }
        if blank {
            tidy.push('\n');
            blank = false;
        }
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_nobody_gave_is_refused() {
        let error = render("image/deployment.sh", minijinja::context! {}).unwrap_err();
        assert!(error.to_string().contains("image/deployment.sh"), "{error}");
    }
}
