//! Why a condition does not hold: its parts that were false, with the values they were judged by.

use super::{Contexts, EvaluationError, JobStatus, asks_for_status, evaluate};
use crate::expr::{Expr, Operator, Tree};

/// One way in which the condition could have held, and everything that stood against it.
///
/// `a || (b && c)` can hold in two ways; where `a` and `c` are false, the first lacks `a` and the second `c`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative(pub Vec<Untrue>);

/// A part of a condition that was false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untrue {
    /// The part, as it is written.
    pub part: String,
    /// What it reads, such as `github.event_name`, with the values as JSON.
    pub values: Vec<(String, String)>,
}

impl<K> Expr<bool, K> {
    /// Why the condition does not hold; nothing where it does.
    ///
    /// # Errors
    /// As [`Expr::evaluate`].
    pub fn why_false(&self, contexts: &Contexts) -> Result<Vec<Alternative>, EvaluationError> {
        if self.holds(contexts)? {
            return Ok(Vec::new());
        }
        if !asks_for_status(&self.tree) && contexts.status != JobStatus::Success {
            return Ok(vec![Alternative(vec![unsuccessful(contexts.status)])]);
        }
        alternatives(&self.tree, contexts)
    }
}

/// Why what has no condition does not run: `success()` is meant.
pub(super) fn unsuccessful(status: JobStatus) -> Untrue {
    Untrue { part: "success()".to_owned(), values: vec![("status".to_owned(), format!("\"{}\"", status.word()))] }
}

impl JobStatus {
    /// Why something without a condition does not run then; nothing where it does.
    pub fn why_not(self) -> Vec<Alternative> {
        if self == Self::Success { Vec::new() } else { vec![Alternative(vec![unsuccessful(self)])] }
    }
}

fn alternatives(tree: &Tree, contexts: &Contexts) -> Result<Vec<Alternative>, EvaluationError> {
    if let Tree::Binary(Operator::Or, left, right) = tree {
        return Ok([alternatives(left, contexts)?, alternatives(right, contexts)?].concat());
    }
    let mut untrue = Vec::new();
    collect(tree, contexts, &mut untrue)?;
    Ok(vec![Alternative(untrue)])
}

/// The false parts of what is false.
fn collect(tree: &Tree, contexts: &Contexts, into: &mut Vec<Untrue>) -> Result<(), EvaluationError> {
    if evaluate(tree, contexts)?.is_true() {
        return Ok(());
    }
    if let Tree::Binary(Operator::And | Operator::Or, left, right) = tree {
        collect(left, contexts, into)?;
        return collect(right, contexts, into);
    }
    let mut values = Vec::new();
    read(tree, contexts, &mut values)?;
    into.push(Untrue { part: tree.to_string(), values });
    Ok(())
}

/// Every place of a context that a part reads, with its value.
fn read(tree: &Tree, contexts: &Contexts, into: &mut Vec<(String, String)>) -> Result<(), EvaluationError> {
    match tree {
        Tree::Property(..) | Tree::Index(..) | Tree::Every(_) | Tree::Input { .. } | Tree::Context(_) => {
            into.push((tree.to_string(), evaluate(tree, contexts)?.to_json()));
        }
        Tree::Call(name @ ("success" | "failure" | "cancelled"), _) => {
            into.push((format!("{name}()"), format!("\"{}\"", contexts.status.word())));
        }
        Tree::Call(_, arguments) => arguments.iter().try_for_each(|argument| read(argument, contexts, into))?,
        Tree::Not(of) => read(of, contexts, into)?,
        Tree::Binary(_, left, right) => {
            read(left, contexts, into)?;
            read(right, contexts, into)?;
        }
        Tree::Null | Tree::String(_) | Tree::Boolean(_) | Tree::Number(_) | Tree::Raw { .. } => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::github;
    use crate::expr::key::JobIf;
    use serde_json::json;

    #[test]
    fn each_way_in_which_a_condition_could_have_held_names_what_stood_against_it() {
        let gate: Expr<bool, JobIf> = github::event_name()
            .equals("workflow_dispatch")
            .or(github::actor().equals("ann").and(github::ref_name().equals("main")).and(github::sha().equals("1")));
        let contexts = |actor: &str| {
            let github = json!({ "event_name": "push", "actor": actor, "ref_name": "x", "sha": "1" });
            Contexts::new().with("github", github)
        };
        let untrue = |part: &str, place: &str, value: &str| Untrue {
            part: part.to_owned(),
            values: vec![(place.to_owned(), value.to_owned())],
        };
        let by_hand = untrue("github.event_name == 'workflow_dispatch'", "github.event_name", "\"push\"");
        let branch = untrue("github.ref_name == 'main'", "github.ref_name", "\"x\"");
        assert_eq!(
            gate.why_false(&contexts("ann")).unwrap(),
            [Alternative(vec![by_hand.clone()]), Alternative(vec![branch.clone()])]
        );
        let actor = untrue("github.actor == 'ann'", "github.actor", "\"bob\"");
        assert_eq!(
            gate.why_false(&contexts("bob")).unwrap(),
            [Alternative(vec![by_hand]), Alternative(vec![actor, branch])]
        );
        let failed = contexts("ann").status(JobStatus::Failure);
        assert_eq!(gate.why_false(&failed).unwrap(), [Alternative(vec![unsuccessful(JobStatus::Failure)])]);
    }

    #[test]
    fn a_condition_that_holds_needs_no_reason() {
        let gate: Expr<bool, JobIf> = true.into();
        assert_eq!(gate.why_false(&Contexts::new()).unwrap(), []);
    }
}
