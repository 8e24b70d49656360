//! Through an opened edition: every way of asking comes to the gate.

use catalogue::Catalogue;
use domain::batch::{Batch, Release};
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::digest::Digest;
use domain::figure::{Base, ChartLine, Derivation, TestReading};
use domain::instant::Instant;
use domain::observation::{Observation, Place};

use super::*;
use crate::frozen::Frozen;
use crate::ledger::Ledger;

/// Two years of months, the last of them 2, all others about 20.
fn frozen() -> Frozen {
    let file = Digest::of(b"returns");
    let release = Release {
        file,
        name: "returns.csv".into(),
        source: "provider-returns".parse().unwrap(),
        vintage: "2023-01-10".parse().unwrap(),
        vintage_basis: "test".into(),
        format: "test".into(),
        bytes: 0,
        rows_read: 24,
    };
    let (actor, imported_at) = ("test".into(), Instant(1));
    let batch = Batch { id: file, sequence: 1, imported_at, actor, releases: vec![release] };
    let observation = |n: i64| {
        let period = format!("{}-{:02}", 2021 + n / 12, 1 + n % 12);
        let observation = Observation {
            key: of(FORCE, "total", &period),
            cell: Cell::Value(Decimal::whole(if n == 23 { 2 } else { 18 + n % 5 })),
            markers: Markers::NONE,
            place: Place::Field { line: 2, column: "clients".into() },
        };
        (file, observation)
    };
    Frozen {
        id: "2022-12-31.1".parse().unwrap(),
        catalogue: Catalogue::default(),
        ledger: Ledger::new(&[batch], (0..24).map(observation).collect()),
        gate: Gate::open(),
    }
}

#[test]
fn every_way_of_asking_comes_to_the_gate() {
    let mut frozen = frozen();
    let year = of(FORCE, "total", "2022-01-01_2022-12-31");
    let over = "2021-01-01_2022-12-31".parse().unwrap();
    let november = of(FORCE, "total", "2022-11");
    let december = of(FORCE, "total", "2022-12");
    let before = "2021-12".parse().unwrap();
    let mean = Derivation::Chart(ChartLine::Mean, "mdc-2023".parse().unwrap(), over);
    let shown = [key(&year, Derivation::Total), key(&november, Derivation::Value)];
    let hidden = [
        key(&december, Derivation::Value),
        key(&december, Derivation::Change(Base::Value, before)),
        key(&december, Derivation::Percent(Base::Value, before)),
        key(&year, mean),
        key(&year, Derivation::MonthlyTest(TestReading::P)),
    ];
    let all = shown.iter().chain(&hidden).cloned().collect();
    let truths: Vec<String> =
        hidden.iter().map(|k| frozen.figure(k.of.clone(), k.by.clone()).text()).collect();
    assert!(truths.iter().all(|text| text != "[c]"), "{truths:?}");

    frozen.judge("2022-12-31.1, board pack", &[], |_| Ok::<_, ()>(all)).unwrap();
    for key in &shown {
        assert_ne!(frozen.figure(key.of.clone(), key.by.clone()).text(), "[c]", "{key}");
        assert!(frozen.gate().may_explain(key));
    }
    for key in &hidden {
        let figure = frozen.figure(key.of.clone(), key.by.clone());
        assert_eq!(figure.text(), "[c]", "{key}");
        assert_eq!(figure.missing_because.unwrap(), "withheld so that nobody can be recognised");
        assert!(frozen.evaluate(key).inputs.is_empty() && !frozen.gate.may_explain(key));
    }
    let points = frozen.months_of(&year, over);
    let drawn = points.iter().filter(|(_, point)| point.cell.value().is_some()).count();
    assert_eq!(drawn, 1, "only November was asked about and found fit");
}
