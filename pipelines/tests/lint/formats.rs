//! The formats, the threshold, and what is asked wrongly.

use super::{on, own, parsed, places};
use pipewright::lint::{Base, RULES};
use serde_json::Value;
use std::path::Path;

#[test]
fn for_people_a_finding_has_its_line_its_service_and_what_to_type() {
    let text = Base::Build.text().replace("            timeout-minutes: 20\n", "");
    let ran = on(&text, &["lint"]);
    insta::assert_snapshot!("for_people", ran.stdout + &ran.stderr);
}

#[test]
fn words_fit_a_terminal_and_what_is_typed_is_never_cut() {
    let ran = own(&[]);
    // A line of the description is as wide as it was written, and so is what marks it.
    let is_of_the_description =
        |line: &&str| line.trim_start_matches(|next: char| next == ' ' || next.is_ascii_digit()).starts_with('|');
    let words: Vec<&str> = ran.stdout.lines().filter(|line| !is_of_the_description(line)).collect();
    assert!(words.len() > 200, "{}", ran.stdout);
    for line in words {
        // A path is never cut either.
        assert!(line.chars().count() <= 80 || !line.trim().contains(' ') || line.split('`').count() == 3, "{line}");
        assert!(line.matches('`').count() % 2 == 0, "what is to be typed is cut: {line}");
    }
}

#[test]
fn findings_of_one_rule_with_one_fix_are_one_finding_with_all_its_places() {
    let ran = own(&["--rule", "S203"]);
    for (words, times) in [
        ("error[S203]: ", 1),
        ("note: in mr-mentor-frontend, deployment `Deploy to Development`,\n", 1),
        ("note: also pipelines/frontend.rs:", 1),
        ("mr-mentor-frontend/.github/workflows/deploy-production.yml:", 1),
        ("1 error, in 2 places\n", 1),
    ] {
        assert_eq!(ran.stdout.matches(words).count(), times, "{words}:\n{}", ran.stdout);
    }
}

#[test]
fn what_weighs_less_neither_counts_nor_shows() {
    let text = Base::Build.text().replace("            timeout-minutes: 20\n", "");
    let status = |severity: &str| on(&text, &["lint", "--severity", severity]).status;
    assert_eq!(["note", "warning", "error"].map(status), [1, 1, 0]);
    assert_eq!(on(&text, &["lint", "--severity", "error"]).stdout, "no findings\n");
    assert_eq!(on(&text, &["lint", "--rule", "D101"]).status, 0);
    assert_eq!(on(&text, &["lint", "--rule", "D101", "--rule", "c502"]).status, 1);
}

/// Nobody reads a hundred findings.
#[test]
fn ours_are_at_most_forty_findings_and_the_heaviest_come_first() {
    let answer = parsed(&own(&["--format", "json"]));
    let findings = answer["findings"].as_array().unwrap();
    assert!(findings.len() <= 40, "{}", findings.len());
    assert!(places(&answer, "findings").len() > 80, "no place is lost");
    let severities =
        findings.iter().map(|finding| ["error", "warning", "note"].iter().position(|it| finding["severity"] == *it));
    assert!(severities.is_sorted());
}

#[test]
fn what_is_asked_wrongly_is_answered_in_one_line_with_the_nearest() {
    for (arguments, meant) in [
        (["--rule", "D101x"], "`D101`, branch-never-deployed"),
        (["--rule", "branch-never-deploys"], "`D101`, branch-never-deployed"),
    ] {
        let ran = own(&arguments);
        assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.lines().count()), (2, "", 1), "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("did you mean {meant}")), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn a_refused_description_is_reported_in_each_format_by_each_command() {
    let broken = "name: example\nrepositories: [{ name: a b }]\n";
    for command in ["lint", "check"] {
        let human = on(broken, &[command]);
        assert!(human.status == 1 && human.stderr.contains("--> pipelines.yml:2:"), "{}", human.stderr);
        let json = parsed(&on(broken, &[command, "--format", "json"]));
        assert_eq!(json["status"], "refused");
        assert_eq!(json["findings"][0]["places"][0]["line"], 2);
        let sarif = parsed(&on(broken, &[command, "--format", "sarif"]));
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(
            (&place["artifactLocation"]["uri"], &place["region"]["startLine"]),
            (&"pipelines.yml".into(), &2.into())
        );
        let github = on(broken, &[command, "--format", "github"]);
        assert!(
            github.status == 1 && github.stdout.starts_with("::error file=pipelines.yml,line=2,col="),
            "{}",
            github.stdout
        );
    }
}

/// The text of a line of the repository.
fn line(file: &str, line: u64) -> String {
    let path = Path::new(crate::ROOT).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines()
        .nth(usize::try_from(line).unwrap() - 1)
        .unwrap_or_else(|| panic!("{file} has no line {line}"))
        .to_owned()
}

#[test]
fn sarif_names_each_rule_and_points_at_lines_that_are_there() {
    let answer = parsed(&own(&["--format", "sarif"]));
    assert_eq!(answer["version"], "2.1.0");
    let run = &answer["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.len() > 20 && rules.len() < RULES.len(), "only the rules that found something: {}", rules.len());
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        for list in ["locations", "relatedLocations"] {
            for place in result[list].as_array().into_iter().flatten() {
                let place = &place["physicalLocation"];
                let file = place["artifactLocation"]["uri"].as_str().unwrap();
                let text = line(file, place["region"]["startLine"].as_u64().unwrap());
                assert!(!text.trim().is_empty(), "{place}");
            }
        }
    }
    let located = results.iter().filter(|result| result["locations"].as_array().is_some_and(|list| !list.is_empty()));
    assert_eq!(located.count(), results.len(), "each finding has a line");
}

#[test]
fn annotations_for_github_point_at_lines_that_are_there() {
    let ran = own(&["--format", "github"]);
    let annotations: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("::")).collect();
    let json = parsed(&own(&["--format", "json"]));
    assert_eq!(annotations.len(), places(&json, "findings").len());
    for annotation in annotations {
        let (properties, message) = annotation[2..].split_once("::").unwrap();
        let (command, properties) = properties.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&command), "{annotation}");
        let value = |key: &str| {
            let each = properties.split(',').filter_map(|each| each.split_once('='));
            each.into_iter().find(|(name, _)| *name == key).map(|(_, value)| value).unwrap()
        };
        assert!(!line(value("file"), value("line").parse().unwrap()).is_empty(), "{annotation}");
        assert!(value("title").contains(' ') && message.contains("%0A"), "{annotation}");
    }
}

#[test]
fn every_finding_of_ours_shows_at_a_line_of_what_is_generated() {
    let json = parsed(&own(&["--format", "json"]));
    for finding in places(&json, "findings") {
        if let Value::Object(generated) = &finding["generated"] {
            let file = generated["file"].as_str().unwrap();
            assert!(!line(file, generated["line"].as_u64().unwrap()).trim().is_empty(), "{finding:#}");
        }
    }
}
