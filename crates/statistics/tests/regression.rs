//! Count regression, held to what can be worked out by other ways.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use statistics::regression::{Contrast, Counts, Errors, Fit, Lag, Scale, fit};
use statistics::{Error, Untestable};

const SERIES: [f64; 24] = [
    90.0, 84.0, 101.0, 97.0, 110.0, 120.0, 131.0, 125.0, 108.0, 104.0, 93.0, 88.0, 95.0, 80.0,
    99.0, 104.0, 118.0, 117.0, 140.0, 133.0, 112.0, 99.0, 90.0, 97.0,
];

/// Month factors and a step after twelve rows.
fn seasonal() -> Vec<f64> {
    let cell = |t: usize, c: usize| c == t % 12 || (c == 12 && t >= 12);
    (0..24).flat_map(|t| (0..13).map(move |c| f64::from(u8::from(cell(t, c))))).collect()
}

fn step(fit: &Fit, errors: Errors) -> Contrast {
    let mut c = [0.0; 13];
    c[12] = 1.0;
    fit.contrast(&c, errors).unwrap()
}

#[test]
fn the_step_between_two_years_is_the_ratio_of_their_totals() {
    let fit = fit(&Counts::new(&seasonal(), 13, &SERIES)).unwrap();
    let (old, new): (f64, f64) = (SERIES[..12].iter().sum(), SERIES[12..].iter().sum());
    let quasi = step(&fit, Errors::Quasi(Scale::Pearson));
    assert!((quasi.estimate - (new / old).ln()).abs() < 1e-12);
    assert!((quasi.poisson_variance - (1.0 / old + 1.0 / new)).abs() < 1e-12);
    assert_eq!(quasi.degrees_of_freedom, 11.0);
}

/// With equal months the matched form at lag 0 is the t-test of twelve differences, s²/12.
#[test]
fn at_lag_nought_equal_months_give_the_paired_t_test() {
    let counts: [f64; 24] = std::array::from_fn(|t| 1e6 + 100.0 * SERIES[t]);
    let fit = fit(&Counts::new(&seasonal(), 13, &counts)).unwrap();
    let hac = step(&fit, Errors::NeweyWest(Lag::Of(0)));
    let differences: Vec<f64> = (0..12).map(|m| (counts[m + 12] / counts[m]).ln()).collect();
    let mean = differences.iter().sum::<f64>() / 12.0;
    let variance = differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 11.0 / 12.0;
    assert!((hac.variance / variance - 1.0).abs() < 1e-3, "{} {variance}", hac.variance);
    assert!((hac.degrees_of_freedom - 11.0).abs() < 1e-3);
    assert_eq!(hac.lag, Some(0));
}

/// A mean alone: the Newey–West variance of a mean, written out.
#[test]
fn the_covariance_is_that_of_newey_and_west() {
    let ones = [1.0; 24];
    let fit = fit(&Counts::new(&ones, 1, &SERIES)).unwrap();
    let mean = SERIES.iter().sum::<f64>() / 24.0;
    let e: Vec<f64> = SERIES.iter().map(|y| y - mean).collect();
    let gamma = |j: usize| (j..24).map(|t| e[t] * e[t - j]).sum::<f64>();
    let omega = gamma(0) + 2.0 * (2.0 / 3.0 * gamma(1) + 1.0 / 3.0 * gamma(2));
    let expected = 24.0 / 23.0 * omega / (24.0 * mean).powi(2);
    let covariance = fit.covariance(Errors::NeweyWest(Lag::ByRule));
    assert!((covariance[0] / expected - 1.0).abs() < 1e-10);
    assert!((fit.fitted()[3] / mean - 1.0).abs() < 1e-12);
}

#[test]
fn a_gap_keeps_rows_apart() {
    let ones = [1.0; 24];
    let far: Vec<i64> = (0..24).map(|t| 10 * t).collect();
    let apart = fit(&Counts { positions: Some(&far), ..Counts::new(&ones, 1, &SERIES) }).unwrap();
    let near = fit(&Counts::new(&ones, 1, &SERIES)).unwrap();
    let lagged = Errors::NeweyWest(Lag::Of(3));
    let plain = near.covariance(Errors::NeweyWest(Lag::Of(0)));
    assert_eq!(apart.covariance(lagged), plain);
    assert!(near.covariance(lagged)[0] > 1.5 * plain[0]);
}

#[test]
fn a_longer_lag_leaves_fewer_degrees_of_freedom() {
    let fit = fit(&Counts::new(&seasonal(), 13, &SERIES)).unwrap();
    let df: Vec<f64> =
        (0..5).map(|lag| step(&fit, Errors::NeweyWest(Lag::Of(lag))).degrees_of_freedom).collect();
    assert!(df.windows(2).all(|pair| pair[1] < pair[0]), "{df:?}");
    assert_eq!([24, 60, 100, 1].map(|n| Lag::ByRule.periods(n)), [2, 3, 4, 0]);
}

#[test]
fn weights_count_as_that_many_rows() {
    let design = [1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0];
    let weighted = Counts {
        weights: Some(&[2.0, 1.0, 1.0, 3.0]),
        ..Counts::new(&design, 2, &[10.0, 16.0, 20.0, 24.0])
    };
    let fit = fit(&weighted).unwrap();
    assert!((fit.coefficients()[0].exp() - 12.0).abs() < 1e-9);
    assert!((fit.coefficients()[1].exp() - 23.0 / 12.0).abs() < 1e-9);
    let poisson = Scale::External(statistics::change::Dispersion::POISSON);
    let variance = fit.covariance(Errors::Quasi(poisson))[3];
    assert!((variance - (1.0 / 36.0 + 1.0 / 92.0)).abs() < 1e-9);
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let undetermined = Error::NotTestable(Untestable::Undetermined);
    let of =
        |design: &[f64], columns, counts: &[f64]| fit(&Counts::new(design, columns, counts)).err();
    let twice = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    assert_eq!(of(&twice, 2, &[1.0, 2.0, 3.0]), Some(undetermined));
    let step = [1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0];
    assert_eq!(of(&step, 2, &[4.0, 2.0, 0.0, 0.0]), Some(undetermined));
    assert_eq!(of(&[1.0; 2], 1, &[0.0; 2]), Some(undetermined));
    assert_eq!(of(&[1.0], 1, &[4.0]), Some(Error::NotTestable(Untestable::NoDegreesOfFreedom)));
    assert_eq!(of(&[1.0; 2], 1, &[4.0, -1.0]), Some(Error::ValueOutOfRange { index: 1 }));
    assert_eq!(of(&[1.0, f64::NAN], 1, &[4.0, 1.0]), Some(Error::ValueOutOfRange { index: 1 }));
    assert_eq!(of(&[1.0; 3], 1, &[4.0; 2]), Some(Error::LengthsDiffer { expected: 2, found: 3 }));
}
