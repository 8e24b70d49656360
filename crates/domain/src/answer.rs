//! Questions that an implausible figure raises, and the answers an office records.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::area::Area;
use crate::digest::Canonical;
use crate::ids::{MeasureId, SourceId};
use crate::instant::Instant;
use crate::period::Period;

/// What is implausible about a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concern {
    /// It is far from its own series.
    Level,
    /// It is far from what an earlier release gave for the same period.
    Revision,
}

/// Whether a figure, as it stands, is right. Another count is another question: what was answered
/// of one version of a file is not taken for an answer about the next.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Question {
    /// What is implausible.
    pub concern: Concern,
    /// Of which measure.
    pub measure: MeasureId,
    /// From which source.
    pub source: SourceId,
    /// Of which place.
    pub area: Area,
    /// For which period.
    pub period: Period,
    /// The count in question, as it is held.
    pub count: i64,
}

/// What the office says of a questioned figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// It stands, and verdicts are drawn from it.
    Right,
    /// It is left out, and whatever needs it is not available.
    Wrong,
}

/// An answer to a question. A later answer to the same question replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// What the office says.
    pub ruling: Ruling,
    /// Its reason, in words.
    pub because: String,
    /// Who answered.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// How many digits of its digest name a question.
const DIGITS: usize = 8;

impl Question {
    /// A short name that can be copied: eight hexadecimal digits, the same in every office.
    pub fn id(&self) -> String {
        let Self { concern, measure, source, area, period, count } = self;
        let canonical = Canonical::new("question").text(concern.word()).field(measure);
        let digest = canonical.field(source).field(area).field(period).field(count).finish();
        digest.to_string()[..DIGITS].to_owned()
    }
}

impl Concern {
    /// As it is written: `level`, `revision`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Revision => "revision",
        }
    }
}

impl Ruling {
    /// As it is written: `right`, `wrong`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
        }
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Display for Ruling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Concern {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let all = [Self::Level, Self::Revision];
        let found = all.into_iter().find(|concern| concern.word() == text);
        found.ok_or_else(|| ParseError::new("a concern", text, "write level or revision"))
    }
}

impl FromStr for Ruling {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let all = [Self::Right, Self::Wrong];
        let found = all.into_iter().find(|ruling| ruling.word() == text);
        found.ok_or_else(|| ParseError::new("an answer", text, "write right or wrong"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_count_is_another_question() {
        let question = |count| Question {
            concern: Concern::Level,
            measure: "PUK-001".parse().unwrap(),
            source: "police-uk-street".parse().unwrap(),
            area: "W15000004.2016".parse().unwrap(),
            period: "2024-01".parse().unwrap(),
            count,
        };
        assert_eq!(question(910).id(), question(910).id());
        assert_ne!(question(910).id(), question(3_400).id());
        assert_eq!(question(910).id().len(), DIGITS);
    }
}
