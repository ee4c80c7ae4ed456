//! Waiting for a condition, never for a time.

use anyhow::{Result, bail};
use std::thread;
use std::time::{Duration, Instant};

/// Between two looks.
pub const PAUSE: Duration = Duration::from_millis(20);

/// Looks again and again until there is something to see; an error after `limit` says what was waited for.
pub fn until<T>(what: &str, limit: Duration, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(seen) = look()? {
            return Ok(seen);
        }
        if start.elapsed() > limit {
            bail!("waited {}s in vain until {what}", limit.as_secs());
        }
        thread::sleep(PAUSE);
    }
}

/// The same for a condition that merely holds or does not.
pub fn until_true(what: &str, limit: Duration, mut look: impl FnMut() -> bool) -> Result<()> {
    until(what, limit, || Ok(look().then_some(())))
}
