//! Where something shows in what is generated: which file, and which of its lines.

/// Where something shows in what is generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shows {
    /// Whose workflow it is.
    pub whose: Whose,
    /// The workflow's file: below the folder of what is generated, or below the project's.
    pub file: String,
    /// What the lines begin with, one after another, below which it stands, such as those of its job.
    pub below: Vec<String>,
    /// A part of the line.
    pub text: String,
}

/// Whose workflow something shows in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// That of a repository, which lies in the folder of what is generated.
    Repository,
    /// The project's own.
    Project,
}

/// How well a line fits, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Its text is quoted there.
    Quoted,
    /// Its text is in it, as whole words.
    Within,
    /// It begins with the text.
    Begins,
    /// It is the text.
    Whole,
    /// It is the text, and not further in.
    Outermost,
}

impl Shows {
    /// The line of its file, counted from 1: the first of those that fit best. 0 where there is none.
    pub fn line_in(&self, text: &str) -> usize {
        let lines: Vec<&str> = text.lines().collect();
        let mut above = 0;
        for heading in &self.below {
            let found = lines.iter().skip(above).position(|line| line.starts_with(heading.as_str()));
            above += found.map_or(0, |index| index + 1);
        }
        let mut best: Option<(Fit, usize)> = None;
        for (index, line) in lines.iter().enumerate().skip(above) {
            let Some(fit) = fit(line, &self.text) else { continue };
            if best.is_none_or(|(known, _)| fit > known) {
                best = Some((fit, index + 1));
            }
        }
        best.map_or(above, |(_, line)| line)
    }
}

fn fit(line: &str, text: &str) -> Option<Fit> {
    let bare = if text.starts_with(' ') { line } else { line.trim_start() };
    let is_whole = |rest: &str| rest.is_empty() || rest.starts_with(" #");
    if let Some(rest) = bare.strip_prefix(text).filter(|rest| ends(text, rest)) {
        return Some(match is_whole(rest) {
            true if bare.len() == line.len() => Fit::Outermost,
            true => Fit::Whole,
            false => Fit::Begins,
        });
    }
    let mut places = line.match_indices(text);
    if places.any(|(start, _)| begins(&line[..start], text) && ends(text, &line[start + text.len()..])) {
        return Some(Fit::Within);
    }
    let unquoted = |text: &str| text.replace(['"', '\''], "");
    unquoted(bare).starts_with(&unquoted(text)).then_some(Fit::Quoted)
}

/// Whether no word goes on from before the text into it.
fn begins(before: &str, text: &str) -> bool {
    !(text.starts_with(is_of_word) && before.ends_with(is_of_word))
}

/// Whether no word goes on from the text into what follows.
fn ends(text: &str, rest: &str) -> bool {
    !(text.ends_with(is_of_word) && rest.starts_with(is_of_word))
}

fn is_of_word(next: char) -> bool {
    next.is_alphanumeric() || matches!(next, '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKFLOW: &str = "\
name: Deploy
on:
  push:
env:
  VARIABLES: MY_KEY KEY
  MY_KEY: $(secrets.MY_KEY)
  KEY: $(secrets.KEY)
jobs:
  first:
    steps:
      - name: Test the rest
      - name: Test
  push:
    steps:
      - name: Test
      - name: \"Say: it's done\"
      - name: Deploy
";

    fn line(below: &[&str], text: &str) -> usize {
        let below = below.iter().map(|each| (*each).to_owned()).collect();
        Shows { whose: Whose::Project, file: String::new(), below, text: text.to_owned() }.line_in(WORKFLOW)
    }

    #[test]
    fn a_line_is_found_by_whole_words() {
        assert_eq!(line(&[], "KEY: $(secrets."), 7);
        assert_eq!(line(&[], "KEY"), 7);
        assert_eq!(line(&[], "secrets.KEY"), 7);
        assert_eq!(line(&[], "- name: Test"), 12);
        assert_eq!(line(&[], "- name: Deploy"), 17);
        assert_eq!(line(&[], "- name: Say: it's done"), 16);
        assert_eq!(line(&[], "nowhere"), 0);
    }

    #[test]
    fn a_line_is_found_in_its_job() {
        assert_eq!(line(&["jobs:"], "  push:"), 13);
        assert_eq!(line(&["jobs:", "  push:"], "- name: Test"), 15);
        // Where the text itself is written in another way, its job is told.
        assert_eq!(line(&["jobs:", "  push:"], "nowhere"), 13);
    }
}
