//! What an image can be like.

/// One way to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// As it should be, also in an image without a HEALTHCHECK.
    Healthy,
    /// Healthy after `HEALTHY_AFTER_MS`, else three seconds.
    SlowToBeHealthy,
    /// Runs and is never well.
    NeverHealthy,
    /// Well until somebody else than the health check asks (or for `DEAD_AFTER_MS`), then it dies.
    HealthyThenDead,
    /// Well by its own word, and answers everybody else 500.
    Answers500,
    /// Well by its own word, and never answers anybody else.
    Hangs,
    /// Well by its own word, and sends everybody else elsewhere.
    Redirects,
    /// Well, and must be killed.
    IgnoresSigterm,
    /// Well, also when anybody asks how it is, and dies when it is asked for anything else.
    DiesWhenUsed,
    /// Well until it is asked for `/unwell`, and answers everybody else as before.
    TurnsUnhealthy,
}

impl Behaviour {
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "" | "healthy" | "no-healthcheck" | "fails-its-tests" => Self::Healthy,
            "slow-to-be-healthy" => Self::SlowToBeHealthy,
            "never-healthy" => Self::NeverHealthy,
            "healthy-then-dead" => Self::HealthyThenDead,
            "answers-500" => Self::Answers500,
            "hangs" => Self::Hangs,
            "redirects" => Self::Redirects,
            "ignores-sigterm" => Self::IgnoresSigterm,
            "dies-when-used" => Self::DiesWhenUsed,
            "turns-unhealthy" => Self::TurnsUnhealthy,
            _ => return None,
        })
    }
}
