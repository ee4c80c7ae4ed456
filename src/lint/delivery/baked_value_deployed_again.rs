//! A value that is baked into the image, and set again where it changes nothing.

use crate::description::{EnvSource, SecretName, Variable};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Names;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A value that is baked into the image, and set again where it changes nothing.
pub static RULE: Rule = Rule {
    code: "D104",
    name: "baked-value-deployed-again",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a value that the build bakes in is set again at the deployment, where a change reaches the server's process alone",
    why: "What a build bakes in as `public` is in the image: compiled into the files that browsers load, or into pages \
        that were rendered while it was built. A deployment that writes the same name into its environment file \
        sets it for the server's process alone. What this process reads when it runs follows the deployment, all \
        else the build; the two are one value only as long as nobody changes either.",
    happens: "An address moves. Somebody changes it at the deployment and deploys again: the server's own requests go to \
        the new address, those of every browser still to the old one, and half of the site works. Only a new build \
        would have changed both.",
    mend: "Say it in one place. What only browsers get, take out of the environment file's variables. What only the server's \
        process reads, take out of the build's `build-args`. What both read, change only together with a new build, \
        and let both take it from one secret.",
    source: "https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser",
    example: Example::Description {
        base: Base::Compose,
        good: "                  - secret: API_KEY
",
        bad: r#"                  - secret: API_KEY
                  - literal: { name: BACKEND_URL, value: "https://api.example.com" }
"#,
    },
    gotcha: Some(4),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let Some(EnvSource::Variables(variables)) = at.deployment.env_file.as_ref().map(|file| &file.from) else {
            continue;
        };
        let is_baked = |name: &str| {
            let mut arguments = at.build.build_args.iter();
            arguments.any(|argument| argument.name() == name && !matches!(argument, Variable::Secret(_)))
        };
        let baked: Vec<(usize, &Variable)> =
            variables.iter().enumerate().filter(|(_, variable)| is_baked(variable.name())).collect();
        let Some((index, first)) = baked.first() else { continue };
        let names: Names = baked.iter().map(|(_, variable)| variable.name()).collect();
        let place = at.place.key("env-file").key("from").key("variables").in_words("environment file").index(*index);
        let finding = Diagnostic::new(
            format!("changed here alone, what was built keeps the old value of: {}", names.joined(", ")),
            &place.written_at(first.held_in().and_then(SecretName::written_at)),
            format!("the build `{}` bakes it in", at.build.workflow),
            "take out here what the running service does not read, and out of `build-args` what it alone reads; change the rest together with a new build",
        );
        found.push(at.found(finding, &at.workflow.variable(first.name())));
    }
    found
}
