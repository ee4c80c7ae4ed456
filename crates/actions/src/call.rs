//! The call of a reusable workflow.
//!
//! A workflow of the repository itself is called as the value that it is, so that its inputs, secrets and permissions are
//! known and the call is checked against them. Of another repository's workflow nothing is known.
//!
//! Source: <https://docs.github.com/actions/how-tos/reuse-automations/reuse-workflows>

use super::expr::Text;
use super::expr::key::{JobEnv, JobSetting};
use super::permission::Permission;
use super::trigger::{Trigger, WorkflowCall};
use super::{Variables, Workflow};

/// The call of a reusable workflow.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The workflow.
    pub workflow: CalledWorkflow,
    /// Its inputs.
    pub with: Variables<JobSetting>,
    /// Its secrets.
    pub secrets: CallSecrets,
    /// The permissions it is granted.
    pub permissions: Vec<Permission>,
}

/// Which workflow is called.
#[derive(Debug, Clone, PartialEq)]
pub enum CalledWorkflow {
    /// A workflow of the same repository.
    Here {
        /// Its file below `.github/workflows`, such as `build.yml`.
        file: String,
        /// The workflow.
        workflow: Box<Workflow>,
    },
    /// A workflow of another repository, such as `owner/name/.github/workflows/build.yml@commit`.
    Elsewhere(String),
}

/// Which secrets a reusable workflow is given.
#[derive(Debug, Clone, PartialEq)]
pub enum CallSecrets {
    /// These.
    Named(Variables<JobEnv>),
    /// All that the caller has.
    Inherit,
}

impl Call {
    fn of(workflow: CalledWorkflow) -> Self {
        Self {
            workflow,
            with: Variables::new(),
            secrets: CallSecrets::Named(Variables::new()),
            permissions: Vec::new(),
        }
    }

    /// A workflow of the same repository, by its file below `.github/workflows`; without inputs, secrets and permissions.
    pub fn here(file: impl Into<String>, workflow: Workflow) -> Self {
        Self::of(CalledWorkflow::Here { file: file.into(), workflow: Box::new(workflow) })
    }

    /// A workflow of another repository, such as `owner/name/.github/workflows/build.yml@commit`; without inputs, secrets
    /// and permissions.
    pub fn elsewhere(uses: impl Into<String>) -> Self {
        Self::of(CalledWorkflow::Elsewhere(uses.into()))
    }

    /// Passes an input.
    #[must_use]
    pub fn input(mut self, name: impl Into<String>, value: impl Into<Text<JobSetting>>) -> Self {
        self.with.insert(name.into(), value.into());
        self
    }

    /// Passes a secret.
    #[must_use]
    pub fn secret(self, name: impl Into<String>, value: impl Into<Text<JobEnv>>) -> Self {
        let mut named = match self.secrets {
            CallSecrets::Named(named) => named,
            CallSecrets::Inherit => Variables::new(),
        };
        named.insert(name.into(), value.into());
        Self { secrets: CallSecrets::Named(named), ..self }
    }

    /// Passes all secrets that the caller has.
    #[must_use]
    pub fn inherit_secrets(mut self) -> Self {
        self.secrets = CallSecrets::Inherit;
        self
    }

    /// Grants a permission.
    #[must_use]
    pub fn permission(mut self, permission: Permission) -> Self {
        self.permissions.push(permission);
        self
    }

    /// Whether the called workflow is known to give the output back.
    pub(super) fn declares_output(&self, name: &str) -> bool {
        self.workflow.interface().is_some_and(|interface| interface.outputs.contains_key(name))
    }
}

impl CalledWorkflow {
    /// What `uses` says.
    pub fn uses(&self) -> String {
        match self {
            Self::Here { file, .. } => format!("./.github/workflows/{file}"),
            Self::Elsewhere(uses) => uses.clone(),
        }
    }

    /// What the called workflow takes and gives back, where that is known.
    pub fn interface(&self) -> Option<&WorkflowCall> {
        match self {
            Self::Here { workflow, .. } => workflow.interface(),
            Self::Elsewhere(_) => None,
        }
    }
}

impl Workflow {
    /// What the workflow takes and gives back when it is called; `None` where it cannot be.
    pub fn interface(&self) -> Option<&WorkflowCall> {
        self.on.list.iter().find_map(|on| match &on.trigger {
            Trigger::WorkflowCall(call) => Some(call),
            _ => None,
        })
    }
}
