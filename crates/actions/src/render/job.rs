//! A job's keys.

use super::step;
use crate::action::Lock;
use crate::expr::Text;
use crate::yaml::{Map, MapEntry, YamlNode};
use crate::{Call, CallSecrets, Container, Defaults, EnvironmentReference, Job, Problem, Steps, Strategy, Work};

/// The job below its id.
pub(super) fn node(id: &str, job: &Job, lock: &Lock, problems: &mut Vec<Problem>) -> YamlNode {
    let mut map = Map::new();
    map.insert_some("name", job.name.as_ref());
    map.insert("permissions", job.permissions().node());
    map.insert_filled("needs", YamlNode::inline(&job.needs));
    if let Some(condition) = &job.condition {
        map.insert("if", step::condition(condition));
    }
    match &job.work {
        Work::Steps(work) => steps(id, job, work, &mut map, lock, problems),
        Work::Call(work) => call(job, work, &mut map),
    }
    map.into()
}

fn steps(id: &str, job: &Job, work: &Steps, map: &mut Map, lock: &Lock, problems: &mut Vec<Problem>) {
    map.insert("runs-on", work.runs_on.node());
    map.insert_some("environment", work.environment.as_ref().map(EnvironmentReference::node));
    if let Some(concurrency) = &job.concurrency {
        map.push(concurrency.entry());
    }
    map.insert_filled("outputs", Map::from_iter(&work.outputs));
    map.insert_filled("env", Map::from_iter(&work.env));
    map.insert_some("defaults", work.defaults.as_ref().map(Defaults::node));
    map.insert_some("timeout-minutes", work.timeout_minutes);
    map.insert_some("strategy", job.strategy.as_ref().map(Strategy::node));
    map.insert_some("continue-on-error", work.continue_on_error);
    map.insert_some("container", work.container.as_ref().map(Container::node));
    let services = work.services.iter().map(|(name, service)| (name, service.node()));
    map.insert_filled("services", services.collect::<Map>());
    let steps = work.steps.iter().enumerate();
    let steps = steps.map(|(index, step)| step::node(id, index, step, lock, problems)).collect();
    map.push(MapEntry::new("steps", YamlNode::List(steps)));
}

fn call(job: &Job, call: &Call, map: &mut Map) {
    if let Some(concurrency) = &job.concurrency {
        map.push(concurrency.entry());
    }
    map.insert_some("strategy", job.strategy.as_ref().map(Strategy::node));
    map.insert("uses", call.workflow.uses());
    let with = call.with.iter().map(|(name, value)| (name, input(call, name, value)));
    map.insert_filled("with", with.collect::<Map>());
    match &call.secrets {
        CallSecrets::Inherit => map.insert("secrets", "inherit"),
        CallSecrets::Named(secrets) => map.insert_filled("secrets", Map::from_iter(secrets)),
    }
}

/// The value of an input, in the type that the called workflow declares for it.
fn input<K>(call: &Call, name: &str, value: &Text<K>) -> YamlNode {
    let declared = call.workflow.interface().and_then(|interface| interface.input(name));
    match (declared, value.literal()) {
        (Some(declared), Some(literal)) => declared.kind.literal(&literal),
        _ => value.into(),
    }
}
