//! One version of the truth: what was known, by when, about the time up to a day.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::ParseError;
use crate::digest::Digest;
use crate::instant::Instant;
use crate::period::Period;

/// Names a freeze and its edition: `2022-03-31.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FreezeId {
    /// Nothing that ends after this day is in it.
    pub as_at: Date,
    /// Counts the freezes made for this day, from 1.
    pub edition: u32,
}

impl fmt::Display for FreezeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.as_at, self.edition)
    }
}

impl FromStr for FreezeId {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let parts = text.split_once('.').and_then(|(day, edition)| {
            let edition = edition.parse().ok().filter(|n| *n > 0)?;
            Some(Self { as_at: day.parse().ok()?, edition })
        });
        parts.ok_or_else(|| ParseError::new("a freeze", text, "write 2022-03-31.1"))
    }
}

/// How far an edition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FreezeState {
    /// Made; its papers may still be rebuilt.
    Draft,
    /// Papers made from it have been issued and archived.
    Issued,
    /// Open to the public.
    Released,
}

impl FreezeState {
    /// As stored and printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Issued => "issued",
            Self::Released => "released",
        }
    }

    /// Reads what [`FreezeState::label`] writes.
    pub fn from_label(label: &str) -> Option<Self> {
        [Self::Draft, Self::Issued, Self::Released].into_iter().find(|s| s.label() == label)
    }
}

/// An edition of a freeze: it lists what it contains and never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    /// Its name.
    pub id: FreezeId,
    /// Only batches imported by then are in it.
    pub known_by: Instant,
    /// When it was made.
    pub made_at: Instant,
    /// Who made it.
    pub made_by: String,
    /// How far it has come.
    pub state: FreezeState,
    /// The stored catalogue and plan that shape its outputs.
    pub catalogue: Digest,
    /// The office's settings as they were, by name: body, area, plan and so on.
    pub settings: BTreeMap<String, String>,
    /// Over everything it contains.
    pub digest: Digest,
    /// Head of the journal when it was made; printed in each paper.
    pub journal_head: Digest,
    /// Its batches, in the order of import.
    pub batches: Vec<Digest>,
}

/// The last whole month strictly before a meeting: the freeze that serves every board in that
/// month (SF-099: "previous month end data regardless of the meeting date").
pub fn as_at_for_meeting(meeting: Date) -> Date {
    Period::month_of(meeting).month_before().end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// SF-099: every board in a month uses the same previous month end.
    #[test]
    fn a_meeting_uses_the_previous_month_end() {
        let month_end = date(2014, 5, 31);
        assert_eq!(as_at_for_meeting(date(2014, 6, 9)), month_end);
        assert_eq!(as_at_for_meeting(date(2014, 6, 30)), month_end);
        assert_eq!(as_at_for_meeting(date(2014, 6, 1)), month_end);
    }

    #[test]
    fn a_freeze_is_named_by_day_and_edition() {
        let id: FreezeId = "2022-03-31.1".parse().unwrap();
        assert_eq!(id.to_string(), "2022-03-31.1");
        for text in ["2022-03-31", "2022-03-31.0", "2022-02-30.1", "x.1"] {
            assert!(text.parse::<FreezeId>().is_err(), "{text}");
        }
    }
}
