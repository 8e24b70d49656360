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
    /// By key, and of one key the oldest version first: its last is the current one.
    held: Vec<Held>,
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
        let supplied = |file: &Digest| index.get(file).copied();
        ledger.held = observations
            .into_iter()
            .filter_map(|(file, observation)| {
                Some(Held { supplied: supplied(&file)?, observation })
            })
            .collect();
        ledger.sort();
        ledger
    }

    fn sort(&mut self) {
        let mut held = std::mem::take(&mut self.held);
        held.sort_by(|a, b| {
            a.observation.key.cmp(&b.observation.key).then_with(|| self.order(a, b))
        });
        for versions in held.chunk_by_mut(|a, b| a.observation.key == b.observation.key) {
            if let Some((newest, earlier)) = versions.split_last_mut() {
                self.mark(newest, earlier);
            }
        }
        self.held = held;
    }

    fn order(&self, a: &Held, b: &Held) -> std::cmp::Ordering {
        let (a, b) = (&self.supplied[a.supplied], &self.supplied[b.supplied]);
        let by_vintage = a.release.vintage.compare(b.release.vintage);
        by_vintage.then(a.batch.cmp(&b.batch)).then(a.release.name.cmp(&b.release.name))
    }

    /// A value that differs from an earlier dated version of itself is marked as revised.
    fn mark(&self, newest: &mut Held, earlier: &[Held]) {
        let day = |held: &Held| self.supplied[held.supplied].release.vintage.sort_day();
        let latest = day(newest);
        // Two files of one day are no revision by the publisher, whatever they say.
        let dated = |held: &&Held| day(held).is_some_and(|day| latest != Some(day));
        let now = newest.observation.cell;
        if earlier.iter().filter(dated).any(|held| held.observation.cell != now) {
            let markers = newest.observation.markers.with(Marker::Revised);
            newest.observation.markers = markers;
        }
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
        let mut people = Vec::new();
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
                if self.current(&key).is_none() {
                    let observation = Observation { key, cell, markers, place };
                    people.push(Held { observation, supplied });
                }
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
        self.held.append(&mut people);
        self.sort();
    }

    /// All versions of an observation, oldest first.
    pub(crate) fn versions(&self, key: &ObservationKey) -> &[Held] {
        let from = self.held.partition_point(|held| held.observation.key < *key);
        let held = &self.held[from..];
        let versions = held.iter().take_while(|held| held.observation.key == *key);
        &held[..versions.count()]
    }

    /// The current version of an observation.
    pub fn current(&self, key: &ObservationKey) -> Option<&Held> {
        self.versions(key).last()
    }

    /// All versions of each observation, oldest first, in the order of keys.
    pub fn histories(&self) -> impl Iterator<Item = &[Held]> {
        self.held.chunk_by(|a, b| a.observation.key == b.observation.key)
    }

    /// Every current observation, in the order of keys.
    pub fn all_current(&self) -> impl Iterator<Item = (&ObservationKey, &Held)> {
        self.histories().filter_map(|held| held.last()).map(|held| (&held.observation.key, held))
    }

    /// Earlier versions of an observation, oldest first.
    pub fn earlier(&self, key: &ObservationKey) -> &[Held] {
        self.versions(key).split_last().map_or(&[], |(_, earlier)| earlier)
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
        let start = Canonical::new("ledger").field(self.all_current().count());
        let all = self.all_current().fold(start, |canonical, (_, held)| {
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
