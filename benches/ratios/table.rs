//! The table: a row a goal, printed as it is measured.

/// A row of the table.
pub(crate) struct Row {
    measure: &'static str,
    against: &'static str,
    figures: String,
    value: f64,
    goal: f64,
    unit: &'static str,
}

/// Whether a goal is met.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Met,
    Missed,
    Unmeasured,
}

impl Row {
    /// What is measured against what, and how much it may be at the most.
    pub(crate) fn new(measure: &'static str, against: &'static str, goal: f64) -> Self {
        Self { measure, against, figures: String::new(), value: f64::NAN, goal, unit: "" }
    }

    /// The two figures, in seconds.
    pub(crate) fn of(self, ours: f64, theirs: f64) -> Self {
        Self { figures: format!("{} / {}", shown(ours), shown(theirs)), ..self }
    }

    /// What was measured.
    pub(crate) fn value(self, value: f64) -> Self {
        Self { value, ..self }
    }

    /// What was measured is no ratio.
    pub(crate) fn unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    fn print(&self) -> Verdict {
        let Self { measure, against, figures, value, goal, unit } = self;
        let verdict = if value <= goal { Verdict::Met } else { Verdict::Missed };
        let said = if verdict == Verdict::Met { "" } else { "  NOT met" };
        println!("{measure:<32} {against:<16} {figures:>22} {value:>7.2}{unit:<3} {goal:>8}{said}");
        verdict
    }
}

fn shown(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.2} ms", seconds * 1000.0) } else { format!("{seconds:.2} s") }
}

/// Prints the head of the table.
pub(crate) fn head() {
    println!("{:<32} {:<16} {:>22} {:>10} {:>8}", "measure", "against", "ours / theirs", "ratio", "goal");
}

/// Prints a row, or that there is none, and why.
pub(crate) fn tell(measure: &str, row: std::io::Result<Row>) -> Verdict {
    match row {
        Ok(row) => row.print(),
        Err(reason) => {
            println!("{measure:<32} NOT MEASURED: {reason}");
            Verdict::Unmeasured
        }
    }
}
