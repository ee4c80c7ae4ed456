//! What the parser says, in words that help.

use granit_parser::ErrorKind;

/// What is wrong, and what to do.
pub(super) fn words(kind: &ErrorKind) -> (String, &'static str) {
    use ErrorKind as E;
    match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => {
            ("a tab indents this line, and YAML takes spaces alone".to_owned(), "use two spaces a level")
        }
        E::RecursionLimitExceeded => (
            "this is nested more than 64 levels deep".to_owned(),
            "no description goes deeper than 20; look for brackets that nobody closes",
        ),
        E::UnclosedQuotedScalar => ("this quote is never closed".to_owned(), "close it with the same quote sign"),
        E::UnclosedFlowCollection { open } => {
            (format!("this `{open}` is never closed"), "close it, or write one entry a line without brackets")
        }
        E::MismatchedFlowCollectionEnd { open, close } => {
            (format!("`{open}` is closed by `{close}`"), "close each bracket with its own")
        }
        E::MisplacedFlowCollectionEnd => ("this bracket closes nothing".to_owned(), "take it away, or open it before"),
        E::UnexpectedCharacter { character } => {
            (format!("no text begins with `{}` without quotes", character.escape_default()), "put the text in quotes")
        }
        E::UnknownQuotedScalarEscape => {
            ("there is no such escape in double quotes".to_owned(), "use single quotes, in which `\\` is a `\\`")
        }
        E::DirectiveDisallowed => ("directives such as `%YAML` are not read".to_owned(), "take the line away"),
        E::MappingValueNotAllowed | E::InvalidColonPlacement => {
            ("there is a second `: ` on this line".to_owned(), "put the text in quotes, or begin a new line")
        }
        E::SimpleKeyExpected | E::ExpectedBlockMappingKey | E::InvalidSimpleKey | E::MappingKeyNotAllowed => (
            "here is no `key: value`".to_owned(),
            "put a `:` and a space after the key, and indent as the lines before",
        ),
        E::ExpectedBlockSequenceEntry | E::BlockSequenceEntryNotAllowed | E::InvalidIndentation => {
            ("this line's indentation fits none before it".to_owned(), "indent it as its neighbours")
        }
        other => (format!("this is not YAML: {other}"), "look at this line and the one before it"),
    }
}
