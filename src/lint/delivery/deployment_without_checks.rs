//! D114: after the rollout nothing tests the service as a user would.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D114",
    name: "deployment-without-checks",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "after the rollout nothing tests the service as a user would",
    why: "A health check runs inside the container. Between the container and a user are a published port, \
        nginx, a certificate and a DNS name. Each of them can be wrong while every container is healthy.",
    happens: "The port in the compose file changes from 8080 to 8000, and nginx still passes to 8080. All \
        containers are healthy, the deployment is green, and every request gets a 502 until a user complains.",
    fix: "Request an address at the end. Docker compose: `smoke-tests: [{ url: \
        \"https://shop.example.com/health\", timeout: 30s }]`. Blue-green: `checks: { after: [nginx-port] }`, \
        and `address` for the address that users call. The deployment fails if the answer is not a success. The \
        test also runs after a failed rollout, so that the log shows whether the service still works.",
    source: "https://sre.google/sre-book/monitoring-distributed-systems/#black-box-versus-white-box-q8sJuw",
    example: Example::Description {
        base: Base::Compose,
        good: r#"                smoke-tests: [{ url: "https://shop.example.com/health", timeout: 30s }]
"#,
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.missing(|promises| promises.verifies)
}
