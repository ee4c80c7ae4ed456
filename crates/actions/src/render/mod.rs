//! From a [`Workflow`] to its file.
//!
//! Keys come out in the order of GitHub's documentation, with two exceptions that its own examples make too: a step
//! begins with its name, and a job ends with its steps. [`check`] looks for what GitHub would refuse; only a workflow
//! without problems is printed.

mod check;
mod job;
mod step;
mod workflow_file;

pub use workflow_file::WorkflowFile;

use super::action::Lock;
use super::yaml::{Map, MapEntry, print};
use super::{Problem, Workflow};

impl Workflow {
    /// The file, below a header of comment lines.
    ///
    /// # Errors
    /// Everything in the workflow that GitHub would refuse, and every action that the lock does not pin.
    pub fn render(&self, header: &[String], lock: &Lock) -> Result<WorkflowFile, Vec<Problem>> {
        let mut problems = check::problems(self);
        let mut jobs = Map::spaced();
        for (id, job) in &self.jobs {
            let node = job::node(id, job, lock, &mut problems);
            jobs.push(MapEntry::new(id.clone(), node).above(job.comment.as_deref()));
        }
        if !problems.is_empty() {
            return Err(problems);
        }

        let mut map = Map::spaced();
        map.insert("name", self.name.as_str());
        map.insert_some("run-name", self.run_name.as_ref());
        map.push(self.on.entry());
        map.push(
            MapEntry::new("permissions", Map::new())
                .above(Some("No permissions by default; each job is granted what its steps need.")),
        );
        map.insert_filled("env", Map::from_iter(&self.env));
        map.insert_some("defaults", self.defaults.as_ref().map(super::Defaults::node));
        if let Some(concurrency) = &self.concurrency {
            map.push(concurrency.entry());
        }
        map.insert("jobs", jobs);

        let problems = check::in_keys(&map);
        if !problems.is_empty() {
            return Err(problems);
        }
        let header = header.iter().fold(String::new(), |text, line| text + "# " + line + "\n");
        let text = print(header + "\n", &mut map);
        match check::in_text(&text) {
            None => Ok(WorkflowFile { text, document: map.into() }),
            Some(problem) => Err(vec![problem]),
        }
    }
}
