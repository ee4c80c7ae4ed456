//! Why a description is refused.

use super::{Finding, secret_instead_of};
use crate::description::rule;
use crate::diagnostic::{Names, Nearest, Place};

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
        /// Where that environment is said.
        job: Place,
        /// Where it is declared.
        declared_in: Place,
        /// Who holds it.
        held_by: String,
        /// How the use could be in reach.
        way_out: String,
    },
    /// An environment is used and nowhere declared.
    #[error("{used_in}: there is no environment `{environment}`; the organisation declares: {known}{nearest}")]
    UnknownEnvironment {
        /// The environment.
        environment: String,
        /// Where it is used.
        used_in: Place,
        /// The environments that exist.
        known: Names,
        /// The most similar one.
        nearest: Nearest,
    },
    /// A deployment follows a build that does not exist.
    #[error(
        "{used_in}: the deployment waits for the build `{build}`, which {service} does not have; its builds: {known}{nearest}"
    )]
    UnknownBuild {
        /// The deployment.
        used_in: Place,
        /// The build's workflow.
        build: String,
        /// The service that should have it.
        service: Place,
        /// The builds that exist.
        known: Names,
        /// The most similar one.
        nearest: Nearest,
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
        branches: Names,
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
        pushed: Names,
        /// The tag that is pulled, as data says it.
        image: String,
        /// The tags that are pushed, as data says them.
        images: Names,
    },
    /// The run's own token would be sent to a registry that is not GitHub's.
    #[error(
        "{used_in}: the run's own token is not valid for `{registry}`, which {chosen_in} names; log in with an account of that registry"
    )]
    ForeignRegistry {
        /// Where the login stands, or is missing.
        used_in: Place,
        /// The registry.
        registry: String,
        /// Where the registry is chosen.
        chosen_in: Place,
        /// Whether an account is named, and the run's own token is what it falls back to.
        falls_back: bool,
    },
    /// Two branches of a build push one tag.
    #[error("{place}: {of_second} is the tag `{tag}`, which {first} has for {of_first}; rename one of the branches")]
    SharedTag {
        /// The branch that has it too.
        place: Place,
        /// The branch that had it first.
        first: Place,
        /// The tag as the registry has it.
        tag: String,
        /// The second branch, and its tag as data says it.
        of_second: String,
        /// The first branch, and its tag as data says it.
        of_first: String,
    },
    /// A deployment pulls a tag that its build pushes for one branch, and another branch can be deployed.
    #[error("{used_in}: {build} pushes the tag `{tag}` for `{only}` alone, and other branches can be deployed")]
    TagOfOneBranch {
        /// The deployment.
        used_in: Place,
        /// The tag.
        tag: String,
        /// The branch that gets it.
        only: String,
        /// The branch that the deployment waits for, where that is another one.
        waits_for: Option<String>,
        /// Whether any branch can be deployed by hand.
        by_hand: bool,
        /// The build.
        build: Place,
        /// The tags that it pushes for every branch that can be deployed, as data says them.
        images: Names,
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
    /// Two builds push one image reference.
    #[error(
        "{place}: `{build}` pushes the same image `{tag}` as `{other}`: {first}; give one of them a tag of its own"
    )]
    SharedImage {
        /// Where the tag stands.
        place: Place,
        /// Where the other build's tag stands.
        first: Place,
        /// The tag, `<sha>` standing for the short commit.
        tag: String,
        /// The build's workflow.
        build: String,
        /// The other build's workflow.
        other: String,
    },
    /// Two things have names that differ in nothing but the case of letters, which GitHub does not see.
    #[error("{second}: the {what} `{name}` is `{other}` to GitHub, which ignores case: {first}; rename one")]
    DiffersInCase {
        /// What has the name.
        what: &'static str,
        /// The name.
        name: String,
        /// The name that stands first.
        other: String,
        /// Where that one stands.
        first: Place,
        /// Where the name stands.
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
        /// The name that was meant, where that can be told.
        meant: Option<String>,
    },
    /// A text that is taken as it stands names what would hold the value.
    #[error("{place}: `{text}` {reference}, and is taken as it stands; {help}")]
    NotText {
        /// Where it stands.
        place: Place,
        /// The text.
        text: String,
        /// What it is instead, with its verb.
        reference: &'static str,
        /// What to do.
        help: String,
        /// The same in Rust, where the words differ.
        in_rust: Option<String>,
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
    /// There is more of something than GitHub takes.
    #[error("{place}: there are more than {most} {what}; {remedy}")]
    TooMany {
        /// The first that is one too many.
        place: Place,
        /// What there are too many of.
        what: &'static str,
        /// How many GitHub takes.
        most: usize,
        /// What to do.
        remedy: &'static str,
    },
    /// A push starts two builds of one cancelling group.
    #[error(
        "{place}: a push to `{branch}` starts `{other}` and `{build}`, and GitHub cancels one of them: they share a group; give each build a group of its own"
    )]
    SharedGroup {
        /// Where the later build names the group.
        place: Place,
        /// Where the earlier one does.
        first: Place,
        /// The later build's workflow.
        build: String,
        /// The earlier build's workflow.
        other: String,
        /// A branch that starts both.
        branch: String,
    },
    /// A build cancels a deployment.
    #[error(
        "{place}: the cancelling group of the build `{build}` is the group of the deployment `{deployment}`, `{group}`; name another one"
    )]
    GroupOfDeployment {
        /// Where the build names the group.
        place: Place,
        /// Where the deployment's file, and so its group, comes from.
        deployed: Place,
        /// The group.
        group: String,
        /// The build's workflow.
        build: String,
        /// The deployment's workflow.
        deployment: String,
    },
    /// Both colors of a blue-green rollout have one port.
    #[error("{place}: blue and green have one port, {port}; give each a port of its own")]
    SamePort {
        /// Where green's port stands.
        place: Place,
        /// Where blue's port stands.
        first: Place,
        /// The port.
        port: u16,
    },
}

impl Problem {
    /// The problem so that it can be pointed at.
    pub fn finding(&self) -> Finding {
        match self {
            Self::UndeclaredSecret { secret, used_in, owner, nearest } => Finding::new(
                format!("the secret `{secret}` is used, but nowhere declared"),
                used_in,
                "used here",
                declare(secret, used_in.path().last_key(), nearest),
            )
            .beside(owner, "this repository does not declare it"),
            Self::SecretOutOfReach { secret, used_in, environment, declared_in, held_by, way_out, .. } => Finding::new(
                format!("the secret `{secret}` is out of reach here"),
                used_in,
                format!("used in {environment}"),
                format!("{way_out}, or use another secret"),
            )
            .beside(declared_in, held_by.clone()),
            Self::UnknownEnvironment { environment, used_in, known, nearest } => Finding::new(
                format!("there is no environment `{environment}`"),
                used_in,
                "not one of the organisation's",
                nearest.or_else(|| {
                    let way_out =
                        format!("describe it among the organisation's `environments`: `- name: {environment}`");
                    if known.is_empty() {
                        way_out
                    } else {
                        format!("choose one of {}, or {way_out}", known.joined(", "))
                    }
                }),
            ),
            Self::UnknownBuild { used_in, build, known, nearest, .. } => Finding::new(
                format!("the deployment waits for the build `{build}`, which its service does not have"),
                used_in,
                "no build of this service",
                nearest.or_else(|| {
                    let way_out = format!("describe it among the service's `builds`: `- workflow: {build}`");
                    if known.is_empty() { way_out } else { format!("wait for {}, or {way_out}", known.joined(" or ")) }
                }),
            ),
            Self::BranchNotBuilt { used_in, branch, build, branches } => Finding::new(
                format!("the deployment waits for the branch `{branch}`, which its build never builds"),
                used_in,
                "never built",
                format!("wait for {}, or add `{branch}` to the build's `branches`", branches.joined(" or ")),
            )
            .beside(build, format!("builds only: {branches}")),
            Self::TagNotPushed { used_in, tag, build, pushed, image, images } => Finding::new(
                format!("the deployment pulls the tag `{tag}`, which its build never pushes"),
                used_in,
                "pulled here",
                if images.is_empty() {
                    format!("add `{image}` to the build's `tags`")
                } else {
                    let images = images.each(|image| format!("`image-tag: {image}`")).join(" or ");
                    format!("pull what it pushes, {images}, or add `{image}` to the build's `tags`")
                },
            )
            .beside(build, format!("pushes only: {pushed}")),
            Self::ForeignRegistry { used_in, registry, chosen_in, falls_back } => {
                super::registry::finding(used_in, registry, chosen_in, *falls_back)
            }
            Self::SharedTag { place, first, tag, of_second, of_first } => {
                super::tags::finding(tag, (place, of_second), (first, of_first))
            }
            Self::TagOfOneBranch { used_in, tag, only, waits_for, by_hand, build, images } => {
                let branches = (only.as_str(), waits_for.as_deref());
                super::delivery::of_one_branch(used_in, tag, branches, *by_hand, build, images)
            }
            Self::Repeated { what, name, first, second } => {
                Finding::new(format!("there are two of the {what} `{name}`"), second, "again here", keep_one(what))
                    .beside(first, "first here")
            }
            Self::SharedImage { place, first, tag, build, other } => {
                super::images::finding(place, first, tag, build, other)
            }
            Self::DiffersInCase { what, name, other, first, second } => {
                differs_in_case(what, (name, second), (other, first))
            }
            Self::InvalidName { place, name, what, rule, meant } => {
                super::names::finding(place, name, what, rule, meant.as_deref())
            }
            Self::NotText { place, text, reference, help, in_rust } => {
                super::literals::finding(place, text, reference, help, in_rust.as_deref())
            }
            Self::Missing { place, what, remedy } => {
                Finding::new(format!("the {} has no {what}", place.subject()), place, "missing here", *remedy)
            }
            Self::TooMany { place, what, most, remedy } => {
                Finding::new(format!("there are more than {most} {what}"), place, "one too many", *remedy)
            }
            Self::SharedGroup { place, first, build, other, branch } => {
                super::groups::finding(place, first, build, other, branch)
            }
            Self::GroupOfDeployment { place, deployed, group, build, deployment } => {
                super::groups::of_deployment(place, deployed, group, build, deployment)
            }
            Self::SamePort { place, first, port } => one_port(place, first, *port),
        }
    }
}

/// Two names that are one to GitHub.
fn differs_in_case(what: &str, (name, second): (&str, &Place), (other, first): (&str, &Place)) -> Finding {
    let wrong = format!("to GitHub, the {what} `{name}` is `{other}`: it ignores case");
    Finding::new(wrong, second, "differs in case alone", "put both into one, or rename one").beside(first, "first here")
}

/// How a secret that is used comes to be declared.
fn declare(secret: &str, key: &str, nearest: &Nearest) -> String {
    match secret {
        "GITHUB_TOKEN" => "the run's own token needs no name: write `login: run`".to_owned(),
        name if !rule::SECRET.holds(name) => format!("it is no secret's name either; {}", secret_instead_of(name, key)),
        _ => nearest.or_else(|| format!("declare it among the repository's `secrets`: `- name: {secret}`")),
    }
}

/// What to do about two of a kind with one name.
fn keep_one(what: &str) -> &'static str {
    match what {
        "secret" => "declare it once; several environments hold it by `held-by: { environments: [...] }`",
        "holder" => "name each environment that holds the secret once",
        "variable" => "keep one of them: nobody could tell which one holds",
        "workflow file" => "give one of them a `file:` of its own",
        "workflow" => "name one of them otherwise: a repository's workflows are told apart by their names",
        _ => "put both into one, or correct the name of one",
    }
}

/// Both colors of a rollout have one port.
fn one_port(place: &Place, first: &Place, port: u16) -> Finding {
    Finding::new(
        format!("blue and green have one port, {port}"),
        place,
        "green's",
        "give each color a port of its own: both containers run while nginx turns from one to the other",
    )
    .beside(first, "blue's")
}
