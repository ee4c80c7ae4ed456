//! The names that a person may type: repositories, branches, workflows, steps, inputs, secrets.

use super::contexts::optional;
use crate::compile::{Compiled, CompiledWorkflow};
use crate::diagnostic::{Names, Nearest};
use actions::trigger::{Filter, Trigger, WorkflowDispatch};
use actions::{Work, Workflow};

/// What an organisation's names are.
#[derive(Debug)]
pub struct NameIndex<'c, 'a> {
    compiled: &'c Compiled<'a>,
}

/// A name that nobody has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} `{name}`{place}; {way_out}")]
pub struct UnknownName {
    /// What it would be the name of.
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// Where it was looked for, such as ` in shop`.
    pub place: String,
    /// The nearest one, or all.
    pub way_out: String,
}

impl UnknownName {
    fn new<'n>(what: &'static str, name: &str, place: &str, known: impl IntoIterator<Item = &'n str> + Clone) -> Self {
        let way_out =
            Nearest::of(name, known.clone()).or_else(|| format!("known: {}", known.into_iter().collect::<Names>()));
        Self { what, name: name.to_owned(), place: place.to_owned(), way_out }
    }
}

impl<'c, 'a> NameIndex<'c, 'a> {
    /// The names of a description.
    pub const fn of(compiled: &'c Compiled<'a>) -> Self {
        Self { compiled }
    }

    /// Every repository.
    pub fn repositories(&self) -> impl Iterator<Item = &str> + Clone {
        self.compiled.repositories.iter().map(|compiled| compiled.repository.name.as_str())
    }

    /// A repository, with or without its owner.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn repository(&self, name: &str) -> Result<&'a str, UnknownName> {
        let short = name.rsplit('/').next().unwrap_or(name);
        let mut known = self.compiled.repositories.iter().map(|compiled| compiled.repository.name.as_str());
        let found = known.find(|known| known.eq_ignore_ascii_case(short));
        found.ok_or_else(|| UnknownName::new("repository", name, "", self.repositories()))
    }

    fn workflows(&self, repository: &str) -> &'c [CompiledWorkflow<'a>] {
        let found = self.compiled.repositories.iter().find(|known| known.repository.name.as_str() == repository);
        found.map_or(&[], |compiled| &compiled.workflows)
    }

    /// The branches that a repository's workflows name, and its default branch.
    pub fn branches(&self, repository: &str, default: &str) -> Vec<String> {
        let mut branches = vec![default.to_owned()];
        for filter in self.workflows(repository).iter().flat_map(|written| filters(&written.workflow)) {
            branches.extend(filter.names());
        }
        branches.sort();
        branches.dedup();
        branches
    }

    /// A branch that a workflow names or whose pattern means it.
    ///
    /// # Errors
    /// No workflow does.
    pub fn branch(&self, repository: &str, name: &str, default: &str) -> Result<(), UnknownName> {
        let is_meant = self
            .workflows(repository)
            .iter()
            .flat_map(|written| filters(&written.workflow))
            .any(|filter| matches!(filter, Filter::Only(_)) && filter.lets_through(name));
        if is_meant || name == default {
            return Ok(());
        }
        let known = self.branches(repository, default);
        let place = format!(" in the workflows of {repository}");
        let mut unknown = UnknownName::new("branch", name, &place, known.iter().map(String::as_str));
        unknown.way_out += "; `--any-branch` takes it all the same";
        Err(unknown)
    }

    /// The workflow of that name or file: its file and its name.
    ///
    /// # Errors
    /// There is none.
    pub fn workflow(&self, repository: &str, name: &str) -> Result<(&str, &str), UnknownName> {
        let all = self.workflows(repository);
        let file = name.rsplit('/').next().unwrap_or(name);
        let found = all.iter().find(|written| written.workflow.name == name || written.file() == file);
        found.map(|written| (written.file(), written.workflow.name.as_str())).ok_or_else(|| {
            let known = all.iter().flat_map(|written| [written.file(), &written.workflow.name]);
            let mut unknown = UnknownName::new("workflow", name, &format!(" in {repository}"), known);
            if unknown.way_out.starts_with("known") {
                unknown.way_out = format!("known: {}", all.iter().map(CompiledWorkflow::file).collect::<Names>());
            }
            unknown
        })
    }

    /// The form of a workflow's button.
    pub fn button(&self, repository: &str, file: &str) -> Option<&WorkflowDispatch> {
        let written = self.workflows(repository).iter().find(|written| written.file() == file)?;
        written.workflow.on.list.iter().find_map(|on| match &on.trigger {
            Trigger::WorkflowDispatch(form) => Some(form),
            _ => None,
        })
    }

    /// Whether every one of the inputs is on the form.
    ///
    /// # Errors
    /// The first that is not.
    pub fn inputs(form: &WorkflowDispatch, file: &str, inputs: &[(String, String)]) -> Result<(), UnknownName> {
        let unknown = inputs.iter().find(|(name, _)| !form.inputs.keys().any(|known| known.eq_ignore_ascii_case(name)));
        match unknown {
            None => Ok(()),
            Some((name, _)) => {
                Err(UnknownName::new("input", name, &format!(" of {file}"), form.inputs.keys().map(String::as_str)))
            }
        }
    }

    /// A step of any workflow.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn step(&self, name: &str) -> Result<(), UnknownName> {
        let steps = self.compiled.workflows().flat_map(|(_, compiled)| steps(&compiled.workflow));
        let mut steps: Vec<String> = steps.collect();
        steps.sort();
        steps.dedup();
        if steps.iter().any(|step| step == name) {
            return Ok(());
        }
        let mut unknown = UnknownName::new("step", name, "", steps.iter().map(String::as_str));
        if unknown.way_out.starts_with("known") {
            "`trace` without `--fail` and `--cancel` shows every step".clone_into(&mut unknown.way_out);
        }
        Err(unknown)
    }

    /// A secret that need not be set.
    ///
    /// # Errors
    /// There is none of that name, or it must be set.
    pub fn optional_secret(&self, name: &str) -> Result<(), UnknownName> {
        let mut known: Vec<&str> =
            self.compiled.repositories.iter().flat_map(|compiled| optional(compiled.repository)).collect();
        known.sort_unstable();
        known.dedup();
        if known.contains(&name) {
            return Ok(());
        }
        Err(UnknownName::new("optional secret", name, "", known.iter().copied()))
    }
}

fn filters(workflow: &Workflow) -> impl Iterator<Item = &Filter> {
    workflow.on.list.iter().filter_map(|on| match &on.trigger {
        Trigger::Push(push) => Some(&push.branches),
        Trigger::WorkflowRun(run) => Some(&run.branches),
        Trigger::PullRequest(request) | Trigger::PullRequestTarget(request) => Some(&request.branches),
        _ => None,
    })
}

fn steps(workflow: &Workflow) -> impl Iterator<Item = String> {
    let works = workflow.jobs.values().filter_map(|job| match &job.work {
        Work::Steps(work) => Some(&work.steps),
        Work::Call(_) => None,
    });
    works.flatten().map(|step| step.name.to_string())
}
