//! C504: only the layers of the final image are cached, although other stages are built.

use crate::description::CacheMode;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "C504",
    name: "cache-of-the-final-stage-only",
    about: Subjects::Cost,
    severity: Severity::Note,
    summary: "only the layers of the final image are cached, although other stages are built",
    why: "`mode: min` caches the layers of the image that is pushed. Layers of other stages, such as the \
        dependencies of the tests, are not cached.",
    happens: "The log mentions a cache, but every build still spends minutes on installing dependencies, because \
        they are installed in a stage that is not cached.",
    fix: "Cache the layers of every stage: `mode: max`.",
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
            "only the layers of the final image are cached; the stage with the tests is built from scratch each time",
            &at.place.key("cache").key("mode"),
            "",
            "cache the layers of every stage: `mode: max`",
        )
        .in_rust("cache the layers of every stage: `mode: CacheMode::Max`");
        at.found(finding, &at.workflow.input("cache-to"))
    });
    each.collect()
}
