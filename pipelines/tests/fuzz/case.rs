//! Cases: sound and broken descriptions, mutated byte by byte or value by value.

use crate::random::Random;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What is put into the middle of a text.
const PIECES: [&str; 24] = [
    "\n", "  ", "\t", ":", ": ", "- ", "#", "'", "\"", "{", "}", "[", "]", "&a ", "*a", "<<: ", "!!str ", "| ", "> ",
    "---\n", "%", "on", "0777", "\u{feff}",
];

/// What cases are made from.
pub struct Seeds {
    /// Descriptions, most of them broken.
    texts: Vec<Vec<u8>>,
    /// Those of them that are YAML at all.
    values: Vec<Value>,
    /// Descriptions that are accepted.
    sound: Vec<Value>,
}

impl Seeds {
    /// The broken descriptions and the examples of this repository, and further sound ones.
    pub fn read(home: &Path, sound: Vec<Value>) -> Result<Self, String> {
        let mut files = Vec::new();
        for folder in ["tests/broken", "examples"] {
            collect(&home.join(folder), &mut files).map_err(|error| format!("{folder}: {error}"))?;
        }
        files.sort();
        let mut texts = Vec::new();
        for file in &files {
            texts.push(fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?);
        }
        let mut values: Vec<Value> = texts.iter().filter_map(|text| serde_yaml::from_slice(text).ok()).collect();
        values.extend(sound.iter().cloned());
        texts.extend(sound.iter().filter_map(|value| serde_yaml::to_string(value).ok()).map(String::into_bytes));
        if values.is_empty() {
            return Err("there is nothing to begin with".to_owned());
        }
        Ok(Self { texts, values, sound })
    }

    /// A case of either kind.
    pub fn case(&self, random: &mut Random) -> Vec<u8> {
        if random.below(2) == 0 { self.bytes(random) } else { self.structure(random) }
    }

    fn bytes(&self, random: &mut Random) -> Vec<u8> {
        let mut text = pick(random, &self.texts).clone();
        for _ in 0..=random.below(4) {
            let (from, to) = range(random, text.len());
            match random.below(6) {
                0 => drop(text.drain(from..to)),
                1 => drop(text.splice(from..from, pick(random, &PIECES).bytes())),
                2 => drop(text.splice(from..to, pick(random, &PIECES).bytes())),
                3 => {
                    let part = text[from..to].to_vec();
                    drop(text.splice(to..to, part));
                }
                4 => {
                    let other = pick(random, &self.texts);
                    let (start, end) = range(random, other.len());
                    drop(text.splice(from..from, other[start..end].iter().copied()));
                }
                _ => {
                    let byte = u8::try_from(random.below(256)).unwrap_or_default();
                    if let Some(place) = text.get_mut(from) {
                        *place = byte;
                    }
                }
            }
        }
        text
    }

    fn structure(&self, random: &mut Random) -> Vec<u8> {
        let from = if random.below(4) == 0 { &self.values } else { &self.sound };
        let mut value = pick(random, from).clone();
        for _ in 0..=random.below(3) {
            let nodes = size(&value);
            let mut place = random.below(nodes);
            self.change(&mut value, &mut place, random);
        }
        // Both are YAML.
        if random.below(2) == 0 {
            serde_json::to_vec_pretty(&value).unwrap_or_default()
        } else {
            serde_yaml::to_string(&value).unwrap_or_default().into_bytes()
        }
    }

    /// Changes the value at the place, in the order of a walk; true once it is done.
    fn change(&self, value: &mut Value, place: &mut u64, random: &mut Random) -> bool {
        if *place == 0 {
            self.change_here(value, random);
            return true;
        }
        *place -= 1;
        match value {
            Value::Array(items) => items.iter_mut().any(|item| self.change(item, place, random)),
            Value::Object(entries) => entries.values_mut().any(|entry| self.change(entry, place, random)),
            _ => false,
        }
    }

    fn change_here(&self, value: &mut Value, random: &mut Random) {
        match (random.below(5), &mut *value) {
            (0, Value::Array(items)) if !items.is_empty() => {
                let index = index(random, items.len());
                let item = items[index].clone();
                items.push(item);
            }
            (1, Value::Array(items)) if !items.is_empty() => drop(items.remove(index(random, items.len()))),
            (0 | 1, Value::Object(entries)) if !entries.is_empty() => {
                if let Some(key) = entries.keys().nth(index(random, entries.len())).cloned() {
                    entries.shift_remove(&key);
                }
            }
            (2, Value::Object(entries)) => {
                // A key of another place.
                if let Value::Object(other) = self.part(random) {
                    entries.extend(other);
                }
            }
            (2, Value::String(text)) => text.push_str(&random.text()),
            (3, _) => *value = self.part(random),
            (_, _) => *value = random.json(2),
        }
    }

    /// Some part of some description.
    fn part(&self, random: &mut Random) -> Value {
        let whole = pick(random, &self.values);
        let mut place = random.below(size(whole));
        find(whole, &mut place).cloned().unwrap_or_default()
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "yml") {
            files.push(path);
        }
    }
    Ok(())
}

fn size(value: &Value) -> u64 {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<u64>(),
        Value::Object(entries) => 1 + entries.values().map(size).sum::<u64>(),
        _ => 1,
    }
}

fn find<'a>(value: &'a Value, place: &mut u64) -> Option<&'a Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter().find_map(|item| find(item, place)),
        Value::Object(entries) => entries.values().find_map(|entry| find(entry, place)),
        _ => None,
    }
}

fn index(random: &mut Random, length: usize) -> usize {
    usize::try_from(random.below(length.max(1) as u64)).unwrap_or_default()
}

fn pick<'a, T>(random: &mut Random, items: &'a [T]) -> &'a T {
    &items[index(random, items.len())]
}

/// A short range of a text.
fn range(random: &mut Random, length: usize) -> (usize, usize) {
    let from = index(random, length + 1);
    let to = (from + index(random, 24)).min(length);
    (from, to)
}
