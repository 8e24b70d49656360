//! A cut through a measure: by last outcome, by location; empty means the total.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::ids::Slug;

/// One value of one or more declared dimensions, or the total.
///
/// Written `total`, `last-outcome.local-resolution`, or several joined by `+` in the order of the
/// dimensions' names. A district is an area, not a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Breakdown(Vec<(Slug, Slug)>);

impl Breakdown {
    /// The whole, not broken down.
    pub fn total() -> Self {
        Self::default()
    }

    /// One value of one dimension.
    pub fn of(dimension: Slug, value: Slug) -> Self {
        Self(vec![(dimension, value)])
    }

    /// The same cut with one dimension left out: what its values add up to.
    #[must_use]
    pub fn without(&self, dimension: &Slug) -> Self {
        Self(self.0.iter().filter(|(name, _)| name != dimension).cloned().collect())
    }

    /// Whether it is the whole.
    pub fn is_total(&self) -> bool {
        self.0.is_empty()
    }

    /// Pairs of dimension and value, by dimension.
    pub fn parts(&self) -> &[(Slug, Slug)] {
        &self.0
    }
}

impl fmt::Display for Breakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_total() {
            return f.write_str("total");
        }
        for (n, (dimension, value)) in self.0.iter().enumerate() {
            let join = if n == 0 { "" } else { "+" };
            write!(f, "{join}{dimension}.{value}")?;
        }
        Ok(())
    }
}

impl FromStr for Breakdown {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text == "total" {
            return Ok(Self::total());
        }
        let mut parts = Vec::new();
        for part in text.split('+') {
            let (dimension, value) = part.split_once('.').ok_or_else(|| {
                ParseError::new("a breakdown", text, "write total or dimension.value")
            })?;
            parts.push((dimension.parse()?, value.parse()?));
        }
        parts.sort();
        Ok(Self(parts))
    }
}
