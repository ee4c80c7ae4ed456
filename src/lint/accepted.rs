//! What the owner accepts: findings that are covered, and reasons that cover nothing.

use super::subject::Subject;
use crate::description::Ignore;
use crate::diagnostic::{Diagnostic, Place, Segment};
use std::collections::HashMap;

/// Something accepted, with the place of the value that it stands on.
#[derive(Debug)]
pub(super) struct Reason<'a> {
    /// What, and why.
    pub(super) accepted: &'a Ignore,
    /// The value that it stands on.
    holder: Place,
    /// Where it stands.
    pub(super) place: Place,
}

impl Reason<'_> {
    /// The finding that no such rule exists, or that nothing is said. What a description accepts has its words: it is sound.
    pub(super) fn refused(&self) -> Option<Diagnostic> {
        let code = self.accepted.rule.as_str();
        let reason = &self.accepted.reason;
        match super::asked(code) {
            Ok(rule) if rule.code == code => {
                let is_said = reason.rule().holds(reason.as_str());
                let message = format!("`{code}` is accepted without a reason");
                let place = self.place.key("reason");
                (!is_said).then(|| Diagnostic::new(message, &place, "it is accepted here", reason.rule().words))
            }
            Ok(rule) => Some(self.unknown(&format!("did you mean `{}`, {}?", rule.code, rule.name))),
            Err(unknown) => Some(self.unknown(&unknown.fix())),
        }
    }

    fn unknown(&self, fix: &str) -> Diagnostic {
        let message = format!("there is no rule `{}`", self.accepted.rule);
        Diagnostic::new(message, &self.place.key("rule"), "it is accepted here", fix)
    }
}

/// Gives findings the reasons for which they are accepted, and returns the reasons that cover none. A reason covers what its rule
/// finds in the value that it stands on. The innermost value's is the nearest one, and the last where there are several.
pub(super) fn accept<'r, 'a>(
    findings: &mut [Diagnostic],
    reasons: &'r [Reason<'a>],
) -> impl Iterator<Item = &'r Reason<'a>> + use<'r, 'a> {
    let mut standing: HashMap<(&str, &[Segment]), Vec<usize>> = HashMap::new();
    for (index, reason) in reasons.iter().enumerate() {
        let holder = (reason.accepted.rule.as_str(), reason.holder.path().steps());
        standing.entry(holder).or_default().push(index);
    }
    let mut used = vec![false; reasons.len()];
    for diagnostic in findings.iter_mut().filter(|_| !standing.is_empty()) {
        let Some(place) = &diagnostic.at.place else { continue };
        let steps = place.path().steps();
        for end in 0..=steps.len() {
            for index in standing.get(&(diagnostic.code().unwrap_or_default(), &steps[..end])).into_iter().flatten() {
                diagnostic.ignored = Some(reasons[*index].accepted.reason.to_string());
                used[*index] = true;
            }
        }
    }
    reasons.iter().zip(used).filter(|(_, used)| !used).map(|(reason, _)| reason)
}

/// Everything that is accepted, in the order of the description.
pub(super) fn reasons<'a>(subject: &Subject<'a>) -> Vec<Reason<'a>> {
    let mut reasons = Vec::new();
    let mut add = |accepted: &'a [Ignore], holder: Place| {
        reasons.extend(accepted.iter().enumerate().map(|(index, accepted)| Reason {
            accepted,
            place: holder.key("ignore").index(index).written_at(accepted.rule.written_at()),
            holder: holder.clone(),
        }));
    };
    for (index, environment) in subject.organization.environments.iter().enumerate() {
        add(&environment.ignore, Place::environment(index, environment));
    }
    for described in &subject.repositories {
        let repository = described.repository;
        add(&repository.ignore, described.place.clone());
        for (index, secret) in repository.secrets.iter().enumerate() {
            add(&secret.ignore, Subject::secret_place(&described.place, index, &secret.name));
        }
        for (index, service) in repository.services.iter().enumerate() {
            let owner = described.place.service(index);
            for (index, build) in service.builds.iter().enumerate() {
                add(&build.ignore, owner.build(index, build));
            }
            for (index, deployment) in service.deployments.iter().enumerate() {
                add(&deployment.ignore, owner.deployment(index, deployment));
            }
        }
        if let Some(assistant) = &repository.assistant {
            add(&assistant.ignore, described.place.assistant(assistant));
        }
    }
    for (own, at) in subject.own.unwrap_or_default().iter().map(|compiled| compiled.own).zip(subject.own_workflows()) {
        add(&own.ignore, at.place);
    }
    reasons
}
