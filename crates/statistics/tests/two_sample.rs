//! Two proportions and two rates against R's `prop.test` and `poisson.test`.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

mod support;

use proptest::prelude::*;
use statistics::interval::{Events, Level, Share};
use statistics::test::{exact_rate_ratio, two_proportions};
use statistics::{Error, Untestable};
use support::{assert_close, golden};

const TOLERANCE: f64 = 1e-6;

#[test]
fn both_tests_agree_with_r() {
    let cases = golden("tests_two_sample.json");
    for case in &cases {
        let count = |key: &str| case[key].as_u64().unwrap();
        let close = |key: &str, ours: f64| {
            assert_close(&format!("{key} of {case}"), Some(ours), &case[key], TOLERANCE, 0.0);
        };
        let shares = (
            Share::new(count("x1"), count("n1")).unwrap(),
            Share::new(count("x2"), count("n2")).unwrap(),
        );
        let test = two_proportions(shares.0, shares.1, Level::P95).unwrap();
        close("chisq", test.chi_square);
        close("p", test.p);
        close("diff_lower95", test.interval.lower);
        close("diff_upper95", test.interval.upper);
        let events = |c: &str, t: &str| Events::new(count(c), case[t].as_f64().unwrap()).unwrap();
        let test = exact_rate_ratio(events("c1", "t1"), events("c2", "t2"), Level::P95).unwrap();
        close("rate_ratio", test.ratio);
        close("rr_lower95", test.interval.lower);
        close("rr_upper95", test.interval.upper);
        close("rr_p", test.p);
    }
    println!("tests_two_sample: {} cases compared", cases.len());
}

#[test]
fn a_rise_from_278_to_326_is_no_clear_change() {
    let year = |count| Events::new(count, 1.0).unwrap();
    let test = exact_rate_ratio(year(326), year(278), Level::P95).unwrap();
    assert_eq!(format!("{:+.1} %", (test.ratio - 1.0) * 100.0), "+17.3 %");
    assert_eq!(format!("{:.3}", test.p), "0.056");
    assert!(test.interval.contains(1.0));
}

#[test]
fn empty_sides() {
    let year = |count| Events::new(count, 1.0).unwrap();
    let none = exact_rate_ratio(year(0), year(0), Level::P95);
    assert_eq!(none, Err(Error::NotTestable(Untestable::NoEvents)));
    let first = exact_rate_ratio(year(0), year(5), Level::P95).unwrap();
    assert_eq!((first.ratio, first.interval.lower), (0.0, 0.0));
    let second = exact_rate_ratio(year(5), year(0), Level::P95).unwrap();
    assert_eq!((second.ratio, second.interval.upper), (f64::INFINITY, f64::INFINITY));
    // Two outcomes of 32.
    assert!((second.p - 2.0 / 32.0).abs() < 1e-12);
    let alike = two_proportions(Share::new(4, 4).unwrap(), Share::new(9, 9).unwrap(), Level::P95);
    assert_eq!(alike, Err(Error::NotTestable(Untestable::AllAlike)));
}

#[test]
fn counts_in_the_millions_agree_with_the_normal_test() {
    let (a, b) = (1_003_000_u64, 1_000_000_u64);
    let test =
        exact_rate_ratio(Events::new(a, 1.0).unwrap(), Events::new(b, 1.0).unwrap(), Level::P95);
    // z = 3000 / sqrt(2003000) = 2.1197, less half a count for continuity: p = 0.0340.
    assert!((test.unwrap().p - 0.0340).abs() < 2e-4);
}

#[test]
fn extreme_figures_give_an_answer() {
    let huge = u64::MAX / 2;
    for (a, b) in [(huge, huge), (huge, 0), (1, huge), (huge, huge - 1_000_000), (u64::MAX, 1)] {
        for (t1, t2) in [(1.0, 1.0), (1e308, 1e-308), (5e-324, 1e300)] {
            let (a, b) = (Events::new(a, t1).unwrap(), Events::new(b, t2).unwrap());
            let test = exact_rate_ratio(a, b, Level::new(1.0 - 1e-15).unwrap()).unwrap();
            assert!((0.0..=1.0).contains(&test.p), "{test:?}");
            assert!(test.interval.lower <= test.interval.upper, "{test:?}");
        }
    }
}

proptest! {
    #[test]
    fn swapping_sides_inverts_the_ratio(a in 0_u64..400, b in 1_u64..400, t in 0.1..10.0) {
        prop_assume!(a > 0);
        let (one, two) = (Events::new(a, t).unwrap(), Events::new(b, 1.0).unwrap());
        let (x, y) = (exact_rate_ratio(one, two, Level::P95).unwrap(), exact_rate_ratio(two, one, Level::P95).unwrap());
        prop_assert!((x.ratio * y.ratio - 1.0).abs() < 1e-12);
        prop_assert!((x.interval.lower * y.interval.upper - 1.0).abs() < 1e-9);
        prop_assert!((x.p - y.p).abs() < 1e-9);
        prop_assert!(x.interval.contains(x.ratio) && (0.0..=1.0).contains(&x.p));
    }

    #[test]
    fn swapping_shares_turns_the_difference(x in 1_u64..99, y in 1_u64..99) {
        let (a, b) = (Share::new(x, 99).unwrap(), Share::new(y, 120).unwrap());
        let (p, q) = (two_proportions(a, b, Level::P95).unwrap(), two_proportions(b, a, Level::P95).unwrap());
        prop_assert!((p.difference + q.difference).abs() < 1e-15 && (p.p - q.p).abs() < 1e-12);
        prop_assert!((p.interval.lower + q.interval.upper).abs() < 1e-12);
    }
}
