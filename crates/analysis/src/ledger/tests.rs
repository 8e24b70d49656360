use super::*;

fn release(name: &str, vintage: &str) -> Release {
    Release {
        file: Digest::of(name.as_bytes()),
        name: name.into(),
        source: "police-recorded-crime".parse().unwrap(),
        vintage: vintage.parse().unwrap(),
        vintage_basis: "test".into(),
        format: "test".into(),
        bytes: 0,
        rows_read: 1,
    }
}

fn key() -> ObservationKey {
    ObservationKey {
        measure: "CRM-001".parse().unwrap(),
        definition: 1,
        source: "police-recorded-crime".parse().unwrap(),
        area: "E23000021.2016".parse().unwrap(),
        breakdown: domain::breakdown::Breakdown::total(),
        period: "fy2017-18".parse().unwrap(),
        age: None,
    }
}

/// Each import is one file: name, vintage, value. They are imported in the order given.
fn ledger(imports: &[(&str, &str, i64)]) -> Ledger {
    let mut batches = Vec::new();
    let mut observations = Vec::new();
    for (n, (name, vintage, value)) in imports.iter().enumerate() {
        let release = release(name, vintage);
        let observation = Observation {
            key: key(),
            cell: Cell::Value(Decimal::whole(*value)),
            markers: Markers::NONE,
            place: Place::Field { line: 2, column: "recorded_offences".into() },
        };
        observations.push((release.file, observation));
        let id = release.file;
        let actor = "test".into();
        let sequence = i64::try_from(n).unwrap() + 1;
        let imported_at = Instant(sequence);
        batches.push(Batch { id, sequence, imported_at, actor, releases: vec![release] });
    }
    Ledger::new(&batches, observations)
}

fn current(ledger: &Ledger) -> (i64, String) {
    let observation = &ledger.current(&key()).unwrap().observation;
    (observation.cell.value().unwrap().mantissa, observation.markers.text())
}

/// Leicestershire, year ending March 2018: three official vintages of one figure.
#[test]
fn the_newest_vintage_is_current_whatever_the_order_of_import() {
    let ons = ("ons", "about 2019-04-24", 81_960);
    let quarters = ("quarters", "unknown", 83_793);
    let latest = ("latest", "about 2026-07", 83_869);
    for order in [[ons, quarters, latest], [latest, ons, quarters], [quarters, latest, ons]] {
        let ledger = ledger(&order);
        assert_eq!(current(&ledger), (83_869, "[r]".into()));
        assert_eq!(ledger.earlier(&key()).len(), 2);
    }
    assert_eq!(current(&ledger(&[ons, quarters])), (81_960, String::new()));
}

#[test]
fn between_equal_vintages_the_later_import_is_current() {
    let ledger = ledger(&[("one", "2022-07", 1), ("two", "2022-07", 2)]);
    assert_eq!(current(&ledger).0, 2);
}

#[test]
fn the_digest_is_of_what_is_current() {
    let one = ledger(&[("a", "2019", 81_960), ("b", "2026", 83_869)]);
    let other = ledger(&[("b", "2026", 83_869), ("a", "2019", 81_960)]);
    assert_eq!(one.digest(), other.digest());
    assert_ne!(one.digest(), ledger(&[("b", "2026", 83_869)]).digest());
}
