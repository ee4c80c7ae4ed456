//! What in a description will hurt, though it is sound.
//!
//! A rule is a value (`rule`): what it says, why, an example that raises it, and what it looks for in a [`Subject`], which is
//! a description beside the workflows that it becomes. One file a rule, in a folder a subject; [`RULES`] is the only
//! registry. A [`Finding`] points at the value of the description that mends it, and at the generated line in which it
//! shows. What the owner accepts stands in the description too, with its reason (`ignore`); a reason that covers
//! nothing is a finding itself.

mod accepted;
mod cost;
mod delivery;
mod example;
mod examples;
mod hosts;
mod page;
mod rule;
mod secrets;
mod shows;
mod subject;
mod trust;
mod upkeep;
mod variables;
mod workflows;

pub use example::{Base, Example, Language, WrittenInRust};
pub use page::{Body, Section, page, wrapped};
pub use rule::{Finds, Found, Rule, Severity, Subjects};
pub use shows::{Shows, Whose};
pub use subject::Subject;

use crate::check;
use accepted::{accept, reasons};
use std::collections::{BTreeMap, HashMap};

/// Every rule, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &delivery::branch_never_deployed::RULE,
    &delivery::build_cancels_another_branch::RULE,
    &delivery::dispatch_without_proof::RULE,
    &delivery::baked_value_deployed_again::RULE,
    &delivery::verification_of_strangers::RULE,
    &delivery::asked_too_late::RULE,
    &delivery::image_without_tests::RULE,
    &delivery::floating_tag::RULE,
    &delivery::stops_before_the_new_is_there::RULE,
    &delivery::deployment_without_timeout::RULE,
    &delivery::one_port_for_two::RULE,
    &delivery::one_folder_for_two::RULE,
    &delivery::deployment_without_health_check::RULE,
    &delivery::deployment_without_verification::RULE,
    &delivery::deployment_without_rollback::RULE,
    &delivery::latest_from_two_builds::RULE,
    &delivery::deployments_overlap_on_one_host::RULE,
    &delivery::job_ends_before_its_rollout::RULE,
    &secrets::secret_in_image::RULE,
    &secrets::login_dies_with_the_run::RULE,
    &secrets::literal_credential::RULE,
    &secrets::declared_and_never_used::RULE,
    &secrets::secret_name_of_a_public_value::RULE,
    &secrets::secret_not_declared::RULE,
    &secrets::secret_missing_in_environment::RULE,
    &secrets::same_value_for_two_environments::RULE,
    &secrets::public_name_treated_as_secret::RULE,
    &secrets::optional_without_default::RULE,
    &secrets::long_lived_cloud_keys::RULE,
    &secrets::secret_never_used_in_environment::RULE,
    &secrets::secret_for_every_step::RULE,
    &trust::host_key_not_verified::RULE,
    &trust::assistant_answers_anybody::RULE,
    &trust::any_branch_by_hand::RULE,
    &trust::production_environment_without_reviewers::RULE,
    &trust::stale_action::RULE,
    &trust::unpinned_action::RULE,
    &trust::assistant_may_push::RULE,
    &trust::permission_never_used::RULE,
    &trust::untrusted_ref_with_secrets::RULE,
    &trust::untrusted_text_in_script::RULE,
    &trust::persisted_credentials::RULE,
    &hosts::address_in_description::RULE,
    &hosts::log_without_end::RULE,
    &hosts::port_open_to_the_world::RULE,
    &hosts::restart_taken_away::RULE,
    &hosts::disk::RULE,
    &cost::layers_not_kept::RULE,
    &cost::build_without_timeout::RULE,
    &cost::build_without_newest_wins::RULE,
    &cost::cache_of_the_last_stage::RULE,
    &cost::checkout_deeper_than_needed::RULE,
    &cost::cache_never_hits::RULE,
    &cost::job_without_timeout::RULE,
    &cost::pull_request_runs_pile_up::RULE,
    &upkeep::accepted_in_vain::RULE,
    &upkeep::outdated_document::RULE,
];

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// The rule of this code or of this name, whatever its capitals.
///
/// # Errors
/// There is none; the nearest one is named.
pub fn asked(name: &str) -> Result<&'static Rule, String> {
    let small = name.to_ascii_lowercase();
    let distance = |rule: &Rule| {
        let [code, name] = [rule.code, rule.name].map(|known| strsim::levenshtein(&small, &known.to_ascii_lowercase()));
        code.min(name)
    };
    let nearest = RULES.iter().min_by_key(|rule| distance(rule));
    match nearest.map(|rule| (*rule, distance(rule))) {
        Some((rule, 0)) => Ok(rule),
        Some((rule, 1..=2)) => Err(format!("there is no rule `{name}`; did you mean `{}`, {}?", rule.code, rule.name)),
        _ => Err(format!("there is no rule `{name}`; `pipewright explain --all` tells every rule")),
    }
}

/// Something that a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What, where, and the change that mends it.
    pub told: check::Finding,
    /// The repository of the service that it concerns; empty where it concerns the organisation.
    pub service: String,
    /// Where it shows in what is generated.
    pub shows: Option<Shows>,
    /// The line of that file, once [`Findings::look_at`] has seen it; 0 before.
    pub line: usize,
    /// Why the owner accepts it, where he does.
    pub accepted: Option<String>,
}

/// Everything that was found, in the order of the rules.
#[derive(Debug)]
pub struct Findings {
    all: Vec<Finding>,
    /// Which of them show in a generated file.
    shown: HashMap<String, Vec<usize>>,
}

impl Findings {
    /// Asks every rule.
    ///
    /// # Errors
    /// What is accepted of rules that do not exist, or without a reason.
    pub fn of(subject: &Subject<'_>) -> Result<Self, Vec<check::Finding>> {
        let reasons = reasons(subject);
        let unknown: Vec<_> = reasons.iter().filter_map(accepted::Reason::refused).collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let mut all = Vec::new();
        for rule in RULES {
            let Finds::Here(find) = rule.finds else { continue };
            all.extend(find(subject).into_iter().map(|Found { finding, service, shows }| Finding {
                rule,
                told: finding,
                service,
                shows,
                line: 0,
                accepted: None,
            }));
        }
        let in_vain = accept(&mut all, &reasons);
        all.extend(in_vain.map(|reason| upkeep::accepted_in_vain::finding(reason.accepted, &reason.place)));
        let mut shown: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, finding) in all.iter().enumerate() {
            if let Some(shows) = &finding.shows {
                shown.entry(shows.file.clone()).or_default().push(index);
            }
        }
        Ok(Self { all, shown })
    }

    /// Looks at a generated file: findings that show in it learn their line.
    pub fn look_at(&mut self, whose: Whose, file: &str, text: &str) {
        for index in self.shown.get(file).into_iter().flatten() {
            let Some(Finding { shows: Some(shows), line, .. }) = self.all.get_mut(*index) else { continue };
            if shows.whose == whose {
                *line = shows.line_in(text);
            }
        }
    }

    /// The findings that nobody accepts.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.all.iter().filter(|finding| finding.accepted.is_none())
    }

    /// All findings.
    pub fn all(&self) -> &[Finding] {
        &self.all
    }

    /// How many there are of each weight, the heaviest first.
    pub fn weights<'f>(
        findings: impl IntoIterator<Item = &'f Finding>,
    ) -> BTreeMap<std::cmp::Reverse<Severity>, usize> {
        let mut weights = BTreeMap::new();
        for finding in findings {
            *weights.entry(std::cmp::Reverse(finding.rule.severity)).or_default() += 1;
        }
        weights
    }
}
