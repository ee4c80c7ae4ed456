//! How to fix what is wrong, in the language of the description.

/// The language of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Rust.
    Rust,
    /// YAML.
    Yaml,
}

/// How to fix what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// In words that hold for both languages, or for the only one in which this can be wrong; may be empty.
    Same(String),
    /// In each of the two languages.
    Each {
        /// For a description in YAML.
        yaml: String,
        /// For a description in Rust.
        rust: String,
    },
}

impl Fix {
    /// The fix for a description in this language.
    pub fn text(&self, language: Language) -> &str {
        match (self, language) {
            (Self::Same(text), _) | (Self::Each { yaml: text, .. }, Language::Yaml) => text,
            (Self::Each { rust, .. }, Language::Rust) => rust,
        }
    }

    /// The same, in other words for a description in Rust.
    #[must_use]
    pub fn in_rust(self, rust: String) -> Self {
        let (Self::Same(yaml) | Self::Each { yaml, .. }) = self;
        Self::Each { yaml, rust }
    }
}

impl From<String> for Fix {
    fn from(text: String) -> Self {
        Self::Same(text)
    }
}

impl From<&str> for Fix {
    fn from(text: &str) -> Self {
        Self::Same(text.to_owned())
    }
}

/// Words for a description in YAML, and words for one in Rust.
impl<Y: Into<String>, R: Into<String>> From<(Y, R)> for Fix {
    fn from((yaml, rust): (Y, R)) -> Self {
        Self::Each { yaml: yaml.into(), rust: rust.into() }
    }
}
