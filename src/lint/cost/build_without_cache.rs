//! C501: no layer is cached from one build to the next.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "C501",
    name: "build-without-cache",
    about: Subjects::Cost,
    severity: Severity::Note,
    summary: "no layer is cached from one build to the next",
    why: "Every runner is a new machine. Without a cache each build fetches the base image, installs every \
        dependency and compiles everything, even if one line changed.",
    happens: "A one-word fix takes as long as the first build. People begin to batch their merges, and each \
        deployment contains more than one can review.",
    fix: "Keep the layers in GitHub's cache: `cache: { type: gha, mode: max }`. `max` keeps the layers of all \
        stages, which a Dockerfile with a separate stage for its dependencies needs.",
    source: "https://docs.docker.com/build/ci/github-actions/cache/#github-cache",
    example: Example::Description {
        base: Base::Build,
        good: "            cache: { type: gha, mode: max }
",
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let builds = subject.builds().filter(|at| at.build.cache.is_none());
    let each = builds.map(|at| {
        let finding = Diagnostic::new(
            "every build starts from scratch: no layer is cached",
            &at.place.key("cache"),
            "",
            "use GitHub's cache: `cache: { type: gha, mode: max }`",
        )
        .in_rust("use GitHub's cache: `cache: Some(LayerCache::gha(CacheMode::Max))`");
        at.found(finding, &at.workflow.step("Build and push the image"))
    });
    each.collect()
}
