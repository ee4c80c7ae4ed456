//! What the commands work on.

use super::{refusal, schema, standing};
use crate::compile::catalogue::Row;
use crate::compile::{self, compile, header};
use crate::read::Sources;
use crate::spec::Organization;
use crate::tree::{File, FileMode, Root, Scope, Tree, TreePath};
use crate::workflow::Workflow;
use crate::workflow::action::Lock;
use std::path::{Path, PathBuf};

/// The folder of the project's own workflows.
const OWN_WORKFLOWS: &str = ".github/workflows";

/// The file of the schema, below the output folder.
const SCHEMA: &str = "schema/pipewright.schema.json";

/// A description, with what it is compiled by.
#[derive(Debug)]
pub struct Project {
    /// What is delivered.
    pub organization: Organization,
    /// The text of `actions.lock`.
    pub lock: &'static str,
    /// Workflows of the project itself, beside what it generates for others.
    pub own_workflows: Vec<OwnWorkflow>,
    /// The files that it was read from.
    sources: Sources,
}

/// A workflow of the project itself.
#[derive(Debug)]
pub struct OwnWorkflow {
    /// Its file below `.github/workflows`.
    pub file: &'static str,
    /// Where it is described.
    pub described_in: &'static str,
    /// The workflow.
    pub workflow: Workflow,
}

/// A rendered project.
pub(super) struct Rendered {
    /// Where its files belong.
    pub(super) roots: Vec<Root>,
    /// Its workflows, for people.
    pub(super) catalogue: Vec<Row>,
}

impl Project {
    /// A project whose description is written in Rust.
    pub fn new(organization: Organization, lock: &'static str, own_workflows: Vec<OwnWorkflow>) -> Self {
        Self { organization, lock, own_workflows, sources: Sources::default() }
    }

    /// The project, read from these files.
    pub(super) fn read_from(mut self, sources: Sources) -> Self {
        self.sources = sources;
        self
    }

    /// Renders everything. Without an output folder of its own, the project's own workflows belong to it.
    pub(super) fn render(&self, out: Option<&Path>) -> Result<Rendered, Vec<String>> {
        let lock = Lock::parse(self.lock).map_err(|error| vec![error.to_string()])?;
        let compiled = compile(&self.organization, &lock).map_err(|problems| self.messages(&problems))?;
        let home = standing::project();
        let mut roots = vec![Root {
            directory: out.map_or_else(|| in_project(&home, standing::GENERATED), Path::to_path_buf),
            tree: compiled.tree,
            scope: Scope::Whole,
        }];
        if !self.own_workflows.is_empty() {
            let file = File { contents: schema::text(), mode: FileMode::Plain };
            roots[0].tree.add(SCHEMA, file, "the schema").map_err(|error| vec![error.to_string()])?;
            if out.is_none() {
                roots.push(self.own(home, &lock)?);
            }
        }
        Ok(Rendered { roots, catalogue: compiled.catalogue })
    }

    fn messages(&self, problems: &[compile::Problem]) -> Vec<String> {
        self.sources.reports(problems.iter().map(compile::Problem::finding)).iter().map(refusal::text).collect()
    }

    fn own(&self, home: PathBuf, lock: &Lock) -> Result<Root, Vec<String>> {
        let mut tree = Tree::new();
        for own in &self.own_workflows {
            let rendered = own.workflow.render(&header(own.described_in), lock);
            let contents = rendered.map_err(|problems| {
                let place = |problem| format!("{}, workflow `{}`: {problem}", own.described_in, own.workflow.name);
                problems.iter().map(place).collect::<Vec<_>>()
            })?;
            let file = File { contents, mode: FileMode::Plain };
            tree.add(&format!("{OWN_WORKFLOWS}/{}", own.file), file, own.described_in)
                .map_err(|error| vec![error.to_string()])?;
        }
        let folder = TreePath::new(OWN_WORKFLOWS).map_err(|error| vec![error.to_string()])?;
        Ok(Root { directory: home, tree, scope: Scope::Shared(folder) })
    }
}

/// A folder of the project; where one stands in it, without the `./` that nobody types.
fn in_project(home: &Path, folder: &str) -> PathBuf {
    if home == Path::new(".") { PathBuf::from(folder) } else { home.join(folder) }
}

/// A file's path as a person would type it where they stand.
pub(super) fn shown(root: &Root, path: &str) -> String {
    if root.directory == Path::new(".") { path.to_owned() } else { root.directory.join(path).display().to_string() }
}
