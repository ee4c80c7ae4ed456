//! A cron line: five fields in UTC.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule>

use crate::problem::page;
use crate::{Position, Problem};
use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};

/// A cron line that GitHub reads, that fires at some time, and no two times within five minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron(String);

/// What a field of a cron line takes.
struct Field {
    name: &'static str,
    least: u8,
    most: u8,
    /// Names for the numbers, from `least` on.
    words: &'static [&'static str],
    /// The same, for people.
    names: &'static str,
}

const FIELDS: [Field; 5] = [
    Field { name: "minute", least: 0, most: 59, words: &[], names: "" },
    Field { name: "hour", least: 0, most: 23, words: &[], names: "" },
    Field { name: "day of the month", least: 1, most: 31, words: &[], names: "" },
    Field {
        name: "month",
        least: 1,
        most: 12,
        words: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        names: " or JAN to DEC",
    },
    Field {
        name: "day of the week",
        least: 0,
        most: 6,
        words: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
        names: " or SUN to SAT",
    },
];

/// The days of each month, in its longest year.
const DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The shortest time between two runs of a workflow, in minutes.
const SHORTEST: u8 = 5;

impl Cron {
    /// Reads a cron line, such as `30 5 * * 1`.
    ///
    /// # Errors
    /// GitHub does not read it, it never fires, or it fires more often than GitHub starts a workflow.
    pub fn parse(line: &str) -> Result<Self, Problem> {
        let problem = |message: String, fix: &str| {
            let documentation = page!("workflows-and-actions/events-that-trigger-workflows#schedule");
            let position = Position::trigger("schedule");
            Err(Problem::new(message, fix, documentation).within(position, format_args!("the cron line `{line}` ")))
        };
        let parts: Vec<&str> = line.split(' ').collect();
        let [minute, hour, day, month, weekday] = parts[..] else {
            let fix = "write five, with one space between them: minute, hour, day of the month, month, day of the week";
            return problem(format!("has {} fields", line.split_whitespace().count()), fix);
        };
        let mut values = [const { BTreeSet::new() }; 5];
        for ((part, field), values) in [minute, hour, day, month, weekday].into_iter().zip(&FIELDS).zip(&mut values) {
            let Field { name, least, most, names, .. } = field;
            let Some(found) = field.values(part) else {
                let fix = format!(
                    "write {least} to {most}{names}, `*`, a range `a-b`, steps `a/n`, or several of these with `,` between"
                );
                return problem(format!("has `{part}` for the {name}"), &fix);
            };
            *values = found;
        }
        let [minutes, hours, days, months, _] = &values;
        // Where both the day of the month and the day of the week are given, either is enough.
        let exists = |month: &u8| days.iter().any(|day| *day <= DAYS[usize::from(*month) - 1]);
        if weekday == "*" && !months.iter().any(exists) {
            return problem("never fires".to_owned(), "name a day that one of its months has");
        }
        match shortest_gap(minutes, hours) {
            Some(gap) if gap < SHORTEST => {
                let fix = format!("leave at least {SHORTEST}: GitHub starts a workflow no more often");
                problem(format!("fires after {gap} minutes"), &fix)
            }
            _ => Ok(Self(line.to_owned())),
        }
    }

    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Cron {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Field {
    /// The numbers that a field's text means, or `None` where it is invalid.
    fn values(&self, text: &str) -> Option<BTreeSet<u8>> {
        let mut values = BTreeSet::new();
        for item in text.split(',') {
            let (range, step) = match item.split_once('/') {
                Some((range, step)) => (range, number(step).filter(|step| (1..=self.most).contains(step))?),
                None => (item, 1),
            };
            let (first, last) = if range == "*" {
                (self.least, self.most)
            } else if let Some((first, last)) = range.split_once('-') {
                (self.value(first)?, self.value(last)?)
            } else {
                let first = self.value(range)?;
                (first, if item.contains('/') { self.most } else { first })
            };
            if first > last {
                return None;
            }
            values.extend((first..=last).step_by(usize::from(step)));
        }
        Some(values)
    }

    fn value(&self, text: &str) -> Option<u8> {
        let word = self.words.iter().zip(self.least..).find(|(word, _)| word.eq_ignore_ascii_case(text));
        word.map(|(_, value)| value).or_else(|| number(text)).filter(|value| (self.least..=self.most).contains(value))
    }
}

/// A number in digits alone; the type's own reader takes a sign, too.
fn number(text: &str) -> Option<u8> {
    text.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// The shortest time between two runs of a day, in minutes.
fn shortest_gap(minutes: &BTreeSet<u8>, hours: &BTreeSet<u8>) -> Option<u8> {
    let within = minutes.iter().zip(minutes.iter().skip(1)).map(|(earlier, later)| later - earlier).min();
    let next_hour = hours.iter().any(|hour| hours.contains(&((hour + 1) % 24)));
    let across = match (minutes.first(), minutes.last()) {
        (Some(first), Some(last)) if next_hour => Some(first + 60 - last),
        _ => None,
    };
    within.into_iter().chain(across).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_github_reads_is_accepted() {
        for line in [
            "30 5 * * 1",
            "*/5 * * * *",
            "0-59/5 * * * *",
            "20/15 * * * *",
            "2,10 4,5 * * *",
            "0 0 29 2 *",
            "0 0 30 2 MON",
            "0 0 31 jan,FEB *",
            "0 0 * * SUN-SAT",
            "0,58 5 * * *",
        ] {
            assert_eq!(Cron::parse(line).map(|cron| cron.to_string()), Ok(line.to_owned()));
        }
    }

    #[test]
    fn every_other_line_says_which_part_is_wrong() {
        for (line, part) in [
            ("60 * * * *", "60"),
            ("0 24 * * *", "24"),
            ("0 0 0 * *", "0"),
            ("0 0 1 13 *", "13"),
            ("0 0 * * 7", "7"),
            ("0 0 * * MONDAY", "MONDAY"),
            ("5-1 * * * *", "5-1"),
            ("*/0 * * * *", "*/0"),
            ("*/60 * * * *", "*/60"),
            ("1,,2 * * * *", "1,,2"),
            ("+5 * * * *", "+5"),
            ("0x5 * * * *", "0x5"),
            ("1-2-3 * * * *", "1-2-3"),
            ("1/2/3 * * * *", "1/2/3"),
        ] {
            let error = Cron::parse(line).unwrap_err();
            assert!(error.message.starts_with(&format!("the cron line `{line}` has `{part}` for the ")), "{error}");
        }
    }

    #[test]
    fn the_gap_across_the_hour_counts_where_two_hours_follow_each_other() {
        for line in ["1,58 * * * *", "1,58 23,0 * * *"] {
            let error = Cron::parse(line).unwrap_err();
            assert_eq!(error.message, format!("the cron line `{line}` fires after 3 minutes"));
        }
        assert!(Cron::parse("1,58 1,3 * * *").is_ok());
    }
}
