//! Leicestershire's crime of 2017/18 stood at 81,960, then 83,793, then 83,869. Here two of these
//! stand as two years' figures: whatever is told of them is revision.

use catalogue::{Bundle, Catalogue};
use domain::batch::{Batch, Release};
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::digest::Digest;
use domain::figure::{Derivation, FigureKey, Missing, TestReading};
use domain::instant::Instant;
use domain::observation::{Observation, Place};
use domain::verdict::Verdict;

use super::*;
use crate::disclosure::Gate;
use crate::evaluate::Evaluated;
use crate::finding::verdict;
use crate::ledger::Ledger;

const LEICESTERSHIRE: &str = "E23000021.2016";

fn key(area: &str, period: &str) -> ObservationKey {
    ObservationKey {
        measure: "CRM-001".parse().unwrap(),
        definition: 1,
        source: "police-recorded-crime".parse().unwrap(),
        area: area.parse().unwrap(),
        breakdown: domain::breakdown::Breakdown::total(),
        period: period.parse().unwrap(),
        age: None,
    }
}

/// Eight other forces whose crime is the same in both years, and what is given of Leicestershire:
/// year, when it was published, and the count.
fn edition(own: &[(&str, &str, i64)]) -> Frozen {
    let others = (13..21).filter(|n| format!("E230000{n}.2016") != LEICESTERSHIRE);
    let others: Vec<String> = others.map(|n| format!("E230000{n}.2016")).collect();
    let level = others.iter().flat_map(|area| {
        ["fy2017-18", "fy2018-19"].map(|year| (area.as_str(), year, "2026-07", 50_000))
    });
    let own =
        own.iter().map(|(year, published, count)| (LEICESTERSHIRE, *year, *published, *count));
    let mut batches = Vec::new();
    let mut observations = Vec::new();
    for (sequence, (area, year, published, count)) in (1..).zip(own.chain(level)) {
        let name = format!("{area} {year} {published}");
        let file = Digest::of(name.as_bytes());
        let release = Release {
            file,
            name,
            source: "police-recorded-crime".parse().unwrap(),
            vintage: published.parse().unwrap(),
            vintage_basis: "test".into(),
            format: "test".into(),
            bytes: 0,
            rows_read: 1,
        };
        let (actor, imported_at) = ("test".into(), Instant(sequence));
        batches.push(Batch { id: file, sequence, imported_at, actor, releases: vec![release] });
        let (cell, place) =
            (Cell::Value(Decimal::whole(count)), Place::Field { line: 2, column: "count".into() });
        let observation = Observation { key: key(area, year), cell, markers: Markers::NONE, place };
        observations.push((file, observation));
    }
    Frozen {
        id: "2019-12-31.1".parse().unwrap(),
        catalogue: Catalogue::load(&Bundle::shipped()).0,
        ledger: Ledger::new(&batches, observations),
        gate: Gate::open(),
    }
}

fn told(frozen: &Frozen) -> Verdict {
    let reading = |reading| {
        let by = Derivation::AnnualTest(reading, "fy2017-18".parse().unwrap());
        frozen.figure(key(LEICESTERSHIRE, "fy2018-19"), by)
    };
    verdict(&reading(TestReading::Ratio), &reading(TestReading::P))
}

fn reading(frozen: &Frozen, reading: TestReading) -> Evaluated {
    let from = "fy2017-18".parse().unwrap();
    frozen.annual_test(&key(LEICESTERSHIRE, "fy2018-19"), reading, from)
}

#[test]
fn revision_alone_is_no_change() {
    let seen = [("fy2016-17", "2017-07", 81_960), ("fy2016-17", "2026-07", 83_869)];
    for (old, new) in [(81_960, 83_793), (83_793, 81_960)] {
        let years = [("fy2017-18", "2026-07", old), ("fy2018-19", "2019-07", new)];
        let naive = edition(&years);
        let clear = if new > old { Verdict::Risen } else { Verdict::Fallen };
        assert_eq!(told(&naive), clear, "without a pair nothing is known of revision");
        assert_eq!(reading(&naive, TestReading::Pairs).missing, Some(Missing::PublishedOnce));

        let allowed = edition(&[seen[0], seen[1], years[0], years[1]]);
        assert_eq!(told(&allowed), Verdict::NoClearChange);
        // ln(83,869 / 81,960) = 0.02302.
        let share = reading(&allowed, TestReading::Revision);
        assert!((share.cell.value().unwrap().to_f64() - 2.302).abs() < 1e-3);
        assert_eq!(reading(&allowed, TestReading::Pairs).whole(), Some(1));
        let pair = FigureKey { of: key(LEICESTERSHIRE, "fy2016-17"), by: Derivation::Value };
        assert!(share.inputs.contains(&pair), "what it was measured from is explained");
    }
}

#[test]
fn years_published_long_after_they_ended_are_compared_as_they_stand() {
    let ripe = edition(&[
        ("fy2016-17", "2017-07", 81_960),
        ("fy2016-17", "2026-07", 83_869),
        ("fy2017-18", "2026-07", 81_960),
        ("fy2018-19", "2026-07", 83_793),
    ]);
    assert_eq!(told(&ripe), Verdict::Risen);
    assert_eq!(reading(&ripe, TestReading::Revision).missing, Some(Missing::Ripe));
}

/// Both as first published: what every figure is revised by cancels, and only the spread counts.
#[test]
fn a_common_revision_cancels_between_first_figures() {
    let frozen = edition(&[
        ("fy2015-16", "2016-07", 80_000),
        ("fy2015-16", "2026-07", 81_600),
        ("fy2016-17", "2017-07", 70_000),
        ("fy2016-17", "2026-07", 71_400),
        ("fy2017-18", "2018-07", 81_960),
        ("fy2018-19", "2019-07", 83_793),
    ]);
    let share = reading(&frozen, TestReading::Revision).cell.value().unwrap().to_f64();
    assert!(share < 1e-6, "{share}: both were revised by 2 %");
    assert_eq!(reading(&frozen, TestReading::Pairs).whole(), Some(2));
    assert_eq!(told(&frozen), Verdict::Risen);
}
