//! S211: a deployment uses AWS access keys, which are valid until somebody deletes them.

use crate::description::{AwsAccessKey, AwsCredentials};
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S211",
    name: "long-lived-cloud-keys",
    about: Subjects::Secrets,
    severity: Severity::Warning,
    summary: "a deployment uses AWS access keys, which are valid until somebody deletes them",
    why: "An access key is a password for machines. It does not expire with the run and works from everywhere. \
        Anyone who sees it once, in a log, in a step's environment or in a compromised action, can use it until \
        somebody notices.",
    happens: "The keys are created once, together with the pipeline. Four years later nobody knows who else has \
        them or what they can access, and they are rotated for the first time after somebody has abused them.",
    fix: "Let AWS trust the repository's runs instead. In AWS: an identity provider for \
        https://token.actions.githubusercontent.com, and a role whose trust policy names the repository and the \
        environment (`repo:example/shop:environment:live`) and which can read only this secret. In the \
        description: `credentials: { role-to-assume: \"arn:aws:iam::123456789012:role/deploy-shop\" }`. The job \
        gets `id-token: write`, and its credentials are valid for an hour. Then delete the keys, in AWS and in \
        the repository's secrets.",
    source: "https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
    example: Example::Description {
        base: Base::Cloud,
        good: "              credentials: { role-to-assume: \"arn:aws:iam::123456789012:role/deploy-shop\" }
    secrets:
",
        bad: "              credentials: { access-key-id: AWS_KEY_ID, secret-access-key: AWS_KEY }
    secrets:
      - name: AWS_KEY_ID
        environments: [live]
      - name: AWS_KEY
        environments: [live]
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let Some(manager) = &at.deployment.aws_secrets_manager else { continue };
        let AwsCredentials::Key(AwsAccessKey { access_key_id, .. }) = &manager.credentials else { continue };
        let place = at.place.key("aws-secrets-manager").key("credentials");
        let finding = Diagnostic::new(
            format!("AWS is accessed with an access key, `{access_key_id}`, which is valid until somebody deletes it"),
            &place.in_words("AWS Secrets Manager").written_at(access_key_id.written_at()),
            "a role's credentials expire with the run",
            "let a role in AWS trust the repository's runs: `credentials: { role-to-assume: \"arn:aws:iam::...:role/...\" }`",
        )
        .in_rust(
            "let a role in AWS trust the repository's runs: `credentials: AwsCredentials::role(\"arn:aws:iam::...:role/...\")`",
        );
        found.push(at.found(finding, &at.workflow.input("aws-access-key-id")));
    }
    found
}
