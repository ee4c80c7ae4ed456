//! What a compose project is called.
//!
//! Compose names a project after the last part of its folder. Two folders of one server that end alike would be one project,
//! of which each deployment removes what the other runs. Changing a name orphans containers and named volumes, so a project
//! keeps compose's own name wherever no other folder of the description has the same one on that server.

use crate::description::{HostPath, Organization, Rollout, Server};
use std::collections::BTreeSet;

/// The name of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectName {
    /// Compose's own: no other folder of the server has it.
    OfFolder(String),
    /// Another one, because another folder of the server has compose's own name too.
    Longer {
        /// Compose's own.
        of_folder: String,
        /// The name that no other folder has.
        name: String,
    },
}

impl ProjectName {
    /// The name of the project in a folder of a server, of all whose deployments the description tells.
    pub fn of(organization: &Organization, server: &Server, directory: &HostPath) -> Self {
        let path = directory.as_str();
        let of_folder = compose_name(path.rsplit('/').next().unwrap_or_default());
        let rivals: BTreeSet<&str> =
            folders(organization, server).filter(|other| *other != path && ends_like(other, &of_folder)).collect();
        let is_shared = |other: &&str| compose_name(other.rsplit('/').next().unwrap_or_default()) == of_folder;
        if !of_folder.is_empty() && !rivals.iter().any(is_shared) {
            return Self::OfFolder(of_folder);
        }
        let taken: BTreeSet<String> = rivals.into_iter().flat_map(candidates).collect();
        let free = candidates(path).into_iter().find(|name| !taken.contains(name));
        Self::Longer { of_folder, name: free.unwrap_or_else(|| whole_path(path)) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        match self {
            Self::OfFolder(name) | Self::Longer { name, .. } => name,
        }
    }
}

/// The folders of compose deployments on a server. Environments that name one server, or the same secret for its address,
/// are on one: a name that is unique on more servers than it must be does no harm.
fn folders<'a>(organization: &'a Organization, server: &'a Server) -> impl Iterator<Item = &'a str> {
    let here: BTreeSet<&str> = organization
        .environments
        .iter()
        .filter(|environment| environment.server.name == server.name || environment.server.host == server.host)
        .map(|environment| environment.name.as_str())
        .collect();
    let services = organization.repositories.iter().flat_map(|repository| &repository.services);
    services.flat_map(|service| &service.deployments).filter_map(move |deployment| match &deployment.rollout {
        Rollout::Compose(rollout) if here.contains(deployment.environment.as_str()) => Some(rollout.directory.as_str()),
        _ => None,
    })
}

/// The names that a folder may have, the shortest first: its last part, its last two, and so on.
fn candidates(path: &str) -> Vec<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let names = (0..parts.len()).rev().map(|first| compose_name(&parts[first..].join("-")));
    names.filter(|name| !name.is_empty()).collect()
}

/// What compose makes of a text: small letters, digits, `_` and `-`, the first a letter or a digit.
///
/// Source: <https://docs.docker.com/compose/how-tos/project-name/>
fn compose_name(text: &str) -> String {
    kept(text).skip_while(|next| ['-', '_'].contains(next)).collect()
}

/// What compose keeps of a text, with its parts joined.
fn kept(text: &str) -> impl DoubleEndedIterator<Item = char> {
    let small = text.chars().map(|next| if next == '/' { '-' } else { next.to_ascii_lowercase() });
    small.filter(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || ['-', '_'].contains(next))
}

/// Whether one of a path's names may end like this; asked of every folder of a description.
fn ends_like(path: &str, name: &str) -> bool {
    let mut end = kept(path).rev();
    name.chars().rev().all(|next| end.next() == Some(next))
}

/// A name that no other path has, for folders that differ only in what compose drops, such as `a.b` and `ab`.
fn whole_path(path: &str) -> String {
    let distinct = path.chars().map(|next| match next {
        'a'..='z' | '0'..='9' => next.to_string(),
        '/' => "-".to_owned(),
        other => format!("_{:x}_", u32::from(other)),
    });
    format!("path{}", distinct.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::{
        Branch, Build, ComposeRollout, Deployment, Environment, EnvironmentName, Repository, Service, Tag,
    };

    const LIVE: EnvironmentName = EnvironmentName::new("live");
    const STAGING: EnvironmentName = EnvironmentName::new("staging");

    /// The names of the projects in these folders, each of a repository of its own, in an environment.
    fn names(deployments: &[(EnvironmentName, &str)], secrets: [[&'static str; 4]; 2]) -> Vec<String> {
        let build = Build::new("Build", "build.yml", vec![Tag::Branch]);
        let repositories = deployments.iter().map(|(to, directory)| {
            let rollout = ComposeRollout {
                directory: HostPath::from((*directory).to_owned()),
                ..ComposeRollout::new("compose.yml", "/srv/shop")
            };
            let after = build.on(Branch::new("main"));
            let deployment = Deployment::new("Deploy", "deploy.yml", to.clone(), after, Rollout::Compose(rollout));
            let service = Service { builds: vec![build.clone()], deployments: vec![deployment] };
            Repository { services: vec![service], ..Repository::new("shop") }
        });
        let [live, staging] = secrets;
        let organization = Organization {
            name: "example".to_owned(),
            environments: vec![Environment::new(LIVE, live), Environment::new(STAGING, staging)],
            repositories: repositories.collect(),
        };
        let name = |(to, directory): &(EnvironmentName, &str)| {
            let environment = organization.environments.iter().find(|environment| environment.name == *to).unwrap();
            let directory = HostPath::from((*directory).to_owned());
            ProjectName::of(&organization, &environment.server, &directory).as_str().to_owned()
        };
        deployments.iter().map(name).collect()
    }

    const TWO_SERVERS: [[&str; 4]; 2] = [["LIVE_HOST", "USER", "KEY", "PORT"], ["STAGING_HOST", "USER", "KEY", "PORT"]];

    #[test]
    fn a_project_keeps_the_name_that_compose_gives_it_where_no_other_folder_has_it() {
        let cases: [(&[&str], &[&str]); 7] = [
            (&["/srv/shop/app", "/srv/blog/web"], &["app", "web"]),
            (&["/srv/shop/app", "/srv/blog/app"], &["shop-app", "blog-app"]),
            (&["/srv/shop/App", "/srv/blog/app.", "/srv/other"], &["shop-app", "blog-app", "other"]),
            // The same folder is the same project.
            (&["/srv/shop/app", "/srv/shop/app"], &["app", "app"]),
            // A longer name is nobody's own either.
            (&["/srv/shop/app", "/srv/blog/app", "/opt/shop-app"], &["srv-shop-app", "blog-app", "shop-app"]),
            (&["/app", "/srv/app"], &["path-app", "srv-app"]),
            (&["/srv/a.b", "/srv/ab"], &["path-srv-a_2e_b", "path-srv-ab"]),
        ];
        for (folders, expected) in cases {
            let deployments: Vec<_> = folders.iter().map(|folder| (LIVE, *folder)).collect();
            assert_eq!(names(&deployments, TWO_SERVERS), expected, "{folders:?}");
        }
    }

    #[test]
    fn environments_are_on_one_server_when_they_name_it_or_the_secret_of_its_address() {
        let deployments = [(LIVE, "/srv/live/app"), (STAGING, "/srv/staging/app")];
        assert_eq!(names(&deployments, TWO_SERVERS), ["app", "app"]);
        let shared = [["HOST", "USER", "KEY", "PORT"]; 2];
        assert_eq!(names(&deployments, shared), ["live-app", "staging-app"]);
    }
}
