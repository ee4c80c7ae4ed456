//! T304: everyone who may push or start a workflow can deploy to production without approval.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::subject::DeploymentAt;
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "T304",
    name: "production-environment-without-reviewers",
    about: Subjects::Trust,
    severity: Severity::Warning,
    summary: "everyone who may push or start a workflow can deploy to production without approval",
    why: "GitHub can require an approval before a job runs in an environment; until then the job gets none of \
        the environment's secrets. Without reviewers, everyone who may push to the branch can deploy it, and can \
        read every secret of production with a changed workflow. lint treats an environment as production if a \
        blue-green rollout or the branch `main` or `master` is deployed there, unless its name says otherwise \
        (`dev`, `development`, `test`, `testing`, `qa`, `staging`, `stage`, `preview`, `trial`, `sandbox`, \
        `demo`).",
    happens: "An account is taken over, or a token with write access is found in a log. One push later the \
        attacker's commit runs in production, with its secrets, before anybody sees it.",
    fix: "Name the reviewers: `reviewers: [{ team: releases }]` at the environment, at most six users and \
        teams. A workflow cannot set this up: add the same ones in the repository's settings, Environments, \
        Required reviewers (on the Free, Pro and Team plans for public repositories only). Every job that runs \
        in the environment waits for them, including a build that reads its secrets. If deploying without \
        approval is intended, ignore this finding with a reason.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments#required-reviewers",
    example: Example::Description {
        base: Base::Compose,
        good: "    reviewers: [{ team: releases }]
",
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, environment) in subject.organization.environments.iter().enumerate() {
        if !environment.reviewers.is_empty() || is_for_trying_out(environment.name.as_str()) {
            continue;
        }
        let mut reaching = subject.deployments().filter(|at| at.environment.name == environment.name);
        let Some((at, why)) = reaching.find_map(|at| Some((at.clone(), serves_users(&at)?))) else { continue };
        let finding = Diagnostic::new(
            format!("deployments to `{}` need no approval", environment.name),
            &Place::environment(index, environment).key("reviewers"),
            why,
            "name the reviewers, `reviewers: [{ team: ... }]`, and require them in the environment's settings, too",
        )
        .in_rust(
            "name the reviewers, `reviewers: vec![Reviewer::Team(TeamName::new(\"...\"))]`, and require them in the environment's settings, too",
        );
        found.push(at.found(finding, &at.workflow.job().key("environment")));
    }
    found
}

/// Why a deployment is one to production; nothing where it is not.
fn serves_users(at: &DeploymentAt<'_>) -> Option<String> {
    let branch = at.deployment.after.branch.as_str();
    let by_recipe = at.deployment.rollout.recipe().serves_users().map(str::to_owned);
    by_recipe.or_else(|| ["main", "master"].contains(&branch).then(|| format!("`{branch}` is deployed there")))
}

/// Whether a name says that things are tried out there: one of its words does.
fn is_for_trying_out(name: &str) -> bool {
    const WORDS: [&str; 11] =
        ["dev", "development", "test", "testing", "qa", "staging", "stage", "preview", "trial", "sandbox", "demo"];
    let small = name.to_ascii_lowercase();
    small.split(|next: char| !next.is_ascii_alphanumeric()).any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_where_things_are_tried_out() {
        for name in ["development", "Staging", "shop-dev", "qa_2", "eu/preview"] {
            assert!(is_for_trying_out(name), "{name}");
        }
        for name in ["production", "live", "devices", "web", "contest", ""] {
            assert!(!is_for_trying_out(name), "{name}");
        }
    }
}
