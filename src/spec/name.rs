//! Names and amounts: a type each, so that one is never taken for another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

/// Declares a kind of name.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
            #[serde(transparent)]
            pub struct $name(Cow<'static, str>);

            impl $name {
                /// The name as it stands in a description.
                pub const fn new(name: &'static str) -> Self {
                    Self(Cow::Borrowed(name))
                }

                /// The name's text.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl From<&'static str> for $name {
                fn from(name: &'static str) -> Self {
                    Self::new(name)
                }
            }

            impl From<String> for $name {
                fn from(name: String) -> Self {
                    Self(Cow::Owned(name))
                }
            }

            impl Display for $name {
                fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
                    formatter.write_str(&self.0)
                }
            }
        )*
    };
}

names! {
    /// A branch, such as `main`.
    Branch
    /// An environment of the repositories' settings, such as `production`.
    EnvironmentName
    /// A workflow's name, as GitHub shows it; unique in its repository.
    WorkflowName
    /// A workflow's file below `.github/workflows`, such as `build.yml`.
    FileName
    /// A repository's name, without its owner.
    RepositoryName
    /// A secret's name, such as `DEPLOY_KEY`.
    SecretName
    /// A server's name in the generated tree, such as `production`.
    ServerName
    /// An absolute path on a server.
    HostPath
    /// A registry's host, such as `ghcr.io`.
    Registry
}

impl Default for Registry {
    /// GitHub's own registry.
    fn default() -> Self {
        Self::new("ghcr.io")
    }
}

/// Declares a kind of amount.
macro_rules! amounts {
    ($($(#[$doc:meta])* $name:ident($number:ty))*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
            #[serde(transparent)]
            pub struct $name(pub $number);

            impl Display for $name {
                fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
                    self.0.fmt(formatter)
                }
            }
        )*
    };
}

amounts! {
    /// A time in seconds.
    Seconds(u32)
    /// A time in milliseconds.
    Milliseconds(u32)
    /// A time in minutes.
    Minutes(u32)
    /// A TCP port.
    Port(u16)
}
