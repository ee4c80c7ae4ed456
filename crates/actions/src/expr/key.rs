//! Which contexts GitHub offers where.
//!
//! An expression carries the place that it is for, as the type `K` of [`Expr<T, K>`](super::Expr): it is inferred from where
//! the expression is used, and a context that is not offered there does not compile. Places with the same offer share a type.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/contexts#context-availability>

/// Declares a trait for each context: a place that offers it.
macro_rules! contexts {
    ($($(#[$meta:meta])* $offers:ident = $context:literal;)*) => {
        $(
            #[doc = concat!("A place where `", $context, "` may be used.")]
            $(#[$meta])*
            pub trait $offers {}
        )*
    };
}

contexts! {
    #[diagnostic::on_unimplemented(message = "`github` cannot be used in `{Self}`", label = "GitHub does not offer `github` there")]
    OffersGithub = "github";
    #[diagnostic::on_unimplemented(message = "`inputs` cannot be used in `{Self}`", label = "GitHub does not offer `inputs` there")]
    OffersInputs = "inputs";
    #[diagnostic::on_unimplemented(message = "`vars` cannot be used in `{Self}`", label = "GitHub does not offer `vars` there")]
    OffersVars = "vars";
    #[diagnostic::on_unimplemented(
        message = "`needs` cannot be used in `{Self}`",
        label = "GitHub does not offer the outputs of other jobs there",
        note = "only a job's own keys and steps see the jobs that it needs",
        note = "what a called workflow gives back is read with `JobOutput::result`"
    )]
    OffersNeeds = "needs";
    #[diagnostic::on_unimplemented(
        message = "`jobs` cannot be used in `{Self}`",
        label = "GitHub knows `jobs` only where a called workflow gives its outputs back",
        note = "in another job, need this one and read its output with `value()`"
    )]
    OffersJobs = "jobs";
    #[diagnostic::on_unimplemented(
        message = "`secrets` cannot be used in `{Self}`",
        label = "GitHub does not offer secrets there",
        note = "a secret reaches `env` and `with` of a step; let a step test it there and say the answer as an output"
    )]
    OffersSecrets = "secrets";
    #[diagnostic::on_unimplemented(
        message = "`env` cannot be used in `{Self}`",
        label = "GitHub has not set the variables yet when it reads this",
        note = "use `vars`, or write the value itself"
    )]
    OffersEnv = "env";
    #[diagnostic::on_unimplemented(
        message = "`matrix` cannot be used in `{Self}`",
        label = "the job is not multiplied yet when GitHub reads this",
        note = "a job's `if` is read once for all combinations; put the condition on the steps"
    )]
    OffersMatrix = "matrix";
    #[diagnostic::on_unimplemented(
        message = "`strategy` cannot be used in `{Self}`",
        label = "the job is not multiplied yet when GitHub reads this"
    )]
    OffersStrategy = "strategy";
    #[diagnostic::on_unimplemented(
        message = "`runner` cannot be used in `{Self}`",
        label = "no runner has the job yet when GitHub reads this",
        note = "`runner` is known in steps, and in the job's outputs"
    )]
    OffersRunner = "runner";
    #[diagnostic::on_unimplemented(
        message = "`job` cannot be used in `{Self}`",
        label = "the job has not begun yet when GitHub reads this",
        note = "`job` is known in steps, and in the job's outputs"
    )]
    OffersJob = "job";
    #[diagnostic::on_unimplemented(
        message = "`steps` cannot be used in `{Self}`",
        label = "no step has run yet when GitHub reads this",
        note = "make it an output of the job, and read that in a job that needs it"
    )]
    OffersSteps = "steps";
    #[diagnostic::on_unimplemented(
        message = "`success()`, `failure()`, `cancelled()` and `always()` cannot be used in `{Self}`",
        label = "only the `if` of a job or a step asks how it stands",
        note = "a step reads `job::status()` in its variables"
    )]
    OffersStatus = "status functions";
    #[diagnostic::on_unimplemented(
        message = "`hashFiles` cannot be used in `{Self}`",
        label = "there are no files yet when GitHub reads this",
        note = "`hashFiles` is for steps; make the hash an output of one"
    )]
    OffersHashFiles = "hashFiles";
}

/// Declares the places: each with GitHub's names for its keys, and what is offered there.
macro_rules! places {
    ($($(#[$meta:meta])* $place:ident { $($key:literal),* } offers $($offers:ident)*;)*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $place {}
            $(impl $offers for $place {})*
        )*

        /// GitHub's names for the keys of each place, with the traits of what it offers.
        #[cfg(test)]
        const PLACES: &[(&[&str], &[&str])] = &[$((&[$($key),*], &[$(stringify!($offers)),*])),*];
    };
}

places! {
    /// A run's name, a workflow's concurrency, the default of a called workflow's input.
    WorkflowSetting { "run-name", "concurrency", "on.workflow_call.inputs.<inputs_id>.default" }
        offers OffersGithub OffersInputs OffersVars;
    /// A workflow's `env`.
    WorkflowEnv { "env" } offers OffersGithub OffersInputs OffersSecrets OffersVars;
    /// What a called workflow gives back.
    CallOutputs { "on.workflow_call.outputs.<output_id>.value" } offers OffersGithub OffersInputs OffersJobs OffersVars;
    /// A job's `if`.
    JobIf { "jobs.<job_id>.if" } offers OffersGithub OffersInputs OffersNeeds OffersVars OffersStatus;
    /// A job's `strategy`.
    JobStrategy { "jobs.<job_id>.strategy" } offers OffersGithub OffersInputs OffersNeeds OffersVars;
    /// What a job is, before it begins: its name, `runs-on`, `environment`, `concurrency`, containers, inputs of its call.
    JobSetting {
        "jobs.<job_id>.name", "jobs.<job_id>.runs-on", "jobs.<job_id>.environment", "jobs.<job_id>.concurrency",
        "jobs.<job_id>.container", "jobs.<job_id>.container.image", "jobs.<job_id>.services",
        "jobs.<job_id>.continue-on-error", "jobs.<job_id>.timeout-minutes", "jobs.<job_id>.with.<with_id>",
        "jobs.<job_id>.snapshot.if"
    } offers OffersGithub OffersInputs OffersMatrix OffersNeeds OffersStrategy OffersVars;
    /// A job's `env`, and the secrets that it passes to a workflow that it calls.
    JobEnv { "jobs.<job_id>.env", "jobs.<job_id>.secrets.<secrets_id>" }
        offers OffersGithub OffersInputs OffersMatrix OffersNeeds OffersSecrets OffersStrategy OffersVars;
    /// A job's `defaults`.
    JobDefaults { "jobs.<job_id>.defaults.run" }
        offers OffersEnv OffersGithub OffersInputs OffersMatrix OffersNeeds OffersStrategy OffersVars;
    /// The login to a container's registry.
    ContainerCredentials { "jobs.<job_id>.container.credentials", "jobs.<job_id>.services.<service_id>.credentials" }
        offers OffersEnv OffersGithub OffersInputs OffersMatrix OffersNeeds OffersSecrets OffersStrategy OffersVars;
    /// A container's variables.
    ContainerEnv { "jobs.<job_id>.container.env.<env_id>", "jobs.<job_id>.services.<service_id>.env.<env_id>" }
        offers OffersEnv OffersGithub OffersInputs OffersJob OffersMatrix OffersNeeds OffersRunner OffersSecrets
            OffersStrategy OffersVars;
    /// The address of a job's environment.
    EnvironmentUrl { "jobs.<job_id>.environment.url" }
        offers OffersEnv OffersGithub OffersInputs OffersJob OffersMatrix OffersNeeds OffersRunner OffersSteps
            OffersStrategy OffersVars;
    /// A job's outputs.
    JobOutputs { "jobs.<job_id>.outputs.<output_id>" }
        offers OffersEnv OffersGithub OffersInputs OffersJob OffersMatrix OffersNeeds OffersRunner OffersSecrets
            OffersSteps OffersStrategy OffersVars;
    /// A step's `if`.
    StepIf { "jobs.<job_id>.steps.if" }
        offers OffersEnv OffersGithub OffersInputs OffersJob OffersMatrix OffersNeeds OffersRunner OffersSteps
            OffersStrategy OffersVars OffersStatus OffersHashFiles;
    /// Everything else in a step: its name, `env`, `with`.
    InStep {
        "jobs.<job_id>.steps.continue-on-error", "jobs.<job_id>.steps.env", "jobs.<job_id>.steps.name",
        "jobs.<job_id>.steps.run", "jobs.<job_id>.steps.timeout-minutes", "jobs.<job_id>.steps.with",
        "jobs.<job_id>.steps.working-directory"
    } offers OffersEnv OffersGithub OffersInputs OffersJob OffersMatrix OffersNeeds OffersRunner OffersSecrets
        OffersSteps OffersStrategy OffersVars OffersHashFiles;
}

#[cfg(test)]
mod tests {
    use super::PLACES;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn the_offers_are_those_of_githubs_documentation() {
        let facts: serde_json::Value = serde_json::from_str(include_str!("../../tests/contexts.json")).unwrap();
        let words = |offer: &serde_json::Value| -> BTreeSet<String> {
            let lists = [&offer["contexts"], &offer["special_functions"]];
            let words = lists.into_iter().flat_map(|list| list.as_array().unwrap());
            words
                .map(|word| match word.as_str().unwrap() {
                    "always" | "cancelled" | "failure" | "success" => "status".to_owned(),
                    word => word.to_owned(),
                })
                .collect()
        };
        let said: BTreeMap<String, BTreeSet<String>> =
            facts["availability"].as_object().unwrap().iter().map(|(key, offer)| (key.clone(), words(offer))).collect();
        let mut typed = BTreeMap::new();
        for (keys, offers) in PLACES {
            let offers: BTreeSet<String> =
                offers.iter().map(|offer| offer.trim_start_matches("Offers").to_lowercase()).collect();
            typed.extend(keys.iter().map(|key| ((*key).to_owned(), offers.clone())));
        }
        assert_eq!(typed, said);
    }
}
