//! A reason that covers nothing.

use crate::description::Ignore;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A reason that covers nothing.
pub static RULE: Rule = Rule {
    code: "U601",
    name: "accepted-in-vain",
    about: Subjects::Upkeep,
    severity: Severity::Warning,
    summary: "something is accepted that is not found there",
    why: "What is accepted is a debt with a reason. Once it is paid, the reason only hides the next debt of the same \
        kind.",
    happens: "A secret is taken out of the image, and what accepted it stays. A year later somebody bakes another one in, \
        and nothing is said: it was accepted long ago, by somebody who is gone, for another reason.",
    mend: "Take the entry out of `ignore`. Where the finding is on another value, move it there: an entry holds for \
        the value on which it stands, and for what stands in that.",
    source: "https://github.com/zizmorcore/zizmor/blob/main/docs/usage.md#ignoring-results",
    example: Example::Description {
        base: Base::Build,
        good: "            timeout-minutes: 20
",
        bad: "            timeout-minutes: 20
            ignore: [{ rule: C501, reason: a build is rare }]
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

/// Whether something is accepted in vain is known only when all else is found: [`finding`] tells it.
const fn find(_: &Subject<'_>) -> Vec<Diagnostic> {
    Vec::new()
}

/// This is accepted here, and nothing is found.
pub fn finding(accepted: &Ignore, place: &Place) -> Diagnostic {
    let rule = &accepted.rule;
    Diagnostic::new(
        format!("`{rule}` is accepted here and finds nothing here"),
        &place.key("rule"),
        "",
        "take it out of `accepted`, or move it to the value that it concerns",
    )
}
