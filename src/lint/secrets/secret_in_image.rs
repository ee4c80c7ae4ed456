//! S201: a secret is a build argument: everyone who can pull the image can read it.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::baked;
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S201",
    name: "secret-in-image",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a secret is a build argument: everyone who can pull the image can read it",
    why: "Docker writes the build arguments of a layer into the image's history. They are there in plain text, \
        next to the `RUN` that used them, in every copy of the image and for as long as the registry keeps it.",
    happens: "`docker history --no-trunc IMAGE` prints the value next to the layer of each `RUN` after the \
        `ARG`; no container has to run. An account that can only pull, a laptop with a copy of the image, or a \
        registry that becomes public by mistake is enough. Rotating the secret means rebuilding every image and \
        deleting the old ones.",
    fix: "Remove it from `build-args`. If the build needs it, as for a package registry's token, mount it: \
        `build-secrets: [{ id: npm, secret: NPM_TOKEN }]`, and in the Dockerfile `RUN --mount=type=secret,id=npm \
        npm ci`, which reads it as the file /run/secrets/npm (with `id=npm,env=NPM_TOKEN` as a variable). It \
        exists only while this `RUN` runs and is in no layer; remove its `ARG`. If the running service needs it, \
        add `secret: NAME` to its environment file. Then change the value: every older image contains the old \
        one.",
    source: "https://docs.docker.com/build/building/secrets/",
    example: Example::Description {
        base: Base::Compose,
        good: "            build-args:
",
        bad: "            build-args:
              API_KEY: { secret: API_KEY }
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for arguments in &baked(subject) {
        for argument in arguments.secrets() {
            let name = argument.name;
            let id = name.as_str().to_ascii_lowercase();
            let finding = Diagnostic::new(
                format!("the secret `{name}` is baked into the image: `docker history` shows it to everyone who can pull"),
                &argument.place,
                "a build argument is stored with the layer of each `RUN`",
                format!(
                    "if the build needs it: `build-secrets: [{{ id: {id}, secret: {name} }}]`; if the service needs it: `{name}: {{ secret: {name} }}` in `env`"
                ),
            )
            .in_rust(format!(
                "if the build needs it: `build_secrets: vec![BuildSecret::new(\"{id}\", \"{name}\")]`; if the service needs it: `secret(\"{name}\")` in `env`"
            ));
            found.push(argument.found(finding));
        }
    }
    found
}
