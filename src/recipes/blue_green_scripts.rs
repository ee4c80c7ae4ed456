//! The scripts of a blue-green rollout: one recipe for every server, with what differs as settings.

use super::blue_green::SCRIPTS;
use super::recipe::ScriptContext;
use super::shell::quoted;
use super::template::{TemplateError, render};
use crate::description::{BlueGreenRollout, Registry};
use minijinja::context;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Each script's name and text.
///
/// # Errors
/// A template cannot be rendered.
pub fn scripts(
    rollout: &BlueGreenRollout,
    context: &ScriptContext<'_>,
) -> Result<Vec<(&'static str, String)>, TemplateError> {
    let lock = context.server.deploy_lock.as_ref();
    let env_file = context.deployment.environment_file().map(|env_file| env_file.file.as_str());
    let codes = match lock {
        None => &CODES,
        Some(_) => &CODES_IN_TURN,
    };
    let codes = codes.as_ref().map_err(Clone::clone)?;
    let mut assignments = settings(rollout, context.registry, env_file);
    if let Some(lock) = lock {
        assignments.push(("DEPLOY_LOCK", quoted(lock.file().as_str())));
        assignments.push(("DEPLOY_LOCK_TIMEOUT", quoted(&lock.seconds().to_string())));
    }
    assignments.push(("VERSION", quoted(&codes.version)));
    Ok(codes.scripts.iter().map(|code| (code.script, code.text(context.header, &assignments))).collect())
}

/// The line before the command that the whole script is. Bash 5.2 exits with the status of the last command, and not with an
/// error, if the text ends within `[[ ... ]]`.
const TRUNCATED: &str = "(exit 2) # the exit status of a truncated copy: bash may return that of the last command\n";

/// The three scripts as every rollout has them, around their header and their settings.
struct Codes {
    scripts: Vec<Code>,
    /// What deploy.sh is known by to the two that run it.
    version: String,
}

/// One of them.
struct Code {
    script: &'static str,
    shebang: String,
    introduction: String,
    body: String,
    /// Every name in capitals, by which it is known which settings the script reads.
    names: HashSet<String>,
}

/// The scripts are rendered once, however many rollouts there are.
static CODES: LazyLock<Result<Codes, TemplateError>> = LazyLock::new(|| Codes::new(false));
/// The same for a server whose deployments take turns.
static CODES_IN_TURN: LazyLock<Result<Codes, TemplateError>> = LazyLock::new(|| Codes::new(true));

impl Codes {
    fn new(turns: bool) -> Result<Self, TemplateError> {
        let scripts: Vec<Code> =
            SCRIPTS.into_iter().map(|(script, _)| Code::new(script, turns)).collect::<Result<_, _>>()?;
        let mut hash = crc32fast::Hasher::new();
        for code in &scripts {
            hash.update(code.body.as_bytes());
        }
        Ok(Self { scripts, version: format!("{:08x}", hash.finalize()) })
    }
}

impl Code {
    fn new(script: &'static str, turns: bool) -> Result<Self, TemplateError> {
        const HEADER: &str = "#=header=#\n";
        const SETTINGS: &str = "#=settings=#\n";
        let name = format!("blue-green/{script}");
        let text = render(&name, context! { header => HEADER.trim_end(), settings => SETTINGS.trim_end(), turns })?;
        let parts = text.split_once(HEADER).and_then(|(shebang, rest)| Some((shebang, rest.split_once(SETTINGS)?)));
        let Some((shebang, (introduction, body))) = parts else {
            return Err(TemplateError::new(&name, "it has no place for the header or for the settings"));
        };
        let words = text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_');
        let names = words.filter(|word| word.starts_with(|first: char| first.is_ascii_uppercase()));
        Ok(Self {
            script,
            names: names.map(str::to_owned).collect(),
            shebang: shebang.to_owned(),
            introduction: introduction.to_owned(),
            body: body.to_owned(),
        })
    }

    /// The whole file is one command in braces: bash reads it to its end before it runs any of it, and refuses a copy that
    /// is truncated ([`TRUNCATED`]).
    fn text(&self, header: &str, assignments: &[(&str, String)]) -> String {
        let mut text = format!("{header}\n{}", self.introduction);
        let assignments: Vec<_> = assignments.iter().filter(|(name, _)| self.names.contains(*name)).collect();
        if assignments.len() > 1 {
            text.push_str("# Settings from the description; times are in seconds.\n");
        }
        for (name, value) in assignments {
            for part in ["readonly ", name, "=", value, "\n"] {
                text.push_str(part);
            }
        }
        text.push_str(&self.body);
        let mut file = format!("{}{TRUNCATED}{{\n", self.shebang);
        for line in text.lines() {
            if !line.is_empty() {
                file.push_str("  ");
                file.push_str(line);
            }
            file.push('\n');
        }
        file + "}\n"
    }
}

/// Each setting's name and its quoted value. What each means is said in `templates/blue-green/SETTINGS.md`.
fn settings(rollout: &BlueGreenRollout, registry: &Registry, env_file: Option<&str>) -> Vec<(&'static str, String)> {
    let patience = &rollout.timeouts;
    let poll = f64::from(patience.poll.milliseconds()) / 1000.0;
    let assignments = [
        ("APP", rollout.app.to_string()),
        ("DIRECTORY", rollout.directory.to_string()),
        ("BLUE_PORT", rollout.ports.blue.to_string()),
        ("GREEN_PORT", rollout.ports.green.to_string()),
        ("CONTAINER_PORT", rollout.container_port.to_string()),
        ("ENV_FILE", env_file.unwrap_or_default().to_owned()),
        ("NGINX_FILE", rollout.nginx_file.to_string()),
        ("REGISTRY", registry.to_string()),
        ("NETWORK", rollout.network.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("SMOKE_PATH", rollout.smoke_test.to_string()),
        ("LIVE_URL", rollout.live_url.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("LOCK_TIMEOUT", patience.lock.seconds().to_string()),
        ("PULL_TIMEOUT", patience.pull.seconds().to_string()),
        ("HEALTH_TIMEOUT", patience.health.seconds().to_string()),
        ("SMOKE_TIMEOUT", patience.smoke_test.seconds().to_string()),
        ("RELOAD_TIMEOUT", patience.reload.seconds().to_string()),
        ("DRAIN_TIMEOUT", patience.drain.seconds().to_string()),
        ("STOP_TIMEOUT", patience.stop.seconds().to_string()),
        ("POLL_INTERVAL", poll.to_string()),
    ];
    let options: Vec<String> = rollout.container_options.iter().map(|option| quoted(option.as_str())).collect();
    let options = ("RUN_OPTIONS", format!("({})", options.join(" ")));
    assignments.into_iter().map(|(name, value)| (name, quoted(&value))).chain([options]).collect()
}
