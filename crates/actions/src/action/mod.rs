//! Actions with typed inputs and outputs, pinned by a lock.
//!
//! Each action in use has a type of its own: its constructor takes the required inputs, an unknown input
//! does not compile, and its outputs are methods. The declarations hold to the metadata that the action's release
//! publishes (a test compares them). Which commit a `uses` names is not written here but in `actions.lock` ([`Lock`]).
//! An action without a type goes through [`AnyAction`].
//!
//! ```
//! use actions::action::{Action, Cache};
//! use actions::expr::key::InStep;
//!
//! let cache = Cache::new("target", "cargo-1").with_id("cache", "Restore target");
//! assert_eq!(cache.outputs().cache_hit().value::<InStep>().to_string(), "steps.cache.outputs.cache-hit");
//! ```
//!
//! A cache without a key does not compile:
//!
//! ```compile_fail,E0061
//! use actions::action::Cache;
//! Cache::new("target");
//! ```
//!
//! nor does an input that the action does not know:
//!
//! ```compile_fail,E0599
//! use actions::action::Checkout;
//! Checkout::new().fetch_deep(1);
//! ```
//!
//! nor an output that it does not set:
//!
//! ```compile_fail,E0599
//! use actions::action::{Action, Cache};
//! Cache::new("target", "cargo-1").with_id("cache", "Restore target").outputs().cache_miss();
//! ```
//!
//! nor the output of a step that has no id:
//!
//! ```compile_fail,E0599
//! use actions::Step;
//! Step::run("Name the image", "echo").output("tag");
//! ```

mod any;
mod aws;
mod cache;
mod checkout;
mod claude;
mod docker;
mod lock;
mod reference;
mod ssh;

pub use any::AnyAction;
pub use aws::ConfigureAwsCredentials;
pub use cache::{BuildkitCacheDance, Cache};
pub use checkout::Checkout;
pub use claude::ClaudeCode;
pub use docker::{BuildPush, Login, Metadata, SetupBuildx, SetupQemu};
pub use lock::{Lock, LockError, Pin, Runtime};
pub use reference::ActionReference;
pub use ssh::{Scp, Ssh};

use super::expr::Text;
use super::step::{Step, StepWithId};
use indexmap::IndexMap;

/// An action with typed inputs and outputs.
pub trait Action: Sized {
    /// `owner/name`.
    const NAME: &'static str;
    /// The major release whose inputs and outputs are declared here.
    const MAJOR: &'static str;
    /// The inputs that the constructor takes.
    const REQUIRED: &'static [&'static str];
    /// All inputs.
    const INPUTS: &'static [&'static str];
    /// All outputs.
    const OUTPUTS: &'static [&'static str];
    /// The outputs as methods.
    type Outputs;

    /// The inputs that are set: in the order in which they were set, those of several lines last.
    fn with(self) -> IndexMap<String, Text>;

    /// The outputs of the step with this id.
    fn outputs(step: &str) -> Self::Outputs;

    /// A step that uses the action.
    #[track_caller]
    fn step(self, name: impl Into<Text>) -> Step {
        let action = ActionReference::pinned(Self::NAME, Self::MAJOR);
        Step::uses(name, action, self.with())
    }

    /// A step that uses the action, with an id, so that its outputs can be named.
    #[track_caller]
    fn with_id(self, id: &str, name: impl Into<Text>) -> StepWithId<Self::Outputs> {
        StepWithId { step: self.step(name).with_id(id).step, outputs: Self::outputs(id) }
    }
}

/// A list input: an item a line, or the item itself where there is one.
fn lines<T: Into<Text>>(items: impl IntoIterator<Item = T>) -> Text {
    let items: Vec<Text> = items.into_iter().map(Into::into).collect();
    let several = items.len() > 1;
    let lines = Text::lines(items);
    if several { lines.then("\n") } else { lines }
}

/// The inputs with those of several lines last, so that a reader does not miss what follows them.
fn short_first(inputs: IndexMap<&'static str, Text>) -> IndexMap<String, Text> {
    let (long, short): (Vec<_>, Vec<_>) = inputs.into_iter().partition(|(_, value)| value.has_lines());
    short.into_iter().chain(long).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Declares a method that sets an input, in the input's own type.
macro_rules! setter {
    (text $name:ident $word:literal) => {
        $crate::action::setter! { $name(impl Into<$crate::expr::Text>) $word }
    };
    (flag $name:ident $word:literal) => {
        $crate::action::setter! { $name(bool) $word }
    };
    (number $name:ident $word:literal) => {
        $crate::action::setter! { $name(u64) $word }
    };
    (lines $name:ident $word:literal) => {
        #[doc = concat!("Sets the input `", $word, "`, an item a line.")]
        #[must_use]
        pub fn $name<T: Into<$crate::expr::Text>>(mut self, items: impl IntoIterator<Item = T>) -> Self {
            self.0.insert($word, $crate::action::lines(items));
            self
        }
    };
    ($name:ident($value:ty) $word:literal) => {
        #[doc = concat!("Sets the input `", $word, "`.")]
        #[must_use]
        pub fn $name(mut self, value: $value) -> Self {
            self.0.insert($word, value.into());
            self
        }
    };
}

/// Declares an action: its name and major, the inputs that its constructor takes, the others with their kinds, its outputs.
macro_rules! action {
    (
        $(#[$doc:meta])*
        $action:ident = $name:literal $major:literal
        required { $($required:ident = $required_word:literal),* $(,)? }
        optional { $($kind:ident $optional:ident = $optional_word:literal),* $(,)? }
        outputs $outputs:ident { $($output:ident = $output_word:literal),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $action(indexmap::IndexMap<&'static str, $crate::expr::Text>);

        #[allow(clippy::new_without_default)]
        impl $action {
            /// The action with its required inputs.
            pub fn new($($required: impl Into<$crate::expr::Text>),*) -> Self {
                Self(indexmap::IndexMap::from_iter([$(($required_word, $required.into())),*] as [(&'static str, $crate::expr::Text); _]))
            }

            $($crate::action::setter!($kind $optional $optional_word);)*
        }

        #[doc = concat!("The outputs of `", $name, "`.")]
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $outputs {
            #[allow(dead_code)]
            step: String,
        }

        impl $outputs {
            $(
                #[doc = concat!("The output `", $output_word, "`.")]
                pub fn $output(&self) -> $crate::Output {
                    $crate::Output::new(&self.step, $output_word)
                }
            )*
        }

        impl $crate::action::Action for $action {
            const NAME: &'static str = $name;
            const MAJOR: &'static str = $major;
            const REQUIRED: &'static [&'static str] = &[$($required_word),*];
            const INPUTS: &'static [&'static str] = &[$($required_word,)* $($optional_word),*];
            const OUTPUTS: &'static [&'static str] = &[$($output_word),*];
            type Outputs = $outputs;

            fn with(self) -> indexmap::IndexMap<String, $crate::expr::Text> {
                $crate::action::short_first(self.0)
            }

            fn outputs(step: &str) -> $outputs {
                $outputs { step: step.to_owned() }
            }
        }
    };
}

use {action, setter};
