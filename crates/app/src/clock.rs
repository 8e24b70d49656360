//! Where time comes from. Only the outermost edge reads a real clock.

use domain::instant::Instant;

/// A source of the present moment.
pub trait Clock: std::fmt::Debug + Send + Sync {
    /// Now.
    fn now(&self) -> Instant;
}

/// A clock that stands still at a moment, for the demonstration and for tests: two runs then give
/// the same bytes.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Instant);

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        self.0
    }
}
