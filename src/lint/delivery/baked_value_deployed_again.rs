//! D104: a value that is baked into the image is also set at the deployment, where a change reaches only the server's
//! process.

use crate::description::Variable;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Names;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D104",
    name: "baked-value-deployed-again",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a value that is baked into the image is also set at the deployment, where a change reaches only \
        the server's process",
    why: "A `public` build argument is part of the image: it is compiled into the files that browsers load, and \
        into pages that are rendered at build time. If the deployment also writes it to the environment file, \
        that value only reaches the server's process. What the process reads at run time comes from the \
        deployment, everything else from the build. The two are equal only until somebody changes one of them.",
    happens: "An address changes. Somebody changes it at the deployment and deploys again: the server's own \
        requests use the new address, every browser still uses the old one, and half of the site works. Only a \
        new build would have changed both.",
    fix: "Keep the value in one place. If only browsers use it, remove it from the environment file. If only \
        the server's process uses it, remove it from the build's `build-args`. If both use it, let both read it \
        from one secret, and change it only together with a new build.",
    source: "https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser",
    example: Example::Description {
        base: Base::Compose,
        good: "              API_KEY: { secret: API_KEY }
",
        bad: r#"              API_KEY: { secret: API_KEY }
              BACKEND_URL: "https://api.example.com"
"#,
    },
    gotcha: Some(4),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let is_baked = |name: &str| {
            let mut arguments = at.build.build_args.iter();
            arguments.any(|argument| argument.name() == name && !argument.is_secret())
        };
        let baked: Vec<&Variable> = at.deployment.env.iter().filter(|variable| is_baked(variable.name())).collect();
        let Some(first) = baked.first() else { continue };
        let names: Names = baked.iter().map(|variable| variable.name()).collect();
        let place = at.place.key("env").in_words("environment of the service").variable(first);
        let finding = Diagnostic::new(
            format!("if changed only here, the built image keeps the old value of: {}", names.joined(", ")),
            &place,
            format!("the build `{}` bakes it in", at.build.workflow),
            "remove here what the running service does not read, and from `build-args` what only the running service reads; change the rest only together with a new build",
        );
        found.push(at.found(finding, &at.workflow.variable(first.name())));
    }
    found
}
