//! A step's keys.

use super::check;
use crate::action::Lock;
use crate::expr::Expr;
use crate::yaml::{Map, MapEntry, YamlNode};
use crate::{Problem, Step, StepWork};

/// A condition: a literal block when it is long.
pub(super) fn condition<K>(condition: &Expr<bool, K>) -> YamlNode {
    let text = condition.condition();
    if text.contains('\n') { YamlNode::Block(text) } else { YamlNode::Text(text) }
}

/// The step at this index of the job `job`.
pub(super) fn node(job: &str, index: usize, step: &Step, lock: &Lock, problems: &mut Vec<Problem>) -> YamlNode {
    let mut map = Map::new();
    map.push(MapEntry::new("name", &step.name).above(step.comment.as_deref()));
    map.insert_some("id", step.id.as_deref());
    map.insert_some("if", step.condition.as_ref().map(condition));
    match &step.work {
        StepWork::Uses { action, with } => {
            match lock.resolve(action) {
                Ok((uses, release)) => {
                    let comments: Vec<String> = release.into_iter().chain(step.remarks.get("uses").cloned()).collect();
                    let beside = (!comments.is_empty()).then(|| comments.join(" # "));
                    map.push(MapEntry::new("uses", uses).beside(beside));
                }
                Err(problem) => problems.push(check::of_step(job, index, step, problem)),
            }
            let mut inputs = Map::new();
            for (name, value) in with {
                inputs.push(
                    MapEntry::new(name.clone(), input(&value.to_string())).beside(step.remarks.get(name).cloned()),
                );
            }
            map.insert_filled("with", inputs);
        }
        StepWork::Run { script, shell, working_directory } => {
            map.insert("run", YamlNode::Block(script.clone()));
            map.insert_some("working-directory", working_directory.as_deref());
            map.insert_some("shell", shell.as_deref());
        }
    }
    map.insert_filled("env", Map::from_iter(&step.env));
    map.insert_some("continue-on-error", step.continue_on_error);
    map.insert_some("timeout-minutes", step.timeout_minutes);
    map.into()
}

/// An input's value: actions read every value as text, so a boolean and a number are printed without quotes where that is the
/// same text.
fn input(value: &str) -> YamlNode {
    match value {
        "true" => YamlNode::Boolean(true),
        "false" => YamlNode::Boolean(false),
        _ => match value.parse::<u64>() {
            Ok(number) if number <= EXACT && number.to_string() == value => YamlNode::Number(number),
            _ => value.into(),
        },
    }
}

/// GitHub reads a number as a double, which holds every whole number up to this one.
const EXACT: u64 = 1 << 53;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_stands_bare_only_where_its_text_stays_the_same() {
        for text in ["+5", "05", "-5", "1_000", "5.0", "1e3", "0x10", " 5", "9007199254740993", "18446744073709551615"]
        {
            assert_eq!(input(text), YamlNode::from(text));
        }
        for (text, number) in [("0", 0), ("5", 5), ("9007199254740992", EXACT)] {
            assert_eq!(input(text), YamlNode::Number(number));
        }
        assert_eq!((input("true"), input("True")), (YamlNode::Boolean(true), YamlNode::from("True")));
    }
}
