//! Funnel limits against PHEindicatormethods 2.1.0 and FunnelPlotR 0.6.0, what we do where the
//! latter is wrong, and edges.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

mod support;

use proptest::prelude::*;
use serde_json::Value;
use statistics::funnel::{
    Bands, Curve, Funnel, Place, PoissonLimits, Scale, Settings, Tails, count_curve,
    limits_at_expected, place_proportion, place_rate, place_ratio, proportion_limits,
};
use statistics::interval::{Events, Interval, Level, Share};
use statistics::{Error, Untestable};
use std::collections::BTreeMap;
use support::{assert_close, golden};

const TOLERANCE: f64 = 1e-9;
/// FunnelPlotR's vectors.
const FPR_TOLERANCE: f64 = 1e-7;
/// The package's search for Poisson limits stops early, most of all at few events.
const FEW_EVENTS: (f64, f64) = (3.0, 5e-4);
const SEARCH_TOLERANCE: f64 = 1e-5;

fn rows<'a>(case: &'a Value, key: &str) -> &'a [Value] {
    case[key].as_array().map_or(&[], Vec::as_slice)
}

fn number(row: &Value, key: &str) -> f64 {
    row[key].as_f64().unwrap()
}

/// A count that R may have written as 12 or as 12.0.
fn count(row: &Value, key: &str) -> u64 {
    number(row, key) as u64
}

fn place(word: &str) -> Option<Place> {
    match word {
        "Low (0.001)" => Some(Place::LowOuter),
        "Low (0.025)" => Some(Place::LowInner),
        "Not significant" => Some(Place::Within),
        "High (0.025)" => Some(Place::HighInner),
        "High (0.001)" => Some(Place::HighOuter),
        _ => None,
    }
}

#[test]
fn limits_of_chance_agree_with_r() {
    let mut compared: BTreeMap<String, usize> = BTreeMap::new();
    for case in golden("funnel_phe.json") {
        let kind = case["kind"].as_str().unwrap();
        let places = match kind.split('-').next().unwrap() {
            "proportion" => proportions(&case),
            "ratio" => ratios(&case),
            "rate" => rates(&case),
            other => panic!("unknown kind {other}"),
        };
        let theirs = rows(&case, "significance");
        assert_eq!(places.len(), theirs.len());
        for (index, (ours, theirs)) in places.into_iter().zip(theirs).enumerate() {
            let Some(word) = theirs.as_str() else { continue };
            assert_eq!(Some(ours), place(word), "row {index} of {kind}");
        }
        *compared.entry(kind.to_owned()).or_default() += 1;
    }
    println!("funnel_phe: {compared:?} compared");
}

fn proportions(case: &Value) -> Vec<Place> {
    let multiplier = number(case, "multiplier");
    let shares: Vec<Share> = rows(case, "input")
        .iter()
        .map(|row| Share::new(count(row, "x"), count(row, "n")).unwrap())
        .collect();
    let all = |of: fn(Share) -> u64| shares.iter().map(|share| of(*share)).sum();
    let average = Share::new(all(Share::cases), all(Share::of)).unwrap();
    for row in rows(case, "limits") {
        let close = |key: &str, ours: f64| {
            // The package caps at 100 whatever the multiplier: not to be copied.
            let capped = key.starts_with("upper")
                && multiplier != 100.0
                && (ours >= 1.0 || row[key].as_f64() == Some(100.0));
            if !capped {
                assert_close(key, Some(ours * multiplier), &row[key], TOLERANCE, multiplier);
            }
        };
        let at = number(row, "Population");
        close("baseline", average.proportion());
        let limits = |level| proportion_limits(average, at, level).unwrap();
        close("lower_2s_limit", limits(Level::P95).lower);
        close("upper_2s_limit", limits(Level::P95).upper);
        close("lower_3s_limit", limits(Level::P99_8).lower);
        close("upper_3s_limit", limits(Level::P99_8).upper);
    }
    let place = |share: &Share| place_proportion(*share, average, Bands::default());
    shares.iter().map(place).collect()
}

/// Compares the curves of one row at both levels. `at` names the columns of places.
fn compare_curves(
    row: &Value,
    events: u64,
    at: &str,
    scale: (f64, f64),
    curve: impl Fn(Level) -> Curve,
) {
    let near = if events as f64 <= FEW_EVENTS.0 { FEW_EVENTS.1 } else { SEARCH_TOLERANCE };
    for (sigmas, level) in [("2s", Level::P95), ("3s", Level::P99_8)] {
        let curve = curve(level);
        for (side, point) in [("lower", curve.low), ("upper", curve.high)] {
            let close = |key: String, ours: f64| {
                assert_close(&key, Some(ours), &row[&key], near, 0.0);
            };
            close(format!("{side}_{sigmas}_{at}"), point.at * scale.0);
            close(format!("{side}_{sigmas}_limit"), point.limit * scale.1);
        }
    }
}

fn ratios(case: &Value) -> Vec<Place> {
    for row in rows(case, "limits") {
        let events = count(row, "Observed_events");
        compare_curves(row, events, "exp_events", (1.0, 100.0), |level| {
            count_curve(events, level).unwrap()
        });
    }
    let place =
        |row: &Value| place_ratio(count(row, "o"), number(row, "e"), Bands::default()).unwrap();
    rows(case, "input").iter().map(place).collect()
}

fn rates(case: &Value) -> Vec<Place> {
    let multiplier = number(case, "multiplier");
    let years = case["years_of_data"].as_f64().unwrap_or(1.0);
    // The package derives denominators from rates, where it can.
    let body = |row: &Value| {
        let derived = multiplier * number(row, "o") / row["rate"].as_f64().unwrap_or(0.0);
        let exposure = if derived.is_finite() { derived } else { number(row, "pop") };
        Events::new(count(row, "o"), exposure).unwrap()
    };
    let bodies: Vec<Events> = rows(case, "input").iter().map(body).collect();
    let all: u64 = bodies.iter().map(|body| body.count()).sum();
    let average = all as f64 / bodies.iter().map(|body| body.exposure()).sum::<f64>();
    for row in rows(case, "limits") {
        assert_close("baseline", Some(average * multiplier), &row["baseline"], TOLERANCE, 0.0);
        let events = count(row, "Events");
        compare_curves(row, events, "population_1_year", (1.0 / years, multiplier), |level| {
            count_curve(events, level).unwrap().of_rate(average).unwrap()
        });
    }
    let place = |body: &Events| place_rate(*body, average, Bands::default()).unwrap();
    bodies.iter().map(place).collect()
}

fn settings(case: &Value) -> Settings {
    let share = number(case, "trim_by");
    let scale = match (case["data_type"].as_str().unwrap(), case["sr_method"].as_str()) {
        ("SR", Some("CQC")) => Scale::RootRatio,
        ("SR", _) => Scale::LogRatio,
        ("PR", _) => Scale::Proportion,
        ("RC", _) => Scale::CountRatio,
        other => panic!("unknown scale {other:?}"),
    };
    let tails =
        if scale == Scale::LogRatio { Tails::Truncate(share) } else { Tails::Winsorise(share) };
    Settings { scale, tails, poisson: PoissonLimits::OfExpected }
}

/// Rows added up by group, in the order of the groups expected.
fn bodies(case: &Value, scale: Scale) -> Vec<Events> {
    let mut groups: BTreeMap<&str, (u64, f64)> = BTreeMap::new();
    for row in rows(case, "input") {
        let group = groups.entry(row["g"].as_str().unwrap()).or_default();
        group.0 += count(row, "num");
        group.1 += number(row, "den");
    }
    let body = |row: &Value| {
        let (events, of) = groups[row["group"].as_str().unwrap()];
        // The package rounds what is expected to two places on this scale.
        let of = if scale == Scale::LogRatio { (of * 100.0).round() / 100.0 } else { of };
        Events::new(events, of).unwrap()
    };
    rows(case, "expected").iter().map(body).collect()
}

#[test]
fn limits_with_overdispersion_agree_with_r() {
    let (mut compared, mut exempt, mut outliers) = (BTreeMap::new(), [0; 2], [0; 2]);
    // The package has its two multiples of the standard error typed in.
    let typed = [1.959964, 3.090232].map(|z| Level::of_sigmas(z).unwrap());
    for case in golden("funnel_fpr.json") {
        let settings = settings(&case);
        let funnel = match Funnel::new(&bodies(&case, settings.scale), settings) {
            // A body without events, left in on a log scale: the package goes on with infinity.
            Err(Error::NotTestable(Untestable::OneSideEmpty)) => continue,
            funnel => funnel.unwrap(),
        };
        let adjusted = case["overdispersion_adjusted"].as_bool().unwrap();
        let close = |key: &str, ours: Option<f64>, theirs: &Value, scale: f64| {
            assert_close(key, ours, theirs, FPR_TOLERANCE, scale);
        };
        if adjusted {
            close("phi", Some(funnel.dispersion), &case["phi"], 0.0);
            close("tau2", Some(funnel.between), &case["tau2"], 0.0);
        }
        // Without adjustment the package sets the variance between bodies to 0.
        let funnel = Funnel { between: if adjusted { funnel.between } else { 0.0 }, ..funnel };
        let multiplier = number(&case, "multiplier");
        let ratio = matches!(settings.scale, Scale::LogRatio | Scale::RootRatio);
        let outer = number(&case, "limit") > 95.0;
        for (index, (body, theirs)) in funnel.bodies.iter().zip(rows(&case, "expected")).enumerate()
        {
            close("ratio", Some(body.value), &theirs["ratio"], 0.0);
            let z = Some(body.z).filter(|z| z.is_finite());
            close("zscore", z, &theirs["zscore"], 1.0);
            close("wzscore", body.trimmed, &theirs["wzscore"], 1.0);
            let limits = |key: &str, limits: Interval| {
                let (lower, upper) = (key.replace('#', "lcl"), key.replace('#', "ucl"));
                close(&lower, Some(limits.lower * multiplier), &theirs[&lower], multiplier);
                close(&upper, Some(limits.upper * multiplier), &theirs[&upper], multiplier);
            };
            let exact = [Level::P95, Level::P99_8];
            for (band, name) in ["95", "99_8"].into_iter().enumerate() {
                if settings.scale == Scale::CountRatio {
                    exempt[0] += 4;
                    continue;
                }
                let level = if ratio { exact[band] } else { typed[band] };
                limits(&format!("#{name}"), funnel.limits(body.at, level).unwrap());
                if settings.scale == Scale::RootRatio {
                    exempt[1] += 2;
                } else {
                    let level = typed[band];
                    limits(&format!("od_#{name}"), funnel.adjusted_limits(body.at, level).unwrap());
                }
            }
            // An outlier is as exempt as the limits it is read from.
            let differs = funnel.differs(index, [Level::P95, Level::P99_8][usize::from(outer)]);
            let from_exempt = settings.scale == Scale::CountRatio
                || settings.scale == Scale::RootRatio && funnel.between > 0.0;
            outliers[usize::from(from_exempt)] += 1;
            let place = funnel.place(index, Bands::default()).unwrap();
            let outside = if outer {
                matches!(place, Place::LowOuter | Place::HighOuter)
            } else {
                place != Place::Within
            };
            assert_eq!(differs.ok(), Some(outside));
            if !from_exempt {
                assert_eq!(u64::from(outside), count(theirs, "outlier"), "{theirs}");
            }
        }
        *compared.entry(format!("{:?}", settings.scale)).or_insert(0) += 1;
    }
    println!("funnel_fpr: {compared:?} compared");
    println!("limits exempt: {} of count ratios, {} adjusted of root ratios", exempt[0], exempt[1]);
    println!("outliers compared {}, read from exempt limits {}", outliers[0], outliers[1]);
}

fn events(rows: &[(u64, f64)]) -> Vec<Events> {
    rows.iter().map(|(x, n)| Events::new(*x, *n).unwrap()).collect()
}

/// The example in the notes on FunnelPlotR: a ratio of 0.301 with denominator 895 has a standard
/// error of √(1/x + 1/n) on the log scale, and so limits of 0.263 and 0.345, not 0.291 and 0.311.
#[test]
fn count_ratios_have_limits_as_wide_as_their_scores() {
    let bodies = events(&[(269, 895.0), (602, 2000.0), (301, 1000.0)]);
    let funnel = Funnel::new(&bodies, Settings::of(Scale::CountRatio)).unwrap();
    let limits = funnel.limits(895.0, Level::P95).unwrap();
    assert_eq!(format!("{:.3} {:.3}", limits.lower, limits.upper), "0.263 0.345");
}

/// A body that lies on a limit has that z-score: z and limits do not contradict each other.
#[test]
fn scores_and_limits_agree() {
    let bodies =
        events(&[(3_400, 10_000.0), (3_000, 10_000.0), (2_600, 10_000.0), (3_010, 10_000.0)]);
    for scale in [Scale::CountRatio, Scale::Proportion, Scale::RootRatio, Scale::LogRatio] {
        let tails = Tails::Winsorise(0.1);
        let funnel = Funnel::new(&bodies, Settings { tails, ..Settings::of(scale) }).unwrap();
        let funnel = Funnel { between: 0.0, ..funnel };
        for body in &funnel.bodies {
            let level = Level::of_sigmas(body.z.abs().min(8.0));
            let Ok(level) = level else { continue };
            let limits = funnel.adjusted_limits(body.at, level).unwrap();
            let limit = if body.z > 0.0 { limits.upper } else { limits.lower };
            if body.z.abs() < 8.0 {
                assert!((limit / body.value - 1.0).abs() < 0.01, "{scale:?}: {body:?}, {limit}");
            }
        }
    }
}

/// Adjusted limits of root ratios are squared back: with no variance between bodies they are close
/// to the Poisson limits (0.807 and 1.225 at 92.95), where the package has 0.898 and 1.102.
#[test]
fn root_ratios_are_squared_back() {
    let funnel = Funnel::new(&events(&[(93, 92.95), (92, 92.95)]), Settings::of(Scale::RootRatio));
    let limits = funnel.unwrap().adjusted_limits(92.95, Level::P95).unwrap();
    assert_eq!(format!("{:.3} {:.3}", limits.lower, limits.upper), "0.807 1.214");
}

/// Exact limits where the package's are those of an observed count: fewer than P(X ≥ O) = tail.
#[test]
fn limits_of_chance_are_exact_for_ratios() {
    for (expected, level) in [(0.5, 0.95), (3.0, 0.9), (92.95, 0.95), (400.0, 0.998)] {
        let level = Level::new(level).unwrap();
        let limits = limits_at_expected(expected, level).unwrap();
        let tail = (1.0 - level.proportion()) / 2.0;
        let below = |k: u64| -> f64 {
            let mut term = (-expected).exp();
            let mut sum = term;
            for i in 1..=k {
                term *= expected / i as f64;
                sum += term;
            }
            sum
        };
        let (low, high) = (limits.lower * expected, limits.upper * expected);
        // The first whole count above the upper limit is rarer than the tail, the one below not.
        let first = high.ceil() as u64;
        assert!(1.0 - below(first - 1) <= tail + 1e-9, "{expected}");
        if first >= 2 {
            assert!(1.0 - below(first - 2) > tail - 1e-9, "{expected}");
        }
        if low > 0.0 {
            assert!(below(low.floor() as u64) <= tail + 1e-9);
            assert!(below(low.floor() as u64 + 1) > tail - 1e-9);
        } else {
            assert!(below(0) >= tail);
        }
    }
}

#[test]
fn edges() {
    let average = Share::new(0, 10).unwrap();
    let limits = proportion_limits(average, 5.0, Level::P95).unwrap();
    assert_eq!((limits.lower, limits.upper), (0.0, 0.0));
    assert!(proportion_limits(average, 0.0, Level::P95).is_err());
    assert_eq!(count_curve(0, Level::P95).unwrap_err(), Error::NotTestable(Untestable::NoEvents));
    assert!(limits_at_expected(f64::NAN, Level::P95).is_err());
    assert!(count_curve(1, Level::P95).unwrap().of_rate(0.0).is_err());
    // No events where eight were expected: even 99.8 % limits are passed.
    assert_eq!(place_ratio(0, 8.0, Bands::default()).unwrap(), Place::LowOuter);
    assert_eq!(place_ratio(0, 2.0, Bands::default()).unwrap(), Place::Within);

    let of = |rows: &[(u64, f64)], scale| Funnel::new(&events(rows), Settings::of(scale));
    let refused = |why| Err(Error::NotTestable(why));
    assert_eq!(of(&[], Scale::RootRatio), refused(Untestable::NoEvents));
    assert_eq!(of(&[(0, 1.0), (0, 2.0)], Scale::Proportion), refused(Untestable::NoEvents));
    assert_eq!(of(&[(3, 4.0)], Scale::RootRatio), refused(Untestable::NoDegreesOfFreedom));
    let over = of(&[(5, 4.0), (1, 4.0)], Scale::Proportion);
    assert_eq!(over, Err(Error::CasesExceedTotal { cases: 5, of: 4 }));
    // Two bodies, one without events: too few to trim it away.
    let none = Settings { tails: Tails::Winsorise(0.1), ..Settings::of(Scale::LogRatio) };
    let none = Funnel::new(&events(&[(0, 4.0), (5, 4.0)]), none);
    assert_eq!(none, refused(Untestable::OneSideEmpty));
    for share in [0.0, 0.5, f64::NAN] {
        let settings = Settings { tails: Tails::Truncate(share), ..Settings::of(Scale::LogRatio) };
        assert!(Funnel::new(&events(&[(1, 1.0)]), settings).is_err(), "{share}");
    }
    // All alike: no variance between bodies, nobody differs.
    let alike = of(&[(30, 100.0); 6], Scale::Proportion).unwrap();
    assert_eq!((alike.dispersion, alike.between), (0.0, 0.0));
    assert!((0..6).all(|body| !alike.differs(body, Level::P95).unwrap()));
    assert_eq!(alike.differs(6, Level::P95), Err(Error::NotInGroup { own: 6, members: 6 }));
    // Limits of a tiny body reach the ends and do not turn back.
    let limits = alike.limits(0.01, Level::P99_8).unwrap();
    assert_eq!((limits.lower, limits.upper), (0.0, 1.0));
}

/// φ of four bodies may lie between 3/4 and 1: τ² is then above 0 and yet decides nothing.
#[test]
fn bodies_that_vary_no_more_than_chance_are_read_against_chance() {
    let bodies = events(&[(110, 100.0), (91, 100.0), (110, 100.0), (91, 100.0)]);
    let tails = Tails::Winsorise(0.1);
    let settings = Settings { tails, ..Settings::of(Scale::RootRatio) };
    let funnel = Funnel::new(&bodies, settings).unwrap();
    assert!(funnel.dispersion > 0.75 && funnel.dispersion <= 1.0 && funnel.between > 0.0);
    // At the level at which the first lies on the limit of chance, give or take a hair.
    let sigmas = |z: f64| Level::of_sigmas(z).unwrap();
    let mut levels = (0..4000).map(|step| 0.5 + f64::from(step) / 2000.0).map(sigmas);
    let crossing = levels.rfind(|level| funnel.differs(0, *level).unwrap()).unwrap();
    let limits = funnel.limits(100.0, crossing).unwrap();
    assert!((limits.upper - 1.1).abs() < 1e-3, "{limits:?}");
}

#[test]
fn extreme_figures_give_an_answer() {
    let bodies = events(&[(1, 1e-300), (u64::MAX, 1e300), (3, 1.0), (u64::MAX, 1.0)]);
    for scale in [Scale::CountRatio, Scale::RootRatio, Scale::LogRatio] {
        let tails = Tails::Winsorise(0.1);
        let funnel = Funnel::new(&bodies, Settings { tails, ..Settings::of(scale) });
        let Ok(funnel) = funnel else { continue };
        for at in [5e-324, 1.0, 1e9, 1e308] {
            let limits = funnel.adjusted_limits(at, Level::P99_8).unwrap();
            assert!(limits.lower <= limits.upper, "{scale:?} {at} {limits:?}");
        }
    }
    for expected in [1e-300, 1e-9, 1e6, 1e12] {
        let limits = limits_at_expected(expected, Level::P95).unwrap();
        assert!(limits.lower <= 1.0 && limits.upper >= limits.lower, "{expected} {limits:?}");
    }
}

proptest! {
    #[test]
    fn limits_narrow_with_size_and_widen_with_level(
        expected in 0.1..5000.0_f64, level in 0.5..0.99_f64, scale in 0_usize..4,
    ) {
        let scale = [Scale::LogRatio, Scale::RootRatio, Scale::Proportion, Scale::CountRatio][scale];
        let bodies = events(&[(30, 100.0), (50, 100.0), (20, 100.0), (44, 100.0), (12, 50.0)]);
        let tails = Tails::Winsorise(0.2);
        let funnel = Funnel::new(&bodies, Settings { tails, ..Settings::of(scale) }).unwrap();
        let (one, wider) = (Level::new(level).unwrap(), Level::new(level + 0.009).unwrap());
        let at = |at, level| (funnel.limits(at, level).unwrap(), funnel.adjusted_limits(at, level).unwrap());
        let (here, larger, sure) = (at(expected, one), at(expected * 2.0, one), at(expected, wider));
        for (here, larger, sure) in [(here.1, larger.1, sure.1), (here.0, larger.0, sure.0)] {
            prop_assert!(here.lower <= here.upper);
            prop_assert!(sure.lower <= here.lower && here.upper <= sure.upper);
            if scale == Scale::Proportion || scale == Scale::CountRatio || expected > 20.0 {
                prop_assert!(larger.upper <= here.upper + 1e-12);
            }
        }
    }

    #[test]
    fn the_two_ways_to_read_a_curve_agree(observed in 1_u64..3000, level in 0.5..0.999_f64) {
        let level = Level::new(level).unwrap();
        let curve = count_curve(observed, level).unwrap();
        let low = limits_at_expected(curve.low.at, level).unwrap().lower;
        let high = limits_at_expected(curve.high.at, level).unwrap().upper;
        prop_assert!((low / curve.low.limit - 1.0).abs() < 1e-8, "{low} {:?}", curve);
        prop_assert!((high / curve.high.limit - 1.0).abs() < 1e-8, "{high} {:?}", curve);
    }

    #[test]
    fn order_does_not_matter(
        pair in prop::collection::vec((1_u64..200, 50_u32..300), 4..30)
            .prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
    ) {
        let read = |rows: &[(u64, u32)]| {
            let rows: Vec<(u64, f64)> = rows.iter().map(|(x, n)| (*x, f64::from(*n))).collect();
            let funnel = Funnel::new(&events(&rows), Settings::of(Scale::RootRatio)).unwrap();
            (funnel.dispersion, funnel.between)
        };
        prop_assert_eq!(read(&pair.0), read(&pair.1));
    }
}
