//! A value that everybody may read, under the name of a secret.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::{baked, is_credential};
use crate::lint::{Base, Example, Subject};

/// A value that everybody may read, under the name of a secret.
pub static RULE: Rule = Rule {
    code: "S205",
    name: "secret-name-of-a-public-value",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a value that everybody may read is named like a secret",
    why: "`public` says that a browser gets the value; its name says that nobody should. One of the two is wrong, and \
        who reads the name believes it.",
    happens: "A relay's credential is compiled into the page that every visitor loads. Its name ends in `CREDENTIAL`, it \
        is kept among the secrets, and whoever rotates secrets thinks that it was one.",
    mend: "Where it must stay secret, say `secret: NAME` and keep it on the server, which gives browsers short-lived \
        credentials instead. Where everybody may have it, give it a name that says so; or accept the finding with \
        the reason.",
    source: "https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser",
    example: Example::Description {
        base: Base::Compose,
        good: "              - public: BACKEND_URL
",
        bad: "              - public: BACKEND_URL
              - public: PULL_TOKEN
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for arguments in &baked(subject) {
        for argument in arguments.publics().filter(|argument| is_credential(argument.name.as_str())) {
            let name = argument.name;
            let finding = Diagnostic::new(
                format!("`{name}` is named like a secret, and is baked in for everybody to read"),
                &argument.place,
                "one of the two is wrong",
                format!(
                    "keep it on the server, `secret: {name}` in `env-file`; or give it a name that says that it is public"
                ),
            )
            .in_rust(format!(
                "keep it on the server, `secret(\"{name}\")` in `env_file`; or give it a name that says that it is public"
            ));
            found.push(argument.found(finding));
        }
    }
    found
}
