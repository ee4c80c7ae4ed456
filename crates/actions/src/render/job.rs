//! A job's keys.

use super::step;
use super::variables;
use crate::action::Lock;
use crate::expr::Text;
use crate::yaml::{Entry, Map, Node};
use crate::{Call, CallSecrets, Container, Defaults, EnvironmentReference, Job, Problem, Steps, Strategy, Work};

/// The job below its id.
pub(super) fn node(id: &str, job: &Job, lock: &Lock, problems: &mut Vec<Problem>) -> Node {
    let mut map = Map::new();
    map.insert_some("name", job.name.as_ref());
    map.insert("permissions", job.permissions().node());
    if !job.needs.is_empty() {
        let needs = job.needs.iter().map(|need| need.as_str().into()).collect();
        map.insert("needs", Node::Inline(needs));
    }
    if let Some(condition) = &job.condition {
        map.insert("if", step::condition(condition));
    }
    match &job.work {
        Work::Steps(work) => steps(id, job, work, &mut map, lock, problems),
        Work::Call(work) => call(job, work, &mut map),
    }
    map.into()
}

fn concurrency_and_strategy(job: &Job, map: &mut Map) {
    if let Some(concurrency) = &job.concurrency {
        map.push(concurrency.entry());
    }
    map.insert_some("strategy", job.strategy.as_ref().map(Strategy::node));
}

fn steps(id: &str, job: &Job, work: &Steps, map: &mut Map, lock: &Lock, problems: &mut Vec<Problem>) {
    map.insert("runs-on", work.runs_on.node());
    map.insert_some("environment", work.environment.as_ref().map(EnvironmentReference::node));
    if let Some(concurrency) = &job.concurrency {
        map.push(concurrency.entry());
    }
    map.insert_some("outputs", variables(&work.outputs));
    map.insert_some("env", variables(&work.env));
    map.insert_some("defaults", work.defaults.as_ref().map(Defaults::node));
    map.insert_some("timeout-minutes", work.timeout_minutes);
    map.insert_some("strategy", job.strategy.as_ref().map(Strategy::node));
    map.insert_some("continue-on-error", work.continue_on_error);
    map.insert_some("container", work.container.as_ref().map(Container::node));
    if !work.services.is_empty() {
        let services: Map = work.services.iter().map(|(name, service)| (name, service.node())).collect();
        map.insert("services", services);
    }
    let steps = work.steps.iter().enumerate();
    let steps = steps.map(|(index, step)| step::node(id, index, step, lock, problems)).collect();
    map.push(Entry::new("steps", Node::List(steps)));
}

fn call(job: &Job, call: &Call, map: &mut Map) {
    concurrency_and_strategy(job, map);
    map.insert("uses", call.workflow.uses());
    let with: Map = call.with.iter().map(|(name, value)| (name, input(call, name, value))).collect();
    if !with.is_empty() {
        map.insert("with", with);
    }
    match &call.secrets {
        CallSecrets::Inherit => map.insert("secrets", "inherit"),
        CallSecrets::Named(secrets) => map.insert_some("secrets", variables(secrets)),
    }
}

/// The value of an input, in the type that the called workflow declares for it.
fn input<K>(call: &Call, name: &str, value: &Text<K>) -> Node {
    let declared = call.workflow.interface().and_then(|interface| interface.input(name));
    match (declared, value.literal()) {
        (Some(declared), Some(literal)) => declared.kind.literal(&literal),
        _ => value.into(),
    }
}
