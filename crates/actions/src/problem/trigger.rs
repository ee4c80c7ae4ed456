//! Triggers.

use super::{IdProblem, PatternProblem, ReferenceProblem, page, syntax};

/// What is wrong with a trigger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TriggerProblem {
    /// It stands twice.
    #[error("stands twice; put its filters into one")]
    Repeated,
    /// A filter without patterns.
    #[error("has `{filter}` without a pattern; leave the filter out, or give it one")]
    NoPattern {
        /// The filter's key.
        filter: String,
    },
    /// A pattern that GitHub refuses or misreads.
    #[error("has a pattern in `{filter}`, `{pattern}`, that {problem}")]
    Pattern {
        /// The filter's key.
        filter: String,
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        problem: PatternProblem,
    },
    /// Paths, where only tags are pushed.
    #[error(
        "has `tags` and `paths`, but GitHub looks at no paths when a tag is pushed; leave one of them out, or add `branches`"
    )]
    PathsOfTags,
    /// No time.
    #[error("has no cron line; give it at least one")]
    NoCron,
    /// The same workflow twice.
    #[error("names the workflow `{workflow}` twice; name it once")]
    RepeatedWorkflow {
        /// The workflow's name.
        workflow: String,
    },
    /// A type of `repository_dispatch` that nobody can send.
    #[error("has the type `{word}` of {length} characters; a program can send 1 to 100")]
    EventType {
        /// The type.
        word: String,
        /// Its length, in characters.
        length: usize,
    },
    /// More inputs than the form takes.
    #[error("asks for {count} inputs; GitHub takes at most 25")]
    TooManyInputs {
        /// How many there are.
        count: usize,
    },
    /// Inputs that are longer than GitHub takes, as they stand in the form.
    #[error(
        "asks for inputs whose defaults alone make {length} characters; GitHub takes at most 65535, put the longest into a file of the repository"
    )]
    LongInputs {
        /// How many characters there are, as JSON.
        length: usize,
    },
    /// The end of a chain that GitHub cuts off before.
    #[error(
        "waits at the end of a chain that GitHub cuts off before, {chain}; GitHub starts at most three after the first, make jobs of some of them"
    )]
    LongChain {
        /// The workflows, from the first on.
        chain: String,
    },
    /// A name that is none.
    #[error("has the {what} `{name}`, {problem}")]
    Name {
        /// `input`, `output` or `secret`.
        what: &'static str,
        /// The name.
        name: String,
        /// Why it is none.
        problem: IdProblem,
    },
    /// A secret that GitHub keeps for itself.
    #[error("has the secret `{name}`; names that begin with `GITHUB_` are GitHub's own, rename it")]
    ReservedSecret {
        /// The secret's name.
        name: String,
    },
    /// An output whose value names what there is not.
    #[error("has the output `{output}`, which {problem}")]
    Output {
        /// The output's name.
        output: String,
        /// What is wrong with its value.
        problem: ReferenceProblem,
    },
    /// An input that cannot be entered.
    #[error("has the input `{input}`, {problem}")]
    Input {
        /// The input's name.
        input: String,
        /// What is wrong with it.
        problem: InputProblem,
    },
}

/// What is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputProblem {
    /// A choice between nothing.
    #[error("which is a choice without options; list them")]
    NoOptions,
    /// An option that stands twice.
    #[error("whose option `{option}` stands twice; list it once")]
    RepeatedOption {
        /// The option.
        option: String,
    },
    /// A default that cannot be chosen.
    #[error("whose default `{default}` is not among its options: {options}")]
    NotAnOption {
        /// The default.
        default: String,
        /// The options.
        options: String,
    },
    /// A default of another type.
    #[error("whose default `{default}` is no {kind}; {way_out}")]
    WrongType {
        /// The default.
        default: String,
        /// The input's type.
        kind: &'static str,
        /// What to write.
        way_out: &'static str,
    },
    /// A type that only a form has.
    #[error("whose type is `{kind}`; a workflow that is called takes `string`, `number` and `boolean` alone")]
    FormOnly {
        /// The input's type.
        kind: &'static str,
    },
}

impl TriggerProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(&self) -> &'static str {
        match self {
            Self::Repeated => syntax!("on"),
            Self::NoPattern { .. } => syntax!("filter-pattern-cheat-sheet"),
            Self::Pattern { problem, .. } => problem.documentation(),
            Self::PathsOfTags => syntax!("onpushpull_requestpull_request_targetpathspaths-ignore"),
            Self::NoCron => syntax!("onschedule"),
            Self::RepeatedWorkflow { .. } | Self::LongChain { .. } => {
                page!("workflows-and-actions/events-that-trigger-workflows#workflow_run")
            }
            Self::EventType { .. } => page!("workflows-and-actions/events-that-trigger-workflows#repository_dispatch"),
            Self::TooManyInputs { .. } | Self::LongInputs { .. } => syntax!("onworkflow_dispatchinputs"),
            Self::Name { .. } => page!("workflows-and-actions/metadata-syntax#inputsinput_id"),
            Self::Output { problem, .. } => problem.documentation(),
            Self::ReservedSecret { .. } => page!("security/secrets#naming-your-secrets"),
            Self::Input { problem: InputProblem::FormOnly { .. }, .. } => {
                syntax!("onworkflow_callinputsinput_idtype")
            }
            Self::Input { .. } => syntax!("onworkflow_dispatchinputsinput_idtype"),
        }
    }
}
