//! Handling: the protective marking of an item, and who is looking.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::ids::Slug;

/// How an item is to be handled, the milder first, so that the marking of a page is the highest of
/// its items (Government Security Classifications Policy, 2023). Higher classes are not for here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Marking {
    /// `OFFICIAL`.
    #[default]
    Official,
    /// `OFFICIAL-SENSITIVE`: only for those who need it.
    OfficialSensitive,
}

impl fmt::Display for Marking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Official => "OFFICIAL",
            Self::OfficialSensitive => "OFFICIAL-SENSITIVE",
        })
    }
}

impl FromStr for Marking {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let all = [Self::Official, Self::OfficialSensitive];
        all.into_iter().find(|marking| marking.to_string() == text).ok_or_else(|| {
            ParseError::new("a marking", text, "write OFFICIAL or OFFICIAL-SENSITIVE")
        })
    }
}

/// Who is looking.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Audience {
    /// Anyone: whatever they see is published.
    #[default]
    Public,
    /// People of the office in one role, such as `performance`; what they see is not published.
    Role(Slug),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_takes_the_highest_marking_of_its_items() {
        let items = ["OFFICIAL-SENSITIVE", "OFFICIAL"].map(|text| text.parse().unwrap());
        assert_eq!(items.into_iter().max(), Some(Marking::OfficialSensitive));
        assert!("SECRET".parse::<Marking>().is_err());
    }
}
