//! The contexts, a module each.
//!
//! `steps`, `needs`, `jobs` and `inputs` have none: an output is named only through the step or the job that declares it
//! ([`crate::Step`], [`crate::Job`]), and an input through the trigger that asks for it
//! ([`crate::trigger::DeclaredInput`]).
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/contexts>

use super::{Expr, Tree};
use std::borrow::Cow;

/// A property below a context, such as `github.event.issue.title`.
pub(crate) fn property<T, K>(context: &'static str, path: impl IntoIterator<Item = Cow<'static, str>>) -> Expr<T, K> {
    let tree = path.into_iter().fold(Tree::Context(context), |of, name| Tree::Property(Box::new(of), name));
    Expr::from_tree(tree)
}

/// Declares a function for each property of a context: `/// doc` `name = "path.in.context": Type`.
macro_rules! properties {
    ($offers:ident $context:literal { $($(#[$doc:meta])* $name:ident = $path:literal : $kind:ty;)* }) => {
        $($(#[$doc])* pub fn $name<K: $crate::expr::key::$offers>() -> $crate::expr::Expr<$kind, K> {
            $crate::expr::context::property($context, $path.split('.').map(std::borrow::Cow::Borrowed))
        })*
    };
}

/// The `github` context: the run, its trigger and the trigger's payload.
pub mod github {
    use super::super::Object;

    properties! { OffersGithub "github" {
        /// Who started the run.
        actor = "actor": String;
        /// Who started this attempt of the run.
        triggering_actor = "triggering_actor": String;
        /// The trigger's name, such as `push`.
        event_name = "event_name": String;
        /// The trigger's whole payload.
        event = "event": Object;
        /// The full ref that started the run, such as `refs/heads/main`; in a `workflow_run`, the default branch.
        reference = "ref": String;
        /// The short name of [`reference`](fn@reference), such as `main`.
        ref_name = "ref_name": String;
        /// `branch` or `tag`.
        ref_type = "ref_type": String;
        /// The source branch of a pull request.
        head_ref = "head_ref": String;
        /// The target branch of a pull request.
        base_ref = "base_ref": String;
        /// The commit that started the run; in a `workflow_run`, the head of the default branch.
        sha = "sha": String;
        /// `owner/name`.
        repository = "repository": String;
        /// The repository's owner.
        repository_owner = "repository_owner": String;
        /// The run's number among all runs of the repository.
        run_id = "run_id": String;
        /// The run's number among the runs of its workflow.
        run_number = "run_number": String;
        /// The run's attempt, from 1.
        run_attempt = "run_attempt": String;
        /// GitHub's own address, such as `https://github.com`.
        server_url = "server_url": String;
        /// The job's token.
        token = "token": String;
        /// The workflow's name.
        workflow = "workflow": String;
        /// The folder that the repository is checked out to.
        workspace = "workspace": String;
    } }

    /// The payload of `workflow_run`: the run that completed.
    pub mod workflow_run {
        properties! { OffersGithub "github" {
            /// How the run ended, such as `success`.
            conclusion = "event.workflow_run.conclusion": String;
            /// The trigger of that run, such as `push`.
            event = "event.workflow_run.event": String;
            /// The branch that was built.
            head_branch = "event.workflow_run.head_branch": String;
            /// The commit that was built.
            head_sha = "event.workflow_run.head_sha": String;
            /// The page of that run.
            html_url = "event.workflow_run.html_url": String;
        } }
    }

    /// The payloads of issues, pull requests and their comments.
    pub mod conversation {
        properties! { OffersGithub "github" {
            /// The text of a comment.
            comment_body = "event.comment.body": String;
            /// The text of a review.
            review_body = "event.review.body": String;
            /// The text of an issue.
            issue_body = "event.issue.body": String;
            /// The title of an issue.
            issue_title = "event.issue.title": String;
        } }
    }

    /// A property of the payload that has no function of its own, such as `["release", "tag_name"]`.
    pub fn payload<T, K: super::super::key::OffersGithub>(
        path: impl IntoIterator<Item = &'static str>,
    ) -> super::Expr<T, K> {
        let path = std::iter::once("event").chain(path);
        super::property("github", path.map(std::borrow::Cow::Borrowed))
    }
}

/// The `runner` context.
pub mod runner {
    properties! { OffersRunner "runner" {
        /// `Linux`, `Windows` or `macOS`.
        os = "os": String;
        /// `X86`, `X64`, `ARM` or `ARM64`.
        arch = "arch": String;
        /// The runner's name.
        name = "name": String;
        /// A folder that is emptied at the beginning and end of each job.
        temp = "temp": String;
        /// The folder of the preinstalled tools.
        tool_cache = "tool_cache": String;
    } }
}

/// The `job` context.
pub mod job {
    properties! { OffersJob "job" {
        /// `success`, `failure` or `cancelled`, at this moment.
        status = "status": String;
    } }
}

/// The `strategy` context.
pub mod strategy {
    properties! { OffersStrategy "strategy" {
        /// The job's index in the matrix, from 0.
        job_index = "job-index": f64;
        /// The number of jobs in the matrix.
        job_total = "job-total": f64;
    } }
}

/// Declares a context whose properties the description names.
macro_rules! named {
    ($(#[$doc:meta])* $context:ident $offers:ident) => {
        $(#[$doc])*
        pub mod $context {
            /// The property of that name.
            pub fn named<K: super::super::key::$offers>(
                name: impl Into<std::borrow::Cow<'static, str>>,
            ) -> super::Expr<String, K> {
                super::property(stringify!($context), [name.into()])
            }
        }
    };
}

named! {
    /// The `secrets` context: secrets of the organisation, the repository and the job's environment.
    secrets OffersSecrets
}
named! {
    /// The `vars` context: configuration variables.
    vars OffersVars
}
named! {
    /// The `env` context: variables that the workflow, the job or an earlier step set.
    env OffersEnv
}
named! {
    /// The `matrix` context.
    matrix OffersMatrix
}
