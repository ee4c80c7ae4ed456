//! Why a workflow does not start.

use super::event::{Event, EventKind};
use actions::trigger::{Filter, Trigger};
use actions::{Job, Workflow};
use indexmap::IndexMap;
use serde::Serialize;
use std::fmt::{self, Display, Formatter};

/// Why a workflow does not start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum IdleReason {
    /// It happened in another repository.
    AnotherRepository {
        /// Where it happened.
        happened_in: String,
    },
    /// It does not listen to such an event.
    NotListening {
        /// The event.
        event: &'static str,
        /// What it listens to.
        listens_to: Vec<&'static str>,
    },
    /// Its filter does not let the branch through.
    Branch {
        /// The branch.
        branch: String,
        /// What the filter says.
        filter: String,
    },
    /// It listens to such an event, where something else happened.
    Activity {
        /// What happened.
        action: String,
        /// What it waits for.
        types: Vec<&'static str>,
    },
    /// It waits for the end of another workflow.
    AnotherWorkflow {
        /// What ended.
        ended: String,
        /// What it waits for.
        waits_for: Vec<String>,
    },
    /// Somebody pressed the button of another workflow.
    AnotherButton {
        /// The file of that one.
        pressed: String,
    },
    /// It waits for another time.
    AnotherTime {
        /// When it starts.
        lines: Vec<String>,
    },
}

impl Display for IdleReason {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnotherRepository { happened_in } => write!(formatter, "it happened in {happened_in}"),
            Self::NotListening { event, listens_to } => {
                write!(formatter, "it does not listen to {event}, but to {}", listens_to.join(", "))
            }
            Self::Branch { branch, filter } => write!(formatter, "{branch} is not among its branches: {filter}"),
            Self::Activity { action, types } => {
                write!(formatter, "it waits for {}, not for {action}", types.join(", "))
            }
            Self::AnotherWorkflow { ended, waits_for } => {
                write!(formatter, "it waits for `{}`, not for `{ended}`", waits_for.join("`, `"))
            }
            Self::AnotherButton { pressed } => write!(formatter, "the button of {pressed} was pressed"),
            Self::AnotherTime { lines } => write!(formatter, "it waits for {}", lines.join(", ")),
        }
    }
}

/// Why the event does not start the workflow of that file; nothing where it does.
pub fn why_not(event: &Event, repository: &str, file: &str, workflow: &Workflow) -> Option<IdleReason> {
    if event.at.repository != repository {
        return Some(IdleReason::AnotherRepository { happened_in: event.at.repository.clone() });
    }
    if let EventKind::Dispatch { file: pressed, .. } = &event.kind
        && pressed != file
    {
        return Some(IdleReason::AnotherButton { pressed: pressed.clone() });
    }
    let name = event.kind.name();
    let triggers = workflow.on.list.iter().map(|on| &on.trigger);
    let Some(trigger) = triggers.clone().find(|trigger| trigger.name() == name) else {
        return Some(IdleReason::NotListening { event: name, listens_to: triggers.map(Trigger::name).collect() });
    };
    filtered(event, trigger)
}

fn filtered(event: &Event, trigger: &Trigger) -> Option<IdleReason> {
    match (&event.kind, trigger) {
        (EventKind::Push, Trigger::Push(push)) => {
            // Who filters tags alone does not listen to branches.
            if push.branches == Filter::Any && push.tags != Filter::Any {
                return Some(IdleReason::Branch { branch: event.branch.clone(), filter: "none, only tags".to_owned() });
            }
            branch(&event.branch, &push.branches)
        }
        (EventKind::RunEnded { workflow, branch: of, .. }, Trigger::WorkflowRun(run)) => {
            if !run.workflows().contains(workflow) {
                let waits_for = run.workflows().to_vec();
                return Some(IdleReason::AnotherWorkflow { ended: workflow.clone(), waits_for });
            }
            let types: Vec<&str> = run.types.iter().map(|kind| kind.word()).collect();
            activity("completed", types).or_else(|| branch(of, &run.branches))
        }
        (EventKind::Conversation { action, .. }, Trigger::Activity(listened)) => activity(action, listened.types()),
        (EventKind::Clock { line: Some(line) }, Trigger::Schedule(schedule)) => {
            let lines: Vec<String> = schedule.0.iter().map(|cron| cron.as_str().to_owned()).collect();
            (!lines.contains(line)).then_some(IdleReason::AnotherTime { lines })
        }
        _ => None,
    }
}

fn branch(branch: &str, filter: &Filter) -> Option<IdleReason> {
    let told = match filter {
        Filter::Any => return None,
        Filter::Only(_) => filter.words().join(", "),
        Filter::Except(_) => format!("all but {}", filter.words().join(", ")),
    };
    (!filter.lets_through(branch)).then(|| IdleReason::Branch { branch: branch.to_owned(), filter: told })
}

fn activity(action: &str, types: Vec<&'static str>) -> Option<IdleReason> {
    let listens = types.is_empty() || types.contains(&action);
    (!listens).then(|| IdleReason::Activity { action: action.to_owned(), types })
}

/// The jobs in an order in which each comes after those that it needs; GitHub refuses circles, which come last here.
pub fn in_order(jobs: &IndexMap<String, Job>) -> Vec<(&String, &Job)> {
    let mut ordered: Vec<(&String, &Job)> = Vec::new();
    let mut left: Vec<(&String, &Job)> = jobs.iter().collect();
    while !left.is_empty() {
        let is_ready = |job: &Job| job.needs.iter().all(|need| ordered.iter().any(|(id, _)| *id == need));
        let (ready, later): (Vec<_>, Vec<_>) = left.into_iter().partition(|(_, job)| is_ready(job));
        if ready.is_empty() {
            ordered.extend(later);
            break;
        }
        ordered.extend(ready);
        left = later;
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Conclusion, EndedRun, EventOrigin};
    use actions::trigger::{Cron, Push, Schedule, WorkflowRun};

    fn at() -> EventOrigin {
        EventOrigin::new("example", "shop")
    }

    fn told(event: &Event, trigger: impl Into<Trigger>) -> Option<String> {
        let workflow = Workflow::new("Build", vec![trigger.into()]);
        why_not(event, "shop", "build.yml", &workflow).map(|why| why.to_string())
    }

    #[test]
    fn who_filters_tags_alone_does_not_listen_to_branches() {
        let push = Event::push(at(), "main", None);
        let tags = Push { tags: Filter::only(["v*"]), ..Push::default() };
        assert_eq!(told(&push, tags).unwrap(), "main is not among its branches: none, only tags");
        let both = Push { tags: Filter::only(["v*"]), ..Push::to(["ma*"]) };
        assert_eq!(told(&push, both), None);
        let others = Push { branches: Filter::except(["main", "x"]), ..Push::default() };
        assert_eq!(told(&push, others).unwrap(), "main is not among its branches: all but main, x");
        assert_eq!(told(&push, Push::default()), None);
    }

    #[test]
    fn the_clock_starts_what_waits_for_that_line() {
        let nightly = || Trigger::Schedule(Schedule(vec![Cron::parse("0 3 * * *").unwrap()]));
        assert_eq!(told(&Event::clock(at(), Some("0 3 * * *")), nightly()), None);
        assert_eq!(told(&Event::clock(at(), None), nightly()), None);
        assert_eq!(told(&Event::clock(at(), Some("0 4 * * *")), nightly()).unwrap(), "it waits for 0 3 * * *");
    }

    #[test]
    fn the_end_of_a_run_starts_what_waits_for_that_workflow_on_that_branch() {
        let build = Workflow::new("Build", vec![Trigger::from(Push::default())]);
        let ended = |workflow, branch| {
            let conclusion = Conclusion::Failure;
            Event::run_ended(at(), &EndedRun { workflow, branch, commit: "1", conclusion, event: "push" })
        };
        let waits = || WorkflowRun::completed(&build).on_branches(["main"]);
        assert_eq!(told(&ended("Build", "main"), waits()), None);
        assert_eq!(told(&ended("Build", "x"), waits()).unwrap(), "x is not among its branches: main");
        assert_eq!(told(&ended("Test", "main"), waits()).unwrap(), "it waits for `Build`, not for `Test`");
    }

    #[test]
    fn jobs_come_after_those_that_they_need() {
        let job = |needs: &[&str]| {
            let mut job = Job::new(actions::Steps::new(Vec::new()));
            job.needs = needs.iter().map(|&need| need.to_owned()).collect();
            job
        };
        let jobs = [("deploy", job(&["test", "build"])), ("test", job(&["build"])), ("build", job(&[]))];
        let jobs = IndexMap::from_iter(jobs.map(|(id, job)| (id.to_owned(), job)));
        let order: Vec<&String> = in_order(&jobs).into_iter().map(|(id, _)| id).collect();
        assert_eq!(order, ["build", "test", "deploy"]);
    }
}
