//! What is in an image.

use anyhow::{Result, ensure};

use super::{build, configuration, label};
use crate::github::{GitHub, MAS};
use crate::names::{FRONTEND, WEBSITE};
use crate::scenario::Shown;
use crate::stage::{Behaviour, Stage};

/// Repository, branch, environment of the secrets, build arguments, and the tag that `version` names.
const CASES: [(&str, &str, &str, &[&str], &str); 5] = [
    ("mr-mentor-backend", "main", "production", &[], "main-SHA"),
    ("mr-mentor-frontend", "main", "production", &FRONTEND, "main-SHA"),
    ("mr-mentor-frontend", "development", "development", &FRONTEND, "development-SHA"),
    ("mas-website-live", "main", "production", &WEBSITE, "production"),
    ("mas-website-live", "development", "development", &WEBSITE, "development"),
];

pub fn images(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    let mut absent = 0;
    for (name, branch, environment, arguments, version) in CASES {
        let commit = github.commit(name, branch, "image", Behaviour::Healthy, arguments)?;
        build(&github, name, branch)?;
        let version = version.replace("SHA", &commit[..7]);
        let image = configuration(stage, name, &version)?;
        ensure!(image["os"] == "linux" && image["architecture"] == "amd64", "{name} is built for another platform");
        let source = format!("https://github.com/{}", MAS.full_name(name));
        for (key, expected) in [("source", &source), ("revision", &commit), ("version", &version)] {
            ensure!(label(&image, key) == expected, "{key} of {name} is {}, not {expected}", label(&image, key));
        }
        let variables: Vec<&str> =
            image["config"]["Env"].as_array().into_iter().flatten().filter_map(|one| one.as_str()).collect();
        let whole = image.to_string();
        for (secret, value) in github.secrets.seen_in(Some(environment)) {
            if arguments.contains(&secret.as_str()) {
                ensure!(variables.contains(&&*format!("{secret}={value}")), "{secret} is not in the image of {name}");
            } else {
                // Of a key its second line is telling enough.
                let telling = value.lines().nth(1).unwrap_or(&value);
                ensure!(!whole.contains(telling), "{secret} is in the image of {name}, or in its history");
                absent += 1;
            }
        }
    }
    Ok(format!(
        "{} images with their labels and build arguments; {absent} times another secret was absent",
        CASES.len()
    ))
}
