//! Builds of commits that nobody needs any more.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// Builds of commits that nobody needs any more.
pub static RULE: Rule = Rule {
    code: "C503",
    name: "build-without-newest-wins",
    about: Subjects::Cost,
    severity: Severity::Note,
    summary: "a build goes on though a newer push has made it superfluous",
    why: "Without a group each push builds, also when the next one is there already. Builds end in any order, and so \
        do the deployments that follow them.",
    happens: "Five commits are pushed in ten minutes and built five times. The build of the third one is slow; it ends \
        last, its deployment comes last, and an older commit replaces the newest one.",
    mend: "Let a newer push cancel an older build: `concurrency: { group: build, cancel-in-progress: true }`, a group for each branch.",
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
            "a build goes on though a newer push has made it superfluous, and may end after that one's",
            &at.place.key("concurrency"),
            "",
            "let a newer push cancel it: `concurrency: { group: build, cancel-in-progress: true }`, a group for each branch",
        )
        .in_rust(r#"let a newer push cancel it: `concurrency: Some(BuildConcurrency::newest_wins("build"))`, a group for each branch"#);
        at.found(finding, &Position::trigger("push"))
    });
    each.collect()
}
