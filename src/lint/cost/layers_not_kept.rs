//! A build that begins anew each time.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A build that begins anew each time.
pub static RULE: Rule = Rule {
    code: "C501",
    name: "layers-not-kept",
    about: Subjects::Cost,
    severity: Severity::Note,
    summary: "no layer is kept from one build to the next",
    why: "A runner is a new machine every time. Without a cache each build fetches the base image, installs every \
        dependency and compiles everything, also when one line changed.",
    happens: "A fix of one word takes as long as the first build did. People begin to batch their merges, and each \
        deployment carries more than one can think through.",
    mend: "Keep the layers in GitHub's cache: `cache: { type: gha, mode: max }`. `max` keeps those \
        of every stage, which a Dockerfile with a stage for its dependencies needs.",
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
            "every build begins anew: no layer is kept",
            &at.place.key("cache"),
            "",
            "keep them in GitHub's cache: `cache: { type: gha, mode: max }`",
        )
        .in_rust("keep them in GitHub's cache: `cache: Cache { layers: LayerCache::GitHubActions { mode: CacheMode::Max, ignore_error: false }, folders: vec![] }`");
        at.found(finding, &at.workflow.step("Build and push the image"))
    });
    each.collect()
}
