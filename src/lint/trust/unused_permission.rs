//! T308: a job may write because of a script that never gets the token.

use super::persisted_credentials::keeps_credentials;
use crate::diagnostic::Diagnostic;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::workflows::StepAt;
use actions::action::{Action, ActionReference, Cache, Checkout, Metadata, SetupBuildx};
use actions::expr::Text;
use actions::{Access, Permission, Scope, Step, StepWork, Variables};

/// The actions that leave no login behind them, unless they are told to.
const LEAVE_NOTHING: [&str; 4] = [Checkout::NAME, Cache::NAME, SetupBuildx::NAME, Metadata::NAME];

/// The rule.
pub static RULE: Rule = Rule {
    code: "T308",
    name: "unused-permission",
    about: Subjects::Trust,
    severity: Severity::Warning,
    summary: "a job may write because of a script that never gets the token",
    why: "A permission belongs to the job: everything else in the job has it too, through every action that \
        reads the token by itself. A script gets the token only if it is passed to it. A script that needs to \
        write without a token either fails or does not need the permission.",
    happens: "`gh release create` fails with `set the GH_TOKEN environment variable` at the first release. Or \
        the script was changed long ago to push with another token, and every action of the job can still write \
        to the repository.",
    fix: "Pass the token: `.env(\"GH_TOKEN\", github::token())`. If the script no longer writes with it, remove \
        its `.permission(...)`, and the job loses the permission.",
    source: "https://docs.github.com/actions/concepts/security/github_token",
    example: written_in_rust!(unused_permission),
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for job in subject.own_workflows().flat_map(|at| at.jobs().collect::<Vec<_>>()) {
        for at in job.steps().filter(|at| matches!(&at.step.work, StepWork::Run { .. })) {
            found.extend(at.step.permissions.iter().filter(|need| is_out_of_reach(need, &at)).map(|need| {
                let finding = Diagnostic::new(
                    format!("`{}: write` is granted for a script that never gets the token", need.scope.word()),
                    &at.place,
                    "",
                    "pass the token, `.env(\"GH_TOKEN\", github::token())`, or remove its `.permission(...)`",
                );
                at.found(finding)
            }));
        }
    }
    found
}

/// Whether a script cannot use a permission. The run's identity is asked for by other means than the token.
fn is_out_of_reach(need: &Permission, at: &StepAt<'_>) -> bool {
    let writes = need.access == Access::Write && need.scope != Scope::IdToken;
    let of_job = at.of.work().is_some_and(|work| hands_over(&work.env));
    let of_workflow = hands_over(&at.of.of.workflow.env);
    let left = at.before.iter().any(|before| leaves_token(before, need.scope));
    writes && !hands_over(&at.step.env) && !of_job && !of_workflow && !left
}

/// Whether a step before leaves something by which a script can use the scope: a login, or git's own credentials. Of an action
/// that is not known nobody can say.
fn leaves_token(step: &Step, scope: Scope) -> bool {
    let StepWork::Uses { action, .. } = &step.work else { return step.secrets().contains("GITHUB_TOKEN") };
    let known = match action {
        ActionReference::Pinned { name, .. } => LEAVE_NOTHING.contains(&name.as_str()),
        ActionReference::Local(_) | ActionReference::Image(_) => false,
    };
    !known || (scope == Scope::Contents && keeps_credentials(step))
}

/// Whether the token is one of the variables, also where an expression was typed by hand.
fn hands_over<K>(variables: &Variables<K>) -> bool {
    variables.values().any(|text: &Text<K>| {
        let words = text.to_string().to_ascii_lowercase().replace("['", ".");
        words.contains("github.token") || words.contains("github_token")
    })
}
