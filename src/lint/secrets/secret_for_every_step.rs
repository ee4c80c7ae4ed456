//! S213: a secret is in the environment of a whole job or workflow, or all secrets are passed at once.

use crate::diagnostic::Diagnostic;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::workflows::{JobAt, WorkflowAt};
use actions::expr::Text;
use actions::{CallSecrets, Position, Step, StepWork, Variables, Work};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S213",
    name: "secret-for-every-step",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a secret is in the environment of a whole job or workflow, or all secrets are passed at once",
    why: "A variable of a job is in the environment of every program of every step; a variable of a workflow in \
        that of every job. Only one step needs the secret. `secrets: inherit` and `toJSON(secrets)` pass all \
        secrets, including those that somebody adds next year.",
    happens: "A publishing token is in the job's environment. The install script of a dependency, two steps \
        before anything is published, sends its environment away.",
    fix: "Set it only on the step that needs it: `step.env(\"PUBLISH_TOKEN\", \
        secrets::named(\"PUBLISH_TOKEN\"))`. Pass a called workflow only the secrets that it declares: \
        `call.secret(NAME, VALUE)`.",
    source: "https://docs.github.com/actions/reference/security/secure-use#use-secrets-for-sensitive-information",
    example: written_in_rust!(secret_for_every_step),
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.workflows() {
        found.extend(for_every_job(&at));
        for job in at.jobs() {
            found.extend(for_every_step(&job));
            found.extend(everything(&job));
        }
    }
    found
}

fn for_every_job(at: &WorkflowAt<'_>) -> Option<Diagnostic> {
    let names = named(&at.workflow.env)?;
    let message = format!("{names} can be read by every step of every job");
    let finding = Diagnostic::new(message, &at.place, "", "set it on the step that needs it: `step.env(NAME, VALUE)`");
    Some(at.found(finding, &Position::workflow().key("env")))
}

fn for_every_step(at: &JobAt<'_>) -> Option<Diagnostic> {
    let work = at.work().filter(|work| work.steps.len() > 1)?;
    let message = format!("{} can be read by every step of the job", named(&work.env)?);
    let help = "set it on the step that needs it: `step.env(NAME, VALUE)`";
    Some(at.found(Diagnostic::new(message, &at.place, "", help)))
}

/// All secrets are handed over, whatever they are.
fn everything(at: &JobAt<'_>) -> Vec<Diagnostic> {
    let message = "every secret of the repository is passed, including those that are added later";
    if let Work::Call(call) = &at.job.work {
        let help = "pass only those that it declares: `call.secret(NAME, VALUE)`";
        let inherits = matches!(call.secrets, CallSecrets::Inherit);
        return inherits.then(|| at.found(Diagnostic::new(message, &at.place, "", help))).into_iter().collect();
    }
    let steps = at.steps().filter(|step| takes_everything(step.step));
    let help = "pass the secrets that it needs one by one: `step.env(NAME, secrets::named(NAME))`";
    steps.map(|step| step.found(Diagnostic::new(message, &step.place, "", help))).collect()
}

fn takes_everything(step: &Step) -> bool {
    let is_everything = |text: &Text| {
        let letters: String = text.to_string().chars().filter(|next| !next.is_whitespace()).collect();
        letters.to_ascii_lowercase().contains("tojson(secrets)")
    };
    let inputs = match &step.work {
        StepWork::Uses { with, .. } => Some(with.values()),
        StepWork::Run { .. } => None,
    };
    step.env.values().chain(inputs.into_iter().flatten()).any(is_everything)
}

/// The secrets in variables, in words; nothing where there is none.
fn named<K>(variables: &Variables<K>) -> Option<String> {
    let names: Vec<String> =
        variables.values().flat_map(|text| text.secrets()).map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
