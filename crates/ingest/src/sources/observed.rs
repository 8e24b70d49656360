//! What the readers of tables share: one observation, and labels looked up once.

use std::collections::BTreeMap;

use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::diagnostic::Location;
use domain::ids::{Slug, SourceId};
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;

use crate::codes;
use crate::reading::{MeasureVersion, Reading};

/// What all observations of a table share.
pub(crate) struct Observed<'a> {
    pub(crate) source: &'a SourceId,
    pub(crate) area: &'a Area,
    pub(crate) period: Period,
}

impl Observed<'_> {
    /// A value of a measure, not broken down.
    pub(crate) fn total(
        &self,
        measure: &MeasureVersion,
        cell: Cell<Decimal>,
        place: Place,
    ) -> Observation {
        self.cut(measure, Breakdown::total(), cell, place)
    }

    /// A value of a measure in one cut.
    pub(crate) fn cut(
        &self,
        measure: &MeasureVersion,
        breakdown: Breakdown,
        cell: Cell<Decimal>,
        place: Place,
    ) -> Observation {
        let key = ObservationKey {
            measure: measure.id.clone(),
            definition: measure.definition,
            source: self.source.clone(),
            area: self.area.clone(),
            breakdown,
            period: self.period,
            age: None,
        };
        Observation { key, cell, markers: Markers::NONE, place }
    }
}

/// Labels of a source, each looked up once; one no measure stands for is told once.
pub(crate) struct Labels {
    source: SourceId,
    known: BTreeMap<String, Option<MeasureVersion>>,
}

impl Labels {
    pub(crate) fn of(source: SourceId) -> Self {
        Self { source, known: BTreeMap::new() }
    }

    pub(crate) fn source(&self) -> &SourceId {
        &self.source
    }

    /// The measure a label means, if one does.
    pub(crate) fn quietly(&mut self, label: &str, reading: &Reading<'_>) -> Option<MeasureVersion> {
        if !self.known.contains_key(label) {
            let found = reading.catalogue.measure_for(&self.source, label);
            self.known.insert(label.to_owned(), found.map(MeasureVersion::of));
        }
        self.known.get(label).cloned().flatten()
    }

    /// The same; a label without a measure is told, once, at this place, with
    /// what becomes of its figures.
    pub(crate) fn measure(
        &mut self,
        label: &str,
        effect: &str,
        at: impl FnOnce(&Reading<'_>) -> Location,
        reading: &mut Reading<'_>,
    ) -> Option<MeasureVersion> {
        let new = !self.known.contains_key(label);
        let found = self.quietly(label, reading);
        if new && found.is_none() {
            let at = at(reading);
            let message = format!("no measure stands for \"{label}\"; {effect}");
            reading.findings.warning(&codes::LABEL_WITHOUT_MEASURE, at, message);
        }
        found
    }
}

/// A whole number as a cell.
pub(crate) fn whole(count: i64) -> Cell<Decimal> {
    Cell::Value(Decimal::whole(count))
}

/// A name of any length that a slug cannot hold whole keeps its beginning and its end, where names
/// differ.
pub(crate) fn slug_of_words(words: &str) -> Slug {
    if words.trim().is_empty() {
        return Slug::of("not-stated");
    }
    let words = words.replace('&', " and ");
    let kept: Vec<char> = words.chars().collect();
    let plain = Slug::of(&words);
    if plain.as_str().len() < LONGEST_SLUG || kept.len() <= LONGEST_SLUG {
        return plain;
    }
    let end: String = kept[kept.len() - 24..].iter().collect();
    let start: String = kept.iter().take(36).collect();
    Slug::of(&format!("{start} {end}"))
}

/// A slug holds so many letters.
const LONGEST_SLUG: usize = 64;
