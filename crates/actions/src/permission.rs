//! What the job's token may do.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions>

use super::words::words;
use super::yaml::{Map, MapEntry, YamlNode};
use std::collections::BTreeMap;

words! {
    /// A part of GitHub that a token may or may not reach.
    Scope {
        /// Workflow runs and their artifacts.
        Actions = "actions",
        /// Metadata of artifacts.
        ArtifactMetadata = "artifact-metadata",
        /// Attestations of artifacts.
        Attestations = "attestations",
        /// Check runs.
        Checks = "checks",
        /// The repository's files and commits.
        Contents = "contents",
        /// Deployments.
        Deployments = "deployments",
        /// Discussions.
        Discussions = "discussions",
        /// The run's identity towards clouds (OpenID Connect).
        IdToken = "id-token",
        /// Issues and their comments.
        Issues = "issues",
        /// GitHub Models.
        Models = "models",
        /// Packages and container images.
        Packages = "packages",
        /// GitHub Pages.
        Pages = "pages",
        /// Pull requests and their comments.
        PullRequests = "pull-requests",
        /// Code scanning results.
        SecurityEvents = "security-events",
        /// Commit statuses.
        Statuses = "statuses",
    }
}

words! {
    /// How far a token may reach into a scope.
    Access {
        /// Read only.
        Read = "read",
        /// Read and write.
        Write = "write",
    }
}

/// A permission that a step needs, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// The scope.
    pub scope: Scope,
    /// How far.
    pub access: Access,
    /// What the step does with it; printed beside the permission.
    pub why: String,
}

impl Permission {
    /// A permission to read.
    pub fn read(scope: Scope, why: impl Into<String>) -> Self {
        Self { scope, access: Access::Read, why: why.into() }
    }

    /// A permission to write.
    pub fn write(scope: Scope, why: impl Into<String>) -> Self {
        Self { scope, access: Access::Write, why: why.into() }
    }
}

/// What a job is granted: the union of what its steps need, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Permissions(BTreeMap<Scope, (Access, String)>);

impl Permissions {
    /// The union of the permissions. Of several for one scope, the widest is kept with its reason.
    pub fn granting<'a>(permissions: impl IntoIterator<Item = &'a Permission>) -> Self {
        let mut widest = BTreeMap::<Scope, (Access, String)>::new();
        for Permission { scope, access, why } in permissions {
            if widest.get(scope).is_none_or(|(granted, _)| access > granted) {
                widest.insert(*scope, (*access, why.clone()));
            }
        }
        Self(widest)
    }

    /// Each scope with its access.
    pub fn iter(&self) -> impl Iterator<Item = (Scope, Access)> + '_ {
        self.0.iter().map(|(scope, (access, _))| (*scope, *access))
    }

    pub(super) fn node(&self) -> YamlNode {
        let mut map = Map::new();
        for (scope, (access, why)) in &self.0 {
            map.push(MapEntry::new(scope.word(), access.word()).beside(Some(why.clone())));
        }
        map.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_furthest_reaching_need_is_granted_with_its_reason() {
        let needs = [
            Permission::read(Scope::Packages, "pull"),
            Permission::write(Scope::Packages, "push"),
            Permission::read(Scope::Contents, "check out"),
        ];
        let granted = Permissions::granting(&needs);
        assert_eq!(
            granted.iter().collect::<Vec<_>>(),
            [(Scope::Contents, Access::Read), (Scope::Packages, Access::Write)]
        );
        assert_eq!(granted.0[&Scope::Packages].1, "push");
    }
}
