//! How far a run is, for whoever waits at a terminal for a large tree.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// From how many repositories on there is something to wait for: some half a second of work.
const LARGE: usize = 1000;

/// A line on the terminal that counts files, and is gone when the run ends. There is none where errors do not go to a terminal,
/// where quiet is wanted, or where nobody would have the time to read it.
pub(super) fn of(repositories: usize, quiet: bool) -> ProgressBar {
    if quiet || repositories < LARGE {
        return ProgressBar::hidden();
    }
    // Twenty times a second at most, and not at all where there is no terminal.
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{spinner} {human_pos} files rendered, {per_sec}, {elapsed}");
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_of_what_takes_no_time_or_wants_quiet() {
        for (repositories, quiet) in [(3, false), (10_000, true)] {
            assert!(of(repositories, quiet).is_hidden(), "{repositories} {quiet}");
        }
    }
}
