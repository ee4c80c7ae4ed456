//! U601: an ignored rule reports nothing there.

use crate::description::Ignore;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "U601",
    name: "unused-ignore",
    about: Subjects::Upkeep,
    severity: Severity::Warning,
    summary: "an ignored rule reports nothing there",
    why: "An ignored finding is a known problem with a reason. Once it is fixed, the entry only hides the next \
        problem of the same kind.",
    happens: "A secret is removed from the image, but the entry that ignored it stays. A year later somebody \
        bakes in another one, and nothing is reported: it was ignored long ago, by somebody who has left, for \
        another reason.",
    fix: "Remove the entry from `ignore`. If the finding is on another value, move the entry there: it applies \
        to the value that contains it, and to everything inside.",
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
        format!("`{rule}` is ignored here, but reports nothing here"),
        &place.key("rule"),
        "",
        "remove it from `ignore`, or move it to the value with the finding",
    )
}
