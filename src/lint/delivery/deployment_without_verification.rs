//! A deployment after which nobody asks the service anything.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A deployment after which nobody asks the service anything.
pub static RULE: Rule = Rule {
    code: "D114",
    name: "deployment-without-verification",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "after the rollout nobody asks the service anything, as a user would",
    why: "A health check is asked inside the container. Between it and a user stand a published port, nginx, a certificate \
        and a name, and any of them can be wrong while every container is healthy.",
    happens: "The compose file's port changes from 8080 to 8000, and nginx passes to 8080 as before. All containers are \
        healthy, the deployment is green, and every request is answered 502 until a user calls.",
    mend: "Ask an address in the end. With docker compose: `smoke-tests: [{ url: \"https://shop.example.com/health\", timeout: 30s \
        }]`. Blue-green: `checks: { after: [nginx-port] }`, and `address` for what users call. The deployment fails \
        when the answer is not a success; it is asked after a failed rollout too, so that the log says whether anybody serves.",
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
