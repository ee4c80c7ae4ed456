//! The options of `docker run`, as docker reads them.

use super::recipe::{Gap, Promise};
use crate::description::ContainerOption;

/// An option and its value, and where it stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionValue<'a> {
    /// The place of the word that holds the value, counted from 0.
    pub index: usize,
    /// The value.
    pub value: &'a str,
}

/// The values that are given for an option: `--long value`, `--long=value`, and for a short one `-p value`, `-pvalue` and
/// `-p=value` too. Short ones that are put together, as in `-itp`, are not looked into.
///
/// Source: <https://docs.docker.com/reference/cli/docker/container/run/#options>
pub fn values_of<'a>(options: &'a [ContainerOption], names: &[&str]) -> Vec<OptionValue<'a>> {
    let mut given = Vec::new();
    for (index, word) in options.iter().enumerate() {
        for name in names {
            let Some(rest) = word.as_str().strip_prefix(name) else { continue };
            let is_short = !name.starts_with("--");
            let value = match rest.strip_prefix('=') {
                Some(value) => Some(OptionValue { index, value }),
                None if rest.is_empty() => {
                    options.get(index + 1).map(|value| OptionValue { index: index + 1, value: value.as_str() })
                }
                None => is_short.then_some(OptionValue { index, value: rest }),
            };
            given.extend(value);
        }
    }
    given
}

/// Whether the log of a container that is started with these options has a limit.
pub(super) fn bounds_logs(container: &str, options: &[ContainerOption]) -> Promise {
    if has_end(options) {
        return Promise::Made;
    }
    let fix = match options {
        [] => (
            r#"set a limit: `container-options: ["--log-opt", "max-size=10m"]`"#,
            r#"set a limit: `container_options: ["--log-opt", "max-size=10m"].map(ContainerOption::new).to_vec()`"#,
        ),
        _ => (
            r#"set a limit: add `"--log-opt", "max-size=10m"` to `container-options`"#,
            r#"set a limit: add `"--log-opt", "max-size=10m"` to `container_options`"#,
        ),
    };
    Promise::Missing(Gap {
        keys: &["container-options"],
        message: format!("the log of `{container}` grows until the disk is full"),
        label: "",
        fix: fix.into(),
        shown: None,
    })
}

/// Whether something ends the log: a limit, or a driver other than the one that writes a file without one.
///
/// Source: <https://docs.docker.com/engine/logging/configure/>
fn has_end(options: &[ContainerOption]) -> bool {
    let is_limited = values_of(options, &["--log-opt"]).iter().any(|option| option.value.starts_with("max-size="));
    let driver = values_of(options, &["--log-driver"]).pop();
    is_limited || driver.is_some_and(|driver| driver.value != "json-file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_read_in_every_way_that_it_can_be_written() {
        let options = ["--publish", "1:1", "-p", "2:2", "-p3:3", "--publish=4:4", "-p=5:5", "--publish-all", "-p"];
        let options = options.map(ContainerOption::new);
        let read = values_of(&options, &["--publish", "-p"]);
        let read: Vec<(usize, &str)> = read.iter().map(|given| (given.index, given.value)).collect();
        assert_eq!(read, [(1, "1:1"), (3, "2:2"), (4, "3:3"), (5, "4:4"), (6, "5:5")]);
    }

    #[test]
    fn a_log_ends_by_its_limit_or_by_a_driver_that_has_one() {
        let ends = |options: &[&'static str]| {
            has_end(&options.iter().map(|option| ContainerOption::new(option)).collect::<Vec<_>>())
        };
        for options in [
            &["--log-opt", "max-size=10m"][..],
            &["--log-opt=max-size=10m"],
            &["--log-driver", "local"],
            &["--log-driver=none"],
        ] {
            assert!(ends(options), "{options:?}");
        }
        for options in [
            &["--log-opt", "mode=non-blocking"][..],
            &["--log-driver", "json-file"],
            &["--log-opt=max-file=3"],
            &["--memory", "1g"],
        ] {
            assert!(!ends(options), "{options:?}");
        }
    }
}
