//! What is known and lived with.

use super::{Reason, RuleCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A finding of `lint` that the owner accepts, on the value that it concerns.
///
/// It holds for everything that stands in that value. One that accepts nothing is a finding itself: the reason is no longer
/// needed, or never was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ignore {
    /// The rule's code; `explain --all` tells all.
    pub rule: RuleCode,
    /// Why it is accepted.
    pub reason: Reason,
}

impl Ignore {
    /// A rule, and why what it finds is accepted.
    #[track_caller]
    pub const fn new(rule: &'static str, reason: &'static str) -> Self {
        Self { rule: RuleCode::new(rule), reason: Reason::new(reason) }
    }
}
