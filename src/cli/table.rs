//! Tables, for a terminal and for a document.

use comfy_table::{ColumnConstraint, ContentArrangement, Width, presets};

/// How wide a terminal is thought to be: what a table has more than that is wrapped.
pub(super) const WIDTH: usize = 80;

/// What stands between two columns.
const GAP: usize = 2;

/// A table of text.
#[derive(Debug)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with its heading.
    pub(super) fn new<const N: usize>(heading: [&str; N]) -> Self {
        let mut table = Self { rows: Vec::new() };
        table.row(heading);
        table
    }

    /// Adds a row.
    pub(super) fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.rows.push(cells.map(str::to_owned).to_vec());
    }

    /// Whether it has no row but its heading.
    pub(super) const fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// Columns side by side, wrapped between words where they would be too wide. Where their longest words alone would be,
    /// a paragraph a row: what a person copies is never cut.
    pub(super) fn for_terminal(&self) -> String {
        let columns = self.rows.first().map_or(0, Vec::len);
        let narrowest: usize = (0..columns).map(|column| longest_word(&self.rows, column) + GAP).sum();
        if narrowest <= WIDTH + GAP { wrapped(&self.rows, WIDTH) } else { self.paragraphs() }
    }

    /// A paragraph a row: each of its cells beside the heading of its column.
    fn paragraphs(&self) -> String {
        let Some((heading, rows)) = self.rows.split_first() else { return String::new() };
        let paragraph = |row: &Vec<String>| {
            let lines = heading.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            wrapped(&lines.map(|(heading, cell)| vec![heading.clone(), cell.clone()]).collect::<Vec<_>>(), WIDTH)
        };
        rows.iter().map(paragraph).collect::<Vec<_>>().join("\n")
    }

    /// A table in Markdown.
    pub(super) fn for_document(&self) -> String {
        let line = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().map(|cell| for_document(cell)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let mut lines: Vec<String> = self.rows.iter().map(line).collect();
        let columns = self.rows.first().map_or(0, Vec::len);
        lines.insert(1, format!("|{}\n", " --- |".repeat(columns)));
        lines.concat()
    }
}

/// Text of a description in Markdown, where `<sha>` would be taken for markup.
pub(super) fn for_document(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace('\n', "<br>")
}

/// Text in lines that fit so many columns.
pub(super) fn paragraph(text: &str, width: usize) -> String {
    wrapped(&[vec![text.to_owned()]], width)
}

/// Rows in columns that are at least as wide as their longest words.
fn wrapped(rows: &[Vec<String>], width: usize) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    // The gap behind the last column is cut off again.
    table.set_width(to_width(width + GAP)).add_rows(rows);
    for column in table.column_iter_mut() {
        let least = longest_word(rows, column.index) + GAP;
        column.set_padding((0, to_width(GAP)));
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(to_width(least))));
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    lines.concat()
}

fn longest_word(rows: &[Vec<String>], column: usize) -> usize {
    let words = rows.iter().filter_map(|row| row.get(column)).flat_map(|cell| cell.split_whitespace());
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}

fn to_width(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_lines_up_on_a_terminal_and_is_a_table_in_a_document() {
        let mut table = Table::new(["Name", "Value"]);
        table.row(["a", "x|y"]);
        table.row(["longer", "<sha>"]);
        assert_eq!(table.for_terminal(), "Name    Value\na       x|y\nlonger  <sha>\n");
        assert_eq!(table.for_document(), "| Name | Value |\n| --- | --- |\n| a | x\\|y |\n| longer | &lt;sha> |\n");
    }

    #[test]
    fn a_wide_table_is_wrapped_between_words() {
        let mut table = Table::new(["Name", "Value"]);
        table.row(["a", &"word ".repeat(40)]);
        let text = table.for_terminal();
        assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
        assert_eq!(text.matches("word").count(), 40);
    }

    #[test]
    fn a_row_whose_words_are_too_long_becomes_a_paragraph() {
        let mut table = Table::new(["Name", "File", "Why"]);
        let path = "/srv/".to_owned() + &"x".repeat(60);
        table.row(["somewhat long", &path, "incomprehensible"]);
        table.row(["b", "", "because"]);
        let expected = format!("Name  somewhat long\nFile  {path}\nWhy   incomprehensible\n\nName  b\nWhy   because\n");
        assert_eq!(table.for_terminal(), expected);
    }

    #[test]
    fn a_word_that_is_wider_than_any_line_is_not_cut() {
        let word = "x".repeat(200);
        assert_eq!(paragraph(&format!("a {word} b"), WIDTH), format!("a\n{word}\nb\n"));
    }
}
