//! The house stays as `ARCHITECTURE.md` draws it: rooms import downwards, and only `pipelines/` knows the organisation.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the library from the ground up; a room may import those before it.
const ROOMS: [&str; 10] =
    ["diagnostic", "description", "tree", "check", "read", "compile", "show", "trace", "lint", "cli"];

/// Names, addresses and paths of the first users.
const NAMES: [&str; 16] = [
    "mr-mentor",
    "mr_mentor",
    "mrmentor",
    "mas-website",
    "mas-network",
    "mas-intern",
    "mas-mr",
    "app-network",
    "13.234.60.63",
    "15.206.142.123",
    "/home/ubuntu",
    "shubham",
    "webrtc",
    "nextauth",
    "next_public",
    "docker-compose.prod",
];

/// Words of a framework that a rule is about, not of an organisation, each with the only file that may say it.
const WORDS_OF_FRAMEWORKS: [(&str, &str); 1] = [("next_public", "src/lint/secrets/public_name_treated_as_secret.rs")];

fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    assert!(!found.is_empty(), "{folder} is empty");
    found.sort();
    found
}

/// The rooms that a file imports, by `crate::room`.
fn imports(text: &str) -> Vec<&'static str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = code.collect();
    ROOMS
        .into_iter()
        .filter(|room| {
            code.iter()
                .any(|line| line.contains(&format!("crate::{room}::")) || line.contains(&format!("crate::{room};")))
        })
        .collect()
}

#[test]
fn rooms_import_downwards() {
    let mut upward = Vec::new();
    for (height, room) in ROOMS.iter().enumerate() {
        for file in files(&format!("src/{room}")) {
            let text = fs::read_to_string(&file).unwrap();
            for imported in imports(&text) {
                if ROOMS.iter().position(|known| *known == imported) > Some(height) {
                    upward.push(format!("{} imports {imported}", file.display()));
                }
            }
        }
    }
    assert_eq!(upward, Vec::<String>::new());
}

#[test]
fn the_ground_rooms_know_nothing_of_each_other() {
    for (room, other) in [("description", "tree"), ("tree", "description")] {
        for file in files(&format!("src/{room}")) {
            let imported = imports(&fs::read_to_string(&file).unwrap());
            assert!(!imported.contains(&other), "{} imports {imported:?}", file.display());
        }
    }
}

#[test]
fn only_the_description_names_the_organisation() {
    let mut found = Vec::new();
    for file in files("src").into_iter().chain(files("templates")) {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let is_framework = |name: &str| {
                let mut allowed = WORDS_OF_FRAMEWORKS.into_iter();
                allowed.any(|(word, only)| word == name && file.ends_with(only))
            };
            if let Some(name) = NAMES.into_iter().find(|name| lower.contains(name) && !is_framework(name)) {
                found.push(format!("{}:{}: {name}", file.display(), number + 1));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
