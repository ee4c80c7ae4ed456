//! A job: whether it runs, and its steps one after another.

use super::TraceError;
use super::contexts::{Vault, optional};
use super::effect::{Effect, EvaluatedStep};
use super::event::{Event, EventKind};
use super::host_state::{HostRollout, HostState};
use super::image::ImageNameParts;
use super::outcome::{Conclusion, FailedAlternative, JobOutcome, StepOutcome, StepSecret};
use super::simulation::{Simulation, group};
use crate::compile::{CompiledWorkflow, WorkflowSource};
use crate::description::{Build, DeployLock, Deployment, DispatchBranch, EnvironmentName, Repository, Tagging};
use actions::expr::{Contexts, Expr, JobStatus, Text};
use actions::{Job, Step, StepWork, Steps, Work};
use indexmap::IndexMap;
use serde_json::{Map, Value as Json, json};

/// What a job is a part of.
#[derive(Debug, Clone, Copy)]
pub struct RunContext<'s, 'a> {
    /// What happened.
    pub event: &'s Event,
    /// Where.
    pub repository: &'a Repository,
    /// The workflow.
    pub compiled: &'s CompiledWorkflow<'a>,
}

/// A job that was played.
#[derive(Debug)]
pub struct FinishedJob {
    /// What the trace says of it.
    pub outcome: JobOutcome,
    /// The jobs before it, and those before them.
    after: Vec<String>,
    /// Its outputs.
    outputs: IndexMap<String, String>,
}

/// The jobs that were played so far.
type FinishedJobs = IndexMap<String, FinishedJob>;

/// How it stands while the steps of a job are played.
struct JobProgress<'s> {
    contexts: Contexts,
    status: JobStatus,
    /// What `steps` holds.
    steps: Map<String, Json>,
    /// The commit that is checked out.
    commit: String,
    environment: Option<&'s str>,
    /// The outputs that expressions of the job read.
    read: Vec<(String, String)>,
    left: Vec<HostState>,
}

impl<'s> RunContext<'s, '_> {
    /// What a step that names images is known to answer, or why it ends the run.
    fn known(
        &self,
        id: &str,
        env: &IndexMap<String, String>,
        commit: &str,
    ) -> Result<IndexMap<String, String>, String> {
        let at = &self.event.at;
        let repository = format!("{}/{}", at.owner, at.repository);
        let branch = env.get("BRANCH").map_or(self.event.branch.as_str(), String::as_str);
        let parts = |build: &'s Build| ImageNameParts {
            registry: build.registry.as_str(),
            repository: &repository,
            branch,
            commit,
        };
        match (self.compiled.source, id) {
            (WorkflowSource::Deployment { deployment, build, .. }, "env") => {
                let parts = parts(build);
                match self.event.not_deployed(deployment).or_else(|| parts.refused([&deployment.image_tag])) {
                    Some(why) => Err(why),
                    None => Ok(parts.of_deployment(&deployment.image_tag)),
                }
            }
            (WorkflowSource::Build { build, .. }, "image" | "meta" | "push") => {
                let parts = parts(build);
                // The script looks at its tags; the action's are refused by docker.
                let judge = if build.tagging == Tagging::Script { "image" } else { "push" };
                match parts.refused(&build.tags).filter(|_| id == judge) {
                    Some(why) => Err(why),
                    None if id == "push" => Ok(IndexMap::new()),
                    None => Ok(parts.of_build(build)),
                }
            }
            _ => Ok(IndexMap::new()),
        }
    }
}

impl Event {
    /// Why a deployment that was started by hand ends at once; nothing where it does not.
    fn not_deployed(&self, deployment: &Deployment) -> Option<String> {
        let only = &deployment.after.branch;
        let is_other = matches!(self.kind, EventKind::Dispatch { .. })
            && deployment.workflow_dispatch.branch == DispatchBranch::Fixed
            && self.branch != only.as_str();
        is_other.then(|| format!("only {only} is deployed here, not {}", self.branch))
    }

    /// The commit that a checkout of this reference gets.
    fn commit_of(&self, reference: &str) -> String {
        match reference.strip_prefix("refs/heads/") {
            Some(branch) if branch != self.branch => format!("<sha of {branch}>"),
            None if !reference.is_empty() => reference.to_owned(),
            _ => self.commit.clone(),
        }
    }
}

impl Simulation<'_> {
    /// Plays a job, and tells what it leaves running.
    ///
    /// # Errors
    /// An expression has no value.
    pub fn job(
        &mut self,
        run: &RunContext<'_, '_>,
        id: &str,
        job: &Job,
        contexts: &Contexts,
        before: &FinishedJobs,
    ) -> Result<(FinishedJob, Vec<HostState>), TraceError> {
        let contexts = contexts.clone().with("needs", needs(job, before)).status(status(job, before));
        let why_not = match &job.condition {
            Some(gate) => gate.why_false(&contexts)?,
            None => status(job, before).why_not(),
        };
        let mut outcome = JobOutcome {
            id: id.to_owned(),
            conclusion: if why_not.is_empty() { Conclusion::Success } else { Conclusion::Skipped },
            why_not: why_not.into_iter().map(FailedAlternative::from).collect(),
            environment: None,
            group: None,
            calls: None,
            steps: Vec::new(),
        };
        let mut outputs = IndexMap::new();
        let mut left = Vec::new();
        if outcome.conclusion != Conclusion::Skipped {
            outcome.group = job.concurrency.as_ref().map(|concurrency| group(concurrency, &contexts)).transpose()?;
            match &job.work {
                Work::Call(call) => {
                    outcome.calls = Some(call.workflow.uses());
                    self.assumed.insert(format!(
                        "`{}`, which a job calls, is not followed, and succeeds",
                        call.workflow.uses()
                    ));
                }
                Work::Steps(work) => (outputs, left) = self.steps(run, work, contexts, &mut outcome)?,
            }
        }
        let after = job.needs.iter().flat_map(|need| {
            let further = before.get(need).map(|played| played.after.clone()).unwrap_or_default();
            std::iter::once(need.clone()).chain(further)
        });
        Ok((FinishedJob { outcome, after: after.collect(), outputs }, left))
    }

    fn steps(
        &mut self,
        run: &RunContext<'_, '_>,
        work: &Steps,
        contexts: Contexts,
        outcome: &mut JobOutcome,
    ) -> Result<(IndexMap<String, String>, Vec<HostState>), TraceError> {
        outcome.environment =
            work.environment.as_ref().map(|environment| environment.name.evaluate(&contexts)).transpose()?;
        let environment = outcome.environment.clone();
        let mut known = self.compiled.organization.environments.iter();
        if let Some(asked) = known.find(|known| Some(known.name.as_str()) == environment.as_deref())
            && !asked.reviewers.is_empty()
        {
            let who: Vec<String> = asked.reviewers.iter().map(ToString::to_string).collect();
            self.assumed.insert(format!(
                "the environment {} waits for one of: {}; it is let through",
                asked.name,
                who.join(", ")
            ));
        }
        let seen = self.vault(run, environment.as_deref()).context();
        let mut env = evaluated(&run.compiled.workflow.env, &contexts)?;
        env.extend(evaluated(&work.env, &contexts.clone().with("secrets", seen.clone()))?);
        let contexts = contexts.with("secrets", seen).with("env", json!(env)).status(JobStatus::Success);
        let outputs = work.outputs.values().flat_map(Text::step_outputs);
        let read =
            outputs.chain(work.steps.iter().flat_map(read_by)).map(|(step, name)| (step.to_owned(), name.to_owned()));
        let mut going = JobProgress {
            contexts,
            status: JobStatus::Success,
            steps: Map::new(),
            commit: run.event.commit.clone(),
            environment: environment.as_deref(),
            read: read.collect(),
            left: Vec::new(),
        };
        for step in &work.steps {
            let played = self.step(run, step, &mut going)?;
            outcome.steps.push(played);
        }
        outcome.conclusion = match going.status {
            JobStatus::Success | JobStatus::Skipped => Conclusion::Success,
            JobStatus::Failure => Conclusion::Failure,
            JobStatus::Cancelled => Conclusion::Cancelled,
        };
        let contexts = going.now();
        let outputs = work.outputs.iter().map(|(name, text)| Ok((name.clone(), text.evaluate(&contexts)?)));
        Ok((outputs.collect::<Result<_, TraceError>>()?, going.left))
    }

    fn step(
        &mut self,
        run: &RunContext<'_, '_>,
        step: &Step,
        going: &mut JobProgress<'_>,
    ) -> Result<StepOutcome, TraceError> {
        let contexts = going.now();
        let name = step.name.evaluate(&contexts)?;
        self.unknown_gate(step.condition.as_ref(), &name);
        let why_not = match step.condition.as_ref() {
            Some(gate) => gate.why_false(&contexts)?,
            None => going.status.why_not(),
        };
        let env = evaluated(&step.env, &contexts)?;
        let known = step.id.as_deref().map_or_else(|| Ok(IndexMap::new()), |id| run.known(id, &env, &going.commit));
        let conclusion = if !why_not.is_empty() {
            Conclusion::Skipped
        } else if self.scenario.fail.contains(&name) || known.is_err() {
            Conclusion::Failure
        } else if self.scenario.cancel.contains(&name) {
            Conclusion::Cancelled
        } else {
            Conclusion::Success
        };
        if matches!(conclusion, Conclusion::Failure | Conclusion::Cancelled) {
            self.reached.insert(name.clone());
        }
        let with = match &step.work {
            StepWork::Uses { with, .. } => evaluated(with, &contexts)?,
            StepWork::Run { .. } => IndexMap::new(),
        };
        let refused = known.as_ref().err().filter(|_| conclusion == Conclusion::Failure).cloned();
        going.answer(step, conclusion, known.unwrap_or_default());
        let deployment = run.compiled.deployment().map(|(deployment, ..)| deployment);
        let registry = run.compiled.deployment().map(|(_, build, _)| build.registry.as_str());
        let seen = EvaluatedStep { step, env, with, deployment, registry, commit: &run.event.commit };
        let mut effects = match conclusion {
            Conclusion::Success => seen.effects(self.compiled.organization),
            _ => refused.map(|why| Effect::Refuse { why }).into_iter().collect(),
        };
        if let (Conclusion::Success, Some(reference)) = (conclusion, seen.checked_out()) {
            going.commit = run.event.commit_of(reference);
        }
        effects.extend(self.rolled(run, &name, conclusion, &seen, going));
        self.pushed.extend(effects.iter().filter_map(|effect| match effect {
            Effect::Push { image } => Some(image.clone()),
            _ => None,
        }));
        match conclusion {
            Conclusion::Failure if !step.forgives() => going.status = JobStatus::Failure,
            Conclusion::Cancelled => going.status = JobStatus::Cancelled,
            _ => {}
        }
        let secrets = match conclusion {
            Conclusion::Skipped => Vec::new(),
            _ => self.secrets(run, step, going.environment),
        };
        let why_not = why_not.into_iter().map(FailedAlternative::from).collect();
        Ok(StepOutcome { name, conclusion, why_not, secrets, effects })
    }

    /// What the step in which a rollout happens does to its host.
    fn rolled(
        &mut self,
        run: &RunContext<'_, '_>,
        name: &str,
        conclusion: Conclusion,
        seen: &EvaluatedStep<'_>,
        going: &mut JobProgress<'_>,
    ) -> Vec<Effect> {
        let Some((deployment, ..)) = run.compiled.deployment() else { return Vec::new() };
        let recipe = deployment.rollout.recipe();
        if name != recipe.step() {
            return Vec::new();
        }
        let host = seen.host(self.compiled.organization).unwrap_or_default();
        let image = going.steps.get("env").and_then(|step| step["outputs"]["image-url"].as_str()).unwrap_or_default();
        let rolling = HostRollout {
            rollout: &deployment.rollout,
            image,
            host: &host,
            live: self.scenario.live,
            turns: self.turns(&deployment.environment),
        };
        let (effects, left) = rolling.ends(conclusion);
        self.assumed.extend(recipe.assumptions(self.scenario.live));
        if conclusion != Conclusion::Skipped && !self.pushed.contains(image) {
            self.assumed.insert(format!("{image} is in the registry: nothing here has pushed it"));
        }
        going.left.extend(left);
        effects
    }

    /// Whether deployments to an environment take turns on its server.
    fn turns(&self, to: &EnvironmentName) -> Option<&DeployLock> {
        let environment = self.compiled.organization.environments.iter().find(|environment| environment.name == *to);
        environment?.server.deploy_lock.as_ref()
    }

    fn unknown_gate<K>(&mut self, gate: Option<&Expr<bool, K>>, step: &str) {
        for (id, output) in gate.map(Expr::step_outputs).unwrap_or_default() {
            self.assumed.insert(format!(
                "whether `{step}` runs depends on the output {output} of the step {id}, which is taken to be some text"
            ));
        }
    }

    fn vault<'v>(&'v self, run: &'v RunContext<'_, '_>, environment: Option<&'v str>) -> Vault<'v> {
        Vault {
            organization: self.compiled.organization,
            repository: run.repository,
            environment,
            scenario: self.scenario,
        }
    }

    fn secrets(&mut self, run: &RunContext<'_, '_>, step: &Step, environment: Option<&str>) -> Vec<StepSecret> {
        let names = step.secrets();
        for name in optional(run.repository).filter(|name| names.contains(name)) {
            let is_set =
                if self.scenario.without.contains(name) { "is not set" } else { "is set (`--without` plays it unset)" };
            self.assumed.insert(format!("the optional secret {name} {is_set}"));
        }
        let vault = self.vault(run, environment);
        names.into_iter().map(|name| StepSecret { name: name.to_owned(), from: vault.holder(name) }).collect()
    }
}

impl JobProgress<'_> {
    /// The contexts as they are now.
    fn now(&self) -> Contexts {
        let contexts = self.contexts.clone().status(self.status);
        contexts.with("steps", Json::Object(self.steps.clone())).with("job", json!({ "status": self.status.word() }))
    }

    /// What the step answers: what is known of it, and a name for everything else that somebody reads.
    fn answer(&mut self, step: &Step, conclusion: Conclusion, known: IndexMap<String, String>) {
        let Some(id) = step.id.as_deref() else { return };
        let mut outputs = Map::new();
        if conclusion == Conclusion::Success {
            let read = self.read.iter().filter(|(step, _)| step == id);
            outputs.extend(read.map(|(_, name)| (name.clone(), json!(format!("<steps.{id}.outputs.{name}>")))));
            outputs.extend(known.into_iter().map(|(name, value)| (name, json!(value))));
        }
        let forgiven =
            if step.forgives() && conclusion == Conclusion::Failure { Conclusion::Success } else { conclusion };
        let told = json!({ "outputs": outputs, "outcome": conclusion, "conclusion": forgiven });
        self.steps.insert(id.to_owned(), told);
    }
}

fn evaluated<K>(
    texts: &IndexMap<String, Text<K>>,
    contexts: &Contexts,
) -> Result<IndexMap<String, String>, TraceError> {
    texts.iter().map(|(name, text)| Ok((name.clone(), text.evaluate(contexts)?))).collect()
}

/// The outputs that a step reads.
fn read_by(step: &Step) -> Vec<(&str, &str)> {
    let mut read: Vec<_> = step.env.values().flat_map(Text::step_outputs).collect();
    read.extend(step.name.step_outputs());
    read.extend(step.condition.as_ref().map(Expr::step_outputs).unwrap_or_default());
    if let StepWork::Uses { with, .. } = &step.work {
        read.extend(with.values().flat_map(Text::step_outputs));
    }
    read
}

/// What `needs` holds.
fn needs(job: &Job, before: &FinishedJobs) -> Json {
    let needed = job.needs.iter().filter_map(|id| Some((id, before.get(id)?)));
    let told = needed
        .map(|(id, played)| (id.clone(), json!({ "result": played.outcome.conclusion, "outputs": played.outputs })));
    Json::Object(told.collect())
}

/// How it stands before a job: a failure counts however far before, a skipped job where it is needed itself.
fn status(job: &Job, before: &FinishedJobs) -> JobStatus {
    let direct = || job.needs.iter().filter_map(|id| before.get(id));
    let further = direct().flat_map(|played| &played.after).filter_map(|id| before.get(id));
    let all: Vec<Conclusion> = direct().chain(further).map(|played| played.outcome.conclusion).collect();
    if all.contains(&Conclusion::Failure) {
        JobStatus::Failure
    } else if all.contains(&Conclusion::Cancelled) {
        JobStatus::Cancelled
    } else if direct().any(|played| played.outcome.conclusion == Conclusion::Skipped) {
        JobStatus::Skipped
    } else {
        JobStatus::Success
    }
}
