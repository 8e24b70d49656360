//! What a reader's programs need to know of a paper's figures that the paper itself need not say.
//! Composers fill it; emitters of data read it.

use std::collections::BTreeMap;

use domain::figure::{Figure, FigureKey};
use domain::ids::{MeasureId, SourceId};

/// What to know of a paper's figures beside the paper.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Name and unit of each measure.
    pub measures: BTreeMap<MeasureId, MeasureFacts>,
    /// Name and level of each area, by its code.
    pub areas: BTreeMap<String, AreaFacts>,
    /// Each source.
    pub sources: BTreeMap<SourceId, SourceFacts>,
    /// What stands above and below the line of a rate or a percentage, as printed.
    pub fractions: BTreeMap<FigureKey, (Figure, Figure)>,
    /// The licence that everything may be used under, by its address; none where something is not
    /// published.
    pub licence: Option<String>,
    /// The last day the figures are of: `2022-03-31`.
    pub as_at: String,
}

/// What to know of a measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasureFacts {
    /// Its name.
    pub name: String,
    /// Its unit: `count`.
    pub unit: String,
}

/// What to know of an area.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AreaFacts {
    /// Its name.
    pub name: String,
    /// What kind of place it is: `police force area`.
    pub level: String,
}

/// What to know of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceFacts {
    /// Its name.
    pub name: String,
    /// When its newest file here was published, in words.
    pub published: String,
    /// The acknowledgement to print.
    pub attribution: String,
}
