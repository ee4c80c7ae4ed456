//! What an expression names that its workflow must have: steps, jobs, keys of a matrix, inputs.

use super::evaluate::fault;
use super::text::Piece;
use super::{EvaluationError, Expr, InputKind, Operator, Text, Tree};
use indexmap::IndexMap;

/// Something that an expression names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ContextReference<'a> {
    /// An output of a step of the job.
    Step {
        /// The step's id.
        id: &'a str,
        /// The output's name.
        output: &'a str,
    },
    /// An output of a job that this one needs.
    Need {
        /// The job's id.
        job: &'a str,
        /// The output's name.
        output: &'a str,
    },
    /// An output of a job, which a called workflow gives back.
    Result {
        /// The job's id.
        job: &'a str,
        /// The output's name.
        output: &'a str,
    },
    /// A secret; the run's own token is one too.
    Secret(&'a str),
    /// A key of the job's matrix.
    Matrix(&'a str),
    /// An input of the workflow.
    Input {
        /// The input's name.
        name: &'a str,
        /// The type in which it is read.
        kind: InputKind,
    },
    /// An option of an input that is a choice, as far as it is compared with one.
    Option {
        /// The input's name.
        name: &'a str,
        /// What it is compared with.
        option: &'a str,
    },
    /// A value that there never is: its computation fails.
    Fault(EvaluationError),
    /// The inputs in the payload of `workflow_dispatch`.
    EventInputs,
}

/// What holds expressions. Nothing is known of what is raw.
pub(crate) trait References {
    /// Adds everything that the expressions name.
    fn collect<'a>(&'a self, found: &mut Vec<ContextReference<'a>>);

    /// Everything that the expressions name.
    fn references(&self) -> Vec<ContextReference<'_>> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }
}

impl<T, K> References for Expr<T, K> {
    fn collect<'a>(&'a self, found: &mut Vec<ContextReference<'a>>) {
        collect(&self.tree, found);
    }
}

impl<K> References for Text<K> {
    fn collect<'a>(&'a self, found: &mut Vec<ContextReference<'a>>) {
        for piece in self.pieces() {
            if let Piece::Expression(tree) = piece {
                collect(tree, found);
            }
        }
    }
}

impl<R: References> References for Option<R> {
    fn collect<'a>(&'a self, found: &mut Vec<ContextReference<'a>>) {
        if let Some(each) = self {
            each.collect(found);
        }
    }
}

impl<R: References> References for Vec<R> {
    fn collect<'a>(&'a self, found: &mut Vec<ContextReference<'a>>) {
        for each in self {
            each.collect(found);
        }
    }
}

impl<R: References> References for IndexMap<String, R> {
    fn collect<'a>(&'a self, found: &mut Vec<ContextReference<'a>>) {
        for each in self.values() {
            each.collect(found);
        }
    }
}

impl<K> Text<K> {
    /// The names of the secrets that the text reads.
    pub fn secrets(&self) -> Vec<&str> {
        let secrets = self.references().into_iter().filter_map(|reference| match reference {
            ContextReference::Secret(name) => Some(name),
            _ => None,
        });
        secrets.collect()
    }

    /// The outputs of steps that the text reads: the step's id and the output's name.
    pub fn step_outputs(&self) -> Vec<(&str, &str)> {
        step_outputs(self.references())
    }
}

impl<T, K> Expr<T, K> {
    /// The outputs of steps that the expression reads: the step's id and the output's name.
    pub fn step_outputs(&self) -> Vec<(&str, &str)> {
        step_outputs(self.references())
    }
}

fn step_outputs(references: Vec<ContextReference<'_>>) -> Vec<(&str, &str)> {
    let outputs = references.into_iter().filter_map(|reference| match reference {
        ContextReference::Step { id, output } => Some((id, output)),
        _ => None,
    });
    outputs.collect()
}

fn collect<'a>(tree: &'a Tree, found: &mut Vec<ContextReference<'a>>) {
    match tree {
        Tree::Property(of, name) => {
            if let Some(reference) = reference(of, name) {
                return found.push(reference);
            }
        }
        Tree::Call(name, arguments) => found.extend(fault(name, arguments).map(ContextReference::Fault)),
        Tree::Binary(Operator::Equal | Operator::NotEqual, left, right) => {
            if let (Tree::Input { name, .. }, Tree::String(option)) = (&**left, &**right) {
                found.push(ContextReference::Option { name, option });
            }
        }
        Tree::Input { name, kind } => found.push(ContextReference::Input { name, kind: *kind }),
        _ => {}
    }
    tree.visit(|part| collect(part, found));
}

/// What `of.name` refers to, where `of` is a context, or the outputs of a step or a job.
fn reference<'a>(of: &'a Tree, name: &'a str) -> Option<ContextReference<'a>> {
    let Tree::Property(of, middle) = of else {
        return match of {
            Tree::Context("matrix") => Some(ContextReference::Matrix(name)),
            Tree::Context("secrets") => Some(ContextReference::Secret(name)),
            Tree::Context("github") if name == "token" => Some(ContextReference::Secret("GITHUB_TOKEN")),
            _ => None,
        };
    };
    match &**of {
        Tree::Context("github") if middle == "event" => {
            name.eq_ignore_ascii_case("inputs").then_some(ContextReference::EventInputs)
        }
        Tree::Property(context, id) if middle == "outputs" => match **context {
            Tree::Context("steps") => Some(ContextReference::Step { id, output: name }),
            Tree::Context("needs") => Some(ContextReference::Need { job: id, output: name }),
            Tree::Context("jobs") => Some(ContextReference::Result { job: id, output: name }),
            _ => None,
        },
        _ => None,
    }
}
