//! A secret that is baked into an image.

use crate::check::Finding;
use crate::lint::rule::{Finds, Found, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use crate::spec::Variable;

/// A secret that is baked into an image.
pub static RULE: Rule = Rule {
    code: "S201",
    name: "secret-in-image",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a secret is a build argument: whoever can pull the image can read it",
    why: "Docker writes the arguments that a layer was built with into the image's history. They stand there in the \
        clear, beside the `RUN` that saw them, in every copy of the image and for as long as the registry keeps it.",
    happens: "`docker history --no-trunc IMAGE` prints the value; no container has to run. An account that may only pull, \
        a laptop with a copy of the image, a registry that is made public by mistake: each of them is the secret. \
        Rotating it means building every image anew and deleting the old ones.",
    mend: "Take it out of `arguments`, and give it to the running service: `env-file`, with `secret: NAME`. What a \
        build itself needs, a token for a package registry for one, belongs into a BuildKit secret mount (`RUN \
        --mount=type=secret`), which leaves nothing in the image; pipewright has no field for that yet.",
    source: "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
    example: Example {
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

fn find(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for at in subject.builds() {
        for (index, argument) in at.build.arguments.iter().enumerate() {
            let Variable::Secret(name) = argument else { continue };
            let place = at.place.key("arguments").in_words("arguments").index(index).key("secret");
            let finding = Finding::new(
                format!("the secret `{name}` is baked into the image: `docker history` shows it to whoever can pull"),
                &place.written_at(name.written_at()),
                "a build argument stays in the layer of the `RUN` that sees it",
                format!("give it to the running service instead: `secret: {name}` among the variables of `env-file`"),
            );
            found.push(at.found(finding, format!("{name}: {}", concat!("$", "{{ secrets."))));
        }
    }
    found
}
