//! Every workflow, the description's and the project's own, with its jobs and steps and the places at which they are mended.

use super::rule::Found;
use super::subject::{Described, Subject};
use crate::compile::OwnWorkflow;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use actions::{Job, Step, Steps, Work, Workflow};

/// A workflow, and where it comes from.
#[derive(Debug, Clone)]
pub struct WorkflowAt<'s> {
    /// The workflow.
    pub workflow: &'s Workflow,
    /// What it is described by; of an own one its line of Rust.
    pub place: Place,
    origin: Origin<'s>,
}

#[derive(Debug, Clone, Copy)]
enum Origin<'s> {
    Described { by: &'s Described<'s>, file: &'s str },
    Own(&'s OwnWorkflow),
}

/// A job of a workflow.
#[derive(Debug, Clone)]
pub struct JobAt<'s> {
    /// Its workflow.
    pub of: WorkflowAt<'s>,
    /// Its id.
    pub id: &'s str,
    /// The job.
    pub job: &'s Job,
    /// What it is described by; of an own workflow its line of Rust.
    pub place: Place,
}

/// A step of a job.
#[derive(Debug, Clone)]
pub struct StepAt<'s> {
    /// Its job.
    pub of: JobAt<'s>,
    /// The steps before it.
    pub before: &'s [Step],
    /// The step.
    pub step: &'s Step,
    /// What it is described by; of an own workflow its line of Rust.
    pub place: Place,
}

impl<'a> Subject<'a> {
    /// Every workflow: those of the description, in its order, and the project's own.
    pub fn workflows(&self) -> impl Iterator<Item = WorkflowAt<'_>> {
        let described = self.repositories.iter().flat_map(|by| {
            by.workflows.iter().map(move |written| WorkflowAt {
                workflow: &written.workflow,
                place: written.place.clone(),
                origin: Origin::Described { by, file: written.file() },
            })
        });
        described.chain(self.own_workflows())
    }

    /// The project's own workflows.
    pub fn own_workflows(&self) -> impl Iterator<Item = WorkflowAt<'a>> + use<'a> {
        self.own.unwrap_or_default().iter().enumerate().map(|(index, own)| {
            let place = Place::own_workflow(index, &own.workflow.name, own.described_in);
            WorkflowAt {
                workflow: &own.workflow,
                place: place.written_at(own.workflow.anchor.place()),
                origin: Origin::Own(own),
            }
        })
    }
}

impl<'s> WorkflowAt<'s> {
    /// Whether the other one belongs to the same repository.
    pub fn is_beside(&self, other: &Self) -> bool {
        match (self.origin, other.origin) {
            (Origin::Described { by, .. }, Origin::Described { by: beside, .. }) => std::ptr::eq(by, beside),
            (Origin::Own(_), Origin::Own(_)) => true,
            _ => false,
        }
    }

    /// Its jobs.
    pub fn jobs(&self) -> impl Iterator<Item = JobAt<'s>> {
        self.workflow.jobs.iter().map(|(id, job)| {
            let place = match self.origin {
                Origin::Described { .. } => self.place.clone(),
                Origin::Own(_) => self.place.clone().in_words(format!("job `{id}`")).written_at(job.anchor.place()),
            };
            JobAt { of: self.clone(), id, job, place }
        })
    }

    /// Something of this workflow, which shows in the first line that holds the text.
    pub fn found(&self, found: Diagnostic, shown_by: impl Into<String>) -> Found {
        match self.origin {
            Origin::Described { by, file } => Found::new(&by.repository.name, found).shows(file, shown_by),
            Origin::Own(own) => Found::of_project(found).shows_in_own(own, shown_by),
        }
    }
}

impl<'s> JobAt<'s> {
    /// What it does on a runner; nothing where it calls a workflow.
    pub fn work(&self) -> Option<&'s Steps> {
        match &self.job.work {
            Work::Steps(work) => Some(work),
            Work::Call(_) => None,
        }
    }

    /// Its steps.
    pub fn steps(&self) -> impl Iterator<Item = StepAt<'s>> {
        let steps: &[Step] = self.work().map_or(&[], |work| &work.steps);
        steps.iter().enumerate().map(|(index, step)| {
            let place = match self.of.origin {
                Origin::Described { .. } => self.place.clone(),
                Origin::Own(_) => {
                    self.place.clone().in_words(format!("step `{}`", step.name)).written_at(step.anchor.place())
                }
            };
            StepAt { of: self.clone(), before: &steps[..index], step, place }
        })
    }

    /// Something of this job, which shows where it begins.
    pub fn found(&self, found: Diagnostic) -> Found {
        self.of.found(found, format!("  {}:", self.id)).below(["jobs:".to_owned()])
    }
}

impl StepAt<'_> {
    /// Something of this step, which shows where it begins.
    pub fn found(&self, found: Diagnostic) -> Found {
        let headings = ["jobs:".to_owned(), format!("  {}:", self.of.id)];
        self.of.of.found(found, format!("- name: {}", self.step.name)).below(headings)
    }
}
