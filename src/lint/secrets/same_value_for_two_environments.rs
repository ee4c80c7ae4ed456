//! S208: a secret of the repository has one value for several environments.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Names;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S208",
    name: "same-value-for-two-environments",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a secret of the repository has one value for several environments",
    why: "A secret of the repository has one value. Jobs of two environments that read it get the same value, so \
        a leak in one environment opens both.",
    happens: "A test server has few admins and many users. A token is read from its environment file, and it is \
        also production's. Rotating it in a hurry takes both down, because nobody can change one without the \
        other.",
    fix: "Give each environment its own value under the same name: `environments: [trial, live]`, and set it in \
        the settings of both environments. No workflow changes. If one value is intended, such as a token that \
        can only read packages, ignore this finding with a reason.",
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
        let rest = if elsewhere { "; uses outside of these environments then need another secret" } else { "" };
        let [help, in_rust] = [data, secret].map(|mend| format!("give each its own value: {mend}{rest}"));
        let finding = Diagnostic::new(
            format!("`{}` has one value for the environments {}", at.secret.name, names.joined(" and ")),
            &at.place.key("environments"),
            "it is a secret of the repository",
            help,
        )
        .in_rust(in_rust);
        found.push(at.found_in(subject, finding, last));
    }
    found
}
