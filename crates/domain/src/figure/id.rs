//! The name every printed number carries, which `explain` takes.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::figure::derivation::Derivation;
use crate::freeze::FreezeId;
use crate::observation::ObservationKey;

/// A figure without its freeze: what it is of, and how it is made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureKey {
    /// What it is of.
    pub of: ObservationKey,
    /// How it is made.
    pub by: Derivation,
}

/// `<freeze>.<edition>/<measure>.<definition>/<source>/<area>/<breakdown or total>/`
/// `<period>[+age]/<derivation>`; safe in web addresses and shells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId {
    /// The edition it was printed from.
    pub freeze: FreezeId,
    /// What it is.
    pub key: FigureKey,
}

impl fmt::Display for FigureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.of, self.by)
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.freeze, self.key)
    }
}

fn versioned(text: &str) -> Option<(&str, u16)> {
    let (measure, version) = text.rsplit_once('.')?;
    Some((measure, version.parse().ok().filter(|n| *n > 0)?))
}

fn aged(text: &str) -> Option<(&str, Option<u16>)> {
    match text.split_once('+') {
        Some((period, age)) => Some((period, Some(age.parse().ok()?))),
        None => Some((text, None)),
    }
}

impl FromStr for FigureKey {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let wrong = |why: &str| ParseError::new("a figure", text, why);
        let parts: Vec<&str> = text.split('/').collect();
        let [measure, source, area, breakdown, period, by] = parts.as_slice() else {
            return Err(wrong("it has six parts with five slashes"));
        };
        let (measure, definition) =
            versioned(measure).ok_or_else(|| wrong("write the measure as PUK-001.1"))?;
        let (period, age) = aged(period).ok_or_else(|| wrong("the age is in whole days"))?;
        let of = ObservationKey {
            measure: measure.parse()?,
            definition,
            source: source.parse()?,
            area: area.parse()?,
            breakdown: breakdown.parse()?,
            period: period.parse()?,
            age,
        };
        Ok(Self { of, by: by.parse()? })
    }
}

impl FromStr for FigureId {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let id = text.trim_matches('/');
        match id.split_once('/') {
            Some((freeze, key)) if id.matches('/').count() == 6 => {
                Ok(Self { freeze: freeze.parse()?, key: key.parse()? })
            }
            _ => {
                let why = "it has seven parts with six slashes, such as \
                           2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/\
                           total";
                Err(ParseError::new("a figure id", text, why))
            }
        }
    }
}
