//! Whether names are names.

use super::{Place, Problem, repeated};
use crate::spec::{Build, Deployment, EnvSource, Organization, Repository, Rollout, Tag, Variable};

/// A kind of name, and what it looks like.
struct Kind {
    what: &'static str,
    rule: &'static str,
    holds: fn(&str) -> bool,
}

const REPOSITORY: Kind = Kind {
    what: "repository's name",
    rule: "use letters, digits, `-`, `_` and `.`",
    holds: |name| !name.is_empty() && !matches!(name, "." | "..") && only(name, "-_."),
};
const FILE: Kind = Kind {
    what: "workflow file's name",
    rule: "end it with `.yml` or `.yaml`, and use letters, digits, `-`, `_` and `.` before",
    holds: |name| {
        let stem = name.strip_suffix(".yml").or_else(|| name.strip_suffix(".yaml"));
        stem.is_some_and(|stem| !stem.is_empty() && only(stem, "-_."))
    },
};
/// Source: <https://docs.github.com/actions/reference/security/secrets#naming-your-secrets>
const SECRET: Kind = Kind {
    what: "secret's name",
    rule: "use capitals, digits and `_`, do not begin with a digit or with `GITHUB_`",
    holds: |name| {
        !name.is_empty()
            && !name.starts_with(|first: char| first.is_ascii_digit())
            && !name.starts_with("GITHUB_")
            && name.chars().all(|next| next.is_ascii_uppercase() || next.is_ascii_digit() || next == '_')
    },
};
const VARIABLE: Kind = Kind {
    what: "variable's name",
    rule: "use letters, digits and `_`, and do not begin with a digit",
    holds: |name| !name.is_empty() && !name.starts_with(|first: char| first.is_ascii_digit()) && only(name, "_"),
};
const BRANCH: Kind = Kind {
    what: "branch",
    rule: "name one branch, without patterns or spaces",
    holds: |name| !name.is_empty() && name.chars().all(|next| !next.is_whitespace() && !"*?[]\\~^:".contains(next)),
};
/// Source: <https://pkg.go.dev/github.com/distribution/reference>
const TAG: Kind = Kind {
    what: "image tag",
    rule: "use at most 100 letters, digits, `-`, `_` and `.`, and begin with a letter, a digit or `_`",
    holds: |name| !name.is_empty() && name.len() <= 100 && !name.starts_with(['-', '.']) && only(name, "-_."),
};
const DIRECTORY: Kind = Kind {
    what: "folder on a server",
    rule: "begin it with `/`, and use letters, digits, `-`, `_`, `.` and `/`",
    holds: |name| {
        name.len() > 1 && name.starts_with('/') && !name.ends_with('/') && only(name, "-_./") && !name.contains("..")
    },
};
const TITLE: Kind = Kind {
    what: "workflow's name",
    rule: "give it at least one letter, on one line",
    holds: |name| !name.trim().is_empty() && !name.contains('\n'),
};

/// Whether a name holds ASCII letters, digits and `more` alone.
fn only(name: &str, more: &str) -> bool {
    name.chars().all(|next| next.is_ascii_alphanumeric() || more.contains(next))
}

/// The names that are none, and those that stand twice.
pub(super) fn problems(organization: &Organization) -> Vec<Problem> {
    let mut found = Vec::new();
    for (_, environment) in repeated(&organization.environments, |environment| &environment.name) {
        found.push(Problem::Repeated {
            what: "environment",
            name: environment.name.to_string(),
            first: Place::organization(),
            second: Place::organization(),
        });
    }
    for (first, second) in repeated(&organization.repositories, |repository| &repository.name) {
        found.push(Problem::Repeated {
            what: "repository",
            name: second.name.to_string(),
            first: Place::repository(first),
            second: Place::repository(second),
        });
    }
    for repository in &organization.repositories {
        in_repository(repository, &mut found);
    }
    found
}

fn ask(kind: &Kind, name: &str, place: &Place, found: &mut Vec<Problem>) {
    if !(kind.holds)(name) {
        found.push(Problem::InvalidName {
            place: place.clone(),
            name: name.to_owned(),
            what: kind.what,
            rule: kind.rule,
        });
    }
}

fn in_repository(repository: &Repository, found: &mut Vec<Problem>) {
    let owner = Place::repository(repository);
    ask(&REPOSITORY, repository.name.as_str(), &owner, found);
    for secret in &repository.secrets {
        ask(&SECRET, secret.name.as_str(), &owner.within("its secrets"), found);
    }
    for service in &repository.services {
        for build in &service.builds {
            in_build(build, &owner.build(build), found);
        }
        for deployment in &service.deployments {
            in_deployment(deployment, &owner.deployment(deployment), found);
        }
    }
    if let Some(assistant) = &repository.assistant {
        let place = owner.within("assistant");
        ask(&TITLE, assistant.workflow.as_str(), &place, found);
        ask(&FILE, assistant.file.as_str(), &place, found);
    }
}

fn in_build(build: &Build, place: &Place, found: &mut Vec<Problem>) {
    ask(&TITLE, build.workflow.as_str(), place, found);
    ask(&FILE, build.file.as_str(), place, found);
    for branch in &build.branches {
        ask(&BRANCH, branch.as_str(), place, found);
    }
    for argument in &build.arguments {
        ask(&VARIABLE, argument.name(), &place.within("arguments"), found);
    }
    for tag in build.tags.list() {
        in_tag(tag, place, found);
    }
}

fn in_tag(tag: &Tag, place: &Place, found: &mut Vec<Problem>) {
    match tag {
        Tag::Named(name) | Tag::NamedAndShortSha(name) => ask(&TAG, name, place, found),
        Tag::LatestOn(branch) => ask(&BRANCH, branch.as_str(), place, found),
        Tag::Branch | Tag::BranchAndShortSha => {}
    }
}

fn in_deployment(deployment: &Deployment, place: &Place, found: &mut Vec<Problem>) {
    ask(&TITLE, deployment.workflow.as_str(), place, found);
    ask(&FILE, deployment.file.as_str(), place, found);
    ask(&DIRECTORY, deployment.rollout.directory().as_str(), place, found);
    in_tag(&deployment.image, place, found);
    if let Some(env_file) = &deployment.env_file
        && let EnvSource::Variables(variables) = &env_file.from
    {
        let place = place.within("environment file");
        for variable in variables {
            ask(&VARIABLE, variable.name(), &place, found);
        }
        for (_, variable) in repeated(variables, Variable::name) {
            found.push(Problem::Repeated {
                what: "variable",
                name: variable.name().to_owned(),
                first: place.clone(),
                second: place.clone(),
            });
        }
    }
    if let Rollout::BlueGreen(rollout) = &deployment.rollout {
        ask(&DIRECTORY, rollout.nginx_file.as_str(), &place.within("nginx file"), found);
    }
}
