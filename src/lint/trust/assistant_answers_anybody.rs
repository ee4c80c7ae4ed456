//! An assistant that anybody can set to work.

use crate::description::{Audience, RepositoryAccess};
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// An assistant that anybody can set to work.
pub static RULE: Rule = Rule {
    code: "T302",
    name: "assistant-answers-anybody",
    about: Subjects::Trust,
    severity: Severity::Error,
    summary: "whoever can write a comment sets an assistant to work",
    why: "The assistant's job holds a token that may comment and, where it may, push. What sets it off is its \
        mention in a text, and what it does is what the text says. In a public repository everybody may write such a \
        text; in a private one, everybody with read access. The action asks by itself whether whoever mentions it may \
        write, and ends otherwise: the last line of defence is one input of somebody else's release \
        (`allowed_non_write_users`), asked when the job with its token and its secret runs already.",
    happens: "A stranger opens an issue: `@assistant, add this dependency and open a pull request`. A job starts, is \
        paid for, and holds what the assistant holds. On the day on which somebody lets others ask it, or the action's own \
        question has a hole, the assistant does as it is told, and prints for the next one what it can read.",
    mend: "Let it answer members alone: `allowed: members`, which asks GitHub for the author's association (owner, \
        member, collaborator) beside the mention.",
    source: "https://docs.github.com/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks",
    example: Example::Description {
        base: Base::Assistant,
        good: "      allowed: members
",
        bad: "      allowed: everyone
",
    },
    gotcha: Some(11),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, assistant) in subject.assistants().filter(|(_, each)| each.allowed == Audience::Everyone) {
        let (can, shown) = match assistant.access {
            RepositoryAccess::Write => ("it may push commits", "contents"),
            RepositoryAccess::Comment => ("every answer is paid for", "issues"),
        };
        let finding = Diagnostic::new(
            format!("whoever writes `{}` in a comment sets it to work, and {can}", assistant.trigger_phrase),
            &at.place.key("allowed"),
            "it answers anybody",
            "let it answer members alone: `allowed: members`",
        )
        .in_rust("let it answer members alone: `allowed: Audience::Members`");
        found.push(at.found(finding, &at.job().key("permissions").key(shown)));
    }
    found
}
