//! Between numbers and text, both ways as GitHub's library does: JavaScript's own rules.

use ryu_js::Buffer;

/// The number that text means: decimal, hexadecimal, octal or binary, with or without an exponent. Empty text is 0; text that
/// is not a number is `NaN`.
pub(super) fn from_text(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    let whole = |digits: &str, radix| match u128::from_str_radix(digits, radix) {
        // Rust would read a sign here, GitHub does not.
        #[allow(clippy::cast_precision_loss, reason = "the nearest number is meant")]
        Ok(value) if !digits.starts_with('+') => value as f64,
        _ => f64::NAN,
    };
    match text.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => return whole(&text[2..], 16),
        Some("0o") => return whole(&text[2..], 8),
        Some("0b") => return whole(&text[2..], 2),
        _ => {}
    }
    match text {
        "" => 0.0,
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        // Rust reads words such as `inf`, too.
        _ if text.chars().all(|next| next.is_ascii_digit() || matches!(next, '.' | '+' | '-' | 'e' | 'E')) => {
            text.parse().unwrap_or(f64::NAN)
        }
        _ => f64::NAN,
    }
}

/// The number as text: at most 15 digits behind the point.
pub(super) fn to_text(value: f64) -> String {
    let rounded = if value.abs() < 1e21 { from_text(Buffer::new().format_to_fixed(value, 15)) } else { value };
    exact(rounded)
}

/// The number as JSON and expressions write it: the shortest digits that mean it.
pub(in crate::expr) fn exact(value: f64) -> String {
    // Negative zero is written without its sign.
    if value == 0.0 { "0".to_owned() } else { Buffer::new().format(value).to_owned() }
}

/// What JavaScript calls a space, and Rust does not, or the other way round, included.
fn is_space(character: char) -> bool {
    (character.is_whitespace() && character != '\u{85}') || character == '\u{feff}'
}
