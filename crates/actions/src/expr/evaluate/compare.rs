//! Comparison: GitHub makes numbers of both sides unless they are of one kind.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/expressions#operators>

use super::Value;
use std::sync::Arc;

/// Text for a comparison without regard to case. The small dotless i stays as it is.
pub(super) fn folded(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut folded, next| {
        if next == 'ı' {
            folded.push(next);
        } else {
            folded.extend(next.to_uppercase());
        }
        folded
    })
}

/// `left == right`.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    use Value::{Array, Boolean, Filtered, Null, Number, Object, String};
    match (left, right) {
        (Null, Null) => true,
        (Boolean(left), Boolean(right)) => left == right,
        (String(left), String(right)) => folded(left) == folded(right),
        (Array(left) | Filtered(left), Array(right) | Filtered(right)) => Arc::ptr_eq(left, right),
        (Object(left), Object(right)) => Arc::ptr_eq(left, right),
        (Null | Boolean(_) | Number(_) | String(_), Null | Boolean(_) | Number(_) | String(_)) => {
            // `NaN` equals nothing, and neither does it here.
            #[allow(clippy::float_cmp, reason = "GitHub compares exactly")]
            let equal = left.number() == right.number();
            equal
        }
        _ => false,
    }
}

/// `left < right`.
pub(super) fn less(left: &Value, right: &Value) -> bool {
    use Value::{Array, Boolean, Filtered, Null, Object, String};
    match (left, right) {
        (Boolean(left), Boolean(right)) => !left & right,
        (String(left), String(right)) => folded(left).encode_utf16().lt(folded(right).encode_utf16()),
        (Null, Null) | (Array(_) | Filtered(_) | Object(_), _) | (_, Array(_) | Filtered(_) | Object(_)) => false,
        _ => left.number() < right.number(),
    }
}
