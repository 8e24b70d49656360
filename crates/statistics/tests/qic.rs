//! Run, I and MR charts against qicharts2 0.8.1.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

mod support;

use serde_json::Value;
use statistics::Error;
use statistics::process_control::{
    Direction, Point, Profile, SCREENING_FACTOR, Screening, Settings as XmrSettings, xmr,
};
use statistics::qic::{Chart, ChartKind, Division, Settings, chart, runs};
use support::{assert_close, golden, is_shared};

const CASES: &str = "spc_qic.json";
const TOLERANCE: f64 = 1e-9;

fn kind(case: &Value) -> Option<ChartKind> {
    match case["chart"].as_str().unwrap() {
        "run" => Some(ChartKind::Run),
        "i" => Some(ChartKind::I),
        "mr" => Some(ChartKind::MovingRange),
        _ => None,
    }
}

/// One number or a list of them.
fn numbers(value: &Value) -> Vec<usize> {
    let all = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    all.iter().filter_map(Value::as_u64).map(|n| n as usize).collect()
}

fn screening(on: bool) -> Screening {
    if on { Screening::OnePass { factor: SCREENING_FACTOR } } else { Screening::Off }
}

fn values(case: &Value) -> Vec<Option<f64>> {
    case["input"].as_array().unwrap().iter().map(|row| row["y"].as_f64()).collect()
}

#[test]
fn run_i_and_mr_charts_agree_with_r() {
    let (mut compared, mut later) = (0, 0);
    for case in golden(CASES) {
        let Some(kind) = kind(&case) else {
            later += 1;
            continue;
        };
        let args = &case["args"];
        let exclude: Vec<usize> = numbers(&args["exclude"]).iter().map(|n| n - 1).collect();
        let parts = numbers(&args["part"]);
        let division = match numbers(&args["freeze"]).first() {
            Some(rows) => Division::Freeze(*rows),
            None if parts.is_empty() => Division::Whole,
            None => Division::Parts(&parts),
        };
        let screening = screening(args["screened_moving_range"].as_bool().unwrap());
        let settings = Settings { kind, screening, division, exclude: &exclude };
        compare(&case, &chart(&values(&case), &settings).unwrap());
        compared += 1;
    }
    assert!(compared > 0);
    println!("spc_qic: {compared} run, I and MR charts compared; {later} of other kinds not yet");
    if is_shared(CASES) {
        assert_eq!((compared, later), (27, 21));
    }
}

fn compare(case: &Value, ours: &Chart) {
    for (index, part) in ours.parts.iter().enumerate() {
        for row in part.start..part.end {
            let theirs = &case["expected"]["points"][row];
            let close = |key: &str, value: Option<f64>| {
                let what = format!("{key} of row {row} of {}", case["id"]);
                assert_close(&what, value, &theirs[key], TOLERANCE, part.centre.unwrap_or(0.0));
            };
            assert_eq!(theirs["part"], index + 1, "{}", case["id"]);
            close("value", ours.values[row]);
            close("cl", part.centre);
            close("lcl", part.limits.map(|l| l.lower));
            close("ucl", part.limits.map(|l| l.upper));
            close("lcl_2s", part.limits.map(|l| l.near_lower));
            close("ucl_2s", part.limits.map(|l| l.near_upper));
            assert_eq!(theirs["sigma_signal"], ours.sigma_signals[row], "{}, {row}", case["id"]);
        }
        let (runs, theirs) = (part.runs.unwrap(), &case["expected"]["runs"][index]);
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
    let rows = case["expected"]["points"].as_array().unwrap().len();
    assert_eq!((ours.values.len(), ours.sigma_signals.len()), (rows, rows));
}

/// The process-control profile of the same name gives the same limits.
#[test]
fn the_qic_profile_gives_the_limits_of_an_i_chart() {
    let mut compared = 0;
    for case in golden(CASES) {
        let plain = ["freeze", "part", "exclude"].iter().all(|key| case["args"][key].is_null());
        if kind(&case) != Some(ChartKind::I) || !plain {
            continue;
        }
        let points: Vec<Point> =
            (0..).zip(values(&case)).map(|(position, value)| Point { position, value }).collect();
        let on = case["args"]["screened_moving_range"].as_bool().unwrap();
        let settings = XmrSettings {
            profile: Profile::QIC.with_screening(on),
            ..XmrSettings::new(Direction::Neutral)
        };
        let chart = xmr(&points, &settings).unwrap();
        for (ours, theirs) in
            chart.points.iter().zip(case["expected"]["points"].as_array().unwrap())
        {
            let limits = ours.limits.unwrap();
            assert_close("lcl", Some(limits.lower), &theirs["lcl"], TOLERANCE, limits.upper);
            assert_close("ucl", Some(limits.upper), &theirs["ucl"], TOLERANCE, 0.0);
            assert_eq!(theirs["sigma_signal"], !ours.rules.is_empty());
        }
        compared += 1;
    }
    assert!(compared > 0);
    println!("spc_qic: {compared} I charts compared with the profile");
}

#[test]
fn edges() {
    let whole = |kind| Settings {
        kind,
        screening: Screening::Off,
        division: Division::Whole,
        exclude: &[],
    };
    assert!(chart(&[], &whole(ChartKind::I)).unwrap().parts.is_empty());
    let one = chart(&[Some(3.0)], &whole(ChartKind::I)).unwrap().parts[0];
    assert_eq!((one.centre, one.limits, one.runs), (Some(3.0), None, None));
    let none = chart(&[None, None], &whole(ChartKind::MovingRange)).unwrap().parts[0];
    assert_eq!((none.centre, none.limits), (None, None));
    let bad = chart(&[Some(1.0), Some(f64::NAN)], &whole(ChartKind::Run));
    assert_eq!(bad, Err(Error::ValueOutOfRange { index: 1 }));
    // Parts out of range or order are ignored.
    let settings = Settings { division: Division::Parts(&[2, 1, 9, 2]), ..whole(ChartKind::Run) };
    let chart = chart(&[Some(1.0), Some(2.0), Some(3.0)], &settings).unwrap();
    assert_eq!(chart.parts.iter().map(|part| part.end).collect::<Vec<_>>(), [2, 3]);
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
