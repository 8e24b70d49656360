use super::*;
use crate::test_editions::{edition, of};

/// Counted from the two files of January 2022 (8,004 crimes in each) with a plain script: crimes by
/// last outcome as published about July 2022 and about January 2023.
const JANUARY: [(&str, i64, i64); 3] = [
    ("under-investigation", 485, 0),
    ("awaiting-court-outcome", 392, 185),
    ("local-resolution", 447, 466),
];

fn street(breakdown: &str, period: &str) -> ObservationKey {
    of("PUK-001", "police-uk-street", breakdown, period)
}

fn read(frozen: &Frozen, of: &ObservationKey, by: &str) -> (String, Option<String>) {
    let figure = frozen.figure(of.clone(), by.parse().unwrap());
    (figure.text(), figure.missing_because)
}

#[test]
fn one_cohort_is_seen_at_two_ages() {
    let all = street("total", "2022-01");
    let keys = JANUARY.map(|(slug, ..)| street(&format!("last-outcome.{slug}"), "2022-01"));
    let mut held = vec![("about 2022-07", &all, 8_004), ("about 2023-01", &all, 8_004)];
    for (key, (_, early, late)) in keys.iter().zip(JANUARY) {
        held.push(("about 2022-07", key, early));
        held.push(("about 2023-01", key, late));
    }
    let frozen = edition(&held);
    let [investigated, court, local] = &keys;
    let value = |of, by| read(&frozen, of, by).0;
    assert_eq!(value(investigated, "cohort~count~6"), "485");
    assert_eq!(value(investigated, "cohort~share~6"), "6.1%");
    assert_eq!(value(investigated, "cohort~share~12"), "0.0%");
    assert_eq!(value(court, "cohort~share~6"), "4.9%");
    assert_eq!(value(court, "cohort~share~12"), "2.3%");
    assert_eq!(value(local, "cohort~count~12"), "466");
    assert_eq!(ages_held(&frozen, &all), [6, 12]);
    // No other age is held, and none is put in its place.
    let (text, why) = read(&frozen, local, "cohort~share~7");
    assert_eq!(text, "[x]");
    assert_eq!(why.unwrap(), "January 2022 not held as published in August 2022");
}

/// January to March of two years, each as published in May: the older months the more months ago.
#[test]
fn a_quarter_is_taken_from_one_publication() {
    let months = ["2021-01", "2021-02", "2021-03", "2022-01", "2022-02", "2022-03"];
    let all = months.map(|month| street("total", month));
    let charged = months.map(|month| street("last-outcome.suspect-charged", month));
    let mut held = Vec::new();
    for n in 0..6 {
        let published = if n < 3 { "2021-05" } else { "2022-05" };
        held.push((published, &all[n], [1_000, 900, 1_100, 1_200, 1_000, 1_300][n]));
        held.push((published, &charged[n], [60, 50, 40, 80, 50, 45][n]));
    }
    let quarter = street("last-outcome.suspect-charged", "fy2021-22q4");
    let frozen = edition(&held);
    let value = |by| read(&frozen, &quarter, by).0;
    assert_eq!(ages_held(&frozen, &street("total", "fy2021-22q4")), [2]);
    assert!(ages_held(&frozen, &street("total", "fy2021-22")).is_empty(), "nine months lack");
    // 175 of 3,500 against 150 of 3,000: 5.0 % each, and no change.
    assert_eq!(value("cohort~count~2"), "175");
    assert_eq!(value("cohort~share~2"), "5.0%");
    assert_eq!(value("cohort-change~2~fy2020-21q4"), "0.0");
    // One month at a time, at its own age.
    let january = street("last-outcome.suspect-charged", "2022-01");
    // 80 of 1,200 less 60 of 1,000: 0.67 points more.
    assert_eq!(read(&frozen, &january, "cohort-change~4~2021-01").0, "+0.7");
    let (text, why) = read(&frozen, &january, "cohort-change~4~fy2020-21q4");
    assert_eq!(
        (text.as_str(), why.unwrap().as_str()),
        ("[z]", "the two periods are not equally long")
    );
}

/// Twelve more months to ripen: no difference is given, and the reason names what is lacking.
#[test]
fn cohorts_of_unequal_age_are_not_compared() {
    let months = ["2021-01", "2022-01"];
    let all = months.map(|month| street("total", month));
    let charged = months.map(|month| street("last-outcome.suspect-charged", month));
    let frozen = edition(&[
        ("about 2023-01", &all[0], 6_125),
        ("about 2023-01", &charged[0], 400),
        ("about 2023-01", &all[1], 8_004),
        ("about 2023-01", &charged[1], 500),
    ]);
    let (text, why) = read(&frozen, &charged[1], "cohort-change~12~2021-01");
    assert_eq!(text, "[x]");
    assert_eq!(why.unwrap(), "January 2021 not held as published in January 2022");
}

/// 96,592 outcomes of 2021/22 for 94,597 crimes of 2021/22: more than a hundred in a hundred, since
/// they belong to crimes of many years.
#[test]
fn outcomes_recorded_in_a_year_can_outnumber_its_crimes() {
    let outcomes = of("PUK-020", "police-uk-outcomes", "total", "fy2021-22");
    let crimes = street("total", "fy2021-22");
    let frozen = edition(&[("2022-07", &outcomes, 96_592), ("2023-01", &crimes, 94_597)]);
    let by = "per-100~value~PUK-001~police-uk-street";
    assert_eq!(read(&frozen, &outcomes, by).0, "102.1");
    let elsewhere = street("total", "fy2020-21");
    assert_eq!(read(&frozen, &elsewhere, by).0, "[x]");
}

/// Leicestershire in the Home Office tables of July 2026: charged or summonsed, 6,622 of 100,581
/// crimes recorded in 2021/22.
#[test]
fn the_official_rate_names_what_it_is_of() {
    let charged = of("OUC-001", "home-office-outcomes", "home-office-outcome.type-1", "fy2021-22");
    let crimes = of("CRM-001", "police-recorded-crime", "total", "fy2021-22");
    let frozen = edition(&[("2026-07", &charged, 6_622), ("2026-07", &crimes, 100_581)]);
    let by = "per-100~value~CRM-001~police-recorded-crime";
    assert_eq!(read(&frozen, &charged, by).0, "6.6");
}
