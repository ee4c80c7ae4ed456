//! What holds of every page: it fits a terminal, cuts no word, is the same every time, and an organisation that has little to
//! show says so.

use crate::show::show;
use serde_json::Value;

const TABLES: [&str; 7] = ["catalogue", "secrets", "graph", "environments", "images", "hosts", "actions"];

/// Every text in a value.
fn texts<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => into.push(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
        Value::Object(entries) => entries.values().for_each(|item| texts(item, into)),
        _ => {}
    }
}

#[test]
fn every_page_fits_eighty_columns() {
    for table in TABLES {
        let page = show(&[table]);
        let wide: Vec<&str> = page.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{table}: {wide:#?}");
        assert!(page.lines().count() > 10, "{table}");
        assert_eq!(page, show(&[table]), "{table} is the same every time");
    }
}

#[test]
fn no_path_no_image_and_no_name_of_a_secret_is_cut() {
    for table in ["catalogue", "secrets", "environments", "images"] {
        let page = show(&[table]);
        let rows: Value = serde_json::from_str(&show(&[table, "--format", "json"])).unwrap();
        let mut told = Vec::new();
        texts(&rows, &mut told);
        let words =
            told.iter().filter(|text| text.contains('/') || text.contains('_')).flat_map(|text| text.split(' '));
        let cut: Vec<&str> = words.filter(|word| !page.contains(word)).collect();
        assert!(cut.is_empty(), "{table}: {cut:?}");
    }
}

#[test]
fn every_table_is_one_in_a_document() {
    for table in TABLES.into_iter().filter(|table| *table != "graph") {
        let document = show(&[table, "--format", "markdown"]);
        let rows: Vec<&str> = document.lines().filter(|line| line.starts_with('|')).collect();
        assert!(rows.len() > 10, "{table}");
        assert!(!document.contains("<sha>"), "{table}: GitHub would take it for markup");
        let columns = |row: &str| row.replace("\\|", "").matches('|').count();
        let mut columns_before = 0;
        for line in document.lines() {
            let now = if line.starts_with('|') { columns(line) } else { 0 };
            assert!(now == 0 || columns_before == 0 || now == columns_before, "{table}: {line}");
            columns_before = now;
        }
    }
}

#[test]
fn an_organisation_with_nothing_to_show_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.yml");
    std::fs::write(&path, "name: example\n").unwrap();
    let spec = path.to_str().unwrap();
    for (table, nothing) in [
        ("catalogue", "There is no workflow.\n"),
        ("secrets", "There is no secret.\n"),
        ("graph", "There is no repository.\n"),
        ("environments", "There is no environment.\n"),
        ("images", "There is no image.\n"),
        ("hosts", "Nothing is deployed to any host.\n"),
    ] {
        assert_eq!(show(&[table, "--spec", spec]), nothing, "{table}");
        let json: Value = serde_json::from_str(&show(&[table, "--spec", spec, "--format", "json"])).unwrap();
        let is_empty =
            json.as_array().is_some_and(Vec::is_empty) || json["nodes"].as_array().is_some_and(Vec::is_empty);
        assert!(is_empty, "{table}: {json}");
    }
    let actions = show(&["actions", "--spec", spec]);
    assert_eq!(actions.matches("Uses     0").count(), 12, "{actions}");
}

#[test]
fn each_example_can_be_shown() {
    for example in ["go-service", "rails-monolith", "static-sites"] {
        let spec = format!("examples/{example}");
        for table in TABLES {
            for format in ["human", "json", "markdown"] {
                let page = show(&[table, "--spec", &spec, "--format", format]);
                assert!(!page.trim().is_empty(), "{example}: {table} as {format}");
                let fits = page.lines().all(|line| line.chars().count() <= 80);
                assert!(format != "human" || fits, "{example}: {table}\n{page}");
            }
        }
    }
}

#[test]
fn a_description_is_shown_like_the_rest() {
    let [human, yaml, markdown] = ["human", "yaml", "markdown"]
        .map(|format| show(&["spec", "--spec", "examples/go-service", "--format", format]));
    assert_eq!(human, yaml);
    let (_, data) = yaml.split_once('\n').unwrap();
    assert_eq!(markdown, format!("```yaml\n{data}```\n"));
}

/// A server's secrets need no declaration: naming them there declares them.
#[test]
fn the_secrets_of_a_server_are_held_by_its_environment() {
    let rows: Vec<Value> =
        serde_json::from_str(&show(&["secrets", "LIVE_KEY", "--spec", "examples/go-service", "--format", "json"]))
            .unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["held-by"]["environments"], serde_json::json!(["live"]));
    assert_eq!(rows[0]["ends-in"][0]["host"], "live");
}
