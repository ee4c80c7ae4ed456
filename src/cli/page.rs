//! A page of headings, text and tables, for a terminal and for a document.

use super::table::{Table, WIDTH, for_document, paragraph};

/// What `show` prints for people.
#[derive(Debug, Default)]
pub(super) struct Page(Vec<Block>);

#[derive(Debug)]
enum Block {
    Heading(String),
    Text(String),
    Item(usize, String),
    Table(Table),
}

impl Page {
    /// A heading.
    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.0.push(Block::Heading(text.into()));
    }

    /// A paragraph.
    pub(super) fn text(&mut self, text: impl Into<String>) {
        self.0.push(Block::Text(text.into()));
    }

    /// An item of a list, so deep below those before it; the first is 1 deep.
    pub(super) fn item(&mut self, depth: usize, text: impl Into<String>) {
        self.0.push(Block::Item(depth, text.into()));
    }

    /// A table; without a row it says this instead.
    pub(super) fn table(&mut self, table: Table, without_rows: &str) {
        self.0.push(if table.is_empty() { Block::Text(without_rows.to_owned()) } else { Block::Table(table) });
    }

    /// This alone, where there is nothing to show.
    pub(super) fn or(mut self, nothing: &str) -> Self {
        if self.0.is_empty() {
            self.text(nothing);
        }
        self
    }

    /// The page for a terminal, 80 columns wide.
    pub(super) fn for_terminal(&self) -> String {
        let mut text = String::new();
        for (index, block) in self.0.iter().enumerate() {
            if index > 0 && !block.follows(&self.0[index - 1]) {
                text.push('\n');
            }
            text += &block.for_terminal();
        }
        text
    }

    /// The page in Markdown.
    pub(super) fn for_document(&self) -> String {
        self.0.iter().map(Block::for_document).collect::<Vec<_>>().join("\n")
    }
}

impl Block {
    /// Whether it stands right below the one before, without an empty line between.
    const fn follows(&self, before: &Self) -> bool {
        matches!((before, self), (Self::Heading(_), Self::Text(_) | Self::Item(..)) | (Self::Item(..), Self::Item(..)))
    }

    fn for_terminal(&self) -> String {
        match self {
            Self::Heading(heading) => {
                let lines = paragraph(heading, WIDTH);
                let lines: Vec<String> = lines.lines().map(|line| format!("\u{1b}[1m{line}\u{1b}[0m\n")).collect();
                lines.concat()
            }
            Self::Text(words) => paragraph(words, WIDTH),
            Self::Item(depth, words) => {
                let indent = "  ".repeat(*depth);
                // What does not fit on the first line stands deeper than it.
                let lines = paragraph(words, WIDTH.saturating_sub(indent.len() + 4));
                let first = format!("{indent}{}", lines.trim_end());
                first.replace('\n', &format!("\n{indent}    ")) + "\n"
            }
            Self::Table(table) => table.for_terminal(),
        }
    }

    fn for_document(&self) -> String {
        match self {
            Self::Heading(heading) => format!("### {}\n", for_document(heading)),
            Self::Text(words) => format!("{}\n", for_document(words)),
            Self::Item(depth, words) => format!("{}- {}\n", "  ".repeat(depth.saturating_sub(1)), for_document(words)),
            Self::Table(table) => table.for_document(),
        }
    }
}
