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
    /// Somebody, or a newer run, did not want it any more.
    Cancelled,
}

impl Conclusion {
    fn named(name: &str) -> Self {
        match name {
            "success" => Self::Success,
            "skipped" => Self::Skipped,
            "cancelled" => Self::Cancelled,
            _ => Self::Failure,
        }
    }

    /// As GitHub's payloads call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
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
    /// The steps that began, in order.
    pub begun: Vec<String>,
    /// The steps that ended, in order, with those whose condition did not hold.
    pub steps: Vec<(String, Conclusion)>,
    /// Everything that it printed.
    pub log: String,
    /// What stand-ins of actions wrote down, by their name.
    pub records: Vec<(String, Value)>,
}

impl Run {
    /// A run that has not said anything yet.
    pub const fn new(workflow: String, number: u32) -> Self {
        Self {
            workflow,
            number,
            conclusion: Conclusion::Skipped,
            begun: Vec::new(),
            steps: Vec::new(),
            log: String::new(),
            records: Vec::new(),
        }
    }

    /// A line that `act` printed: a message as JSON.
    pub fn hear(&mut self, line: &str) {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            self.log += line;
            self.log.push('\n');
            return;
        };
        let said = message["msg"].as_str().unwrap_or_default();
        if message["raw_output"].as_bool() == Some(true) {
            self.log += said;
        } else if message["level"].as_str() == Some("error") {
            self.log += said;
            self.log.push('\n');
        }
        if message["stage"].as_str() == Some("Main") {
            let step = || message["step"].as_str().unwrap_or_default().to_owned();
            if let Some(result) = message["stepResult"].as_str() {
                self.steps.push((step(), Conclusion::named(result)));
            } else if said.contains("Run Main") {
                self.begun.push(step());
            }
        }
        if let Some(result) = message["jobResult"].as_str() {
            self.conclusion = Conclusion::named(result);
        }
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
