//! A workflow of the project itself, beside those that it generates for others.

use super::{header, refusal};
use crate::description::Ignore;
use crate::diagnostic::{Diagnostic, Place};
use crate::tree::{Claims, TreePath};
use actions::action::Lock;
use actions::{Problem, Workflow, WorkflowFile, chain};

/// A workflow of the project itself.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnWorkflow {
    /// Its file below `.github/workflows`.
    pub file: &'static str,
    /// Where it is described.
    pub described_in: &'static str,
    /// The workflow.
    pub workflow: Workflow,
    /// What is known of it and lived with: findings in it, its jobs and its steps.
    pub ignore: Vec<Ignore>,
}

impl OwnWorkflow {
    /// The folder of the project's own workflows, below the project's.
    pub const FOLDER: &str = ".github/workflows";

    /// A workflow of the project, its file below `.github/workflows`, and where it is described.
    pub const fn new(file: &'static str, described_in: &'static str, workflow: Workflow) -> Self {
        Self { file, described_in, workflow, ignore: Vec::new() }
    }

    /// What this rule finds in it is lived with, for this reason.
    #[must_use]
    #[track_caller]
    pub fn accepting(mut self, rule: &'static str, reason: &'static str) -> Self {
        self.ignore.push(Ignore::new(rule, reason));
        self
    }

    /// Where it is described; it is the `index`th of the project's own workflows.
    pub fn place(&self, index: usize) -> Place {
        let place = Place::own_workflow(index, &self.workflow.name, self.described_in);
        place.written_at(self.workflow.anchor.place())
    }

    /// Its file, below the project's folder.
    pub fn path(&self) -> String {
        format!("{}/{}", Self::FOLDER, self.file)
    }
}

/// A workflow of the project itself, compiled.
#[derive(Debug)]
pub struct CompiledOwnWorkflow<'a> {
    /// The workflow.
    pub own: &'a OwnWorkflow,
    /// Its file, below the project's folder.
    pub path: TreePath,
    /// The text of its file, and the lines in which its parts are printed.
    pub rendered: WorkflowFile,
}

/// Compiles the workflows of a project itself.
///
/// # Errors
/// Everything in them that GitHub would refuse, and every action that the lock does not pin.
pub fn own_workflows<'a>(all: &'a [OwnWorkflow], lock: &Lock) -> Result<Vec<CompiledOwnWorkflow<'a>>, Vec<Diagnostic>> {
    let refused = |index: usize, problem: &Problem| {
        refusal::of_workflow(&all[index].place(index), &all[index].workflow.name, problem)
    };
    let workflows: Vec<&Workflow> = all.iter().map(|own| &own.workflow).collect();
    let chains = chain::problems(&workflows);
    let mut diagnostics: Vec<Diagnostic> = chains.iter().map(|(index, problem)| refused(*index, problem)).collect();
    let mut claims = Claims::default();
    let mut compiled = Vec::new();
    for (index, own) in all.iter().enumerate() {
        let rendered = own.workflow.render(&header::lines(own.described_in, header::OF_RUST), lock);
        match (rendered, claims.claim(&own.path(), own.described_in.to_owned())) {
            (Ok(rendered), Ok(path)) => compiled.push(CompiledOwnWorkflow { own, path, rendered }),
            (rendered, path) => {
                diagnostics.extend(rendered.err().iter().flatten().map(|problem| refused(index, problem)));
                diagnostics.extend(path.err().map(|error| refusal::of_tree(&own.place(index), &error)));
            }
        }
    }
    if diagnostics.is_empty() { Ok(compiled) } else { Err(diagnostics) }
}
