//! Values in shell text: always quoted, always in a block of settings, never in the middle of code.

/// `text` as one word of a shell, in single quotes.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A command's name with its arguments, each quoted.
pub fn command<'a>(name: &str, arguments: impl IntoIterator<Item = &'a str>) -> String {
    let words = arguments.into_iter().map(quoted);
    std::iter::once(name.to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_back_what_was_quoted() {
        for text in
            ["", "plain", "two words", "it's", "$HOME", "`id`", "a\nb", "\\", "!", "*", "~", "a;b", "\"", "#a", "-n"]
        {
            let script = format!("printf '%s' {}", quoted(text));
            let output = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
            // `printf` itself takes `-n` for text here, because the format comes first.
            assert_eq!(String::from_utf8(output.stdout).unwrap(), text);
        }
    }
}
