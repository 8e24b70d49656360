//! Change over months with gaps, under revision, and between windows.

use proptest::prelude::*;
use statistics::change::seasonal::{LEAST_PAIRS, Month, Season, Settings, seasonal_step};
use statistics::change::windows::{Window, chart, compare, overlap_design_effect};
use statistics::change::{
    AnnualChange, Dispersion, Revised, Revision, Scatter, Standing, annual_ratio,
    annual_ratio_revised, monthly_step, revision_variance,
};
use statistics::interval::{Level, Method};
use statistics::process_control::{Direction, Point, Settings as ChartSettings};
use statistics::regression::Lag;
use statistics::season::{Drift, MonthFactors, Series, local};
use statistics::{Error, Untestable};

const COUNTS: [u64; 24] = [
    90, 84, 101, 97, 110, 120, 131, 125, 108, 104, 93, 88, 95, 80, 99, 104, 118, 117, 140, 133,
    112, 99, 90, 97,
];

fn months(counts: &[u64]) -> Vec<Month> {
    (0..).zip(counts).map(|(position, count)| Month { position, count: *count }).collect()
}

#[test]
fn full_years_have_the_ratio_of_the_simple_test() {
    let ours = seasonal_step(&months(&COUNTS), &Settings::starting(12)).unwrap();
    let simple = monthly_step(&COUNTS, Level::P95).unwrap();
    assert!((ours.step.ratio / simple.ratio - 1.0).abs() < 1e-10);
    assert!((ours.step.dispersion / simple.dispersion - 1.0).abs() < 1e-9);
    assert_eq!((ours.step.method, ours.pairs, ours.years), (Method::NeweyWest, 12, 2));
}

/// More regular than chance: the variance is held at Poisson's.
#[test]
fn errors_are_never_less_than_poisson() {
    let counts: [u64; 24] = std::array::from_fn(|m| if m < 12 { 100 } else { 110 });
    let ours = seasonal_step(&months(&counts), &Settings::starting(12)).unwrap();
    assert!((ours.variance_of_months - (1.0 / 1_200.0 + 1.0 / 1_320.0)).abs() < 1e-12);
    // Poisson's variance is known: 1.959964 √(1/1200 + 1/1320) = 0.078174.
    assert!((ours.step.upper - 1.1 * 0.078_174_f64.exp()).abs() < 1e-5, "{ours:?}");
}

#[test]
fn a_missing_month_is_no_fall() {
    // The season is exact and this year is a tenth up; July of this year is not there.
    let season = [80, 80, 90, 100, 110, 120, 400, 120, 110, 100, 90, 80];
    let all: Vec<u64> =
        season.iter().map(|s| 10 * s).chain(season.iter().map(|s| 11 * s)).collect();
    let mut some = months(&all);
    some.remove(18);
    let change = seasonal_step(&some, &Settings::starting(12)).unwrap();
    assert!((change.step.ratio - 1.1).abs() < 1e-9);
    let paired: u64 = season.iter().sum::<u64>() - 400;
    assert_eq!((change.old, change.new, change.pairs), (10 * paired, 11 * paired, 11));
}

/// A level of its own for each year: what happened before last year does not enter.
#[test]
fn earlier_years_do_not_move_the_ratio() {
    let season = [80, 80, 90, 100, 110, 120, 125, 120, 110, 100, 90, 80];
    let years = [50, 30, 10, 12];
    let counts: Vec<u64> = years.iter().flat_map(|y| season.iter().map(move |s| y * s)).collect();
    let change = seasonal_step(&months(&counts), &Settings::starting(36)).unwrap();
    assert!((change.step.ratio - 1.2).abs() < 1e-9);
    assert_eq!((change.years, change.months), (4, 48));
}

#[test]
fn given_factors_leave_more_degrees_of_freedom() {
    let season = [0.8, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8];
    let factors = MonthFactors::given(season).unwrap();
    // Twenty times as many with the same scatter: the months' own errors are wider than Poisson's.
    let many = months(&COUNTS.map(|count| 20 * count));
    let fitted = seasonal_step(&many, &Settings::starting(12)).unwrap();
    let settings = Settings { season: Season::Given(&factors), ..Settings::starting(12) };
    let given = seasonal_step(&many, &settings).unwrap();
    assert!(given.degrees_of_freedom > 1.3 * fitted.degrees_of_freedom);
    assert!((given.step.ratio / fitted.step.ratio - 1.0).abs() < 1e-9);
}

/// A factor off by a little moves the ratio by its share of what is missing.
#[test]
fn the_error_of_given_factors_counts_where_months_are_missing() {
    let points: Vec<Point> = (0..72)
        .map(|t| Point { position: t, value: Some((100 + 3 * (t % 12) + 7 * (t % 5)) as f64) })
        .collect();
    let factors = local(&Series::whole(&points), Drift::Flat).unwrap();
    let settings = Settings { season: Season::Given(&factors), ..Settings::starting(12) };
    let whole = seasonal_step(&months(&COUNTS), &settings).unwrap();
    assert!(whole.variance_of_factors < 1e-20);
    let mut some = months(&COUNTS);
    some.remove(18);
    let missing = seasonal_step(&some, &settings).unwrap();
    // Levels are Σx/Σf: with July missing this year, ln Σ'f moves by f_m/Σ'f and ln Σf by f_m/Σf.
    let (f, e) = (factors.factors(), factors.log_errors());
    let left = 12.0 - f[6];
    let expected: f64 = (0..12)
        .map(|m| {
            let this = if m == 6 { 0.0 } else { f[m] / left };
            ((this - f[m] / 12.0) * e[m]).powi(2)
        })
        .sum();
    assert!((missing.variance_of_factors / expected - 1.0).abs() < 1e-9);
    assert!(missing.variance_of_factors > 0.0);
}

#[test]
fn revision_corrects_and_widens_and_says_so() {
    let revised =
        [(100, 103), (200, 205), (300, 307)].map(|(first, later)| Revised { first, later });
    let revision = revision_variance(&revised, Standing::Unequal).unwrap();
    let plain = seasonal_step(&months(&COUNTS), &Settings::starting(12)).unwrap();
    let settings = Settings { revision, ..Settings::starting(12) };
    let wide = seasonal_step(&months(&COUNTS), &settings).unwrap();
    assert_eq!(wide.variance_of_revision, revision.variance);
    // By ln 1.03, ln 1.025 and ln 1.02333 on average.
    assert!((wide.step.ratio / plain.step.ratio - 1.026_107).abs() < 1e-6);
    let reach = |change: &statistics::change::SeasonalChange| change.step.upper / change.step.ratio;
    assert!(reach(&wide) > reach(&plain));
    // What is common to all revisions is corrected against a revised year, and cancels between two
    // first releases; what differs comes once there, with the error of the mean, and twice here.
    let equal = revision_variance(&revised, Standing::Equal).unwrap();
    assert!((equal.variance / revision.variance - 2.0 / (1.0 + 1.0 / 3.0)).abs() < 1e-12);
    assert_eq!(
        (equal.shift, equal.degrees_of_freedom, revision.degrees_of_freedom),
        (0.0, 2.0, 2.0)
    );
    // One pair does not tell.
    let one = revision_variance(&revised[..1], Standing::Unequal).unwrap();
    assert_eq!((one.shift, one.degrees_of_freedom), (0.0, 1.0));
    assert!((one.variance - 1.03_f64.ln().powi(2)).abs() < 1e-15);
}

#[test]
fn without_revision_the_annual_ratio_stays_as_it_is() {
    let change = AnnualChange { old: 2_000, new: 2_200 };
    let scatter = Scatter::new(0.0025, 40).unwrap();
    let plain = annual_ratio(change, scatter, Level::P95).unwrap();
    let none = annual_ratio_revised(change, scatter, Revision::NONE, Level::P95).unwrap();
    assert_eq!(plain, none);
    let bad = Revision { shift: f64::INFINITY, ..Revision::NONE };
    let bad = annual_ratio_revised(change, scatter, bad, Level::P95);
    assert_eq!(bad, Err(Error::VarianceOutOfRange));
}

#[test]
fn what_cannot_be_tested_says_why() {
    let of = |months: &[Month]| seasonal_step(months, &Settings::starting(12)).err();
    let few = months(&COUNTS[..17]);
    assert_eq!(of(&few), Some(Error::TooFewPeriods { periods: 5, minimum: LEAST_PAIRS }));
    assert_eq!(of(&months(&[0; 24])), Some(Error::NotTestable(Untestable::NoEvents)));
    let mut empty = COUNTS;
    empty[12..].fill(0);
    assert_eq!(of(&months(&empty)), Some(Error::NotTestable(Untestable::OneSideEmpty)));
    let mut twice = months(&COUNTS);
    twice[5].position = 4;
    assert_eq!(of(&twice), Some(Error::PositionsNotAscending { index: 5 }));
    let bad = Revision { variance: f64::NAN, ..Revision::NONE };
    let settings = Settings { revision: bad, ..Settings::starting(12) };
    assert_eq!(seasonal_step(&months(&COUNTS), &settings).err(), Some(Error::VarianceOutOfRange));
    assert_eq!(
        revision_variance(&[Revised { first: 0, later: 1 }], Standing::Unequal),
        Err(Error::ValueOutOfRange { index: 0 })
    );
    assert_eq!(
        revision_variance(&[Revised { first: 1, later: 1 }], Standing::Equal),
        Err(Error::NotTestable(Untestable::NoDegreesOfFreedom))
    );
}

#[test]
fn windows_that_overlap_are_refused_on_a_chart() {
    let points: Vec<Point> = (0..30).map(|p| Point { position: p, value: Some(10.0) }).collect();
    let settings = ChartSettings::new(Direction::Neutral);
    assert_eq!(
        chart(&points, 12, &settings).err(),
        Some(Error::WindowsOverlap { apart: 1, width: 12 })
    );
    let yearly: Vec<Point> =
        points.iter().map(|p| Point { position: 12 * p.position, ..*p }).collect();
    let chart = chart(&yearly, 12, &settings).unwrap();
    assert_eq!(chart.points[2].position, 24);
    assert!(chart.diagnostics.is_empty() && chart.segments[0].judged);
}

#[test]
fn windows_beside_each_other_may_be_compared() {
    let window = |end, total| Window { end, total };
    let of =
        |apart| compare(window(0, 900), window(apart, 950), 4, Dispersion::POISSON, Level::P95);
    assert!(of(4).is_ok());
    assert_eq!(of(3), Err(Error::WindowsOverlap { apart: 3, width: 4 }));
    assert_eq!(of(-8), Err(Error::WindowsOverlap { apart: -8, width: 4 }));
    // A single window, or windows of one period, are what they are; many tend to their width.
    assert_eq!(overlap_design_effect(1, 12), Ok(1.0));
    assert_eq!(overlap_design_effect(50, 1), Ok(1.0));
    assert!((overlap_design_effect(100_000, 12).unwrap() - 12.0).abs() < 0.01);
}

proptest! {
    #[test]
    fn any_counts_give_an_answer_or_a_reason(
        counts in prop::collection::vec(0..5_000_u64, 0..50),
        gaps in prop::collection::vec(1..3_i64, 50),
        from in -5..40_i64,
        lag in 0..60_usize,
    ) {
        let mut position = 0;
        let months: Vec<Month> = counts.iter().zip(&gaps).map(|(count, gap)| {
            position += gap;
            Month { position, count: *count }
        }).collect();
        let settings = Settings { lag: Lag::Of(lag), ..Settings::starting(from) };
        if let Ok(change) = seasonal_step(&months, &settings) {
            let step = change.step;
            prop_assert!(step.lower <= step.ratio && step.ratio <= step.upper);
            prop_assert!((0.0..=1.0).contains(&step.p), "{step:?}");
            prop_assert_eq!(step.p < 0.05, !(step.lower..=step.upper).contains(&1.0));
        }
    }
}
