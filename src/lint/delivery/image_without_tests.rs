//! D107: a commit that fails its tests is built, pushed and deployed.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D107",
    name: "image-without-tests",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a commit that fails its tests is built, pushed and deployed",
    why: "The build goes straight from the checkout to the image, and the deployment only waits for the build's \
        success. So everything that compiles is delivered. Whether tests ran before the merge is not guaranteed.",
    happens: "Two pull requests pass their tests; merged, they break each other. The build of `main` succeeds, \
        because the code compiles, and the deployment puts it into production.",
    fix: "Run the tests in a stage of the Dockerfile and set `test-target: test`. The stage is built before the \
        image, from the same layers, and nothing is pushed if it fails.",
    source: "https://docs.docker.com/guides/nodejs/run-tests/#run-tests-when-building",
    example: Example::Description {
        base: Base::Build,
        good: "            test-target: test
",
        bad: "",
    },
    gotcha: Some(10),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let builds = subject.builds().filter(|at| at.build.test_target.is_none());
    let each = builds.map(|at| {
        let finding = Diagnostic::new(
            "a commit that fails its tests is built and pushed all the same",
            &at.place.key("test-target"),
            "no tests run before the build",
            "name the stage of the Dockerfile that runs the tests, such as `test-target: test`",
        )
        .in_rust(r#"name the stage of the Dockerfile that runs the tests, such as `test_target: Some("test".into())`"#);
        at.found(finding, &at.workflow.step("Build and push the image"))
    });
    each.collect()
}
