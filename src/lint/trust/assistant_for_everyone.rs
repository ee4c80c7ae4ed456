//! T302: everyone who can write a comment can start an assistant.

use crate::description::{Audience, RepositoryAccess};
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "T302",
    name: "assistant-for-everyone",
    about: Subjects::Trust,
    severity: Severity::Error,
    summary: "everyone who can write a comment can start an assistant",
    why: "The assistant's job has a token that can comment and, depending on `access`, push. A mention in a text \
        starts it, and the text tells it what to do. In a public repository everyone can write such a text; in a \
        private one, everyone with read access. The action itself checks whether the author may write to the \
        repository. But that check is an input of somebody else's release (`allowed_non_write_users`), and it \
        runs when the job already has its token and its secret.",
    happens: "A stranger opens an issue: `@assistant, add this dependency and open a pull request`. A job \
        starts, costs money, and has the assistant's permissions. As soon as somebody relaxes the action's \
        check, or the check has a bug, the assistant does what it is told, and prints what it can read.",
    fix: "Let only members use it: `allowed: members`. Then the job's condition also checks the author's \
        association (owner, member, collaborator).",
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
            RepositoryAccess::Write => ("it can push commits", "contents"),
            RepositoryAccess::Comment => ("every answer costs money", "issues"),
        };
        let finding = Diagnostic::new(
            format!("everyone who writes `{}` in a comment can start it, and {can}", assistant.trigger_phrase),
            &at.place.key("allowed"),
            "everyone can start it",
            "let only members use it: `allowed: members`",
        )
        .in_rust("let only members use it: `allowed: Audience::Members`");
        found.push(at.found(finding, &at.job().key("permissions").key(shown)));
    }
    found
}
