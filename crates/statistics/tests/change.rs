//! Change between two years, held to a general iteratively reweighted least-squares fit.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use statistics::change::{
    AnnualChange, Dispersion, Scatter, StepTest, annual_exact, annual_ratio, monthly_step,
    overdispersion_of_changes,
};
use statistics::interval::{Level, Method};
use statistics::{Error, Untestable};

/// Thirteen columns: twelve months and the step.
const COLUMNS: usize = 13;

struct Fit {
    step: f64,
    variance: f64,
    dispersion: f64,
}

/// A log-linear Poisson fit that knows nothing of the balance of the design.
fn irls(months: &[u64; 24]) -> Fit {
    let row = |i: usize| -> [f64; COLUMNS] {
        std::array::from_fn(|c| f64::from(u8::from(c == i % 12 || (c == 12 && i >= 12))))
    };
    let mut eta: [f64; 24] = std::array::from_fn(|i| (months[i] as f64 + 0.5).ln());
    let (mut beta, mut inverse) = ([0.0; COLUMNS], [[0.0; COLUMNS]; COLUMNS]);
    for _ in 0..25 {
        let (mut left, mut right) = ([[0.0; COLUMNS]; COLUMNS], [0.0; COLUMNS]);
        for i in 0..24 {
            let (x, mu) = (row(i), eta[i].exp());
            let working = eta[i] + (months[i] as f64 - mu) / mu;
            for a in 0..COLUMNS {
                right[a] += x[a] * mu * working;
                for b in 0..COLUMNS {
                    left[a][b] += x[a] * mu * x[b];
                }
            }
        }
        inverse = invert(left);
        beta = std::array::from_fn(|a| (0..COLUMNS).map(|b| inverse[a][b] * right[b]).sum());
        eta = std::array::from_fn(|i| row(i).iter().zip(&beta).map(|(x, b)| x * b).sum());
    }
    let pearson: f64 =
        (0..24).map(|i| (months[i] as f64 - eta[i].exp()).powi(2) / eta[i].exp()).sum();
    Fit { step: beta[12], variance: inverse[12][12], dispersion: pearson / 11.0 }
}

/// Gauss–Jordan with pivoting.
fn invert(mut m: [[f64; COLUMNS]; COLUMNS]) -> [[f64; COLUMNS]; COLUMNS] {
    let mut inverse: [[f64; COLUMNS]; COLUMNS] =
        std::array::from_fn(|a| std::array::from_fn(|b| f64::from(u8::from(a == b))));
    for c in 0..COLUMNS {
        let pivot = (c..COLUMNS).max_by(|a, b| m[*a][c].abs().total_cmp(&m[*b][c].abs())).unwrap();
        m.swap(c, pivot);
        inverse.swap(c, pivot);
        let scale = m[c][c];
        for k in 0..COLUMNS {
            m[c][k] /= scale;
            inverse[c][k] /= scale;
        }
        for r in (0..COLUMNS).filter(|r| *r != c) {
            let factor = m[r][c];
            for k in 0..COLUMNS {
                m[r][k] -= factor * m[c][k];
                inverse[r][k] -= factor * inverse[c][k];
            }
        }
    }
    inverse
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs().max(1e-3)
}

fn step(months: &[u64; 24]) -> Result<StepTest, Error> {
    monthly_step(months, Level::P95)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_closed_form_is_the_maximum_likelihood_fit(
        months in prop::array::uniform24(1_u64..2000),
    ) {
        let (ours, fit) = (step(&months).unwrap(), irls(&months));
        prop_assert!(near(ours.ratio, fit.step.exp()));
        prop_assert!(near(ours.dispersion, fit.dispersion.max(1.0)));
        // qt(0.975, 11) in R.
        let reach = 2.200_985_160_082_949 * (ours.dispersion * fit.variance).sqrt();
        prop_assert!(near(ours.lower, (fit.step - reach).exp()));
        prop_assert!(near(ours.upper, (fit.step + reach).exp()));
        prop_assert_eq!(ours.degrees_of_freedom, Some(11));
        prop_assert_eq!(ours.p < 0.05, !(ours.lower..=ours.upper).contains(&1.0));
    }

    #[test]
    fn exchanging_the_years_inverts_the_ratio(months in prop::array::uniform24(0_u64..500)) {
        let turned = std::array::from_fn(|i| months[(i + 12) % 24]);
        match (step(&months), step(&turned)) {
            (Ok(a), Ok(b)) => {
                prop_assert!(near(a.ratio * b.ratio, 1.0) && near(a.lower * b.upper, 1.0));
                prop_assert!(near(a.p, b.p) && near(a.dispersion, b.dispersion));
            }
            (a, b) => prop_assert_eq!(a, b),
        }
    }

    #[test]
    fn the_order_of_the_months_does_not_matter(
        months in prop::array::uniform24(0_u64..500), turn in 0_usize..12,
    ) {
        let turned = std::array::from_fn(|i| months[i / 12 * 12 + (i + turn) % 12]);
        prop_assert_eq!(step(&months), step(&turned));
    }

    #[test]
    fn more_scatter_is_a_wider_interval(old in 1_u64..9999, new in 1_u64..9999, tau in 0.0..0.5) {
        let with = |tau| {
            annual_ratio(AnnualChange { old, new }, Scatter::new(tau, 40).unwrap(), Level::P95)
        };
        let (a, b) = (with(tau).unwrap(), with(tau + 0.01).unwrap());
        prop_assert!(b.lower < a.lower && a.lower < a.ratio && a.ratio < a.upper && a.upper < b.upper);
        prop_assert!(b.p >= a.p);
    }
}

#[test]
fn dispersion_worked_by_hand() {
    // Two months hold events: 10, 30 last year and 30, 10 this year. Every cell is expected to be
    // 20 and is off by 10: chi-square 4 × 100/20 = 20, with 2 − 1 = 1 degree of freedom.
    let mut months = [0; 24];
    (months[0], months[1], months[12], months[13]) = (10, 30, 30, 10);
    let test = step(&months).unwrap();
    assert!(near(test.dispersion, 20.0));
    assert_eq!((test.ratio, test.degrees_of_freedom), (1.0, Some(1)));
    assert!(near(test.p, 1.0));
    assert_eq!(test.method, Method::QuasiPoisson);
}

#[test]
fn what_cannot_be_tested_says_why() {
    let not = |why| Err(Error::NotTestable(why));
    assert_eq!(step(&[0; 24]), not(Untestable::NoEvents));
    let one_year = std::array::from_fn(|i| u64::from(i < 12));
    assert_eq!(step(&one_year), not(Untestable::OneSideEmpty));
    let one_month = std::array::from_fn(|i| if i % 12 == 3 { 40 } else { 0 });
    assert_eq!(step(&one_month), not(Untestable::NoDegreesOfFreedom));
    assert!(step(&[u64::MAX; 24]).is_ok());
    let empty = AnnualChange { old: 5, new: 0 };
    assert_eq!(annual_ratio(empty, Scatter::NONE, Level::P95), not(Untestable::OneSideEmpty));
    assert_eq!(annual_exact(empty, Level::P95).unwrap().ratio, 0.0);
    let not = |why| Err(Error::NotTestable(why));
    assert_eq!(overdispersion_of_changes(&[]), not(Untestable::NoEvents));
    assert_eq!(overdispersion_of_changes(&[empty]), not(Untestable::OneSideEmpty));
    let alone = AnnualChange { old: 5, new: 6 };
    assert_eq!(overdispersion_of_changes(&[alone]), not(Untestable::NoDegreesOfFreedom));
    let low = Dispersion::new(0.5, 3);
    assert_eq!(low, Err(Error::DispersionOutOfRange { dispersion: 0.5 }));
    assert!(Dispersion::new(2.0, 0).is_err() && Scatter::new(0.1, 0).is_err());
    assert_eq!(Scatter::new(-0.1, 3), Err(Error::VarianceOutOfRange));
}

#[test]
fn scatter_worked_by_hand() {
    // Two bodies alike in size: d = ±ln(1200.5/1000.5), s² = 1/1000.5 + 1/1200.5. Squares 2d² are 1
    // weight's worth when s² + τ² = 2d².
    let changes = [(1_000, 1_200), (1_200, 1_000), (0, 0)];
    let changes = changes.map(|(old, new)| AnnualChange { old, new });
    let scatter = overdispersion_of_changes(&changes).unwrap();
    let d = (1_200.5_f64 / 1_000.5).ln();
    let expected = 2.0 * d * d - 1.0 / 1_000.5 - 1.0 / 1_200.5;
    assert!(near(scatter.tau_squared(), expected), "{scatter:?}");
    assert_eq!(scatter.degrees_of_freedom(), 1, "a body without events is left out");
    // Less than chance has it: none. An empty year has a logarithm.
    let alike = [(100, 101), (100, 99), (1, 0)].map(|(old, new)| AnnualChange { old, new });
    assert_eq!(overdispersion_of_changes(&alike).unwrap().tau_squared(), 0.0);
}

#[test]
fn an_annual_ratio_worked_by_hand() {
    // log 1.1 = 0.0953102, se = √(1/2200 + 1/2000 + 0.0025) = 0.0587754, t = 1.62160; qt(0.975, 40) =
    // 2.021075: limits exp(0.0953102 ∓ 0.1187895).
    let scatter = Scatter::new(0.0025, 40).unwrap();
    let test = annual_ratio(AnnualChange { old: 2000, new: 2200 }, scatter, Level::P95).unwrap();
    assert!((test.lower - 0.976_794).abs() < 2e-6, "{test:?}");
    assert!((test.upper - 1.238_748).abs() < 2e-6, "{test:?}");
    assert_eq!((test.degrees_of_freedom, test.method), (Some(40), Method::LogRatio));
}

/// Deviations from the common change that the page gives, of the recorded crime of 44 forces over
/// thirteen pairs of years, each force with the scatter of the others.
#[test]
fn forces_of_every_size_stray_from_the_common_change_as_the_page_says() {
    let path =
        "../../examples/leicestershire/data/home-office-prc/recorded-offences-by-force-year.csv";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(path).unwrap();
    let mut years: BTreeMap<&str, Vec<(&str, u64)>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if let Ok(count) = cells[2].parse() {
            years.entry(cells[1]).or_default().push((cells[0], count));
        }
    }
    let years: Vec<_> = years.into_values().collect();
    let shares = |city: bool| {
        let mut all: Vec<_> = years.windows(2).flat_map(|two| strays(two, city)).collect();
        // Stable: two forces of 60,763 crimes stand on either side of a cut.
        all.sort_by_key(|one| one.0);
        let n = all.len();
        let tenths = |share: f64| (1e3 * share).round() / 10.0;
        let groups = [0, 1, 2, 3, 4].map(|k| {
            let some = &all[k * n / 5..(k + 1) * n / 5];
            let mut off: Vec<f64> = some.iter().map(|one| one.2).collect();
            off.sort_by(f64::total_cmp);
            let beyond = some.iter().filter(|one| one.1).count() as f64 / some.len() as f64;
            let median = f64::midpoint(off[(off.len() - 1) / 2], off[off.len() / 2]);
            (tenths(beyond), tenths(median))
        });
        let large: Vec<_> = all.iter().filter(|one| one.0 > 292_000).collect();
        (n, large.len(), large.iter().filter(|one| one.1).count(), groups)
    };
    let groups = [(10.7, 4.5), (7.1, 3.4), (4.5, 4.3), (4.5, 2.9), (2.7, 3.4)];
    assert_eq!(shares(true), (561, 27, 0, groups));
    assert_eq!(shares(false).3.map(|group| group.0), [8.3, 7.3, 5.5, 5.5, 3.6]);
}

/// Last year's count of each force held in both years, and whether its change is further from the
/// others' than the limits, and how far it is on the log scale.
fn strays(two: &[Vec<(&str, u64)>], city: bool) -> Vec<(u64, bool, f64)> {
    let new: BTreeMap<&str, u64> = two[1].iter().copied().collect();
    let held = two[0].iter().filter(|(force, _)| city || *force != "City of London");
    let all: Vec<AnnualChange> = held
        .filter_map(|(force, old)| Some(AnnualChange { old: *old, new: *new.get(force)? }))
        .collect();
    let stray = |own: usize| {
        let mut others = all.clone();
        let change = others.remove(own);
        let scatter = overdispersion_of_changes(&others).unwrap();
        let of = |other: &AnnualChange| {
            let (old, new) = (other.old as f64 + 0.5, other.new as f64 + 0.5);
            ((new / old).ln(), 1.0 / (1.0 / old + 1.0 / new + scatter.tau_squared()))
        };
        let logs: Vec<(f64, f64)> = others.iter().map(of).collect();
        let whole: f64 = logs.iter().map(|(_, weight)| weight).sum();
        let common = logs.iter().map(|(log, weight)| log * weight).sum::<f64>() / whole;
        let test = annual_ratio(change, scatter, Level::P95).unwrap();
        let off = (test.ratio.ln() - common).abs();
        (change.old, off > (test.upper / test.ratio).ln(), off)
    };
    (0..all.len()).map(stray).collect()
}

#[test]
fn no_scatter_gives_the_normal_test() {
    let change = AnnualChange { old: 10_000, new: 10_400 };
    let test = annual_ratio(change, Scatter::NONE, Level::P95).unwrap();
    let reach = 1.959_963_984_540_054 * (1.0 / 10_000.0 + 1.0 / 10_400.0_f64).sqrt();
    assert!((test.upper - 1.04 * reach.exp()).abs() < 1e-7, "{test:?}");
}

#[test]
fn referrals_278_to_326_are_no_clear_change() {
    let test = annual_exact(AnnualChange { old: 278, new: 326 }, Level::P95).unwrap();
    assert_eq!(
        format!("{:+.1} %, p = {:.3}", (test.ratio - 1.0) * 100.0, test.p),
        "+17.3 %, p = 0.056"
    );
    assert_eq!((test.degrees_of_freedom, test.method), (None, Method::ExactPoissonRatio));
}
