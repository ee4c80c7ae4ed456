//! Why a description is refused.

use super::Place;

/// What is wrong with a description, where, and the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A secret is used and nowhere declared.
    #[error(
        "{used_in}: the secret `{secret}` is used here, but {owner} does not declare it; declare it among that repository's secrets{nearest}"
    )]
    UndeclaredSecret {
        /// The secret.
        secret: String,
        /// Where it is used.
        used_in: Place,
        /// Where it should be declared.
        owner: Place,
        /// The declared secret with the most similar name.
        nearest: Nearest,
    },
    /// A secret is used in an environment that does not hold it.
    #[error(
        "{used_in}: the secret `{secret}` is used here in {environment}, but {declared_in} says that {held_by}; add the environment there, or use another secret"
    )]
    SecretOutOfReach {
        /// The secret.
        secret: String,
        /// Where it is used.
        used_in: Place,
        /// The environment of the job that uses it.
        environment: String,
        /// Where it is declared.
        declared_in: Place,
        /// Who holds it.
        held_by: String,
    },
    /// An environment is used and nowhere declared.
    #[error("{used_in}: there is no environment `{environment}`; the organisation declares: {known}{nearest}")]
    UnknownEnvironment {
        /// The environment.
        environment: String,
        /// Where it is used.
        used_in: Place,
        /// The environments that exist.
        known: String,
        /// The most similar one.
        nearest: Nearest,
    },
    /// A deployment follows a build that does not exist.
    #[error(
        "{used_in}: the deployment waits for the build `{build}`, which {service} does not have; its builds: {known}"
    )]
    UnknownBuild {
        /// The deployment.
        used_in: Place,
        /// The build's workflow.
        build: String,
        /// The service that should have it.
        service: Place,
        /// The builds that exist.
        known: String,
    },
    /// A deployment follows a branch that its build never builds.
    #[error("{used_in}: the deployment waits for the branch `{branch}`, but {build} builds only: {branches}")]
    BranchNotBuilt {
        /// The deployment.
        used_in: Place,
        /// The branch.
        branch: String,
        /// The build.
        build: Place,
        /// The branches that it builds.
        branches: String,
    },
    /// A deployment pulls a tag that its build never pushes.
    #[error("{used_in}: the deployment pulls the tag `{tag}`, but {build} pushes only: {pushed}")]
    TagNotPushed {
        /// The deployment.
        used_in: Place,
        /// The tag.
        tag: String,
        /// The build.
        build: Place,
        /// The tags that it pushes for the deployment's branch.
        pushed: String,
    },
    /// Two things have one name.
    #[error("{second}: the {what} `{name}` exists already: {first}; rename one")]
    Repeated {
        /// What has the name.
        what: &'static str,
        /// The name.
        name: String,
        /// Where it stands first.
        first: Place,
        /// Where it stands again.
        second: Place,
    },
    /// A name is none.
    #[error("{place}: `{name}` is no {what}; {rule}")]
    InvalidName {
        /// Where it stands.
        place: Place,
        /// The name.
        name: String,
        /// What it should be.
        what: &'static str,
        /// What such a name looks like.
        rule: &'static str,
    },
    /// Something that cannot do without has nothing.
    #[error("{place}: there is no {what}; {remedy}")]
    Missing {
        /// Where it is missing.
        place: Place,
        /// What is missing.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
}

/// The most similar name, as the end of a message; nothing where none is similar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Nearest(Option<String>);

impl Nearest {
    /// The most similar of `candidates`.
    pub fn of<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let nearest = candidates
            .into_iter()
            .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
            .filter(|(similarity, _)| *similarity > 0.85)
            .max_by(|left, right| left.0.total_cmp(&right.0));
        Self(nearest.map(|(_, candidate)| candidate.to_owned()))
    }
}

impl std::fmt::Display for Nearest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Some(name) => write!(formatter, " (did you mean `{name}`?)"),
            None => Ok(()),
        }
    }
}
