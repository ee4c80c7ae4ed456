//! The language of the rows: words of the reference, and a proof.

use crate::reference::world::World;
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::io::Write;
use std::process::{Command, Stdio};

/// Whether a claim holds, and if not, why.
pub type Answer = Result<(), String>;

/// A claim of the reference.
pub struct Row {
    /// The reference's own words.
    pub words: &'static str,
    /// What is asked of the files.
    pub claim: String,
    proof: Box<dyn Fn(&World) -> Answer>,
}

impl Row {
    /// Asks the files.
    pub fn prove(&self, world: &World) -> Answer {
        (self.proof)(world)
    }
}

/// A claim with a proof of its own.
pub fn holds(words: &'static str, claim: &str, proof: impl Fn(&World) -> Answer + 'static) -> Row {
    Row { words, claim: claim.to_owned(), proof: Box::new(proof) }
}

/// What stands at `path` equals `yaml`; the order of keys in a mapping says nothing.
pub fn is(words: &'static str, file: &'static str, path: &'static str, yaml: &'static str) -> Row {
    holds(words, &format!("{file}: {path}"), move |world| {
        let expected: Value = serde_yaml::from_str(yaml).map_err(|error| error.to_string())?;
        let found = world.find(file, path)?;
        if *found == expected { Ok(()) } else { Err(format!("expected {yaml}, found {found:?}")) }
    })
}

/// The string at `path` (the whole text for the empty path) holds each of the fragments.
pub fn says(words: &'static str, file: &'static str, path: &'static str, fragments: &'static [&'static str]) -> Row {
    holds(words, &format!("{file}: {path}"), move |world| {
        let text = world.string(file, path)?;
        match fragments.iter().find(|fragment| !text.contains(**fragment)) {
            None => Ok(()),
            Some(missing) => Err(format!("it does not say {missing:?}")),
        }
    })
}

/// The string at `path` holds the fragments one after the other.
pub fn in_order(
    words: &'static str,
    file: &'static str,
    path: &'static str,
    fragments: &'static [&'static str],
) -> Row {
    holds(words, &format!("{file}: {path}, in this order"), move |world| {
        let mut rest = world.string(file, path)?;
        for fragment in fragments {
            let at = rest.find(fragment).ok_or_else(|| format!("{fragment:?} does not follow"))?;
            rest = &rest[at + fragment.len()..];
        }
        Ok(())
    })
}

/// The string at `path` holds none of the fragments.
pub fn never(words: &'static str, file: &'static str, path: &'static str, fragments: &'static [&'static str]) -> Row {
    holds(words, &format!("{file}: {path}, never"), move |world| {
        let text = world.string(file, path)?;
        match fragments.iter().find(|fragment| text.contains(**fragment)) {
            None => Ok(()),
            Some(found) => Err(format!("it says {found:?}")),
        }
    })
}

/// There is nothing at `path`.
pub fn absent(words: &'static str, file: &'static str, path: &'static str) -> Row {
    holds(words, &format!("{file}: no {path}"), move |world| {
        world.text(file)?;
        match world.find(file, path) {
            Err(_) => Ok(()),
            Ok(found) => Err(format!("there is {found:?}")),
        }
    })
}

/// The workflow has steps of these names (or that use these actions), one after the other; others may stand between.
pub fn steps(words: &'static str, file: &'static str, expected: &'static [&'static str]) -> Row {
    holds(words, &format!("{file}: order of steps"), move |world| {
        let mut steps = world.steps(file)?.iter();
        for name in expected {
            let found = steps.any(|step| {
                let text = |key| step.get(key).and_then(Value::as_str).unwrap_or_default();
                text("name") == *name || text("uses").starts_with(&format!("{name}@"))
            });
            if !found {
                return Err(format!("{name:?} does not follow; the steps are {:?}", world.step_names(file)?));
            }
        }
        Ok(())
    })
}

/// The workflow uses exactly these secrets.
pub fn secrets(words: &'static str, file: &'static str, expected: &[&[&'static str]]) -> Row {
    let expected: BTreeSet<String> = expected.concat().into_iter().map(str::to_owned).collect();
    holds(words, &format!("{file}: exactly these secrets"), move |world| {
        let found = world.secrets(file)?;
        if found == expected {
            return Ok(());
        }
        let missing: Vec<_> = expected.difference(&found).collect();
        let unexpected: Vec<_> = found.difference(&expected).collect();
        Err(format!("missing {missing:?}, unexpected {unexpected:?}"))
    })
}

/// The lines of the list at `path` are exactly these.
pub fn lines(words: &'static str, file: &'static str, path: &'static str, expected: &'static [&'static str]) -> Row {
    holds(words, &format!("{file}: the lines of {path}"), move |world| {
        let found: Vec<&str> = world.string(file, path)?.lines().collect();
        if found == expected { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
    })
}

/// Expects two values to be equal.
#[expect(clippy::needless_pass_by_value, reason = "rows read better without borrows")]
pub fn equal<F: PartialEq<E> + Debug, E: Debug>(found: F, expected: E) -> Answer {
    if found == expected { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
}

/// Runs the `run` script of a step with bash, with values for the environment, and reads what it left in `GITHUB_OUTPUT`.
pub fn run(world: &World, file: &str, step: &str, values: &[(&str, &str)]) -> Result<BTreeMap<String, String>, String> {
    let script = world.string(file, &format!("step[{step}].run"))?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let output = folder.path().join("output");
    let mut bash = Command::new("bash");
    bash.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("GITHUB_OUTPUT", &output);
    // A build ended; what is checked out is `COMMIT`.
    bash.env("GITHUB_EVENT_NAME", "workflow_run").env("GITHUB_REF", "refs/heads/main");
    bash.env("BASH_FUNC_git%%", "() { [[ $* == 'rev-parse HEAD' ]] && echo \"$COMMIT\"; }");
    if let Some(environment) = world.find(file, &format!("step[{step}].env")).ok().and_then(Value::as_mapping) {
        for (name, value) in environment {
            if let (Some(name), Some(value)) = (name.as_str(), value.as_str()) {
                bash.env(name, value);
            }
        }
    }
    bash.envs(values.iter().copied()).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = bash.spawn().map_err(|error| error.to_string())?;
    child
        .stdin
        .take()
        .map_or(Ok(()), |mut stdin| stdin.write_all(script.as_bytes()))
        .map_err(|error| error.to_string())?;
    let finished = child.wait_with_output().map_err(|error| error.to_string())?;
    if !finished.status.success() {
        return Err(String::from_utf8_lossy(&finished.stderr).into_owned());
    }
    Ok(outputs(&std::fs::read_to_string(&output).unwrap_or_default()))
}

/// `NAME=VALUE` lines and `NAME<<END` blocks, as the runner reads them.
fn outputs(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some((name, end)) = line.split_once("<<") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != end).collect();
            found.insert(name.to_owned(), block.join("\n"));
        } else if let Some((name, value)) = line.split_once('=') {
            found.insert(name.to_owned(), value.to_owned());
        }
    }
    found
}
