//! S205: a public value has the name of a secret.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::{baked, is_credential};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S205",
    name: "secret-name-of-a-public-value",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a public value has the name of a secret",
    why: "`public` says that browsers get the value; its name says that nobody should. One of the two is wrong, \
        and people believe the name.",
    happens: "A relay's credential is compiled into the page that every visitor loads. Its name ends in \
        `CREDENTIAL`, it is stored as a secret, and whoever rotates secrets believes that it was one.",
    fix: "If it must stay secret, use `secret: NAME` and keep it on the server, which gives browsers \
        short-lived credentials instead. If it is public, give it a name that says so; or ignore this finding \
        with a reason.",
    source: "https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser",
    example: Example::Description {
        base: Base::Compose,
        good: "              BACKEND_URL: { public: BACKEND_URL }
",
        bad: "              BACKEND_URL: { public: BACKEND_URL }
              PULL_TOKEN: { public: PULL_TOKEN }
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
                format!("`{name}` has the name of a secret, but everyone can read it in the image"),
                &argument.place,
                "one of the two is wrong",
                format!(
                    "keep it on the server, `{name}: {{ secret: {name} }}` in `env`; or give it a name that shows that it is public"
                ),
            )
            .in_rust(format!(
                "keep it on the server, `secret(\"{name}\")` in `env`; or give it a name that shows that it is public"
            ));
            found.push(argument.found(finding));
        }
    }
    found
}
