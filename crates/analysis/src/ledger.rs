//! Which version of each figure is current, decided by vintage and never by the order of import.

use std::collections::BTreeMap;

use catalogue::Catalogue;
use domain::batch::{Batch, Release};
use domain::cell::{Cell, Marker, Markers};
use domain::decimal::Decimal;
use domain::digest::{Canonical, Digest};
use domain::ids::{MeasureId, Slug, SourceId};
use domain::instant::Instant;
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;

/// A release and how it came to the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplied {
    /// The file.
    pub release: Release,
    /// Place of its batch in the order of imports; 0 for reference data of the catalogue.
    pub batch: i64,
    /// When it was imported.
    pub imported_at: Instant,
    /// Who imported it.
    pub actor: String,
}

/// An observation and the release it came with, as an index into [`Ledger::supplied`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The observation.
    pub observation: Observation,
    /// Its release.
    pub supplied: usize,
}

/// Every observation of an edition, the current version of each apart from earlier ones.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    supplied: Vec<Supplied>,
    current: BTreeMap<ObservationKey, Held>,
    earlier: BTreeMap<ObservationKey, Vec<Held>>,
}

/// The measure of resident population, and the source that the catalogue's populations are of.
pub const POPULATION: (&str, &str) = ("POP-001", "ons-mid-year-estimates");

/// The day a population of a vintage `mid-2020` is of: 30 June.
pub fn population_day(vintage: &Slug) -> Option<Period> {
    let year: i16 = vintage.as_str().strip_prefix("mid-")?.parse().ok()?;
    let day = jiff::civil::Date::new(year, 6, 30).ok()?;
    Period::new(day, day).ok()
}

impl Ledger {
    /// Sorts observations into current and earlier versions.
    ///
    /// Later vintages win; between equal vintages the later import; within one import the later
    /// release by name. `observations` name their release by its file digest; one whose release is
    /// not in `batches` is left out.
    pub fn new(batches: &[Batch], observations: Vec<(Digest, Observation)>) -> Self {
        let mut ledger = Self::default();
        let mut index = BTreeMap::new();
        for batch in batches {
            for release in &batch.releases {
                index.insert(release.file, ledger.supplied.len());
                ledger.supplied.push(Supplied {
                    release: release.clone(),
                    batch: batch.sequence,
                    imported_at: batch.imported_at,
                    actor: batch.actor.clone(),
                });
            }
        }
        let mut versions: BTreeMap<ObservationKey, Vec<Held>> = BTreeMap::new();
        for (file, observation) in observations {
            if let Some(&supplied) = index.get(&file) {
                let key = observation.key.clone();
                versions.entry(key).or_default().push(Held { observation, supplied });
            }
        }
        for (key, mut held) in versions {
            held.sort_by(|a, b| ledger.order(a, b));
            if let Some(newest) = held.pop() {
                ledger.current.insert(key.clone(), ledger.marked(newest, &held));
                if !held.is_empty() {
                    ledger.earlier.insert(key, held);
                }
            }
        }
        ledger
    }

    fn order(&self, a: &Held, b: &Held) -> std::cmp::Ordering {
        let (a, b) = (&self.supplied[a.supplied], &self.supplied[b.supplied]);
        let by_vintage = a.release.vintage.compare(b.release.vintage);
        by_vintage.then(a.batch.cmp(&b.batch)).then(a.release.name.cmp(&b.release.name))
    }

    /// A value that differs from an earlier dated version of itself is marked as revised.
    fn marked(&self, mut newest: Held, earlier: &[Held]) -> Held {
        let dated =
            |held: &&Held| self.supplied[held.supplied].release.vintage.sort_day().is_some();
        let now = newest.observation.cell;
        if earlier.iter().filter(dated).any(|held| held.observation.cell != now) {
            let markers = newest.observation.markers.with(Marker::Revised);
            newest.observation.markers = markers;
        }
        newest
    }

    /// Adds the populations of the catalogue as reference data, so that a rate's denominator is
    /// explained like any other figure.
    ///
    /// `file_digest` gives the digest of a file of the catalogue by its path.
    pub fn add_reference(
        &mut self,
        catalogue: &Catalogue,
        vintage: &Slug,
        file_digest: impl Fn(&str) -> Option<Digest>,
    ) {
        let parsed: Option<(MeasureId, SourceId)> =
            POPULATION.0.parse().ok().zip(POPULATION.1.parse().ok());
        let (Some((measure, source)), Some(period)) = (parsed, population_day(vintage)) else {
            return;
        };
        let definition = catalogue.measure(&measure).map_or(1, |m| m.definition_version);
        let supplied = self.supplied.len();
        let mut file = String::new();
        for force in catalogue.police_areas() {
            for district in catalogue.districts_of(&force.area) {
                let Some(row) = catalogue.population(vintage, &district.area.code) else {
                    continue;
                };
                file.clone_from(&row.file);
                let key = ObservationKey {
                    measure: measure.clone(),
                    definition,
                    source: source.clone(),
                    area: district.area.clone(),
                    breakdown: domain::breakdown::Breakdown::total(),
                    period,
                    age: None,
                };
                let place = Place::Field { line: row.line, column: "all_ages".into() };
                let cell = Cell::Value(Decimal::whole(row.people));
                let markers = Markers::NONE;
                let observation = Observation { key: key.clone(), cell, markers, place };
                self.current.entry(key).or_insert(Held { observation, supplied });
            }
        }
        self.supplied.push(Supplied {
            release: Release {
                file: file_digest(&file).unwrap_or_else(|| Digest::of(&[])),
                name: file,
                source,
                vintage: domain::vintage::Vintage::Unknown,
                vintage_basis: "reference data of the catalogue".into(),
                format: "catalogue".into(),
                bytes: 0,
                rows_read: 0,
            },
            batch: 0,
            imported_at: Instant(0),
            actor: "shipped with the program".into(),
        });
    }

    /// The current version of an observation.
    pub fn current(&self, key: &ObservationKey) -> Option<&Held> {
        self.current.get(key)
    }

    /// Every current observation, in the order of keys.
    pub fn all_current(&self) -> impl Iterator<Item = (&ObservationKey, &Held)> {
        self.current.iter()
    }

    /// Earlier versions of an observation, oldest first.
    pub fn earlier(&self, key: &ObservationKey) -> &[Held] {
        self.earlier.get(key).map_or(&[], Vec::as_slice)
    }

    /// How a held observation came to the office.
    pub fn supplied(&self, held: &Held) -> &Supplied {
        &self.supplied[held.supplied]
    }

    /// Every release, reference data last.
    pub fn releases(&self) -> &[Supplied] {
        &self.supplied
    }

    /// A digest over every current observation: key, value and markers.
    pub fn digest(&self) -> Digest {
        let start = Canonical::new("ledger").field(self.current.len());
        let all = self.current.values().fold(start, |canonical, held| {
            let Observation { key, cell, markers, .. } = &held.observation;
            let value = cell.value().map_or_else(String::new, |decimal| decimal.to_string());
            let kind = cell.symbol().unwrap_or("value");
            canonical.field(key).text(kind).text(&value).text(&markers.letters())
        });
        all.finish()
    }
}

#[cfg(test)]
mod tests;
