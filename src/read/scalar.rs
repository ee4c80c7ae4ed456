//! What a word without quotes means: YAML 1.2's core schema, <https://yaml.org/spec/1.2.2/#103-core-schema>.
//!
//! `on`, `off`, `yes` and `no` are words, as a reader expects; in YAML 1.1 they were booleans.

/// Whether it is nothing.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether it is true or false.
pub(super) fn is_truth(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}

/// Whether it is a number, of any notation.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    let in_base = |prefix: &str, base: u32| {
        digits.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.chars().all(|next| next.is_digit(base)))
    };
    let begins = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    in_base("0x", 16)
        || in_base("0o", 8)
        || (begins && text.contains(|next: char| next.is_ascii_digit()) && text.parse::<f64>().is_ok())
        || matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN")
}

/// Whether another reader could take it for something else, though it is text here.
pub(super) fn is_old_truth(text: &str) -> bool {
    ["yes", "no", "on", "off", "y", "n"].contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_yaml_1_2_says() {
        for number in ["0", "-1", "+12", "1.5", "1e3", ".5", "0x1F", "0o17", "0300", ".inf"] {
            assert!(is_number(number), "{number}");
        }
        for text in ["", "-", ".", "on", "1.2.3", "inf", "nan", "1_000", "0xZ", "12:30", "e3"] {
            assert!(!is_number(text), "{text}");
        }
        assert!(!is_truth("yes") && is_old_truth("On"));
    }
}
