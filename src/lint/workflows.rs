//! Every workflow, the description's and the project's own, with its jobs and steps and the places at which they are mended.

use super::GENERATED;
use super::subject::{Described, Subject};
use crate::compile::{CompiledOwnWorkflow, CompiledWorkflow};
use crate::description::{FileName, Repository};
use crate::diagnostic::{Diagnostic, GeneratedLine, Place};
use actions::{Job, Position, Step, StepWork, Steps, Work, Workflow};

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
    Described { by: &'s Described<'s>, compiled: &'s CompiledWorkflow<'s> },
    Own(&'s CompiledOwnWorkflow<'s>),
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
        let described = self
            .repositories
            .iter()
            .flat_map(|by| by.workflows.iter().map(move |compiled| WorkflowAt::described(by, compiled)));
        described.chain(self.own_workflows())
    }

    /// The project's own workflows.
    pub fn own_workflows(&self) -> impl Iterator<Item = WorkflowAt<'a>> + use<'a> {
        self.own.unwrap_or_default().iter().enumerate().map(|(index, compiled)| WorkflowAt {
            workflow: &compiled.own.workflow,
            place: compiled.own.place(index),
            origin: Origin::Own(compiled),
        })
    }
}

impl<'s> WorkflowAt<'s> {
    /// A workflow of the description.
    pub(super) fn described(by: &'s Described<'s>, compiled: &'s CompiledWorkflow<'s>) -> Self {
        let origin = Origin::Described { by, compiled };
        Self { workflow: &compiled.workflow, place: compiled.place.clone(), origin }
    }

    /// Whether it is the workflow of this file of the repository.
    pub(super) fn is_file(&self, repository: &Repository, file: &FileName) -> bool {
        match self.origin {
            Origin::Described { by, compiled } => {
                std::ptr::eq(by.repository, repository) && compiled.file() == file.as_str()
            }
            Origin::Own(_) => false,
        }
    }

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

    /// The position of its first job.
    pub fn job(&self) -> Position {
        self.workflow.jobs.keys().next().map_or_else(Position::workflow, Position::job)
    }

    /// The position of the step of this name in its first job.
    pub fn step(&self, name: &str) -> Position {
        self.job().step_named(name)
    }

    /// The position of the first step for which this holds; that of its first job where there is none.
    fn step_where(&self, holds: impl Fn(&Step) -> bool) -> Position {
        let steps = self.jobs().flat_map(|job| {
            let steps = job.work().map_or(&[][..], |work| &work.steps);
            steps.iter().enumerate().map(move |(index, step)| (job.id, index, step))
        });
        let mut found = steps.filter(|(.., step)| holds(step));
        found.next().map_or_else(|| self.job(), |(id, index, _)| Position::job(id).step(index))
    }

    /// The position of the first variable of a step that has this name.
    pub fn variable(&self, name: &str) -> Position {
        self.step_where(|step| step.env.contains_key(name)).key("env").key(name)
    }

    /// The position of the first input of an action that has this name.
    pub fn input(&self, name: &str) -> Position {
        let has = |step: &Step| matches!(&step.work, StepWork::Uses { with, .. } if with.contains_key(name));
        self.step_where(has).key("with").key(name)
    }

    /// The position of the first use of this secret.
    pub fn secret(&self, name: &str) -> Position {
        self.step_where(|step| step.secrets().contains(&name)).text(format!("secrets.{name}"))
    }

    /// Something of this workflow, which shows in this part of it.
    pub fn found(&self, diagnostic: Diagnostic, position: &Position) -> Diagnostic {
        let (repository, file, rendered) = match self.origin {
            Origin::Described { by, compiled } => {
                (by.repository.name.to_string(), format!("{GENERATED}/{}", compiled.path), &compiled.rendered)
            }
            Origin::Own(own) => (String::new(), own.path.to_string(), &own.rendered),
        };
        let generated = Some(GeneratedLine { file, line: rendered.line(position) });
        Diagnostic { repository, generated, ..diagnostic }
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
    pub fn found(&self, diagnostic: Diagnostic) -> Diagnostic {
        self.of.found(diagnostic, &Position::job(self.id))
    }
}

impl StepAt<'_> {
    /// Something of this step, which shows where it begins.
    pub fn found(&self, diagnostic: Diagnostic) -> Diagnostic {
        self.of.of.found(diagnostic, &Position::job(self.of.id).step(self.before.len()))
    }
}
