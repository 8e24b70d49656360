//! Places that figures are about: police force areas, districts, groups of them.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;

/// A place by its GSS code and the year of the code set it was read from, printed
/// `E23000021.2016`. A code alone is not enough: boundaries move and codes are replaced.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area {
    /// GSS code, nine capitals and digits (`E23000021`).
    pub code: String,
    /// Year of the code set (LAD21 is 2021).
    pub vintage: u16,
}

impl Area {
    /// A place from its code and the year of the code set.
    pub fn new(code: &str, vintage: u16) -> Result<Self, ParseError> {
        let fits = code.len() == 9
            && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            && (1990..=2100).contains(&vintage);
        if !fits {
            let why = "use a nine-character GSS code such as E23000021 and a year";
            return Err(ParseError::new("an area", code, why));
        }
        Ok(Self { code: code.to_owned(), vintage })
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.code, self.vintage)
    }
}

impl FromStr for Area {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let parts = text.split_once('.').and_then(|(c, v)| Some((c, v.parse().ok()?)));
        let (code, vintage) = parts.ok_or_else(|| {
            ParseError::new("an area", text, "write code and year, such as E23000021.2016")
        })?;
        Self::new(code, vintage)
    }
}

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaKind {
    /// A police force area (GSS E23, W15).
    PoliceArea,
    /// A local authority district, unitary authority or borough (E06, E07, E08, E09, W06).
    District,
}
