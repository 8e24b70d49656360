//! Means, survey proportions and standardised rates against PHEindicatormethods 2.1.0 and survey
//! 4.4-2, and their edges.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

mod support;

use proptest::prelude::*;
use serde_json::Value;
use statistics::interval::{
    Interval, Level, Method, Respondent, SurveyMethod, SurveyShare, student_mean,
};
use statistics::standardisation::{Band, Indirect, IndirectBand, direct_rate};
use statistics::{Error, Untestable};
use support::{assert_close, golden};

const TOLERANCE: f64 = 1e-9;
const SURVEY_TOLERANCE: f64 = 1e-7;
const BETA_TOLERANCE: f64 = 1e-6;

fn rows(case: &Value) -> &Vec<Value> {
    case["input"].as_array().unwrap()
}

fn number(row: &Value, key: &str) -> f64 {
    row[key].as_f64().unwrap()
}

/// A count that R may have written as 12 or as 12.0.
fn count(row: &Value, key: &str) -> u64 {
    number(row, key) as u64
}

/// Compares both limits, `None` standing for a case the method refuses.
#[track_caller]
fn check(case: &Value, interval: Option<Interval>, lower: &str, upper: &str, scale: f64) {
    let limits = [(lower, interval.map(|i| i.lower)), (upper, interval.map(|i| i.upper))];
    for (key, limit) in limits {
        assert_close(key, limit, &case[key], TOLERANCE, scale);
    }
}

#[test]
fn means_agree_with_r() {
    let cases = golden("ci_mean.json");
    for case in &cases {
        let values: Vec<f64> =
            case["values"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
        let at = |level| student_mean(&values, level).ok();
        let estimate = at(Level::P95);
        if let Some(estimate) = estimate {
            let scale = estimate.mean.abs();
            assert_close("value", Some(estimate.mean), &case["value"], TOLERANCE, 0.0);
            let deviation = Some(estimate.standard_deviation);
            assert_close("stdev", deviation, &case["stdev"], TOLERANCE, scale);
        }
        let scale = estimate.map_or(0.0, |e| e.mean.abs());
        check(case, estimate.map(|e| e.interval), "lower95", "upper95", scale);
        check(case, at(Level::P99_8).map(|e| e.interval), "lower99_8", "upper99_8", scale);
    }
    println!("ci_mean: {} cases compared", cases.len());
}

#[test]
fn directly_standardised_rates_agree_with_r() {
    let cases = golden("ci_dsr_dobson.json");
    let mut refused = 0;
    for case in &cases {
        let band = |row| Band {
            events: count(row, "x"),
            population: number(row, "pop"),
            standard: number(row, "sp"),
        };
        let bands: Vec<Band> = rows(case).iter().map(band).collect();
        let at = |level| match direct_rate(&bands, 1e5, level) {
            Err(Error::NotTestable(Untestable::TooFewEvents)) => None,
            rate => Some(rate.unwrap()),
        };
        refused += usize::from(at(Level::P95).is_none());
        assert_close("value", at(Level::P95).map(|r| r.rate), &case["value"], TOLERANCE, 0.0);
        let scale = at(Level::P95).map_or(0.0, |r| r.rate);
        check(case, at(Level::P95).map(|r| r.interval), "lower95", "upper95", scale);
        check(case, at(Level::P99_8).map(|r| r.interval), "lower99_8", "upper99_8", scale);
        if let Some(rate) = at(Level::P95) {
            assert_eq!(case["total_count"].as_f64(), Some(rate.events as f64));
        }
    }
    println!("ci_dsr_dobson: {} cases compared, {refused} of them refused by both", cases.len());
}

#[test]
fn indirectly_standardised_ratios_agree_with_r() {
    let cases = golden("ci_indirect.json");
    for case in &cases {
        let band = |row| IndirectBand {
            events: count(row, "x"),
            population: number(row, "pop"),
            reference_events: number(row, "rx"),
            reference_population: number(row, "rp"),
        };
        let bands: Vec<IndirectBand> = rows(case).iter().map(band).collect();
        let area = Indirect::new(&bands).unwrap();
        let close = |key: &str, ours: f64| {
            assert_close(key, Some(ours), &case[key], TOLERANCE, 0.0);
        };
        close("observed", area.observed() as f64);
        close("expected", area.expected());
        close("ratio100", area.ratio() * 100.0);
        close("ref_rate", area.reference_rate(1e5).unwrap());
        close("israte", area.rate(1e5).unwrap());
        let times =
            |i: Interval, by: f64| Interval { lower: i.lower * by, upper: i.upper * by, ..i };
        let ratio = |level| Some(times(area.ratio_interval(level), 100.0));
        check(case, ratio(Level::P95), "lower95", "upper95", 0.0);
        check(case, ratio(Level::P99_8), "lower99_8", "upper99_8", 0.0);
        let rate = area.rate_interval(1e5, Level::P95).ok();
        check(case, rate, "israte_lower95", "israte_upper95", 0.0);
        let method = match case["method"].as_str() {
            Some("Exact") => Method::ExactPoisson,
            Some("Byars") => Method::Byar,
            other => panic!("unknown method {other:?}"),
        };
        assert_eq!(area.ratio_interval(Level::P95).method, method);
    }
    println!("ci_indirect: {} cases compared", cases.len());
}

fn respondents(case: &Value) -> Vec<Respondent> {
    let person = |row| Respondent {
        stratum: count(row, "stratum"),
        cluster: count(row, "psu"),
        weight: number(row, "w"),
        agrees: number(row, "y") != 0.0,
    };
    rows(case).iter().map(person).collect()
}

#[test]
fn survey_proportions_agree_with_r() {
    let cases = golden("ci_survey.json");
    for case in &cases {
        let people = respondents(case);
        let share = SurveyShare::new(&people).unwrap();
        let close = |key: &str, ours: Option<f64>| {
            assert_close(key, ours, &case[key], SURVEY_TOLERANCE, 0.0);
        };
        close("mean", Some(share.proportion));
        close("se", Some(share.standard_error));
        close("deff", share.design_effect_finite);
        close("df", Some(share.degrees_of_freedom as f64));
        close("kish_deff", Some(share.weighting_effect));
        for (key, method, tolerance) in [
            ("ci_logit", SurveyMethod::Logit, SURVEY_TOLERANCE),
            ("ci_xlogit", SurveyMethod::Logit, SURVEY_TOLERANCE),
            ("ci_mean", SurveyMethod::Mean, SURVEY_TOLERANCE),
            ("ci_beta", SurveyMethod::Beta, BETA_TOLERANCE),
        ] {
            // Where all answer alike R's limits are of no width or missing; we refuse.
            if share.proportion == 0.0 || share.proportion == 1.0 {
                continue;
            }
            let interval = share.interval(method, Level::P95).ok();
            let theirs = |index: usize| case[key].get(index).unwrap_or(&Value::Null);
            assert_close(key, interval.map(|i| i.lower), theirs(0), tolerance, 0.0);
            assert_close(key, interval.map(|i| i.upper), theirs(1), tolerance, 0.0);
        }
        // Weights alone: each person a cluster, all in one stratum.
        let alone: Vec<Respondent> = (0..)
            .zip(&people)
            .map(|(cluster, person)| Respondent { stratum: 0, cluster, ..*person })
            .collect();
        let share = SurveyShare::new(&alone).unwrap();
        close("weights_only_mean", Some(share.proportion));
        close("weights_only_se", Some(share.standard_error));
    }
    println!("ci_survey: {} cases compared, four intervals each", cases.len());
}

#[test]
fn edges_of_a_mean() {
    let refused = Err(Error::NotTestable(Untestable::NoDegreesOfFreedom));
    assert_eq!(student_mean(&[], Level::P95), refused);
    assert_eq!(student_mean(&[4.0], Level::P95), refused);
    let constant = student_mean(&[0.1; 9], Level::P95).unwrap();
    assert_eq!((constant.interval.lower, constant.interval.upper), (0.1, 0.1));
    let bad = student_mean(&[1.0, f64::NAN], Level::P95);
    assert_eq!(bad, Err(Error::ValueOutOfRange { index: 1 }));
}

#[test]
fn edges_of_standardisation() {
    let band = |events, population, standard| Band { events, population, standard };
    let rate = |bands: &[Band]| direct_rate(bands, 1e5, Level::P95);
    assert_eq!(rate(&[]), Err(Error::WeightsOutOfRange));
    assert_eq!(rate(&[band(9, 1.0, 1.0)]), Err(Error::NotTestable(Untestable::TooFewEvents)));
    assert_eq!(rate(&[band(10, 0.0, 1.0)]), Err(Error::ExposureOutOfRange { exposure: 0.0 }));
    assert_eq!(rate(&[band(10, 1.0, -1.0)]), Err(Error::WeightsOutOfRange));
    // A band of weight 0 changes nothing, however many events it has.
    let (young, old) = (band(30, 1_000.0, 3_000.0), band(20, 2_000.0, 7_000.0));
    assert_eq!(rate(&[young, old, band(500, 3_000.0, 0.0)]), rate(&[young, old]));
    let elsewhere = rate(&[band(9, 1.0, 1.0), band(500, 1.0, 0.0)]);
    assert_eq!(elsewhere, Err(Error::NotTestable(Untestable::TooFewEvents)));
    let per = direct_rate(&[band(10, 1.0, 1.0)], 0.0, Level::P95);
    assert_eq!(per, Err(Error::MultiplierOutOfRange { per: 0.0 }));

    let area = |events, reference_events| {
        let reference_population = 1_000.0;
        Indirect::new(&[IndirectBand {
            events,
            population: 100.0,
            reference_events,
            reference_population,
        }])
    };
    assert_eq!(area(3, 0.0), Err(Error::NotTestable(Untestable::NothingExpected)));
    assert_eq!(Indirect::new(&[]), Err(Error::NotTestable(Untestable::NothingExpected)));
    // No events of ten expected: exact upper limit −ln(0.025) = 3.6889.
    let none = area(0, 100.0).unwrap().ratio_interval(Level::P95);
    assert_eq!((none.lower, none.method), (0.0, Method::ExactPoisson));
    assert!((none.upper - 0.36889).abs() < 1e-5);
}

#[test]
fn edges_of_a_survey() {
    let person = |stratum, cluster, weight, agrees| Respondent { stratum, cluster, weight, agrees };
    assert_eq!(SurveyShare::new(&[]), Err(Error::NothingToDivideBy));
    let lonely = SurveyShare::new(&[person(1, 1, 2.0, true), person(1, 1, 2.0, false)]);
    assert_eq!(lonely, Err(Error::NotTestable(Untestable::LonelyCluster)));
    for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let people = [person(1, 1, weight, true), person(1, 2, 1.0, false)];
        assert_eq!(SurveyShare::new(&people), Err(Error::WeightsOutOfRange), "{weight}");
    }
    let all = SurveyShare::new(&[person(1, 1, 2.0, true), person(1, 2, 2.0, true)]).unwrap();
    assert_eq!(
        all.interval(SurveyMethod::Beta, Level::P95),
        Err(Error::NotTestable(Untestable::AllAlike))
    );
    // Clusters that agree to the last person do not differ: nothing to estimate from.
    let people = [1, 1, 2, 2].map(|cluster| person(1, cluster, 9.0, false));
    let mut even = people;
    (even[0].agrees, even[2].agrees) = (true, true);
    let even = SurveyShare::new(&even).unwrap();
    assert_eq!(
        even.interval(SurveyMethod::Logit, Level::P95),
        Err(Error::NotTestable(Untestable::NoSpread))
    );
    // Weights that are no numbers of people: a mean of 0.5, of 1 and just above. Two people, each a
    // cluster, are a simple random sample with replacement.
    for weight in [0.5, 1.0, 1.0005, 9.9] {
        let two = [person(1, 1, weight, true), person(1, 2, weight, false)];
        let two = SurveyShare::new(&two).unwrap();
        assert_eq!((two.design_effect, two.design_effect_finite), (Some(1.0), None), "{weight}");
    }
    // Twenty people of whom two answer: 1/(1 − 1/10).
    let ten = SurveyShare::new(&[person(1, 1, 10.0, true), person(1, 2, 10.0, false)]).unwrap();
    assert!((ten.design_effect_finite.unwrap() - 10.0 / 9.0).abs() < 1e-12);
}

proptest! {
    #[test]
    fn a_mean_moves_with_its_values(
        values in prop::collection::vec(-1000_i32..1000, 2..40), level in 0.5..0.999,
    ) {
        let level = Level::new(level).unwrap();
        let at = |shift: f64| {
            let values: Vec<f64> = values.iter().map(|v| f64::from(*v) + shift).collect();
            student_mean(&values, level).unwrap()
        };
        let (here, there) = (at(0.0), at(500.0));
        prop_assert!((there.mean - here.mean - 500.0).abs() < 1e-9);
        prop_assert!((there.interval.upper - here.interval.upper - 500.0).abs() < 1e-8);
        prop_assert!(here.interval.contains(here.mean));
    }

    #[test]
    fn a_standard_like_the_area_gives_the_crude_rate(
        bands in prop::collection::vec((5_u64..500, 1_u32..9000), 2..20),
    ) {
        let like = |(events, people): &(u64, u32)| Band {
            events: *events, population: f64::from(*people), standard: f64::from(*people) * 3.0,
        };
        let rows: Vec<Band> = bands.iter().map(like).collect();
        let rate = direct_rate(&rows, 1e3, Level::P95).unwrap();
        let events: u64 = bands.iter().map(|band| band.0).sum();
        let people: f64 = bands.iter().map(|band| f64::from(band.1)).sum();
        let crude = events as f64 / people * 1e3;
        prop_assert!((rate.rate / crude - 1.0).abs() < 1e-12);
        // And Dobson's limits are then Byar's.
        let byar = statistics::interval::rate(
            statistics::interval::Events::new(events, people).unwrap(), 1e3, Level::P95,
        ).unwrap();
        prop_assert!((rate.interval.lower / byar.lower - 1.0).abs() < 1e-9);
        prop_assert!((rate.interval.upper / byar.upper - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_survey_does_not_mind_order_or_the_unit_of_weight(
        people in prop::collection::vec((0_u64..3, 0_u64..2, 1_u32..50, any::<bool>()), 4..40)
            .prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
    ) {
        let read = |people: &[(u64, u64, u32, bool)], unit: f64| {
            let person = |(stratum, cluster, weight, agrees): &(u64, u64, u32, bool)| Respondent {
                stratum: *stratum, cluster: *cluster, weight: f64::from(*weight) * unit, agrees: *agrees,
            };
            SurveyShare::new(&people.iter().map(person).collect::<Vec<_>>())
        };
        let (here, turned) = (read(&people.0, 64.0), read(&people.1, 64.0));
        prop_assert_eq!(here, turned);
        if let (Ok(a), Ok(b)) = (here, read(&people.0, 4096.0)) {
            prop_assert_eq!((a.proportion, a.standard_error), (b.proportion, b.standard_error));
            prop_assert!((0.0..=1.0).contains(&a.proportion) && a.weighting_effect > 1.0 - 1e-12);
            if let (Ok(logit), Ok(beta)) =
                (a.interval(SurveyMethod::Logit, Level::P95), a.interval(SurveyMethod::Beta, Level::P95))
            {
                prop_assert!(logit.contains(a.proportion) && beta.contains(a.proportion));
                prop_assert!(logit.lower >= 0.0 && logit.upper <= 1.0);
                prop_assert!(beta.lower >= 0.0 && beta.upper <= 1.0);
            }
        }
    }
}
