//! Every mutation fits the sources as they are: whoever renames a text that one replaces updates the mutation.

use std::fs;
use std::path::Path;

#[test]
fn every_mutation_replaces_a_text_that_its_source_holds_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let misfits: Vec<String> = mutations::all()
        .iter()
        .filter_map(|mutation| match fs::read_to_string(root.join(mutation.file)) {
            Ok(source) => mutation.apply(&source).err(),
            Err(error) => Some(format!("the mutation {} does not fit: {}: {error}", mutation.name, mutation.file)),
        })
        .collect();
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn names_of_mutations_are_unique() {
    let mut names: Vec<&str> = mutations::all().iter().map(|mutation| mutation.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}
