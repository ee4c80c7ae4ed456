//! A run of a workflow, as `act` told it.

use serde_json::Value;

/// How a run, or a step of it, ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// All went well.
    Success,
    /// Something did not.
    Failure,
    /// The condition did not hold.
    Skipped,
}

impl Conclusion {
    fn named(name: &str) -> Self {
        match name {
            "success" => Self::Success,
            "skipped" => Self::Skipped,
            _ => Self::Failure,
        }
    }

    /// As GitHub's payloads call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Skipped => "skipped",
        }
    }
}

/// One run.
#[derive(Debug, Clone)]
pub struct Run {
    /// The workflow's name.
    pub workflow: String,
    /// Its number.
    pub number: u32,
    /// How its job ended.
    pub conclusion: Conclusion,
    /// The steps that ran, in order.
    pub steps: Vec<(String, Conclusion)>,
    /// Everything that it printed.
    pub log: String,
    /// What stand-ins of actions wrote down, by their name.
    pub records: Vec<(String, Value)>,
}

impl Run {
    /// What `act` printed as JSON, a line a message.
    pub fn read(workflow: String, number: u32, output: &str, records: Vec<(String, Value)>) -> Self {
        let mut run =
            Self { workflow, number, conclusion: Conclusion::Skipped, steps: Vec::new(), log: String::new(), records };
        for line in output.lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else {
                run.log += line;
                run.log.push('\n');
                continue;
            };
            if message["raw_output"].as_bool() == Some(true) {
                run.log += message["msg"].as_str().unwrap_or_default();
            } else if message["level"].as_str() == Some("error") {
                run.log += message["msg"].as_str().unwrap_or_default();
                run.log.push('\n');
            }
            if let (Some(result), Some("Main")) = (message["stepResult"].as_str(), message["stage"].as_str()) {
                let step = message["step"].as_str().unwrap_or_default().to_owned();
                run.steps.push((step, Conclusion::named(result)));
            }
            if let Some(result) = message["jobResult"].as_str() {
                run.conclusion = Conclusion::named(result);
            }
        }
        run
    }

    /// How a step ended; nothing when it did not run.
    pub fn step(&self, name: &str) -> Option<Conclusion> {
        self.steps.iter().find(|(step, _)| step == name).map(|(_, conclusion)| *conclusion)
    }

    /// The last lines of the log, for an error.
    pub fn tail(&self) -> String {
        let lines: Vec<&str> = self.log.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}
