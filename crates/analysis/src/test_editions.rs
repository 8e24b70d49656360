//! Editions for tests: a few observations, each from a file of its own with its date.

use domain::batch::{Batch, Release};
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::digest::Digest;
use domain::instant::Instant;
use domain::observation::{Observation, ObservationKey, Place};

use crate::frozen::Frozen;
use crate::ledger::Ledger;

/// A key of Leicestershire.
pub fn of(measure: &str, source: &str, breakdown: &str, period: &str) -> ObservationKey {
    ObservationKey {
        measure: measure.parse().unwrap(),
        definition: 1,
        source: source.parse().unwrap(),
        area: "E23000021.2016".parse().unwrap(),
        breakdown: breakdown.parse().unwrap(),
        period: period.parse().unwrap(),
        age: None,
    }
}

/// An edition under the shipped catalogue: publication, key and count, imported in this order.
pub fn edition(held: &[(&str, &ObservationKey, i64)]) -> Frozen {
    edition_under(&catalogue::Bundle::shipped(), held)
}

/// The same under a catalogue of one's own.
pub fn edition_under(bundle: &catalogue::Bundle, held: &[(&str, &ObservationKey, i64)]) -> Frozen {
    let (batches, observations) = imported(held);
    let (catalogue, _) = catalogue::Catalogue::load(bundle);
    Frozen {
        id: "2026-12-31.1".parse().unwrap(),
        catalogue,
        ledger: Ledger::new(&batches, observations),
        gate: crate::disclosure::Gate::open(),
    }
}

fn imported(held: &[(&str, &ObservationKey, i64)]) -> (Vec<Batch>, Vec<(Digest, Observation)>) {
    let (mut batches, mut observations) = (Vec::new(), Vec::new());
    for (n, (published, key, count)) in held.iter().enumerate() {
        let name = format!("{n}.csv");
        let release = Release {
            file: Digest::of(name.as_bytes()),
            name,
            source: key.source.clone(),
            vintage: published.parse().unwrap(),
            vintage_basis: "test".into(),
            format: "test".into(),
            bytes: 0,
            rows_read: 1,
        };
        let observation = Observation {
            key: (*key).clone(),
            cell: Cell::Value(Decimal::whole(*count)),
            markers: Markers::NONE,
            place: Place::Field { line: 2, column: "count".into() },
        };
        observations.push((release.file, observation));
        let sequence = i64::try_from(n).unwrap() + 1;
        batches.push(Batch {
            id: release.file,
            sequence,
            imported_at: Instant(sequence),
            actor: "test".into(),
            releases: vec![release],
        });
    }
    (batches, observations)
}
