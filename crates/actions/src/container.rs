//! The container a job runs in, and the service containers beside it.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontainer>

use super::Variables;
use super::expr::Text;
use super::expr::key::{ContainerCredentials, ContainerEnv, JobSetting};
use super::yaml::{Map, YamlNode};

/// A container.
#[derive(Debug, Clone, PartialEq)]
pub struct Container {
    /// The image.
    pub image: Text<JobSetting>,
    /// How to log in to the image's registry.
    pub credentials: Option<Credentials>,
    /// Variables of the container.
    pub env: Variables<ContainerEnv>,
    /// Published ports, such as `5432:5432`.
    pub ports: Vec<Text<JobSetting>>,
    /// Volumes, such as `data:/var/lib`.
    pub volumes: Vec<Text<JobSetting>>,
    /// Further options of `docker create`.
    pub options: Option<Text<JobSetting>>,
}

/// A login to a registry.
#[derive(Debug, Clone, PartialEq)]
pub struct Credentials {
    /// The user.
    pub username: Text<ContainerCredentials>,
    /// The password or token, which must be a secret.
    pub password: Text<ContainerCredentials>,
}

impl Container {
    /// A container of an image.
    pub fn new(image: impl Into<Text<JobSetting>>) -> Self {
        Self {
            image: image.into(),
            credentials: None,
            env: Variables::new(),
            ports: Vec::new(),
            volumes: Vec::new(),
            options: None,
        }
    }

    pub(super) fn node(&self) -> YamlNode {
        let mut map = Map::new();
        map.insert("image", &self.image);
        map.insert_some(
            "credentials",
            self.credentials.as_ref().map(|credentials| {
                Map::from_iter([("username", &credentials.username), ("password", &credentials.password)])
            }),
        );
        map.insert_filled("env", Map::from_iter(&self.env));
        map.insert_filled("ports", YamlNode::list(&self.ports));
        map.insert_filled("volumes", YamlNode::list(&self.volumes));
        map.insert_some("options", self.options.as_ref());
        map.into()
    }
}
