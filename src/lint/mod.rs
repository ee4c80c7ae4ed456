//! What in a description will hurt, though it is sound.
//!
//! A rule is a value (`rule`): what it says, why, an example that raises it, and what it looks for in a [`Subject`], which is
//! a description beside the workflows that it becomes. One file a rule, in a folder a subject; [`RULES`] is the only
//! registry. A finding is a [`Diagnostic`] that points at the value of the description that mends it, and at the generated line in which it
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
mod subject;
mod trust;
mod upkeep;
mod variables;
mod workflows;

pub use example::{Base, Example, Language, WrittenInRust};
pub use page::{Body, Section, page, pages, wrapped};
pub use rule::{Finds, Rule, Severity, Subjects};
pub use subject::Subject;

use crate::diagnostic::{Diagnostic, Nearest};
use accepted::{accept, reasons};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The folder of what is generated, below the project's.
const GENERATED: &str = "generated";

/// Every rule, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &delivery::branch_never_deployed::RULE,
    &delivery::build_cancels_another_branch::RULE,
    &delivery::dispatch_without_image_check::RULE,
    &delivery::baked_value_deployed_again::RULE,
    &delivery::checks_another_service::RULE,
    &delivery::checks_after_the_switch::RULE,
    &delivery::image_without_tests::RULE,
    &delivery::floating_tag::RULE,
    &delivery::down_before_pull::RULE,
    &delivery::deployment_without_timeout::RULE,
    &delivery::port_conflict::RULE,
    &delivery::folder_conflict::RULE,
    &delivery::deployment_without_health_check::RULE,
    &delivery::deployment_without_checks::RULE,
    &delivery::deployment_without_rollback::RULE,
    &delivery::tag_from_two_builds::RULE,
    &delivery::deployments_overlap_on_one_host::RULE,
    &delivery::timeout_shorter_than_rollout::RULE,
    &secrets::secret_in_image::RULE,
    &secrets::login_expires_with_the_run::RULE,
    &secrets::literal_credential::RULE,
    &secrets::unused_secret::RULE,
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
    &trust::assistant_for_everyone::RULE,
    &trust::any_branch_can_be_deployed::RULE,
    &trust::production_environment_without_reviewers::RULE,
    &trust::stale_action::RULE,
    &trust::unpinned_action::RULE,
    &trust::assistant_may_push::RULE,
    &trust::unused_permission::RULE,
    &trust::untrusted_ref_with_secrets::RULE,
    &trust::untrusted_text_in_script::RULE,
    &trust::persisted_credentials::RULE,
    &hosts::address_in_description::RULE,
    &hosts::unlimited_log::RULE,
    &hosts::port_open_to_the_world::RULE,
    &hosts::no_restart::RULE,
    &hosts::image_pruning::RULE,
    &cost::build_without_cache::RULE,
    &cost::build_without_timeout::RULE,
    &cost::build_without_cancellation::RULE,
    &cost::cache_of_the_final_stage_only::RULE,
    &cost::checkout_deeper_than_needed::RULE,
    &cost::cache_never_hits::RULE,
    &cost::job_without_timeout::RULE,
    &cost::pull_request_without_cancellation::RULE,
    &upkeep::unused_ignore::RULE,
    &upkeep::stale_document::RULE,
];

/// The rule of this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// A rule that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{name}`; {}", self.fix())]
pub struct UnknownRule {
    name: String,
    nearest: Option<&'static str>,
}

impl UnknownRule {
    /// What to name instead.
    pub fn fix(&self) -> String {
        let nearest = self.nearest.and_then(|name| asked(name).ok());
        nearest.map_or_else(
            || "`pipewright explain --all` prints every rule".to_owned(),
            |rule| format!("did you mean `{}`, {}?", rule.code, rule.name),
        )
    }
}

/// The rule of this code or of this name, whatever its capitals.
///
/// # Errors
/// There is none; the nearest one is named.
pub fn asked(name: &str) -> Result<&'static Rule, UnknownRule> {
    let is_it = |known: &str| known.eq_ignore_ascii_case(name);
    RULES.iter().copied().find(|rule| is_it(rule.code) || is_it(rule.name)).ok_or_else(|| {
        let of = |name: &str| {
            let names = RULES.iter().flat_map(|rule| [rule.code, rule.name]);
            let nearest = Nearest::of(name, names.clone());
            names.into_iter().find(|known| nearest.name() == Some(known))
        };
        let nearest = of(&name.to_ascii_uppercase()).or_else(|| of(&name.to_ascii_lowercase()));
        UnknownRule { name: name.to_owned(), nearest }
    })
}

/// Everything that is found, in the order of the rules.
///
/// # Errors
/// What is ignored of rules that do not exist, or without a reason.
pub fn findings(subject: &Subject<'_>) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let reasons = reasons(subject);
    let unknown: Vec<_> = reasons.iter().filter_map(accepted::Reason::refused).collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let mut all = Vec::new();
    for rule in RULES {
        let Finds::Here(find) = rule.finds else { continue };
        all.extend(find(subject).into_iter().map(|found| rule.finding(found)));
    }
    let in_vain = accept(&mut all, &reasons);
    all.extend(in_vain.map(|reason| {
        let found = upkeep::unused_ignore::finding(reason.accepted, &reason.place);
        upkeep::unused_ignore::RULE.finding(found)
    }));
    Ok(all)
}

/// Findings of one rule with one fix become one, with several places; the heaviest come first, then those that come first in
/// the description.
pub fn grouped(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.sort_by(|one, other| other.severity.cmp(&one.severity).then_with(|| one.in_order(other)));
    let mut groups: Vec<Diagnostic> = Vec::new();
    let mut known: HashMap<(Option<&str>, String, Option<String>), usize> = HashMap::new();
    for finding in findings {
        let fix = format!("{:?}", finding.fix);
        match known.entry((finding.code(), fix, finding.ignored.clone())) {
            Entry::Occupied(entry) => groups[*entry.get()].also.push(finding),
            Entry::Vacant(entry) => {
                entry.insert(groups.len());
                groups.push(finding);
            }
        }
    }
    groups
}
