//! The environment that a job runs for.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idenvironment>

use super::expr::Text;
use super::expr::key::{EnvironmentUrl, JobSetting};
use super::yaml::{Map, YamlNode};

/// A reference to an environment of the repository's settings, whose secrets and reviewers then hold.
#[derive(Debug, Clone, PartialEq)]
pub struct EnvironmentReference {
    /// The environment's name.
    pub name: Text<JobSetting>,
    /// The address shown on the deployment's page.
    pub url: Option<Text<EnvironmentUrl>>,
}

impl EnvironmentReference {
    /// An environment without an address.
    pub fn new(name: impl Into<Text<JobSetting>>) -> Self {
        Self { name: name.into(), url: None }
    }

    pub(super) fn node(&self) -> YamlNode {
        match &self.url {
            None => YamlNode::from(&self.name),
            Some(url) => Map::from_iter([("name", YamlNode::from(&self.name)), ("url", YamlNode::from(url))]).into(),
        }
    }
}
