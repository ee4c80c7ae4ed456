//! The keys that hold expressions: of a workflow, of a job, of a step.

use crate::expr::{ContextReference, References};
use crate::{
    Call, CallSecrets, CancelInProgress, Concurrency, Container, Credentials, EnvironmentReference, Job, Matrix,
    Runner, Step, StepWork, Steps, Strategy, Work, Workflow,
};

/// Says in which parts of a type the expressions are.
macro_rules! references {
    ($($type:ident $(<$parameter:ident>)? { $($pattern:pat => $($part:expr),*;)* })*) => {
        $(impl $(<$parameter>)? References for $type $(<$parameter>)? {
            fn collect<'a>(&'a self, found: &mut Vec<ContextReference<'a>>) {
                match self {
                    $($pattern => { $(References::collect($part, found);)* })*
                }
            }
        })*
    };
}

references! {
    // The jobs of a workflow and the steps of a job have a subject of their own.
    Workflow { Self { run_name, env, concurrency, .. } => run_name, env, concurrency; }
    Job { Self { name, condition, concurrency, strategy, work, .. } => name, condition, concurrency, strategy, work; }
    Work { Self::Steps(steps) => &**steps; Self::Call(call) => call; }
    Steps {
        Self { runs_on, environment, outputs, env, container, services, .. } =>
            runs_on, environment, outputs, env, container, services;
    }
    Step { Self { name, condition, env, work, .. } => name, condition, env, work; }
    StepWork { Self::Uses { with, .. } => with; Self::Run { .. } => ; }
    Call { Self { with, secrets, .. } => with, secrets; }
    CallSecrets { Self::Named(secrets) => secrets; Self::Inherit => ; }
    Concurrency<K> { Self { group, cancel_in_progress, .. } => group, cancel_in_progress; }
    CancelInProgress<K> { Self::If(condition) => condition; Self::Never | Self::Always => ; }
    Strategy { Self { matrix, .. } => matrix; }
    Matrix { Self::Computed(list) => list; Self::Values { keys, include, exclude } => keys, include, exclude; }
    Runner {
        Self::UbuntuLatest => ;
        Self::Label(label) => label;
        Self::Labels(labels) => labels;
        Self::Group { group, labels } => group, labels;
    }
    EnvironmentReference { Self { name, url } => name, url; }
    Container {
        Self { image, credentials, env, ports, volumes, options } => image, credentials, env, ports, volumes, options;
    }
    Credentials { Self { username, password } => username, password; }
}
