//! Random expressions of every type, built as a description builds them.

use super::random::Random;
use actions::expr::{Expr, List, Object, function, github, null};
use actions::trigger::{DeclaredInput, Input, TypedInput, WorkflowDispatch};
use serde_json::{Map, Value, json};

/// The names below `github.event`; the last is not there.
pub const PROPERTIES: [&str; 10] = ["a", "b", "c", "d", "e", "list", "object", "number", "text", "flag"];

/// A value of the payload, of which a type is claimed that it need not have.
fn payload<T>(random: &mut Random) -> Expr<T> {
    let name = if random.below(12) == 0 { "missing" } else { random.one_of(&PROPERTIES) };
    match random.below(6) {
        0 => github::payload([name, "name"]),
        1 => github::event().property("has space"),
        _ => github::payload([name]),
    }
}

/// An input of that name.
fn input<T: ToString>(name: &str, input: TypedInput<T>) -> DeclaredInput<T> {
    WorkflowDispatch::default().declare(name, input)
}

/// The inputs as some event brings them: entered on a form, handed over by a caller, or not there.
pub fn inputs(random: &mut Random) -> Value {
    let mut inputs = Map::new();
    if random.below(4) > 0 {
        inputs.insert("branch".to_owned(), json!(random.text()));
        inputs.insert("fast".to_owned(), json!(random.below(2) == 0));
        let copies = random.number();
        let copies = match random.below(4) {
            0 => json!(copies),
            1 => json!(random.text()),
            _ => json!(copies.to_string()),
        };
        inputs.insert("copies".to_owned(), copies);
    }
    Value::Object(inputs)
}

/// Something of any kind, under a claimed type.
fn anything<T>(random: &mut Random, depth: u64) -> Expr<T> {
    match random.below(6) {
        0 if depth > 0 => list(random, depth - 1).item(number(random, depth - 1)),
        1 if depth > 0 => {
            object(random, depth - 1).property(random.one_of(&["name", "NAME", "id", "has space", "true"]))
        }
        2 if depth > 0 => function::from_json(json_text(random, depth - 1)),
        _ => payload(random),
    }
}

/// Text that is JSON, mostly.
fn json_text(random: &mut Random, depth: u64) -> Expr<String> {
    match random.below(8) {
        0 => text(random, depth),
        1 => function::to_json(payload::<Object>(random)),
        _ => random.json(2).to_string().into(),
    }
}

pub fn text(random: &mut Random, depth: u64) -> Expr<String> {
    if depth == 0 {
        return match random.below(5) {
            0 | 1 => random.text().into(),
            2 => input("branch", Input::text("What is built")).value(),
            _ => payload(random),
        };
    }
    let depth = depth - 1;
    match random.below(10) {
        0 => text(random, depth).or_else(text(random, depth)),
        1 => condition(random, depth).then_text(random.text()).otherwise(text(random, depth)),
        2 => {
            let pattern =
                random.one_of(&["{0}", "{1}{0}", "{{{0}}}", "a{0}b'{1}", "{0", "}}", "{2}", "{0:x}", "{}", "é{1}"]);
            function::format(pattern, [text(random, depth), anything(random, depth)])
        }
        3 => function::join(list(random, depth), random.one_of(&[",", "", "', '", "\n"])),
        4 => function::to_json(anything::<Object>(random, depth)),
        5 => function::to_json(number(random, depth)),
        9 => {
            let first = function::case(condition(random, depth), text(random, depth));
            first.case(condition(random, depth), text(random, depth)).otherwise(text(random, depth))
        }
        6 => random.text().into(),
        _ => anything(random, depth),
    }
}

pub fn number(random: &mut Random, depth: u64) -> Expr<f64> {
    match random.below(8) {
        0 | 1 if depth > 0 => anything(random, depth - 1),
        2 => input("copies", Input::number("How many run")).value(),
        3 if depth > 0 => function::case(condition(random, depth - 1), random.number()).otherwise(random.number()),
        _ => random.number().into(),
    }
}

fn object(random: &mut Random, depth: u64) -> Expr<Object> {
    if random.below(4) == 0 { github::event() } else { anything(random, depth) }
}

pub fn list(random: &mut Random, depth: u64) -> Expr<List> {
    if depth == 0 {
        return payload(random);
    }
    match random.below(4) {
        0 => object(random, depth - 1).values(),
        1 => list(random, depth - 1).each(random.one_of(&["name", "id", "has space"])),
        _ => anything(random, depth - 1),
    }
}

pub fn condition(random: &mut Random, depth: u64) -> Expr<bool> {
    if depth == 0 {
        return match random.below(4) {
            0 => (random.below(2) == 0).into(),
            1 => input("fast", Input::boolean("Without tests")).value(),
            _ => payload(random),
        };
    }
    let depth = depth - 1;
    match random.below(18) {
        0 => condition(random, depth).and(condition(random, depth)),
        1 => condition(random, depth).or(condition(random, depth)),
        2 => !condition(random, depth),
        3 => text(random, depth).equals(text(random, depth)),
        4 => text(random, depth).differs(text(random, depth)),
        5 => number(random, depth).less(number(random, depth)),
        6 => number(random, depth).less_or_equal(number(random, depth)),
        7 => number(random, depth).greater(number(random, depth)),
        8 => number(random, depth).greater_or_equal(number(random, depth)),
        9 => function::contains(text(random, depth), text(random, depth)),
        10 => function::contains_item(list(random, depth), text(random, depth)),
        11 => function::starts_with(text(random, depth), text(random, depth)),
        12 => function::ends_with(text(random, depth), text(random, depth)),
        13 => object(random, depth).equals(null()),
        14 => list(random, depth).differs(null()),
        15 => function::case(condition(random, depth), condition(random, depth)).otherwise(condition(random, depth)),
        16 => number(random, depth).equals(number(random, depth)),
        _ => condition(random, depth).equals(condition(random, depth)),
    }
}
