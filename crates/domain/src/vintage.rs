//! When a version of a figure was published, to the precision known.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::ParseError;
use crate::period::month_name;

/// The publication date that decides which version of a figure is current.
///
/// Written `2019-02-06`, `2023-01`, `2026`, `about 2023-01` or `unknown`. An imprecise date sorts
/// at the last day of what it could mean; `unknown` sorts before every dated vintage and enters no
/// revision triangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vintage {
    /// Nobody can say when it was published.
    Unknown,
    /// Published on or in this date.
    Published {
        /// Calendar year.
        year: i16,
        /// Month, 1 to 12, if known.
        month: Option<i8>,
        /// Day of the month, if known.
        day: Option<i8>,
        /// The date was worked out, not stated by the publisher.
        about: bool,
    },
}

impl Vintage {
    /// The last day the date could mean; none for unknown. Two vintages with the same day tie, and
    /// the later import is then current.
    pub fn sort_day(self) -> Option<Date> {
        let Self::Published { year, month, day, .. } = self else {
            return None;
        };
        let first = Date::new(year, month.unwrap_or(12), day.unwrap_or(1)).ok()?;
        Some(if day.is_some() { first } else { first.last_of_month() })
    }

    /// The first day the date could mean; none for unknown.
    pub fn first_day(self) -> Option<Date> {
        let Self::Published { year, month, day, .. } = self else { return None };
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
    }

    /// Compares by [`Vintage::sort_day`]; unknown comes first.
    pub fn compare(self, other: Self) -> Ordering {
        self.sort_day().cmp(&other.sort_day())
    }

    /// For people: "about January 2023", "6 February 2019", "at an unknown date".
    pub fn label(self) -> String {
        let Self::Published { year, month, day, about } = self else {
            return "at an unknown date".into();
        };
        let about = if about { "about " } else { "" };
        match (month, day) {
            (Some(month), Some(day)) => format!("{about}{day} {} {year}", month_name(month)),
            (Some(month), None) => format!("{about}{} {year}", month_name(month)),
            _ => format!("{about}{year}"),
        }
    }
}

impl fmt::Display for Vintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Published { year, month, day, about } = self else {
            return f.write_str("unknown");
        };
        write!(f, "{}{year:04}", if *about { "about " } else { "" })?;
        if let Some(month) = month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Vintage {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text == "unknown" {
            return Ok(Self::Unknown);
        }
        let (about, rest) = match text.strip_prefix("about ") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let why = "write 2023, 2023-01, 2023-01-31, any of them after \"about \", or unknown";
        let wrong = || ParseError::new("a publication date", text, why);
        let mut parts = rest.split('-');
        let year: i16 = parts.next().and_then(|y| y.parse().ok()).ok_or_else(wrong)?;
        let month = parts.next().map(str::parse).transpose().map_err(|_| wrong())?;
        let day = parts.next().map(str::parse).transpose().map_err(|_| wrong())?;
        let exists = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        if parts.next().is_some() || !exists || !(1800..=2200).contains(&year) {
            return Err(wrong());
        }
        Ok(Self::Published { year, month, day, about })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vintage(text: &str) -> Vintage {
        text.parse().unwrap()
    }

    #[test]
    fn an_imprecise_date_sorts_at_the_last_day_it_could_mean() {
        assert_eq!(vintage("about 2022-07").compare(vintage("2022-07-31")), Ordering::Equal);
        assert_eq!(vintage("2022").compare(vintage("2022-12-30")), Ordering::Greater);
        assert_eq!(vintage("unknown").compare(vintage("1990")), Ordering::Less);
    }

    #[test]
    fn dates_are_kept_as_precise_as_they_were() {
        for text in ["unknown", "about 2023-01", "2019-02-06", "2026"] {
            assert_eq!(vintage(text).to_string(), text);
        }
        assert_eq!(vintage("about 2023-01").label(), "about January 2023");
        for text in ["", "January", "2022-13", "2022-02-30", "2022-01-01-01", "About 2022"] {
            assert!(text.parse::<Vintage>().is_err(), "{text}");
        }
    }
}
