//! What every deployment has, whatever its rollout: the gate, the commit, the image's name, the summary.

use super::env_file::{self, Reader};
use super::origin::Origin;
use super::registry::Identity;
use super::secrets::Secrets;
use super::server::Destination;
use super::template::{TemplateError, render};
use crate::description::{Build, Deployment, DispatchBranch, Organization, Registry, Server, Tag};
use actions::action::{Action, Checkout};
use actions::expr::{Text, function, github, job};
use actions::{
    Concurrency, EnvironmentReference, Job, Permission, Scope, Step, StepOutputs, StepWithId, Steps, Workflow,
};
use minijinja::context as values;

/// A deployment with everything that its recipe asks for.
#[derive(Debug)]
pub struct DeploymentContext<'a> {
    /// The deployment.
    pub deployment: &'a Deployment,
    /// The description.
    pub organization: &'a Organization,
    /// The registry that its build pushes to.
    pub registry: &'a Registry,
    /// The repository's secrets.
    pub secrets: Secrets<'a>,
    /// The way to the server.
    pub destination: Destination<'a>,
    /// Who logs in to the registry.
    pub identity: Identity,
    /// What the image's step says.
    pub image: StepOutputs,
}

impl DeploymentContext<'_> {
    /// An output of the step that names the image.
    pub fn output(&self, name: &'static str) -> Text {
        self.image.output(name).into()
    }

    /// The steps that bring the environment file to the server, if there is one.
    ///
    /// # Errors
    /// A template cannot be rendered.
    pub fn env_file(&self, reader: Reader) -> Result<Vec<Step>, TemplateError> {
        let Some(file) = self.deployment.environment_file() else {
            return Ok(vec![self.destination.prepare()?]);
        };
        let mut steps = env_file::steps(file, reader, self.secrets)?;
        steps.push(self.destination.prepare()?);
        steps.push(self.destination.copy_env_file(file.file.as_str()));
        Ok(steps)
    }

    /// The steps that bring the registry's token to the server.
    ///
    /// # Errors
    /// A template cannot be rendered.
    pub fn token(&self) -> Result<[Step; 2], TemplateError> {
        Ok([self.identity.write_token(self.registry)?, self.destination.copy_token()])
    }
}

/// The workflow of a deployment to `server` of what `build` pushed, whose workflow is `built_by`.
///
/// # Errors
/// A template cannot be rendered.
pub fn workflow(
    organization: &Organization,
    deployment: &Deployment,
    (build, built_by): (&Build, &Workflow),
    server: &Server,
    secrets: Secrets<'_>,
) -> Result<Workflow, TemplateError> {
    let origin = Origin::of(deployment, built_by);
    let image = name_image(deployment, &build.registry, &origin)?;
    let context = DeploymentContext {
        deployment,
        organization,
        registry: &build.registry,
        secrets,
        destination: Destination::new(server, secrets, deployment.rollout.directory()),
        identity: Identity::of(deployment.registry_login.as_ref(), secrets),
        image: image.outputs().clone(),
    };
    let mut steps = vec![
        Checkout::new()
            .reference(origin.reference.clone())
            .persist_credentials(false)
            .step("Check out the commit that was built")
            .permission(Permission::read(Scope::Contents, "check out the repository")),
        image.into(),
    ];
    if deployment.verify_image {
        steps.push(context.identity.look_for(context.registry, context.output("image-url"))?);
    }
    let recipe = deployment.rollout.recipe();
    steps.extend(recipe.steps(&context)?);
    let summary_at = steps.len() - usize::from(recipe.notifies());
    steps.insert(summary_at, summary(&context)?);

    let mut work = Steps::new(steps);
    work.environment = Some(EnvironmentReference::new(deployment.environment.as_str()));
    work.timeout_minutes = deployment.timeout_minutes.map(|minutes| u64::from(minutes.0));
    let mut job = Job::new(work);
    job.condition = Some(origin.gate);
    job.comment = Some(
        "Runs after a successful build of the right branch, or when started manually. In a workflow_run, github.sha and\n\
         github.ref belong to the default branch: the built commit is in the event's payload."
            .to_owned(),
    );
    job.concurrency = Some(Concurrency::one_at_a_time(deployment.group()).because(
        "Only one run of this deployment at a time; the others wait, and GitHub keeps only the newest of them. The group is\n\
         set on the job, not on the workflow: a run whose condition is false must not replace a waiting one.",
    ));
    Ok(Workflow::new(deployment.workflow.as_str(), origin.on).job("deploy", job))
}

/// The step that resolves branch, commit and image.
fn name_image(
    deployment: &Deployment,
    registry: &Registry,
    origin: &Origin,
) -> Result<StepWithId<StepOutputs>, TemplateError> {
    let (tag, name) = match &deployment.image_tag {
        Tag::Branch => ("branch", None),
        Tag::BranchAndShortSha => ("branch-and-short-sha", None),
        Tag::Named(name) => ("named", Some(name)),
        Tag::NamedAndShortSha(name) => ("named-and-short-sha", Some(name)),
        Tag::LatestOn(_) => ("latest-on", None),
    };
    let dispatch = match deployment.workflow_dispatch.branch {
        DispatchBranch::Selected => "chosen",
        DispatchBranch::Input => "entered",
        DispatchBranch::Fixed => "fixed",
    };
    let script = render(
        "image/deployment.sh",
        values! { tag, dispatch, branch => tag.starts_with("branch"), short_sha => tag.ends_with("short-sha") },
    )?;
    let step = Step::run("Resolve the branch and the image", script)
        .env("REGISTRY", registry.as_str())
        .env("REPOSITORY", github::repository())
        .env("BRANCH", origin.branch.clone())
        .envs(name.map(|name| ("NAMED_TAG", name.as_str())));
    Ok(step.with_id("env"))
}

/// The step that says what happened, also after a failure.
fn summary(context: &DeploymentContext<'_>) -> Result<Step, TemplateError> {
    Ok(Step::run("Summary", render("summary/deployment.sh", values! {})?)
        .condition(function::always())
        .env("ENVIRONMENT", context.deployment.environment.as_str())
        .env("JOB_STATUS", job::status())
        .env("IMAGE_URL", context.output("image-url"))
        .env("BRANCH", context.output("branch"))
        .env("COMMIT", context.output("commit")))
}
