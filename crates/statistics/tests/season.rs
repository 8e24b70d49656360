//! Month factors, their errors, and charts without season.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use proptest::prelude::*;
use statistics::process_control::{Direction, Point, Settings};
use statistics::season::{
    Drift, Kind, MonthFactors, Series, chart, for_series, local, pooled, shrunk,
};
use statistics::seeded::Seeded;
use statistics::{Error, Untestable};

const SEASON: [f64; 12] = [0.8, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.2, 1.1, 1.0, 0.9, 0.7];

fn exact(months: i64, level: impl Fn(i64) -> f64) -> Vec<Point> {
    let value = |t: i64| Some(level(t) * SEASON[usize::try_from(t % 12).unwrap()]);
    (0..months).map(|t| Point { position: t, value: value(t) }).collect()
}

/// About Poisson noise times `scale`.
fn noisy(months: i64, level: f64, scale: f64, seed: u64) -> Vec<Point> {
    let mut lots = Seeded::new(seed);
    let mut points = exact(months, |_| level);
    for point in &mut points {
        point.value = point.value.map(|mean| (mean + scale * mean.sqrt() * lots.normal()).max(0.0));
    }
    points
}

fn assert_season(factors: &MonthFactors, within: f64) {
    for (month, (ours, truth)) in factors.factors().iter().zip(SEASON).enumerate() {
        assert!((ours - truth).abs() < within, "month {month}: {ours} {truth}");
    }
}

#[test]
fn exact_series_give_back_their_season() {
    assert_season(
        &local(&Series::whole(&exact(36, |_| 500.0)), Drift::Interpolated).unwrap(),
        1e-9,
    );
    // Years of very different levels are no trend inside the year when told so.
    let jumps = exact(36, |t| [100.0, 900.0, 300.0][usize::try_from(t / 12).unwrap()]);
    assert_season(&local(&Series::whole(&jumps), Drift::Flat).unwrap(), 1e-9);
}

#[test]
fn growth_inside_the_year_does_not_tilt_the_factors() {
    let growing = exact(72, |t| 500.0 * 1.1_f64.powf(t as f64 / 12.0));
    let series = Series::whole(&growing);
    let tilt = |factors: &MonthFactors| (factors.at(11) / SEASON[11]) / (factors.at(0) / SEASON[0]);
    assert!(tilt(&local(&series, Drift::Flat).unwrap()) > 1.08);
    let drift = tilt(&local(&series, Drift::Interpolated).unwrap());
    assert!((drift - 1.0).abs() < 0.005, "{drift}");
}

#[test]
fn gaps_and_masked_months_do_not_bend_the_season() {
    let mut points = exact(48, |_| 500.0);
    for at in [3, 4, 5, 17, 30, 31, 44] {
        points[at].value = None;
    }
    points.remove(20);
    let mut excluded = vec![false; points.len()];
    for at in 40..points.len() {
        points[at].value = Some(1e6);
        excluded[at] = true;
    }
    let factors = local(&Series { points: &points, excluded: &excluded }, Drift::Flat).unwrap();
    assert_season(&factors, 1e-9);
    assert_eq!((factors.basis().excluded, factors.basis().years), (7, 4));
    assert_eq!(factors.basis().months, 34);
}

/// In full years the factor of a month is its share of the totals, and its error that of a share.
#[test]
fn full_years_are_a_table_of_independence() {
    let counts: Vec<Point> = noisy(24, 200.0, 1.0, 5)
        .iter()
        .map(|p| Point { value: p.value.map(f64::round), ..*p })
        .collect();
    let factors = local(&Series::whole(&counts), Drift::Flat).unwrap();
    let value = |t: usize| counts[t].value.unwrap();
    let total: f64 = (0..24).map(value).sum();
    let july = value(6) + value(18);
    assert!((factors.at(6) - 12.0 * july / total).abs() < 1e-9);
    let (share, phi) = (july / total, factors.basis().dispersion.max(1.0));
    let error = (phi * (1.0 - share) / (share * total)).sqrt();
    assert!((factors.log_errors()[6] / error - 1.0).abs() < 1e-9);
}

/// Fourteen bodies of which none has five years on end: a fifth of the months is missing, and the last
/// year of each is under test and bent.
#[test]
fn scattered_history_pools_to_the_season() {
    let mut lots = Seeded::new(21);
    let bodies: Vec<(Vec<Point>, Vec<bool>)> = (0..14)
        .map(|body| {
            let mut points = noisy(60, 400.0, 1.5, 100 + body);
            points.retain(|_| lots.uniform() > 0.2);
            let tested: Vec<bool> = points.iter().map(|point| point.position >= 48).collect();
            for (point, tested) in points.iter_mut().zip(&tested) {
                if *tested && point.position % 12 < 6 {
                    point.value = point.value.map(|value| 2.0 * value);
                }
            }
            (points, tested)
        })
        .collect();
    let series: Vec<Series<'_>> =
        bodies.iter().map(|(points, excluded)| Series { points, excluded }).collect();
    let factors = pooled(&series, Drift::Interpolated).unwrap();
    for (month, truth) in SEASON.iter().enumerate() {
        let z = (factors.factors()[month] / truth).ln() / factors.log_errors()[month];
        // Student's t with 13 degrees of freedom: one in 1,700 lies beyond 4.5.
        assert!(z.abs() < 4.5 && factors.log_errors()[month] < 0.03, "month {month}: {z}");
    }
    let basis = factors.basis();
    assert_eq!((basis.series, basis.clustered), (14, true));
    assert!(basis.excluded > 100 && basis.months > 450);
}

#[test]
fn ten_series_take_their_errors_from_how_they_differ() {
    let many: Vec<Vec<Point>> = (0..12).map(|seed| noisy(36, 300.0, 2.0, seed)).collect();
    let of = |n: usize| -> Vec<Series<'_>> { many[..n].iter().map(|p| Series::whole(p)).collect() };
    let (nine, twelve) =
        (pooled(&of(9), Drift::Flat).unwrap(), pooled(&of(12), Drift::Flat).unwrap());
    assert!(!nine.basis().clustered && twelve.basis().clustered);
    // Variance is four times Poisson's; both find it. Twelve clusters know a variance to 43 %.
    let mean = |f: &MonthFactors| f.log_errors().iter().sum::<f64>() / 12.0;
    let truth = |n: f64| (4.0 / (300.0 * 3.0 * n)).sqrt();
    assert!((mean(&nine) / truth(9.0) - 1.0).abs() < 0.15, "{}", mean(&nine) / truth(9.0));
    assert!((mean(&twelve) / truth(12.0) - 1.0).abs() < 0.35, "{}", mean(&twelve) / truth(12.0));
}

#[test]
fn the_less_is_known_the_more_is_borrowed() {
    let other = [1.2, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7, 0.8, 0.9, 1.0, 1.1, 1.3];
    let pooled = MonthFactors::given(other).unwrap();
    let weight = |level: f64| {
        let points = noisy(24, level, 1.0, 11);
        let factors = for_series(&Series::whole(&points), &pooled, Drift::Flat).unwrap();
        match factors.basis().kind {
            Kind::Shrunk { towards_pooled } => towards_pooled,
            _ => unreachable!(),
        }
    };
    let (few, some, many) = (weight(3.0), weight(30.0), weight(3_000.0));
    assert!(few > some && some > many && many < 0.01, "{few} {some} {many}");
    // James and Stein's weight, worked out.
    let points = noisy(24, 30.0, 1.0, 11);
    let own = local(&Series::whole(&points), Drift::Flat).unwrap();
    let squares: f64 = own.factors().iter().zip(other).map(|(a, b)| (a / b).ln().powi(2)).sum();
    let variance = own.log_errors().iter().map(|e| e * e).sum::<f64>() / 12.0;
    let normalising = other.iter().sum::<f64>() / 12.0;
    assert!((normalising - 1.0).abs() < 1e-12);
    assert!((some - 9.0 * variance / squares).abs() < 1e-9);
    assert_eq!(shrunk(&own, &own).basis().kind, Kind::Shrunk { towards_pooled: 1.0 });
}

#[test]
fn five_years_stand_alone_and_a_scrap_borrows_all() {
    let pooled = MonthFactors::given(SEASON).unwrap();
    let kind = |points: &[Point]| {
        for_series(&Series::whole(points), &pooled, Drift::Interpolated).unwrap().basis().kind
    };
    assert_eq!(kind(&noisy(60, 90.0, 1.0, 1)), Kind::Local);
    assert!(matches!(kind(&noisy(59, 90.0, 1.0, 1)), Kind::Shrunk { .. }));
    assert_eq!(kind(&noisy(8, 90.0, 1.0, 1)), Kind::Given);
}

#[test]
fn a_version_names_the_numbers() {
    let one = local(&Series::whole(&noisy(36, 90.0, 1.0, 1)), Drift::Flat).unwrap();
    let same = local(&Series::whole(&noisy(36, 90.0, 1.0, 1)), Drift::Flat).unwrap();
    let other = local(&Series::whole(&noisy(36, 90.0, 1.0, 2)), Drift::Flat).unwrap();
    assert_eq!(one.version(), same.version());
    assert_ne!(one.version(), other.version());
    assert!(one.version().starts_with("month-factors-1-local-1-36-"));
}

#[test]
fn limits_come_back_with_the_season() {
    let factors = MonthFactors::given(SEASON).unwrap();
    let points = noisy(36, 400.0, 1.0, 9);
    let seasonal = chart(&points, &factors, &Settings::new(Direction::Neutral)).unwrap();
    for (drawn, (adjusted, given)) in
        seasonal.seasonal.iter().zip(seasonal.chart.points.iter().zip(&points))
    {
        let (limits, inner) = (drawn.limits.unwrap(), adjusted.limits.unwrap());
        assert!((limits.upper - inner.upper * drawn.factor).abs() < 1e-9);
        // Beyond the drawn limit exactly when beyond the adjusted one.
        assert_eq!(given.value.unwrap() > limits.upper, adjusted.value.unwrap() > inner.upper);
    }
    assert_eq!(seasonal.version, factors.version());
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let undetermined = Error::NotTestable(Untestable::Undetermined);
    let of = |points: &[Point]| local(&Series::whole(points), Drift::Flat).err();
    assert_eq!(of(&exact(11, |_| 9.0)), Some(undetermined));
    assert_eq!(of(&[]), Some(undetermined));
    assert_eq!(of(&exact(12, |_| 9.0)), Some(Error::NotTestable(Untestable::NoDegreesOfFreedom)));
    let mut empty = exact(24, |_| 9.0);
    (empty[3].value, empty[15].value) = (Some(0.0), Some(0.0));
    assert_eq!(of(&empty), Some(undetermined));
    // Half the months in one year, the other half in the next: nothing links them.
    let mut halves = exact(24, |_| 9.0);
    halves[6..18].iter_mut().for_each(|p| p.value = None);
    assert_eq!(of(&halves), Some(undetermined));
    let mut bad = exact(24, |_| 9.0);
    bad[2].value = Some(-1.0);
    assert_eq!(of(&bad), Some(Error::ValueOutOfRange { index: 2 }));
    let points = exact(24, |_| 9.0);
    let masked = Series { points: &points, excluded: &[true] };
    assert_eq!(
        local(&masked, Drift::Flat).err(),
        Some(Error::LengthsDiffer { expected: 24, found: 1 })
    );
    assert_eq!(MonthFactors::given([0.0; 12]).err(), Some(Error::ValueOutOfRange { index: 0 }));
}

proptest! {
    #[test]
    fn factors_have_a_mean_of_one(
        values in prop::collection::vec(prop::option::weighted(0.9, 0.0..5_000.0_f64), 0..80),
    ) {
        let points: Vec<Point> =
            (-7..).zip(values).map(|(position, value)| Point { position, value }).collect();
        if let Ok(factors) = local(&Series::whole(&points), Drift::Interpolated) {
            let mean = factors.factors().iter().sum::<f64>() / 12.0;
            prop_assert!((mean - 1.0).abs() < 1e-9);
            prop_assert!(factors.log_errors().iter().all(|e| e.is_finite()));
        }
    }
}
