//! Random expressions with their values, for `scripts/checkers/expressions` to compare with GitHub's own library.
//!
//! Writes JSON lines: the contexts, then expressions that are evaluated with them. Arguments: how many, and the seed. The types
//! that the generator claims for the contexts' values are often wrong, so that every conversion of GitHub's is met.

mod random;
mod tree;

use actions::expr::Contexts;
use random::Random;
use serde_json::{Value, json};
use std::io::{BufWriter, Write};

/// How many expressions share their contexts.
const SHARED: u64 = 50;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let count: u64 = arguments.next().unwrap_or(1000);
    let mut random = Random::new(arguments.next().unwrap_or(1));
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut contexts = Contexts::new();
    for index in 0..count {
        if index % SHARED == 0 {
            let data = json!({ "github": { "event": event(&mut random) }, "inputs": tree::inputs(&mut random) });
            contexts = Contexts::new().with("github", data["github"].clone()).with("inputs", data["inputs"].clone());
            writeln!(out, "{data}")?;
        }
        writeln!(out, "{}", line(&mut random, &contexts))?;
    }
    out.flush()
}

/// A payload with a value of every kind, and some more.
fn event(random: &mut Random) -> Value {
    let properties = tree::PROPERTIES.iter().map(|name| ((*name).to_owned(), random.json(3)));
    Value::Object(properties.collect())
}

fn line(random: &mut Random, contexts: &Contexts) -> Value {
    let (expression, value) = match random.below(5) {
        0 => {
            let expression = tree::text(random, 4);
            (expression.to_string(), expression.evaluate(contexts))
        }
        1 => {
            let expression = tree::number(random, 4);
            (expression.to_string(), expression.evaluate(contexts))
        }
        2 => {
            let expression = tree::list(random, 4);
            (expression.to_string(), expression.evaluate(contexts))
        }
        _ => {
            let expression = tree::condition(random, 5);
            (expression.to_string(), expression.evaluate(contexts))
        }
    };
    match value {
        Ok(value) => {
            json!({ "expression": expression, "kind": value.kind(), "text": value.text(), "json": value.to_json() })
        }
        Err(_) => json!({ "expression": expression, "kind": "Error" }),
    }
}
