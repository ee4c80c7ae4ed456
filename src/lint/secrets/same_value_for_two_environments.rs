//! A secret that has one value for two environments.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Names;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A secret that has one value for two environments.
pub static RULE: Rule = Rule {
    code: "S208",
    name: "same-value-for-two-environments",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a secret of the repository is one value for several environments",
    why: "A secret that the repository holds has one value. Jobs of two environments that read it get the same one, so \
        whoever has it from one of them has it for both: what leaks where things are tried out opens production.",
    happens: "The server for trying things out is looked after by few and reached by many. A token is read from its \
        environment file, and it is production's as well. Rotating it in a hurry takes both down, because nobody \
        can change one without the other.",
    mend: "Let each environment hold a value of its own, under the same name: `environments: [trial, live]`, \
        and set it in the settings of both environments. No workflow changes. Where one value is meant, such as a \
        token that may do no more than read packages, accept the finding with the reason.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments#environment-secrets",
    example: Example::Description {
        base: Base::TwoEnvironments,
        good: "      - name: PULL_TOKEN
        environments: [trial, live]
",
        bad: "      - name: PULL_TOKEN
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.secrets().filter(|at| at.secret.environments.is_empty()) {
        let mut environments = Vec::new();
        let mut last = None;
        for (environment, place) in at.uses.iter().filter_map(|each| Some((each.environment?, each))) {
            if !environments.contains(&environment) {
                environments.push(environment);
                last = Some(place);
            }
        }
        let Some(last) = last.filter(|_| environments.len() > 1) else { continue };
        let names: Names = environments.iter().map(|name| name.as_str()).collect();
        let data = format!("`environments: [{names}]`");
        let held_in: Vec<String> =
            environments.iter().map(|name| format!("EnvironmentName::new(\"{name}\")")).collect();
        let secret = format!("`Secret::of(&[{}], SecretName::new(\"{}\"))`", held_in.join(", "), at.secret.name);
        // A job without an environment gets nothing that environments hold.
        let elsewhere = at.uses.iter().any(|each| each.environment.is_none());
        let rest = if elsewhere { "; what uses it in no environment needs another secret then" } else { "" };
        let [help, in_rust] = [data, secret].map(|mend| format!("let each hold a value of its own: {mend}{rest}"));
        let finding = Diagnostic::new(
            format!("`{}` is one value for the environments {}", at.secret.name, names.joined(" and ")),
            &at.place.key("environments"),
            "the repository holds it",
            help,
        )
        .in_rust(in_rust);
        found.push(at.found_in(subject, finding, last));
    }
    found
}
