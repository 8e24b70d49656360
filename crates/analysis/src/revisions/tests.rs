use super::*;
use domain::verdict::Verdict;

use crate::findings::{Findings, Scope};
use crate::test_editions::{edition, edition_under, of};

fn decimal(value: i64) -> Option<Decimal> {
    Some(Decimal::whole(value))
}

/// Leicestershire, all crime, year ending March 2018: 81,960 in the second version of the ONS tables
/// of July 2018; 83,793 when the ONS said of the next year that its 91,315 were 8.977 % more; 83,869
/// in the Home Office table of July 2026. And the quarters of a file that nobody can date.
#[test]
fn a_year_published_three_times_is_one_line() {
    let year = of("CRM-001", "police-recorded-crime", "total", "fy2017-18");
    let frozen = edition(&[
        ("unknown", &year, 83_793),
        ("about 2026-07", &year, 83_869),
        ("about 2019-04-24", &year, 81_960),
        ("about 2019-07-18", &year, 83_793),
    ]);
    let lines = triangle(&frozen.ledger, |_| true);
    let [line] = lines.as_slice() else { panic!("one line, not {}", lines.len()) };
    let values: Vec<i64> = line.versions().map(|v| v.value().unwrap().mantissa).collect();
    assert_eq!(values, [81_960, 83_793, 83_869]);
    // From 31 March 2018 to 24 April 2019, to 18 July 2019, and to the end of July 2026.
    let ages: Vec<i32> = line.versions().map(|v| v.age).collect();
    assert_eq!(ages, [389, 474, 3_044]);
    let steps: Vec<_> = line.versions().map(|v| line.step(&v.held.observation)).collect();
    assert_eq!(steps, [None, decimal(1_833), decimal(76)]);
    assert_eq!(line.change(), decimal(1_909));
    // 1,909 of 81,960.
    assert!((line.percent().unwrap() - 2.329_185).abs() < 1e-6);
}

#[test]
fn two_files_of_one_day_are_one_version() {
    let year = of("CRM-001", "police-recorded-crime", "total", "fy2017-18");
    let frozen = edition(&[("2019-04-24", &year, 1), ("about 2019-04-24", &year, 2)]);
    let lines = triangle(&frozen.ledger, |_| true);
    assert!(lines[0].later.is_empty() && !lines[0].moved());
    assert_eq!(lines[0].first.value(), decimal(2), "the later import");
}

/// Four years of two forces and their outcomes: what moved, which way and how far.
#[test]
fn a_source_is_summed_up_by_how_its_figures_are_cut() {
    let count = |period: &str| of("CRM-001", "police-recorded-crime", "total", period);
    let [a, b, c, d] = ["fy2017-18", "fy2018-19", "fy2019-20", "fy2020-21"].map(count);
    let charged = of("PUK-001", "police-uk-street", "last-outcome.suspect-charged", "2022-01");
    let frozen = edition(&[
        ("2019", &a, 81_960),
        ("2026", &a, 83_869),
        ("2020", &b, 91_315),
        ("2026", &b, 91_810),
        ("2021", &c, 10),
        ("2026", &c, 9),
        ("2022", &d, 500),
        ("2022-07", &charged, 400),
        ("2023-01", &charged, 400),
    ]);
    let lines = triangle(&frozen.ledger, |_| true);
    let found = summaries(&lines);
    let [official, outcomes] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((official.published_again, official.moved), (3, 3));
    assert_eq!((official.raised, official.lowered), (2, 1));
    // 2.329 % and 0.542 %; a percentage of ten is none. The middle of two is their mean.
    assert!((official.median.unwrap() - 1.435_632).abs() < 1e-6, "{:?}", official.median);
    assert!((official.largest.unwrap() - 2.329_185).abs() < 1e-6);
    assert_eq!(outcomes.cut, ["last-outcome".parse().unwrap()]);
    assert_eq!((outcomes.published_again, outcomes.moved), (1, 0));
    assert_eq!((outcomes.median, outcomes.largest), (Some(0.0), Some(0.0)));
    assert!(summaries(&[]).is_empty());
}

/// The ONS tables of September 2018 (6 February 2019, corrected) and September 2019 (23 January
/// 2020): both about four months after the year's end.
#[test]
fn first_figures_are_compared_at_an_equal_age_only() {
    let year = |period: &str| of("CRM-001", "police-recorded-crime", "total", period);
    let [september_18, september_19] = ["12m2018-09", "12m2019-09"].map(year);
    let [march_18, march_19] = ["fy2017-18", "fy2018-19"].map(year);
    let frozen = edition(&[
        ("2019-02-06", &september_18, 86_251),
        // What the later release's change of 6.7218 % was on: 93,499 less 87,610.
        ("2020-01-23", &september_18, 87_610),
        ("2020-01-23", &september_19, 93_499),
        ("2019-04-24", &march_18, 81_960),
        ("2019-07-18", &march_19, 91_315),
    ]);
    let figure = |of: &ObservationKey, by: &str| frozen.figure(of.clone(), by.parse().unwrap());
    assert_eq!(figure(&september_18, "first").text(), "86,251");
    assert_eq!(figure(&september_19, "change~first~12m2018-09").text(), "+7,248");
    assert_eq!(figure(&september_19, "percent~first~12m2018-09").text(), "+8.4%");
    assert_eq!(figure(&september_19, "percent~value~12m2018-09").text(), "+6.7% [r]");
    // March 2018 is held as of 13 months after its end, March 2019 as of three and a half.
    let refused = figure(&march_19, "percent~first~fy2017-18");
    assert_eq!(refused.text(), "[z]");
    let why = refused.missing_because.unwrap();
    assert!(
        why.starts_with("first published 109 days after its period, and the other 389"),
        "{why}"
    );
    assert_eq!(figure(&march_19, "change~value~fy2017-18").text(), "+9,355");
}

#[test]
fn a_revision_is_read_from_first_and_current() {
    let year = |period: &str| of("CRM-001", "police-recorded-crime", "total", period);
    let [old, once, undated, few] = ["fy2017-18", "fy2018-19", "fy2016-17", "fy2015-16"].map(year);
    let frozen = edition(&[
        ("2019-04-24", &old, 81_960),
        ("2026-07", &old, 83_869),
        ("2026-07", &once, 91_810),
        ("unknown", &undated, 70_422),
        ("2017", &few, 19),
        ("2018", &few, 25),
    ]);
    let read = |of: &ObservationKey, by: &str| frozen.figure(of.clone(), by.parse().unwrap());
    assert_eq!(read(&old, "revision~change").text(), "+1,909");
    assert_eq!(read(&old, "revision~percent").text(), "+2.3%");
    assert_eq!(read(&once, "revision~change").text(), "0");
    assert_eq!(read(&few, "revision~change").text(), "+6");
    assert_eq!(read(&few, "revision~percent").text(), "[z]");
    let missing = read(&undated, "first");
    assert_eq!(missing.text(), "[x]");
    assert!(missing.missing_because.unwrap().contains("known date of publication"));
    assert_eq!(read(&undated, "revision~change").text(), "[x]");
    assert_eq!(read(&year("fy2014-15"), "revision~percent").text(), "[x]");
}

/// Two years of burglaries, 100 a month and at last 300, each month published the month after.
fn two_years(lag: u8) -> Frozen {
    let mut bundle = catalogue::Bundle::shipped();
    let path = "sources/police-uk-street.toml";
    let shipped = String::from_utf8(bundle.get(path).unwrap().to_vec()).unwrap();
    let (old, new) = ("ripening-lag-months = 0", format!("ripening-lag-months = {lag}"));
    assert!(shipped.contains(old));
    bundle.insert(path, shipped.replace(old, &new).into_bytes());
    let months: Vec<Period> = "2020-04-01_2022-03-31".parse::<Period>().unwrap().months().collect();
    let keys: Vec<ObservationKey> =
        months.iter().map(|m| of("PUK-004", "police-uk-street", "total", &m.to_string())).collect();
    let held: Vec<(&str, &ObservationKey, i64)> = keys
        .iter()
        .enumerate()
        .map(|(n, key)| ("2022-04-29", key, if n == 23 { 300 } else { 100 + n as i64 % 2 }))
        .collect();
    Frozen { id: "2022-03-31.1".parse().unwrap(), ..edition_under(&bundle, &held) }
}

/// Published a month after its end under a lag of two, March still moves; February, published two
/// months after its own, does not.
#[test]
fn a_month_that_still_moves_is_neither_judged_nor_run_through_rules() {
    let march: Period = "2022-03".parse().unwrap();
    let gather = |frozen: &Frozen| {
        let scope = Scope {
            plan: "monitoring".parse().unwrap(),
            area: "E23000021.2016".parse().unwrap(),
            group: "none".parse().unwrap(),
            population: "mid-2020".parse().unwrap(),
            profile: "mdc-2023".parse().unwrap(),
        };
        Findings::gather(frozen, &scope).unwrap().of("PUK-004").unwrap().clone()
    };
    let ripe = gather(&two_years(0));
    assert!(ripe.unripe.is_empty() && ripe.months.iter().all(|month| !month.unripe));
    assert!(ripe.months[23].signal.is_some(), "300 among hundreds is outside");
    let moving = gather(&two_years(2));
    assert_eq!(moving.unripe, [march]);
    assert_eq!(moving.verdict, Verdict::TooEarlyToSay);
    assert!(moving.test.is_none());
    assert!(moving.months[23].unripe && moving.months[23].signal.is_none());
    assert_eq!(moving.months[23].count.text(), "300", "it is shown all the same");
    // Of 23 months, twelve of 100 and eleven of 101.
    assert_eq!(moving.chart.unwrap().mean.text(), "100.5");
    assert_eq!(ripe.chart.unwrap().mean.text(), "108.8");
}
