//! The layout of YAML: indentation, comments, blank lines and literal blocks.

use super::node::{Map, MapEntry, YamlNode};
use serde_saphyr::{SerializerOptions, ser_options};
use std::borrow::Cow;

const STEP: usize = 2;

/// The document as text below a header, ending in a newline. Each entry of the document receives its lines.
pub fn print(header: String, document: &mut Map) -> String {
    let mut printer = Printer::new();
    printer.line = 1 + header.lines().count();
    printer.text = header;
    printer.map(document, 0);
    printer.text
}

struct Printer {
    text: String,
    /// The number of the line that is being printed, from 1.
    line: usize,
    options: SerializerOptions,
}

impl Printer {
    fn new() -> Self {
        // Quotes for what a reader of YAML 1.1 or 1.2 does not read as text, such as `yes`, `1:30` or a date.
        let options = ser_options! { yaml_12: false, prefer_block_scalars: false };
        Self { text: String::new(), line: 1, options }
    }

    fn end_line(&mut self) {
        self.text.push('\n');
        self.line += 1;
    }

    fn indent(&mut self, depth: usize) {
        const SPACES: &str = "                                ";
        match SPACES.get(..depth) {
            Some(spaces) => self.text.push_str(spaces),
            None => self.text.extend(std::iter::repeat_n(' ', depth)),
        }
    }

    fn comment(&mut self, lines: &[String], depth: usize) {
        for line in lines {
            self.indent(depth);
            self.text.push('#');
            if !line.is_empty() {
                self.text.push(' ');
                self.comment_text(line);
            }
            self.end_line();
        }
    }

    /// A comment's text; a character that would end the line, or that YAML does not allow, becomes a space.
    fn comment_text(&mut self, text: &str) {
        if text.bytes().all(is_printable_ascii) {
            self.text.push_str(text);
            return;
        }
        self.text.extend(text.chars().map(|character| if is_printable(character) { character } else { ' ' }));
    }

    fn map(&mut self, map: &mut Map, depth: usize) {
        for (index, entry) in map.entries.iter_mut().enumerate() {
            if map.spaced && index > 0 {
                self.end_line();
            }
            self.comment(&entry.above, depth);
            self.indent(depth);
            self.entry(entry, depth);
        }
    }

    /// A key and its value, after the indentation.
    fn entry(&mut self, entry: &mut MapEntry, depth: usize) {
        entry.lines.0 = self.line;
        // YAML 1.1 reads `on` as true. No reader of workflows does, and this key is always written without quotes.
        if entry.key == "on" {
            self.text.push_str("on");
        } else {
            self.scalar(&entry.key);
        }
        self.text.push(':');
        self.value(&mut entry.value, entry.beside.as_deref(), depth);
        entry.lines.1 = self.line - 1;
    }

    fn end_line_with(&mut self, beside: Option<&str>) {
        if let Some(comment) = beside {
            self.text.push_str(" # ");
            self.comment_text(comment);
        }
        self.end_line();
    }

    /// A value after its key; `depth` is the key's.
    fn value(&mut self, value: &mut YamlNode, beside: Option<&str>, depth: usize) {
        match value {
            YamlNode::Map(map) if map.is_empty() => self.inline("{}", beside),
            YamlNode::List(items) if items.is_empty() => self.inline("[]", beside),
            YamlNode::Map(map) => {
                self.end_line_with(beside);
                self.map(map, depth + STEP);
            }
            YamlNode::List(items) => {
                self.end_line_with(beside);
                self.list(items, depth + STEP);
            }
            YamlNode::Block(text) if can_be_block(text) => self.block(text, "", beside, depth + STEP),
            YamlNode::Text(text) if is_block(text) => {
                let chomping = if text.ends_with('\n') { "" } else { "-" };
                self.block(text, chomping, beside, depth + STEP);
            }
            YamlNode::Nothing => self.end_line_with(beside),
            YamlNode::Text(text) | YamlNode::Block(text) => {
                self.text.push(' ');
                self.scalar(text);
                self.end_line_with(beside);
            }
            YamlNode::Boolean(_) | YamlNode::Number(_) | YamlNode::Decimal(_) | YamlNode::Inline(_) => {
                let text = self.flow(value);
                self.inline(&text, beside);
            }
        }
    }

    fn inline(&mut self, text: &str, beside: Option<&str>) {
        self.text.push(' ');
        self.text.push_str(text);
        self.end_line_with(beside);
    }

    fn list(&mut self, items: &mut [YamlNode], depth: usize) {
        let spaced = items.iter().any(|item| matches!(item, YamlNode::Map(_)));
        for (index, item) in items.iter_mut().enumerate() {
            if spaced && index > 0 {
                self.end_line();
            }
            if let YamlNode::Map(Map { entries, .. }) = item
                && let Some((first, rest)) = entries.split_first_mut()
            {
                self.comment(&first.above, depth);
                self.indent(depth);
                self.text.push_str("- ");
                self.entry(first, depth + STEP);
                for entry in rest {
                    self.comment(&entry.above, depth + STEP);
                    self.indent(depth + STEP);
                    self.entry(entry, depth + STEP);
                }
            } else {
                self.indent(depth);
                self.text.push('-');
                self.value(item, None, depth);
            }
        }
    }

    /// A literal block.
    fn block(&mut self, text: &str, chomping: &str, beside: Option<&str>, depth: usize) {
        // Without the indicator a reader takes the indentation of an indented first line for the block's own.
        let indicator = if text.starts_with([' ', '\n', '\t']) { STEP.to_string() } else { String::new() };
        self.text.push_str(" |");
        self.text.push_str(&indicator);
        self.text.push_str(chomping);
        self.end_line_with(beside);
        for line in text.lines() {
            if !line.is_empty() {
                self.indent(depth);
                self.text.push_str(line);
            }
            self.end_line();
        }
    }

    /// A value on one line.
    fn flow(&self, value: &YamlNode) -> String {
        match value {
            YamlNode::Text(text) | YamlNode::Block(text) => self.quoted(text).into_owned(),
            YamlNode::Boolean(value) => value.to_string(),
            YamlNode::Number(value) => value.to_string(),
            YamlNode::Decimal(value) => value.to_string(),
            YamlNode::Inline(items) | YamlNode::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.flow_item(item)).collect();
                format!("[{}]", items.join(", "))
            }
            YamlNode::Nothing | YamlNode::Map(_) => "{}".to_owned(),
        }
    }

    /// An item of a list on one line, where a comma or a bracket would end it.
    fn flow_item(&self, item: &YamlNode) -> String {
        let text = self.flow(item);
        let quoted = text.starts_with(['"', '\'']);
        if !quoted && text.contains([',', '[', ']', '{', '}']) {
            return format!("'{}'", text.replace('\'', "''"));
        }
        text
    }

    /// Text with quotes where YAML asks for them.
    fn scalar(&mut self, text: &str) {
        if is_plain(text) {
            self.text.push_str(text);
        } else {
            let quoted = self.quoted(text);
            self.text.push_str(&quoted);
        }
    }

    /// What [`Printer::scalar`] prints.
    fn quoted<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if is_plain(text) {
            return Cow::Borrowed(text);
        }
        let printed = serde_saphyr::to_string_with_options(&text, self.options.clone());
        // Writing text into a string cannot fail; if it ever does, double quotes hold any text.
        let mut printed = printed.unwrap_or_else(|_| format!("{text:?}"));
        printed.truncate(printed.trim_end_matches('\n').len());
        Cow::Owned(printed)
    }
}

/// Whether every reader certainly reads text as text, so that the library need not be asked. Most of a workflow is such text; a test
/// compares this with the library.
fn is_plain(text: &str) -> bool {
    is_word(text) || is_address(text)
}

/// Numbers between at least two points: an address or a version. The library quotes it, since the pattern that YAML 1.1 gives
/// for a fraction allows several points; no reader does.
fn is_address(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.bytes().filter(|byte| *byte == b'.').count() >= 2 && text.split('.').all(is_number)
}

fn is_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins_plainly = bytes.first().is_some_and(u8::is_ascii_alphabetic) || text.starts_with(concat!("$", "{{ "));
    let is_plain = |byte: &u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'_' | b'-' | b'.' | b'/' | b'$' | b'@' | b'{' | b'}' | b'(' | b')');
    begins_plainly
        && !(bytes.len() <= LONGEST_VALUE && VALUES.iter().any(|value| text.eq_ignore_ascii_case(value)))
        && bytes.last().is_some_and(|last| *last != b' ')
        && bytes.iter().all(is_plain)
}

/// Words that some reader of YAML does not read as text.
const VALUES: [&str; 12] = ["y", "n", "on", "no", "yes", "off", "nan", "inf", "true", "null", "false", "infinity"];

/// The length of the longest of them.
const LONGEST_VALUE: usize = "infinity".len();

/// Whether text of several lines is printed as a literal block.
fn is_block(text: &str) -> bool {
    text.contains('\n') && !text.ends_with("\n\n") && can_be_block(text)
}

/// Whether text can be a literal block: it is not blank, printable, and its lines end with `\n`.
fn can_be_block(text: &str) -> bool {
    let is_printable = text.bytes().all(|byte| byte == b'\n' || is_printable_ascii(byte))
        || text.chars().all(|character| character == '\n' || is_printable(character));
    is_printable && !text.trim().is_empty()
}

/// [`is_printable`] for most of what there is.
const fn is_printable_ascii(byte: u8) -> bool {
    matches!(byte, b'\t' | b' '..=b'~')
}

/// Whether every reader of YAML reads a character as it is, and no line ends at it.
fn is_printable(character: char) -> bool {
    let ends_a_line = matches!(character, '\u{2028}' | '\u{2029}');
    let is_none = matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    character == '\t' || !(character.is_control() || ends_a_line || is_none)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::strategy::{Strategy, ValueTree};

    /// Prints `value` under a key, reads it back with an independent reader, and returns what that reader saw.
    fn read_back(value: YamlNode) -> serde_yaml::Value {
        let mut map = Map::new();
        map.insert("key", value);
        let printed = print(String::new(), &mut map);
        let read: serde_yaml::Value =
            serde_yaml::from_str(&printed).unwrap_or_else(|error| panic!("{error} in:\n{printed}"));
        read["key"].clone()
    }

    #[test]
    fn awkward_text_is_read_back_as_it_was() {
        for text in [
            "",
            " ",
            "a b ",
            " a",
            "- a",
            "a: b",
            "a #b",
            "#a",
            "'",
            "\"",
            "it's",
            "a\\b",
            "!x",
            "&x",
            "*x",
            "%x",
            "@x",
            "`x`",
            "{a}",
            "[a]",
            "a, b",
            "yes",
            "no",
            "on",
            "off",
            "true",
            "null",
            "~",
            "0x10",
            "010",
            "1e3",
            "1_000",
            "12:30",
            ".5",
            "-1",
            "=",
            "?",
            "? a",
            "|",
            ">",
            "---",
            "...",
            "a\nb",
            "a\nb\n",
            "\na\n",
            "  a\n b\n",
            "a\n\n",
            "a\r\nb",
            "\ttab",
            "a\tb",
            "über",
            "\u{1f600}",
            "\u{feff}",
            "\u{7f}",
            "a\n\tb\n",
            "# not a comment\nb\n",
        ] {
            assert_eq!(read_back(text.into()), serde_yaml::Value::from(text), "{text:?}");
            let list = YamlNode::Inline(vec![text.into()]);
            if !text.contains('\n') {
                assert_eq!(read_back(list)[0], serde_yaml::Value::from(text), "[{text:?}]");
            }
            let items = YamlNode::List(vec![text.into(), "end".into()]);
            assert_eq!(read_back(items)[0], serde_yaml::Value::from(text), "- {text:?}");
        }
    }

    /// What YAML 1.1 reads as something else than text, as its types say it; a fraction has one point, as in every reader.
    ///
    /// Source: <https://yaml.org/type/>
    const TYPES: [&str; 8] = [
        "^(y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$",
        "^(~|null|Null|NULL|)$",
        "^[-+]?(0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)$",
        r"^[-+]?([0-9][0-9_]*)?\.[0-9]*([eE][-+][0-9]+)?$",
        r"^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*$",
        r"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$",
        r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?([ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?)?$",
        "^(<<|=)$",
    ];

    /// What YAML 1.2 reads as something else than text.
    ///
    /// Source: <https://yaml.org/spec/1.2.2/#1032-tag-resolution>
    const CORE: [&str; 3] = [
        "^(null|Null|NULL|~|true|True|TRUE|false|False|FALSE|)$",
        "^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$",
        r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$",
    ];

    #[test]
    fn no_reader_takes_text_for_anything_else() {
        let types: Vec<regex_lite::Regex> =
            TYPES.iter().chain(&CORE).map(|pattern| regex_lite::Regex::new(pattern).unwrap()).collect();
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let shapes = [
            "[-+]?[0-9_:.xobeE+a-f-]{0,8}",
            "[-+]?0[xob][0-9a-f_]{0,4}",
            "[-+]?[0-9]{1,3}(:[0-9]{1,2}){1,2}(\\.[0-9]{0,2})?",
            "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ]{1,2}[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,2})?( ?(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?)?",
            "[-+]?\\.?(inf|Inf|INF|nan|NaN|NAN)|~|<<|=|[yYnN]|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF]|[nN][uU][lL][lL]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]",
        ];
        let mut ambiguous = 0;
        for shape in shapes {
            let texts = proptest::string::string_regex(shape).unwrap();
            for _ in 0..2_000 {
                let text: String = ValueTree::current(&texts.new_tree(&mut runner).unwrap());
                let is_ambiguous = types.iter().any(|of_type| of_type.is_match(&text));
                ambiguous += usize::from(is_ambiguous);
                for printed in
                    [Printer::new().quoted(&text).into_owned(), Printer::new().flow_item(&text.as_str().into())]
                {
                    assert!(!is_ambiguous || printed.starts_with(['"', '\'']), "{text:?} is printed as {printed}");
                    assert_eq!(serde_yaml::from_str::<String>(&printed).ok(), Some(text.clone()), "{printed}");
                }
            }
        }
        assert!(ambiguous > 2_000, "{ambiguous} of the texts could be taken for something else");
    }

    #[test]
    fn an_address_and_a_version_stand_bare() {
        for (text, printed) in
            [("192.0.2.123", "192.0.2.123"), ("1.2.3", "1.2.3"), ("1.2", "\"1.2\""), ("1..2", "\"1..2\"")]
        {
            assert_eq!(Printer::new().quoted(text), printed);
            assert_eq!(serde_yaml::from_str::<serde_yaml::Value>(printed).unwrap(), serde_yaml::Value::from(text));
        }
    }

    #[test]
    fn a_key_is_text_too() {
        let mut map = Map::new();
        for key in ["on", "y", "NO", "null"] {
            map.insert(key, "x");
        }
        assert_eq!(print(String::new(), &mut map), "on: x\n\"y\": x\n\"NO\": x\n\"null\": x\n");
    }

    #[test]
    fn what_is_certainly_plain_is_so_to_the_library() {
        let printer = Printer::new();
        let mut plain = 0;
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let texts =
            proptest::string::string_regex("(\\$\\{\\{ )?[A-Za-z][ -~]{0,12}|[A-Za-z]{1,8}|[a-z. _/$@{}()-]{1,16}")
                .unwrap();
        for _ in 0..20_000 {
            let text: String = ValueTree::current(&texts.new_tree(&mut runner).unwrap());
            if is_word(&text) {
                plain += 1;
                let asked = serde_saphyr::to_string_with_options(&text, printer.options.clone()).unwrap();
                assert_eq!(asked, format!("{text}\n"));
            }
        }
        assert!(plain > 5_000, "{plain} of the texts were plain");
        for word in VALUES {
            assert!(!is_word(&word.to_uppercase()), "{word}");
        }
    }

    #[test]
    fn keys_and_words_stand_bare() {
        let mut map = Map::new();
        map.insert("on", YamlNode::Inline(vec!["push".into(), "main".into()]));
        map.insert("uses", "owner/name@0123 ");
        map.push(MapEntry::new("contents", "read").beside(Some("check out".to_owned())));
        map.push(MapEntry::new("permissions", Map::new()).above(Some("Why\nthis")));
        assert_eq!(
            print(String::new(), &mut map),
            "on: [push, main]\nuses: \"owner/name@0123 \"\ncontents: read # check out\n# Why\n# this\npermissions: {}\n"
        );
    }
}
