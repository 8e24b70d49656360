//! Control charts against qicharts2 0.8.1, and their edges.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

mod support;

use proptest::prelude::*;
use serde_json::Value;
use statistics::Error;
use statistics::interval::{Events, Share};
use statistics::process_control::{
    Direction, Point, Profile, SCREENING_FACTOR, Screening, Settings as XmrSettings, xmr,
};
use statistics::qic::{
    Chart, ChartKind, Division, Settings, c_chart, g_chart, i_chart, moving_range_chart, p_chart,
    p_prime_chart, run_chart, runs, t_chart, u_chart, u_prime_chart,
};
use std::collections::BTreeMap;
use support::{assert_close, golden};

const CASES: &str = "spc_qic.json";
const TOLERANCE: f64 = 1e-9;

/// One number or a list of them; nothing for null.
fn numbers(value: &Value) -> Vec<usize> {
    let all = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    all.iter().filter_map(Value::as_u64).map(|n| n as usize).collect()
}

fn screening(on: bool) -> Screening {
    if on { Screening::OnePass { factor: SCREENING_FACTOR } } else { Screening::Off }
}

fn column(case: &Value, key: &str) -> Vec<Option<f64>> {
    case["input"].as_array().unwrap().iter().map(|row| row[key].as_f64()).collect()
}

/// A count that R may have written as 12 or as 12.0.
fn whole(value: Option<f64>) -> Option<u64> {
    value.map(|value| value as u64)
}

fn chart_of(case: &Value, settings: &Settings<'_>) -> Chart {
    let (values, sizes) = (column(case, "y"), column(case, "n"));
    let counts: Vec<Option<u64>> = values.iter().copied().map(whole).collect();
    let pairs = || values.iter().copied().zip(sizes.iter().copied());
    let shares: Vec<Option<Share>> =
        pairs().map(|(x, n)| Share::new(whole(x)?, whole(n)?).ok()).collect();
    let events: Vec<Option<Events>> =
        pairs().map(|(x, n)| Events::new(whole(x)?, n?).ok()).collect();
    match case["chart"].as_str().unwrap() {
        "run" => run_chart(&values, settings).unwrap(),
        "i" => i_chart(&values, settings).unwrap(),
        "mr" => moving_range_chart(&values, settings).unwrap(),
        "c" => c_chart(&counts, settings),
        "u" => u_chart(&events, settings),
        "up" => u_prime_chart(&events, settings),
        "p" => p_chart(&shares, settings),
        "pp" => p_prime_chart(&shares, settings),
        "g" => g_chart(&counts, settings),
        "t" => t_chart(&values, settings).unwrap(),
        other => panic!("unknown chart {other}"),
    }
}

#[test]
fn every_chart_agrees_with_r() {
    let mut compared = BTreeMap::new();
    // Where the package stops there is nothing to compare with.
    for case in golden(CASES).into_iter().filter(|case| case["error"] != true) {
        let args = &case["args"];
        let exclude: Vec<usize> =
            numbers(&args["exclude"]).iter().filter_map(|n| n.checked_sub(1)).collect();
        let parts = numbers(&args["part"]);
        let division = match numbers(&args["freeze"]).first() {
            _ if !parts.is_empty() => Division::Parts(&parts),
            Some(rows) => Division::Freeze(*rows),
            None => Division::Whole,
        };
        let screening = screening(args["screened_moving_range"].as_bool().unwrap_or(true));
        compare(&case, &chart_of(&case, &Settings { screening, division, exclude: &exclude }));
        *compared.entry(case["chart"].as_str().unwrap().to_owned()).or_insert(0) += 1;
    }
    println!("spc_qic: {compared:?} charts compared");
}

fn compare(case: &Value, ours: &Chart) {
    let id = &case["id"];
    for (index, part) in ours.parts.iter().enumerate() {
        for row in part.start..part.end {
            let theirs = &case["expected"]["points"][row];
            let close = |key: &str, value: Option<f64>| {
                let what = format!("{key} of row {row} of {id}");
                assert_close(&what, value, &theirs[key], TOLERANCE, part.centre.unwrap_or(0.0));
            };
            assert_eq!(theirs["part"], index + 1, "{id}");
            close("value", ours.values[row]);
            close("cl", part.centre);
            let limits = ours.limits[row];
            for (key, limit) in [
                ("lcl", limits.map(|l| l.lower)),
                ("ucl", limits.map(|l| l.upper)),
                ("lcl_2s", limits.map(|l| l.near_lower)),
                ("ucl_2s", limits.map(|l| l.near_upper)),
            ] {
                // The package blanks the limits of a row without a value, and has no near limit
                // on a T chart whose near limit is below 0: we draw it at 0.
                let blank = ours.values[row].is_none();
                let below = ours.kind == ChartKind::T && limit == Some(0.0);
                if !(theirs[key].is_null() && (blank || below)) {
                    close(key, limit);
                }
            }
            let signal = theirs["sigma_signal"].as_bool().unwrap_or(false);
            assert_eq!(signal, ours.sigma_signals[row], "{id}, {row}");
        }
        compare_runs(case, index, part.runs);
    }
    let rows = case["expected"]["points"].as_array().unwrap().len();
    assert_eq!(
        (ours.values.len(), ours.limits.len(), ours.sigma_signals.len()),
        (rows, rows, rows)
    );
}

fn compare_runs(case: &Value, index: usize, runs: Option<statistics::qic::Runs>) {
    let theirs = &case["expected"]["runs"][index];
    let Some(runs) = runs else {
        assert_eq!(theirs["n_useful"].as_u64().unwrap_or(0), 0, "{}", case["id"]);
        return;
    };
    let ours = serde_json::json!({
        "part": index + 1,
        "n_useful": runs.useful,
        "longest_run": runs.longest,
        "longest_run_max": runs.longest_limit,
        "n_crossings": runs.crossings,
        "n_crossings_min": runs.crossings_limit,
        "runs_signal": runs.signal,
    });
    assert_eq!(&ours, theirs, "{}", case["id"]);
}

/// The process-control profile of the same name gives the same limits.
#[test]
fn the_qic_profile_gives_the_limits_of_an_i_chart() {
    let mut compared = 0;
    for case in golden(CASES) {
        let plain = ["freeze", "part", "exclude"].iter().all(|key| case["args"][key].is_null());
        if case["chart"] != "i" || !plain {
            continue;
        }
        let values = column(&case, "y");
        let points: Vec<Point> =
            (0..).zip(values).map(|(position, value)| Point { position, value }).collect();
        let on = case["args"]["screened_moving_range"].as_bool().unwrap_or(true);
        let settings = XmrSettings {
            profile: Profile::QIC.with_screening(on),
            ..XmrSettings::new(Direction::Neutral)
        };
        let chart = xmr(&points, &settings).unwrap();
        for (ours, theirs) in
            chart.points.iter().zip(case["expected"]["points"].as_array().unwrap())
        {
            let Some(limits) = ours.limits.filter(|_| !theirs["lcl"].is_null()) else {
                continue;
            };
            assert_close("lcl", Some(limits.lower), &theirs["lcl"], TOLERANCE, limits.upper);
            assert_close("ucl", Some(limits.upper), &theirs["ucl"], TOLERANCE, 0.0);
            assert_eq!(theirs["sigma_signal"], !ours.rules.is_empty());
        }
        compared += 1;
    }
    println!("spc_qic: {compared} I charts compared with the profile");
}

fn unscreened() -> Settings<'static> {
    Settings { screening: Screening::Off, ..Settings::default() }
}

#[test]
fn edges_of_single_values() {
    let settings = unscreened();
    assert!(i_chart(&[], &settings).unwrap().parts.is_empty());
    let one = i_chart(&[Some(3.0)], &settings).unwrap();
    assert_eq!((one.parts[0].centre, one.limits[0], one.parts[0].runs), (Some(3.0), None, None));
    let none = moving_range_chart(&[None, None], &settings).unwrap();
    assert_eq!((none.parts[0].centre, none.limits[0]), (None, None));
    let bad = run_chart(&[Some(1.0), Some(f64::NAN)], &settings);
    assert_eq!(bad, Err(Error::ValueOutOfRange { index: 1 }));
    // Parts out of range or order are ignored.
    let settings = Settings { division: Division::Parts(&[2, 1, 9, 2]), ..settings };
    let chart = run_chart(&[Some(1.0), Some(2.0), Some(3.0)], &settings).unwrap();
    assert_eq!(chart.parts.iter().map(|part| part.end).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn edges_of_counts() {
    let settings = Settings::default();
    let zeros = c_chart(&[Some(0), Some(0)], &settings);
    let limits = zeros.limits[0].unwrap();
    assert_eq!((zeros.parts[0].centre, limits.lower, limits.upper), (Some(0.0), 0.0, 0.0));
    let missing = c_chart(&[None, None], &settings);
    assert_eq!((missing.parts[0].centre, missing.limits[1]), (None, None));
    // A missing month keeps the limits of a C chart, which do not depend on it.
    let gap = c_chart(&[Some(4), None, Some(4)], &settings);
    assert_eq!((gap.values[1], gap.limits[1].map(|l| l.upper)), (None, Some(10.0)));

    let events = |x, n| Events::new(x, n).ok();
    let none = u_prime_chart(&[events(0, 10.0), events(0, 20.0)], &settings);
    assert_eq!(
        (none.parts[0].centre, none.limits[0], none.parts[0].spread),
        (Some(0.0), None, None)
    );
    let one = [events(9, 1.0)];
    assert_eq!(u_chart(&one, &settings).limits[0].unwrap().upper, 18.0);
    assert_eq!(u_prime_chart(&one, &settings).limits[0], None);
    // A denominator of 0 cannot be built, and so is missing.
    let rows = [events(9, 1.0), events(3, 0.0), events(9, 1.0)];
    let chart = u_chart(&rows, &settings);
    assert_eq!((chart.parts[0].centre, chart.values[1], chart.limits[1]), (Some(9.0), None, None));
}

#[test]
fn edges_of_proportions() {
    let shares = |rows: &[(u64, u64)]| -> Vec<Option<Share>> {
        rows.iter().map(|(x, n)| Share::new(*x, *n).ok()).collect()
    };
    let settings = Settings::default();
    let all = p_chart(&shares(&[(5, 5), (9, 9)]), &settings);
    assert_eq!(all.limits[0].map(|l| (l.lower, l.upper)), Some((1.0, 1.0)));
    assert_eq!(p_prime_chart(&shares(&[(5, 5), (9, 9)]), &settings).limits[0], None);
    let none = p_chart(&shares(&[(0, 0), (0, 0)]), &settings);
    assert_eq!((none.parts[0].centre, none.limits[0]), (None, None));
    // Limits never leave 0 to 1.
    let few = p_chart(&shares(&[(1, 2), (1, 3)]), &settings).limits[0].unwrap();
    assert_eq!((few.lower, few.upper), (0.0, 1.0));
}

#[test]
fn edges_of_rare_events() {
    let settings = Settings::default();
    let zeros = g_chart(&[Some(0), Some(0)], &settings);
    assert_eq!(zeros.limits[0].map(|l| (l.lower, l.upper)), Some((0.0, 0.0)));
    assert_eq!(g_chart(&[None], &settings).parts[0].centre, None);
    let bad = t_chart(&[Some(1.0), Some(0.0)], &settings);
    assert_eq!(bad, Err(Error::NotAboveZero { index: 1 }));
    // Rounding puts no point of a constant series off its centre line.
    for time in [0.1, 5.8, 7.0 / 3.0, 1e-9, 123_456.7] {
        let constant = t_chart(&[Some(time); 30], &settings).unwrap();
        assert_eq!(constant.parts[0].runs, None, "{time}");
        assert_eq!(constant.limits[0], None);
        assert!(constant.sigma_signals.iter().all(|signal| !signal));
    }
    assert_eq!(t_chart(&[None, Some(4.0)], &settings).unwrap().limits[1], None);
}

/// Thirteen values are enough to speak of; those missing or excluded do not count.
#[test]
fn a_chart_says_what_its_lines_rest_on() {
    let mut counts = vec![Some(5); 15];
    counts[3] = None;
    let settings = Settings { exclude: &[0], ..Settings::default() };
    let chart = c_chart(&counts, &settings);
    assert_eq!((chart.parts[0].baseline, chart.parts[0].is_too_early()), (13, false));
    assert_eq!(chart.excluded, [0]);
    let frozen = Settings { division: Division::Freeze(12), ..settings };
    let chart = c_chart(&counts, &frozen);
    assert_eq!((chart.parts[0].baseline, chart.parts[0].is_too_early()), (10, true));
    let half = Settings { division: Division::Parts(&[7]), ..settings };
    let parts = c_chart(&counts, &half).parts;
    assert_eq!(parts.iter().map(|part| part.baseline).collect::<Vec<_>>(), [5, 8]);
}

/// Figures far outside what is ever counted: no panic, and a centre that is a number or none.
#[test]
fn extreme_figures_give_an_answer() {
    let settings = Settings::default();
    let counts = [0, 1, u64::MAX, 7, u64::MAX - 1].map(Some);
    let exposures = [5e-324, 1e300, 1.0, 1e-300, 1e308];
    let events: Vec<Option<Events>> =
        counts.iter().zip(exposures).map(|(x, n)| Events::new((*x)?, n).ok()).collect();
    let shares: Vec<Option<Share>> =
        counts.iter().map(|x| Share::new((*x)?, u64::MAX).ok()).collect();
    let times = [5e-324, 1e300, 1.0, 1e-300].map(Some);
    for chart in [
        c_chart(&counts, &settings),
        g_chart(&counts, &settings),
        u_chart(&events, &settings),
        u_prime_chart(&events, &settings),
        p_chart(&shares, &settings),
        p_prime_chart(&shares, &settings),
        t_chart(&times, &settings).unwrap(),
    ] {
        assert!(chart.parts[0].centre.is_none_or(|centre| !centre.is_nan()), "{chart:?}");
        assert_eq!(chart.values.len(), chart.limits.len());
    }
}

/// The limit on crossings against the binomial distribution in whole numbers.
#[test]
fn the_limit_on_crossings_is_the_five_per_cent_quantile() {
    for n in 1..=100_u32 {
        let mut row = vec![1_u128];
        for _ in 1..n {
            row = std::iter::once(1)
                .chain(row.windows(2).map(|pair| pair[0] + pair[1]))
                .chain([1])
                .collect();
        }
        let all: u128 = row.iter().sum();
        let mut below = 0;
        let reaches = |ways: &u128| {
            below += ways;
            below * 20 >= all
        };
        let quantile = row.iter().position(reaches).unwrap();
        let runs = runs((0..n).map(|i| f64::from(i % 2)), 0.5).unwrap();
        assert_eq!(runs.crossings_limit, quantile, "{n} useful points");
    }
}

proptest! {
    /// Limits lie in order about the centre and inside their range, whatever is missing.
    #[test]
    fn limits_hold_the_centre_and_the_order(
        rows in prop::collection::vec(prop::option::of((0_u64..500, 1_u64..500)), 1..40),
    ) {
        let shares: Vec<Option<Share>> =
            rows.iter().map(|row| row.and_then(|(x, more)| Share::new(x, x + more).ok())).collect();
        let events: Vec<Option<Events>> = shares
            .iter()
            .map(|share| share.and_then(|s| Events::new(s.cases(), s.of() as f64).ok()))
            .collect();
        let settings = Settings::default();
        for chart in [
            p_chart(&shares, &settings), p_prime_chart(&shares, &settings),
            u_chart(&events, &settings), u_prime_chart(&events, &settings),
        ] {
            let centre = chart.parts[0].centre;
            prop_assert_eq!(centre.is_some(), rows.iter().any(Option::is_some));
            for limits in chart.limits.iter().flatten() {
                let c = centre.unwrap();
                prop_assert!(0.0 <= limits.lower && limits.lower <= limits.near_lower);
                prop_assert!(limits.near_lower <= c && c <= limits.near_upper);
                prop_assert!(limits.near_upper <= limits.upper);
            }
        }
    }

    /// Ten times the exposure is a tenth of the rate, and the same signals.
    #[test]
    fn the_unit_of_exposure_does_not_matter(
        rows in prop::collection::vec((0_u64..500, 1_u32..500), 2..40),
    ) {
        let at = |unit: f64| {
            let rows: Vec<Option<Events>> =
                rows.iter().map(|(x, n)| Events::new(*x, f64::from(*n) * unit).ok()).collect();
            u_prime_chart(&rows, &unscreened())
        };
        let (one, eight) = (at(1.0), at(8.0));
        prop_assert_eq!(&one.sigma_signals, &eight.sigma_signals);
        for (a, b) in one.limits.iter().zip(&eight.limits) {
            prop_assert!((a.unwrap().upper - 8.0 * b.unwrap().upper).abs() < 1e-9);
        }
    }

    /// A chart cut in two is two charts.
    #[test]
    fn parts_are_charts_of_their_own(values in prop::collection::vec(1_u64..90, 4..40)) {
        let counts: Vec<Option<u64>> = values.into_iter().map(Some).collect();
        let cut = counts.len() / 2;
        let settings = Settings { division: Division::Parts(&[cut]), ..Settings::default() };
        let whole = g_chart(&counts, &settings);
        let (first, second) =
            (g_chart(&counts[..cut], &Settings::default()), g_chart(&counts[cut..], &Settings::default()));
        prop_assert_eq!([first.limits, second.limits].concat(), whole.limits);
        prop_assert_eq!(whole.parts[1].runs, second.parts[0].runs);
    }
}
