//! The counts of one force and month, each with its lines.

use catalogue::{Catalogue, District, PoliceArea};
use domain::rows::RowSet;

use super::place::Place;
use crate::sources::police_uk_fields::CRIME_TYPES;

/// Lines by type, and of all crimes.
#[derive(Debug, Default, Clone)]
pub(super) struct ByType {
    pub(super) types: [RowSet; CRIME_TYPES.len()],
    pub(super) crimes: RowSet,
}

impl ByType {
    fn add(&mut self, row: Counted<'_>) {
        self.types[row.kind].push(row.line);
        if row.is_crime() {
            self.crimes.push(row.line);
        }
    }
}

/// What of a row is counted.
#[derive(Clone, Copy)]
pub(super) struct Counted<'c> {
    pub(super) line: u64,
    /// Place of its type among [`CRIME_TYPES`].
    pub(super) kind: usize,
    pub(super) place: Place<'c>,
    /// Place of its last outcome among the outcomes met; none for an incident.
    pub(super) outcome: Option<usize>,
}

impl Counted<'_> {
    /// The first type, anti-social behaviour, is no crime.
    pub(super) fn is_crime(&self) -> bool {
        self.kind != 0
    }
}

/// Everything counted for one force and month.
pub(super) struct Tally<'c> {
    pub(super) all: ByType,
    /// Every district of the force, whether it has rows or not.
    pub(super) districts: Vec<(&'c District, ByType)>,
    /// Rows with a place that is in no district of the force.
    pub(super) outside: ByType,
    /// Rows without a place.
    pub(super) nowhere: ByType,
    /// By last outcome, in the order of the outcomes met.
    pub(super) outcomes: Vec<RowSet>,
}

impl<'c> Tally<'c> {
    pub(super) fn new(force: &PoliceArea, catalogue: &'c Catalogue) -> Self {
        let districts = catalogue.districts_of(&force.area);
        Self {
            all: ByType::default(),
            districts: districts.into_iter().map(|d| (d, ByType::default())).collect(),
            outside: ByType::default(),
            nowhere: ByType::default(),
            outcomes: Vec::new(),
        }
    }

    /// Counts a row everywhere it belongs: once in the force, once in a district or residual.
    pub(super) fn add(&mut self, row: Counted<'c>) {
        self.all.add(row);
        let part = match row.place {
            Place::Nowhere => &mut self.nowhere,
            Place::Unknown => &mut self.outside,
            Place::District(district) => {
                // Both references come out of the one catalogue, so equal means the same place in
                // memory, and no text is compared for each row.
                let own = |(d, _): &(&District, ByType)| std::ptr::eq(*d, district);
                match self.districts.iter().position(own) {
                    Some(n) => &mut self.districts[n].1,
                    None => &mut self.outside,
                }
            }
        };
        part.add(row);
        if let Some(outcome) = row.outcome {
            if self.outcomes.len() <= outcome {
                self.outcomes.resize(outcome + 1, RowSet::default());
            }
            self.outcomes[outcome].push(row.line);
        }
    }
}
