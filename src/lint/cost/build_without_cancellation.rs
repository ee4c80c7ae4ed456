//! C503: a build goes on although a newer push has made it obsolete.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// The rule.
pub static RULE: Rule = Rule {
    code: "C503",
    name: "build-without-cancellation",
    about: Subjects::Cost,
    severity: Severity::Note,
    summary: "a build goes on although a newer push has made it obsolete",
    why: "Without a concurrency group each push is built, even if the next one has already come. Builds finish \
        in any order, and so do the deployments that follow them.",
    happens: "Five commits are pushed within ten minutes and built five times. The build of the third one is \
        slow; it finishes last, its deployment comes last, and an older commit replaces the newest one.",
    fix: "Let a newer push cancel an older build: `concurrency: { group: build, cancel-in-progress: true }`, \
        with one group for each branch.",
    source: "https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency",
    example: Example::Description {
        base: Base::Build,
        good: "            concurrency: { group: build, cancel-in-progress: true }
",
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let builds =
        subject.builds().filter(|at| !at.build.concurrency.as_ref().is_some_and(|group| group.cancel_in_progress));
    let each = builds.map(|at| {
        let finding = Diagnostic::new(
            "a build goes on although a newer push has made it obsolete, and may finish after the newer one",
            &at.place.key("concurrency"),
            "",
            "let a newer push cancel it: `concurrency: { group: build, cancel-in-progress: true }`, one group for each branch",
        )
        .in_rust(r#"let a newer push cancel it: `concurrency: Some(BuildConcurrency::newest_wins("build"))`, one group for each branch"#);
        at.found(finding, &Position::trigger("push"))
    });
    each.collect()
}
