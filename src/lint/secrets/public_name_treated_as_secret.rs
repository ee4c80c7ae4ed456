//! A secret whose name makes a build compile it into what browsers load.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::variables::variables;
use crate::lint::{Base, Example, Subject};

/// How the names of variables begin that a framework compiles into what browsers load.
///
/// Sources: the pages of Next.js, Vite, Create React App, `SvelteKit` and Astro, Nuxt, Gatsby, Expo and Storybook about
/// environment variables.
const INLINED: [&str; 8] =
    ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "PUBLIC_", "NUXT_PUBLIC_", "GATSBY_", "EXPO_PUBLIC_", "STORYBOOK_"];

/// A secret whose name makes a build compile it into what browsers load.
pub static RULE: Rule = Rule {
    code: "S209",
    name: "public-name-treated-as-secret",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a value is named for browsers, and treated as a secret",
    why: "Frameworks go by the beginning of a name: what begins with `NEXT_PUBLIC_`, `VITE_`, `REACT_APP_`, `PUBLIC_`, \
        `NUXT_PUBLIC_`, `GATSBY_`, `EXPO_PUBLIC_` or `STORYBOOK_` is compiled into the files that every visitor \
        loads, wherever its name stands in the code. `secret` says that nobody may read it. One of the two is wrong.",
    happens: "A key is needed in a component, and undefined there. Somebody finds that a prefix makes it work, renames it, \
        and keeps it among the secrets. From the next build on every browser has it, in plain text, and so do the \
        caches of search engines.",
    mend: "Where browsers may have it, say so: `public: NAME`. Where they may not, take the prefix off the name, read it \
        on the server alone, and change the value: it was public.",
    source: "https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser",
    example: Example::Description {
        base: Base::TwoEnvironments,
        good: "                  - secret: API_KEY
                  - public: PUBLIC_SITE_URL
",
        bad: "                  - secret: API_KEY
                  - secret: PUBLIC_SITE_URL
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for variables in &variables(subject) {
        for variable in variables.secrets() {
            let name = variable.name;
            let Some(prefix) = INLINED.into_iter().find(|prefix| name.as_str().starts_with(prefix)) else { continue };
            let mend =
                |public: String| format!("say {public} where browsers may have it; else take `{prefix}` off the name");
            let finding = Diagnostic::new(
                format!("`{name}` is treated as a secret, and named so that a build gives it to every browser"),
                &variable.place,
                "one of the two is wrong",
                mend(format!("`public: {name}`")),
            )
            .in_rust(mend(format!("`public(\"{name}\")`")));
            found.push(variable.found(finding));
        }
    }
    found
}
