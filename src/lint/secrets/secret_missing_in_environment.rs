//! A secret that is used in an environment that does not hold it.

use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example};

/// A secret that is used in an environment that does not hold it.
pub static RULE: Rule = Rule {
    code: "S207",
    name: "secret-missing-in-environment",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a secret is used in a job whose environment does not hold it",
    why: "A secret of an environment is there for jobs that run in this environment, and for no others. Everywhere else \
        the same name reads as nothing, and GitHub says not a word.",
    happens: "A build bakes in an address that only the environment `live` holds, but does not run in it. The image is \
        built with an empty address, pushed and deployed; every request of the new version goes nowhere.",
    mend: "Let the job run in the environment that holds it: `environment: live` at a build. Or let the environment of \
        the job hold it too: `environments: [trial, live]`, and set it there. What every job may have \
        is held by the repository: leave `environments` out.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments#environment-secrets",
    example: Example::Description { base: Base::Compose, good: "            environment: live\n", bad: "" },
    gotcha: None,
    finds: Finds::Refused("is not available here"),
};
