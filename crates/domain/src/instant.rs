//! A moment, to the microsecond, so that every database keeps the same one.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// For people, in UTC: "2 November 2026 at 09:30".
    pub fn label(self) -> String {
        let Ok(timestamp) = jiff::Timestamp::from_microsecond(self.0) else {
            return self.0.to_string();
        };
        let moment = timestamp.to_zoned(jiff::tz::TimeZone::UTC).datetime();
        let month = crate::period::month_name(moment.month());
        let (day, year) = (moment.day(), moment.year());
        format!("{day} {month} {year} at {:02}:{:02}", moment.hour(), moment.minute())
    }
}

/// RFC 3339 in UTC: `2026-11-02T09:30:00Z`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(timestamp) => timestamp.fmt(f),
            Err(_) => write!(f, "{} microseconds after 1970", self.0),
        }
    }
}

impl FromStr for Instant {
    type Err = ParseError;

    /// Reads RFC 3339, or a date, which means the last microsecond of that day in UTC.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let day_end = || {
            let date: jiff::civil::Date = text.parse().ok()?;
            let next = date.tomorrow().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
            Some(next.timestamp().as_microsecond() - 1)
        };
        let exact = || Some(text.parse::<jiff::Timestamp>().ok()?.as_microsecond());
        exact().or_else(day_end).map(Self).ok_or_else(|| {
            ParseError::new("a moment", text, "write 2026-11-02 or 2026-11-02T09:30:00Z")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_means_its_last_moment() {
        let moment: Instant = "2026-11-02".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-11-02T23:59:59.999999Z");
        let moment: Instant = "2026-11-02T09:30:00Z".parse().unwrap();
        assert_eq!(moment.label(), "2 November 2026 at 09:30");
        assert!("yesterday".parse::<Instant>().is_err());
    }
}
