//! S207: a job uses a secret that its environment does not have.

use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S207",
    name: "secret-missing-in-environment",
    about: Subjects::Secrets,
    severity: Severity::Error,
    summary: "a job uses a secret that its environment does not have",
    why: "A secret of an environment is available only to jobs that run in this environment. Everywhere else the \
        same name reads as an empty value, without any message from GitHub.",
    happens: "A build bakes in an address that only the environment `live` has, but does not run in it. The \
        image is built with an empty address, pushed and deployed; every request of the new version fails.",
    fix: "Let the job run in an environment that has the secret: `environment: live` at a build. Or add the \
        job's environment to the secret's `environments: [trial, live]`, and set it there. If every job may have \
        it, remove `environments`: then it is a secret of the repository.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments#environment-secrets",
    example: Example::Description {
        base: Base::Compose,
        good: "            branches: [main]\n            environment: live\n",
        bad: "            branches: [main]\n",
    },
    gotcha: None,
    finds: Finds::Refused("is not available here"),
};
