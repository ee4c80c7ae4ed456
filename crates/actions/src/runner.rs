//! The machine that a job runs on.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on>

use super::expr::Text;
use super::expr::key::JobSetting;
use super::yaml::{Map, YamlNode};

/// Which runner takes a job.
#[derive(Debug, Clone, PartialEq)]
pub enum Runner {
    /// GitHub's own `ubuntu-latest`.
    UbuntuLatest,
    /// Another runner with one label, such as `macos-15`.
    Label(Text<JobSetting>),
    /// A runner that has all the labels.
    Labels(Vec<Text<JobSetting>>),
    /// A runner of a group, with further labels.
    Group {
        /// The group's name.
        group: Text<JobSetting>,
        /// Labels that it must have.
        labels: Vec<Text<JobSetting>>,
    },
}

impl Runner {
    pub(super) fn node(&self) -> YamlNode {
        match self {
            Self::UbuntuLatest => "ubuntu-latest".into(),
            Self::Label(label) => label.into(),
            Self::Labels(labels) => YamlNode::inline(labels),
            Self::Group { group, labels } => {
                let mut map = Map::new();
                map.insert("group", group);
                map.insert_filled("labels", YamlNode::inline(labels));
                map.into()
            }
        }
    }
}
