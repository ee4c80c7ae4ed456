//! The committed files, read back with `serde_yaml`, and the ways to find something in them.

use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

pub const BACKEND_BUILD: &str = "mr-mentor-backend/.github/workflows/build.yml";
pub const BACKEND_DEVELOPMENT: &str = "mr-mentor-backend/.github/workflows/deploy-development.yml";
pub const BACKEND_PRODUCTION: &str = "mr-mentor-backend/.github/workflows/deploy-production.yml";
pub const BACKEND_CLAUDE: &str = "mr-mentor-backend/.github/workflows/claude.yml";
pub const FRONTEND_BUILD_DEVELOPMENT: &str = "mr-mentor-frontend/.github/workflows/build-development.yml";
pub const FRONTEND_BUILD_PRODUCTION: &str = "mr-mentor-frontend/.github/workflows/build-production.yml";
pub const FRONTEND_DEVELOPMENT: &str = "mr-mentor-frontend/.github/workflows/deploy-development.yml";
pub const FRONTEND_PRODUCTION: &str = "mr-mentor-frontend/.github/workflows/deploy-production.yml";
pub const FRONTEND_CLAUDE: &str = "mr-mentor-frontend/.github/workflows/claude.yml";
pub const WEBSITE_BUILD_DEVELOPMENT: &str = "mas-website-live/.github/workflows/build-development.yml";
pub const WEBSITE_BUILD_PRODUCTION: &str = "mas-website-live/.github/workflows/build-production.yml";
pub const WEBSITE_DEVELOPMENT: &str = "mas-website-live/.github/workflows/deploy-development.yml";
pub const WEBSITE_PRODUCTION: &str = "mas-website-live/.github/workflows/deploy-production.yml";
pub const WEBSITE_CLAUDE: &str = "mas-website-live/.github/workflows/claude.yml";

pub const BACKEND_DEPLOY_SCRIPT: &str = "hosts/production/blue-green-deployment/deploy.sh";
pub const BACKEND_ROLLBACK_SCRIPT: &str = "hosts/production/blue-green-deployment/rollback.sh";
pub const BACKEND_HEALTH_SCRIPT: &str = "hosts/production/blue-green-deployment/health-check.sh";
pub const FRONTEND_DEPLOY_SCRIPT: &str = "mr-mentor-frontend/deploy/blue-green/deploy.sh";
pub const FRONTEND_ROLLBACK_SCRIPT: &str = "mr-mentor-frontend/deploy/blue-green/rollback.sh";

pub const BUILDS: [&str; 5] = [
    BACKEND_BUILD,
    FRONTEND_BUILD_DEVELOPMENT,
    FRONTEND_BUILD_PRODUCTION,
    WEBSITE_BUILD_DEVELOPMENT,
    WEBSITE_BUILD_PRODUCTION,
];
pub const FRONTEND_BUILDS: [&str; 2] = [FRONTEND_BUILD_DEVELOPMENT, FRONTEND_BUILD_PRODUCTION];
pub const WEBSITE_BUILDS: [&str; 2] = [WEBSITE_BUILD_DEVELOPMENT, WEBSITE_BUILD_PRODUCTION];
pub const COMPOSE_DEPLOYMENTS: [&str; 4] =
    [BACKEND_DEVELOPMENT, FRONTEND_DEVELOPMENT, WEBSITE_DEVELOPMENT, WEBSITE_PRODUCTION];
pub const BLUE_GREEN_DEPLOYMENTS: [&str; 2] = [BACKEND_PRODUCTION, FRONTEND_PRODUCTION];
pub const WEBSITE_DEPLOYMENTS: [&str; 2] = [WEBSITE_DEVELOPMENT, WEBSITE_PRODUCTION];
pub const DEPLOYMENTS: [&str; 6] = [
    BACKEND_DEVELOPMENT,
    BACKEND_PRODUCTION,
    FRONTEND_DEVELOPMENT,
    FRONTEND_PRODUCTION,
    WEBSITE_DEVELOPMENT,
    WEBSITE_PRODUCTION,
];
pub const ASSISTANTS: [&str; 3] = [BACKEND_CLAUDE, FRONTEND_CLAUDE, WEBSITE_CLAUDE];
pub const DEPLOY_SCRIPTS: [&str; 2] = [BACKEND_DEPLOY_SCRIPT, FRONTEND_DEPLOY_SCRIPT];
pub const ROLLBACK_SCRIPTS: [&str; 2] = [BACKEND_ROLLBACK_SCRIPT, FRONTEND_ROLLBACK_SCRIPT];

/// All fourteen workflows.
pub fn workflows() -> Vec<&'static str> {
    [&BUILDS[..], &DEPLOYMENTS, &ASSISTANTS].concat()
}

/// One generated file: as it stands and, for a workflow, as an independent parser reads it.
struct File {
    text: String,
    yaml: Option<Value>,
}

impl File {
    fn read(path: &str, text: String) -> Self {
        let yaml = has_extension(path, "yml").then(|| serde_yaml::from_str(&text).unwrap_or(Value::Null));
        Self { text, yaml }
    }
}

/// The generated tree, by path below `generated/`.
pub struct World {
    files: BTreeMap<String, File>,
}

impl World {
    /// The tree as it is committed.
    pub fn committed() -> Self {
        let root = Path::new(crate::ROOT).join("generated");
        let mut files = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                    let text = fs::read_to_string(&path).unwrap();
                    files.insert(name.clone(), File::read(&name, text));
                }
            }
        }
        Self { files }
    }

    /// Puts `to` in the place of every `from` in a file; says whether there was one.
    pub fn replace(&mut self, file: &str, from: &str, to: &str) -> bool {
        let Some(found) = self.files.get(file).filter(|found| found.text.contains(from)) else { return false };
        let text = found.text.replace(from, to);
        self.files.insert(file.to_owned(), File::read(file, text));
        true
    }

    /// Puts a file back as `other` has it.
    pub fn restore(&mut self, file: &str, other: &World) {
        self.files.insert(file.to_owned(), File::read(file, other.files[file].text.clone()));
    }

    /// The paths of all files.
    pub fn paths(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    /// A file as it stands.
    pub fn text(&self, file: &str) -> Result<&str, String> {
        self.files.get(file).map(|found| found.text.as_str()).ok_or_else(|| format!("there is no file {file}"))
    }

    /// What stands at a path in a workflow. `job` is its only job and `step[NAME]` a step of that, by its name or by the
    /// action it uses; the rest are keys.
    pub fn find(&self, file: &str, path: &str) -> Result<&Value, String> {
        let found = self.files.get(file).and_then(|found| found.yaml.as_ref());
        let mut value = found.ok_or_else(|| format!("there is no workflow {file}"))?;
        if path == "job" || path.starts_with("job.") || path.starts_with("step[") {
            value = only_job(value).ok_or_else(|| format!("{file} has not exactly one job"))?;
        }
        for part in parts(path) {
            if part == "job" {
                continue;
            }
            let next = match part.strip_prefix("step[") {
                Some(name) => step(value, name.trim_end_matches(']')),
                None => value.get(part),
            };
            value = next.ok_or_else(|| format!("{file} has no `{part}` of `{path}`"))?;
        }
        Ok(value)
    }

    /// A string at a path, or the whole text of the file for the empty path.
    pub fn string(&self, file: &str, path: &str) -> Result<&str, String> {
        if path.is_empty() {
            return self.text(file);
        }
        self.find(file, path)?.as_str().ok_or_else(|| format!("`{path}` of {file} is no string"))
    }

    /// The steps of a workflow's only job.
    pub fn steps(&self, file: &str) -> Result<&[Value], String> {
        let steps = self.find(file, "job.steps")?.as_sequence();
        steps.map(Vec::as_slice).ok_or_else(|| format!("the steps of {file} are no list"))
    }

    /// The names of the steps, in order.
    pub fn step_names(&self, file: &str) -> Result<Vec<&str>, String> {
        Ok(self.steps(file)?.iter().filter_map(|step| step.get("name")?.as_str()).collect())
    }

    /// The names of all secrets that a workflow's expressions use; comments do not count.
    pub fn secrets(&self, file: &str) -> Result<BTreeSet<String>, String> {
        Ok(secrets_in(self.find(file, "")?))
    }

    /// The actions that a workflow uses, without their versions, in order.
    pub fn actions(&self, file: &str) -> Result<Vec<&str>, String> {
        let used = self.steps(file)?.iter().filter_map(|step| step.get("uses")?.as_str());
        Ok(used.map(|uses| uses.split('@').next().unwrap_or(uses)).collect())
    }
}

/// The names after `secrets.` in every string below a value.
pub fn secrets_in(value: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for text in strings(value) {
        for rest in text.split("secrets.").skip(1) {
            names.insert(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect());
        }
    }
    names
}

/// Every string below a value.
pub fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Sequence(items) => items.iter().flat_map(strings).collect(),
        Value::Mapping(entries) => entries.iter().flat_map(|(_, value)| strings(value)).collect(),
        _ => Vec::new(),
    }
}

fn only_job(workflow: &Value) -> Option<&Value> {
    let jobs = workflow.get("jobs")?.as_mapping()?;
    if jobs.len() == 1 { jobs.values().next() } else { None }
}

/// Steps by name are unique; of those by action the first is meant.
fn step<'a>(job: &'a Value, name: &str) -> Option<&'a Value> {
    let steps = job.get("steps")?.as_sequence()?;
    let by_name = steps.iter().find(|step| step.get("name").and_then(Value::as_str) == Some(name));
    by_name.or_else(|| {
        let uses = format!("{name}@");
        steps.iter().find(|step| step.get("uses").and_then(Value::as_str).is_some_and(|used| used.starts_with(&uses)))
    })
}

/// Whether a path ends in that extension.
pub fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// A path's parts: at the dots, but not inside `[...]`.
fn parts(path: &str) -> Vec<&str> {
    let mut inside = false;
    path.split(|sign: char| {
        inside = sign == '[' || (inside && sign != ']');
        sign == '.' && !inside
    })
    .filter(|part| !part.is_empty())
    .collect()
}
