//! S209: a value has a name for browsers, but is used as a secret.

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

/// The rule.
pub static RULE: Rule = Rule {
    code: "S209",
    name: "public-name-treated-as-secret",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a value has a name for browsers, but is used as a secret",
    why: "Frameworks go by the prefix of a name: what begins with `NEXT_PUBLIC_`, `VITE_`, `REACT_APP_`, \
        `PUBLIC_`, `NUXT_PUBLIC_`, `GATSBY_`, `EXPO_PUBLIC_` or `STORYBOOK_` is compiled into the files that \
        every visitor loads, wherever the code uses it. `secret` says that nobody may read it. One of the two is \
        wrong.",
    happens: "A component needs a key, which is undefined there. Somebody finds that a prefix makes it work, \
        renames it, and keeps it as a secret. From the next build on every browser has it in plain text, and so \
        do the caches of search engines.",
    fix: "If browsers may have it, use `public: NAME`. If not, remove the prefix, read it only on the server, \
        and change the value: it was public.",
    source: "https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser",
    example: Example::Description {
        base: Base::TwoEnvironments,
        good: "              API_KEY: { secret: API_KEY }
              PUBLIC_SITE_URL: { public: PUBLIC_SITE_URL }
",
        bad: "              API_KEY: { secret: API_KEY }
              PUBLIC_SITE_URL: { secret: PUBLIC_SITE_URL }
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
            let mend = |public: String| {
                format!("use {public} if browsers may have it; otherwise remove `{prefix}` from the name")
            };
            let finding = Diagnostic::new(
                format!("`{name}` is used as a secret, but its name makes a build give it to every browser"),
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
