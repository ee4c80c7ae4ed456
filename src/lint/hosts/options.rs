//! The options of `docker run`, as docker reads them.

use crate::description::ContainerOption;

/// An option and its value, and where it stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Given<'a> {
    /// The place of the word that holds the value, counted from 0.
    pub index: usize,
    /// The value.
    pub value: &'a str,
}

/// The values that are given for an option: `--long value`, `--long=value`, and for a short one `-p value`, `-pvalue` and
/// `-p=value` too. Short ones that are put together, as in `-itp`, are not looked into.
///
/// Source: <https://docs.docker.com/reference/cli/docker/container/run/#options>
pub(super) fn given<'a>(options: &'a [ContainerOption], names: &[&str]) -> Vec<Given<'a>> {
    let mut given = Vec::new();
    for (index, word) in options.iter().enumerate() {
        for name in names {
            let Some(rest) = word.as_str().strip_prefix(name) else { continue };
            let is_short = !name.starts_with("--");
            let value = match rest.strip_prefix('=') {
                Some(value) => Some(Given { index, value }),
                None if rest.is_empty() => {
                    options.get(index + 1).map(|value| Given { index: index + 1, value: value.as_str() })
                }
                None => is_short.then_some(Given { index, value: rest }),
            };
            given.extend(value);
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_read_in_every_way_that_it_can_be_written() {
        let options = ["--publish", "1:1", "-p", "2:2", "-p3:3", "--publish=4:4", "-p=5:5", "--publish-all", "-p"];
        let options = options.map(ContainerOption::new);
        let read = given(&options, &["--publish", "-p"]);
        let read: Vec<(usize, &str)> = read.iter().map(|given| (given.index, given.value)).collect();
        assert_eq!(read, [(1, "1:1"), (3, "2:2"), (4, "3:3"), (5, "4:4"), (6, "5:5")]);
    }
}
