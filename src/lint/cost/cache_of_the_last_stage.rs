//! A cache that holds the last stage alone.

use crate::description::CacheMode;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A cache that holds the last stage alone.
pub static RULE: Rule = Rule {
    code: "C504",
    name: "cache-of-the-last-stage",
    about: Subjects::Cost,
    severity: Severity::Note,
    summary: "only the layers of the final image are kept, though other stages are built",
    why: "`mode: min` keeps the layers of the image that is pushed. What other stages did, such as installing what the \
        tests need, is not among them.",
    happens: "The log speaks of a cache, and every build still takes minutes to install dependencies, because they are \
        installed in a stage that nothing keeps.",
    mend: "Keep the layers of every stage: `mode: max`.",
    source: "https://docs.docker.com/build/cache/backends/#cache-mode",
    example: Example::Description { base: Base::Build, good: "mode: max", bad: "mode: min" },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let builds = subject.builds().filter(|at| {
        at.build.test_target.is_some() && at.build.cache.as_ref().is_some_and(|cache| cache.mode == CacheMode::Min)
    });
    let each = builds.map(|at| {
        let finding = Diagnostic::new(
            "only the layers of the final image are kept, and the tests' stage is built anew each time",
            &at.place.key("cache").key("mode"),
            "",
            "keep the layers of every stage: `mode: max`",
        )
        .in_rust("keep the layers of every stage: `mode: CacheMode::Max`");
        at.found(finding, &at.workflow.input("cache-to"))
    });
    each.collect()
}
