//! Figures and series out of the golden files.

use domain::cell::{Cell, Markers};
use domain::figure::{Exact, Figure, Format};

const MONTHLY: &str = include_str!("../../../../tests/golden/leicestershire/monthly-by-type.csv");
const YEARS: &str = include_str!("../../../../tests/golden/leicestershire/year-by-type.csv");
const DISTRICTS: &str =
    include_str!("../../../../tests/golden/leicestershire/district-2021-22.csv");
const PEERS: &str = include_str!("../../../../tests/golden/leicestershire/peers-2021-22.csv");

fn figure(cell: Cell<Exact>, format: Format) -> Figure {
    let id = "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/total";
    Figure {
        id: id.parse().expect("the id of the documentation"),
        cell,
        format,
        markers: Markers::NONE,
        missing_because: None,
    }
}

/// A count.
pub fn count(value: i64) -> Figure {
    figure(Cell::Value(Exact::Whole(value)), Format::Number { decimals: 0 })
}

/// A difference of counts.
pub fn change(now: i64, before: i64) -> Figure {
    figure(Cell::Value(Exact::Whole(now - before)), Format::Signed { decimals: 0 })
}

/// A rank.
pub fn rank(value: i64) -> Figure {
    figure(Cell::Value(Exact::Whole(value)), Format::Rank)
}

/// A ratio as a number with decimals.
pub fn fraction(numerator: i128, denominator: i128, decimals: u8) -> Figure {
    let exact = Exact::Ratio { numerator, denominator };
    figure(Cell::Value(exact), Format::Number { decimals })
}

/// A change in per cent.
pub fn percent(now: i64, before: i64) -> Figure {
    let (numerator, denominator) = (i128::from(100 * (now - before)), i128::from(before));
    let exact = Exact::Ratio { numerator, denominator };
    figure(Cell::Value(exact), Format::SignedPercent { decimals: 1 })
}

/// A figure nobody holds.
pub fn missing() -> Figure {
    figure(Cell::NotAvailable, Format::Number { decimals: 0 })
}

fn lines(file: &str) -> Vec<Vec<&str>> {
    let lines = file.lines().skip(1).filter(|line| !line.is_empty());
    lines.map(|line| line.split(',').collect()).collect()
}

/// Crime type, 2020/21, 2021/22.
pub fn by_type() -> Vec<(String, i64, i64)> {
    let read = |line: Vec<&str>| (line[0].to_owned(), number(line[1]), number(line[2]));
    lines(YEARS).into_iter().map(read).collect()
}

/// Month and value of a crime type.
pub fn monthly(name: &str) -> Vec<(String, f64)> {
    let of = lines(MONTHLY).into_iter().filter(|line| line[1] == name);
    of.map(|line| (line[0].to_owned(), line[2].parse().expect("a count"))).collect()
}

/// District, all crime, anti-social behaviour; the force's own districts only.
pub fn districts() -> Vec<(String, i64, i64)> {
    let read = |line: Vec<&str>| (line[0].to_owned(), number(line[1]), number(line[2]));
    let own = |(name, crime, _): &(String, i64, i64)| *crime > 1_000 && !name.starts_with('(');
    lines(DISTRICTS).into_iter().map(read).filter(own).collect()
}

/// Force, crimes, population, in the order of their rates.
pub fn peers() -> Vec<(String, i64, i64)> {
    let read = |line: Vec<&str>| (line[0].to_owned(), number(line[1]), number(line[3]));
    let mut all: Vec<_> = lines(PEERS).into_iter().map(read).collect();
    all.sort_by_key(|(_, crimes, people)| crimes * 10_000_000 / people);
    all
}

fn number(text: &str) -> i64 {
    text.parse().expect("a whole number")
}
