//! A secret that is baked into an image.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::baked;
use crate::lint::{Base, Example, Subject};

/// A secret that is baked into an image.
pub static RULE: Rule = Rule {
    code: "S201",
    name: "secret-in-image",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a secret is a build argument: whoever can pull the image can read it",
    why: "Docker writes the arguments that a layer was built with into the image's history. They stand there in the \
        clear, beside the `RUN` that saw them, in every copy of the image and for as long as the registry keeps it.",
    happens: "`docker history --no-trunc IMAGE` prints the value beside the layer of each `RUN` behind the `ARG`; no container \
        has to run. An account that may only pull, \
        a laptop with a copy of the image, a registry that is made public by mistake: each of them is the secret. \
        Rotating it means building every image anew and deleting the old ones.",
    mend: "Take it out of `build-args`. What the build needs, such as the token of a package registry, it mounts: `build-secrets: [{ \
        id: npm, secret: NPM_TOKEN }]`, and in the Dockerfile `RUN --mount=type=secret,id=npm npm ci`, which reads \
        it as the file /run/secrets/npm (`id=npm,env=NPM_TOKEN` as a variable). It is there while this `RUN` runs, \
        and in no layer; no `ARG` names it any more. What the running service needs stands in its `env-file`: \
        `secret: NAME`. Then change the value: every older image keeps the old one.",
    source: "https://docs.docker.com/build/building/secrets/",
    example: Example::Description {
        base: Base::Compose,
        good: "            arguments:
",
        bad: "            arguments:
              - secret: API_KEY
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
                format!("the secret `{name}` is baked into the image: `docker history` shows it to whoever can pull"),
                &argument.place,
                "a build argument stays in the layer of the `RUN` that sees it",
                format!(
                    "needed while it builds: `build-secrets: [{{ id: {id}, secret: {name} }}]`; while it runs: `secret: {name}` in `env-file`"
                ),
            )
            .in_rust(format!(
                "needed while it builds: `build_secrets: vec![BuildSecret::new(\"{id}\", \"{name}\")]`; while it runs: `secret(\"{name}\")` in `env_file`"
            ));
            found.push(argument.found(finding));
        }
    }
    found
}
