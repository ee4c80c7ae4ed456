//! An image that no test has seen.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// An image that no test has seen.
pub static RULE: Rule = Rule {
    code: "D107",
    name: "image-without-tests",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a commit that fails its tests is built, pushed and deployed all the same",
    why: "The build goes straight from the checkout to the image, and its success is what the deployment waits for. So \
        whatever compiles is delivered; whether tests ran before the merge is a habit, and nothing that holds.",
    happens: "Two pull requests pass their tests, each on its own; merged, they break each other. The build of `main` \
        succeeds, for both compile, and the deployment puts the broken pair into production.",
    mend: "Run the tests as a stage of the Dockerfile and name it: `test-target: test`. It is built before the image, \
        from the same layers, and nothing is pushed while it fails.",
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
            "no test comes before the image",
            "name the stage of the Dockerfile that runs the tests, such as `test-target: test`",
        )
        .in_rust(r#"name the stage of the Dockerfile that runs the tests, such as `test_target: Some("test".into())`"#);
        at.found(finding, &at.workflow.step("Build and push the image"))
    });
    each.collect()
}
