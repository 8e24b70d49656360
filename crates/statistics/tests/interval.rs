//! Wilson, Byar and exact intervals against PHEindicatormethods 2.1.0.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

mod support;

use proptest::prelude::*;
use serde_json::Value;
use statistics::Error;
use statistics::interval::{Events, Interval, Level, Method, Share, rate, wilson};
use support::{assert_close, golden};

const TOLERANCE: f64 = 1e-9;

#[track_caller]
fn check(case: &Value, interval: Interval, scale: f64, lower: &str, upper: &str) {
    let named = |name: &str| format!("{name} of {case}");
    assert_close(&named(lower), Some(interval.lower * scale), &case[lower], TOLERANCE, 0.0);
    assert_close(&named(upper), Some(interval.upper * scale), &case[upper], TOLERANCE, 0.0);
}

#[test]
fn wilson_agrees_with_r() {
    let cases = golden("ci_wilson.json");
    for case in &cases {
        let share = Share::new(case["x"].as_u64().unwrap(), case["n"].as_u64().unwrap()).unwrap();
        assert_close("value", Some(share.proportion()), &case["value"], TOLERANCE, 0.0);
        check(case, wilson(share, Level::P95), 1.0, "lower95_0cl", "upper95_0cl");
        check(case, wilson(share, Level::P99_8), 1.0, "lower99_8cl", "upper99_8cl");
        check(case, wilson(share, Level::P90), 100.0, "pct_lower90", "pct_upper90");
    }
    println!("ci_wilson: {} cases compared", cases.len());
}

#[test]
fn rates_agree_with_r() {
    let cases = golden("ci_rate_byar.json");
    for case in &cases {
        let exposure = case["n"].as_f64().unwrap();
        let events = Events::new(case["x"].as_u64().unwrap(), exposure).unwrap();
        assert_close("value", Some(events.rate(1e5)), &case["value"], TOLERANCE, 0.0);
        let at = |per, level| rate(events, per, level).unwrap();
        check(case, at(1e5, Level::P95), 1.0, "lower95_0cl", "upper95_0cl");
        check(case, at(1e5, Level::P99_8), 1.0, "lower99_8cl", "upper99_8cl");
        check(case, at(1000.0, Level::P95), 1.0, "per1000_lower95", "per1000_upper95");
        let method = match case["method"].as_str().unwrap() {
            "Exact" => Method::ExactPoisson,
            "Byars" => Method::Byar,
            other => panic!("unknown method {other}"),
        };
        assert_eq!(at(1.0, Level::P95).method, method, "{case}");
    }
    println!("ci_rate_byar: {} cases compared", cases.len());
}

#[test]
fn figures_out_of_range_are_refused() {
    assert_eq!(Share::new(1, 0), Err(Error::NothingToDivideBy));
    assert_eq!(Share::new(3, 2), Err(Error::CasesExceedTotal { cases: 3, of: 2 }));
    assert_eq!(Level::new(95.0), Err(Error::LevelOutOfRange { level: 95.0 }));
    assert!(Level::new(f64::NAN).is_err());
    assert!(Level::new(0.0).is_err() && Level::new(1.0).is_err());
    for exposure in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(Events::new(1, exposure).is_err(), "{exposure}");
    }
    let one = Events::new(1, 1.0).unwrap();
    assert_eq!(rate(one, 0.0, Level::P95), Err(Error::MultiplierOutOfRange { per: 0.0 }));
}

#[test]
fn none_and_all_give_exact_ends() {
    assert_eq!(wilson(Share::new(0, 7).unwrap(), Level::P95).lower, 0.0);
    assert_eq!(wilson(Share::new(7, 7).unwrap(), Level::P95).upper, 1.0);
    assert_eq!(rate(Events::new(0, 9.0).unwrap(), 1.0, Level::P95).unwrap().lower, 0.0);
}

proptest! {
    #[test]
    fn wilson_is_symmetric_and_holds_the_proportion(x in 0_u64..5000, more in 1_u64..5000, level in 0.5..0.999) {
        let (n, level) = (x + more, Level::new(level).unwrap());
        let a = wilson(Share::new(x, n).unwrap(), level);
        let b = wilson(Share::new(n - x, n).unwrap(), level);
        prop_assert!((a.lower - (1.0 - b.upper)).abs() < 1e-12);
        prop_assert!(a.contains(x as f64 / n as f64) && a.lower >= 0.0 && a.upper <= 1.0);
    }

    #[test]
    fn rates_rise_with_events_and_widen_with_level(x in 0_u64..3000, level in 0.5..0.99) {
        let at = |x, level| rate(Events::new(x, 1.0).unwrap(), 1.0, Level::new(level).unwrap()).unwrap();
        let (here, next, wider) = (at(x, level), at(x + 1, level), at(x, level + 0.009));
        prop_assert!(here.lower < next.lower && here.upper < next.upper);
        prop_assert!(wider.lower <= here.lower && wider.upper > here.upper);
        prop_assert!(here.contains(x as f64));
    }
}
