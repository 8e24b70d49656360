//! The one place where the real clock is read.

use app::Clock;
use domain::instant::Instant;

/// The system's clock, to the microsecond.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant(jiff::Timestamp::now().as_microsecond())
    }
}
