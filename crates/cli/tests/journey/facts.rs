//! Published and independently worked figures come out, to the unit.

use serde_json::Value;

use crate::program::{FIRST, SECOND, demo, golden};

fn figures(measure: &str, freeze: &str, more: &[&str]) -> Vec<Value> {
    let mut arguments = vec!["figures", "--measure", measure, "--freeze", freeze];
    arguments.extend(more);
    demo().office.json(&arguments)["figures"].as_array().unwrap().clone()
}

fn findings(freeze: &str) -> Vec<Value> {
    let found = demo().office.json(&["findings", "--freeze", freeze]);
    found["findings"].as_array().unwrap().clone()
}

fn finding(freeze: &str, measure: &str) -> Value {
    findings(freeze).into_iter().find(|f| f["measure"] == measure).unwrap()
}

fn explained(id: &str) -> Value {
    demo().office.json(&["explain", id])
}

fn value(key: &str) -> String {
    explained(&format!("{FIRST}/{key}"))["value"].as_str().unwrap().to_owned()
}

fn grouped(n: i64) -> String {
    let digits = n.abs().to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let text = golden(name);
    let line = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().skip(1).map(line).collect()
}

/// Measure of a police.uk crime type, from the catalogue by its name.
fn measure_of(kind: &str) -> String {
    let found = findings(FIRST);
    let own = |finding: &Value| finding["measure"].as_str().unwrap().starts_with("PUK-");
    let named = |f: &&Value| own(f) && f["name"].as_str().unwrap().starts_with(kind);
    let found = found.iter().find(named).unwrap_or_else(|| panic!("no measure for {kind}"));
    found["measure"].as_str().unwrap().to_owned()
}

/// SF-254: the pack's figures can be told again from stored inputs; here they are told from a
/// count made without this program.
#[test]
fn monthly_counts_are_those_counted_independently() {
    let mut compared = 0;
    for kind in rows("year-by-type.csv").iter().map(|row| row[0].clone()) {
        let held = figures(&measure_of(&kind), SECOND, &["--source", "police-uk-street"]);
        for row in rows("monthly-by-type.csv").iter().filter(|row| row[1] == kind) {
            let same = |f: &&Value| f["period"] == row[0].as_str() && f["breakdown"] == "total";
            let figure = held.iter().find(same).unwrap_or_else(|| panic!("{row:?}"));
            assert_eq!(figure["value"], row[2].as_str(), "{row:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 27 * 14);
}

#[test]
fn years_and_changes_are_those_worked_independently() {
    for row in rows("year-by-type.csv") {
        let finding = finding(FIRST, &measure_of(&row[0]));
        assert_eq!(finding["before"], grouped(row[1].parse().unwrap()).as_str(), "{row:?}");
        assert_eq!(finding["count"], grouped(row[2].parse().unwrap()).as_str(), "{row:?}");
        let percent: f64 = row[3].parse().unwrap();
        let printed = finding["percent"].as_str().unwrap().replace('\u{2212}', "-");
        let printed: f64 = printed.trim_end_matches('%').parse().unwrap();
        assert!((printed - percent).abs() <= 0.05 + 1e-9, "{row:?} {printed}");
    }
}

/// SF-090: the group of 2014 has eight forces with Leicestershire itself.
#[test]
fn similar_forces_are_those_worked_independently() {
    let key = |code: &str, by: &str| {
        format!("PUK-001.1/police-uk-street/{code}.2016/total/fy2021-22/{by}")
    };
    let rate = "total~1000~mid-2020";
    let peers = |reading: &str| {
        value(&key("E23000021", &format!("peers~{reading}~msg-leicestershire-2014~{rate}")))
    };
    assert_eq!(peers("mean"), "80.6");
    assert_eq!(peers("others"), "79.9");
    assert_eq!(peers("weighted"), "82.1");
    assert_eq!(peers("rank"), "5th");
    let codes = [
        ("Bedfordshire", "E23000026"),
        ("Essex", "E23000028"),
        ("Hampshire", "E23000030"),
        ("Hertfordshire", "E23000027"),
        ("Kent", "E23000032"),
        ("Leicestershire", "E23000021"),
        ("Nottinghamshire", "E23000019"),
        ("Sussex", "E23000033"),
    ];
    let rows = rows("peers-2021-22.csv");
    assert_eq!(rows.len(), codes.len());
    for row in rows {
        let code = codes.iter().find(|(name, _)| *name == row[0]).unwrap().1;
        assert_eq!(value(&key(code, "total")), grouped(row[1].parse().unwrap()), "{row:?}");
        let people = format!(
            "POP-001.1/ons-mid-year-estimates/{code}.2016/total/2020-06-30_2020-06-30/districts"
        );
        assert_eq!(value(&people), grouped(row[3].parse().unwrap()), "{row:?}");
        let expected: f64 = row[4].parse().unwrap();
        let printed: f64 = value(&key(code, &format!("rate~{rate}"))).parse().unwrap();
        assert!((printed - expected).abs() <= 0.05 + 1e-9, "{row:?} {printed}");
    }
}

/// SF-078, SF-087, SF-090: whether a force differs from its group (how far forces differ being taken
/// from all of them), the places that years past do not exclude, and the funnel, as worked by
/// `peers_expected.py` without this program.
#[test]
fn standing_among_all_forces_is_that_worked_independently() {
    let key =
        |by: &str| format!("CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2021-22/{by}");
    let rows = rows("peers-expected.csv");
    assert_eq!(rows.len(), 12);
    for row in &rows {
        let (reading, expected): (_, f64) = (&row[0], row[1].parse().unwrap());
        let by = match reading.strip_prefix("funnel-") {
            Some(line) => format!("funnel~{line}~value~1000~mid-2020"),
            None => format!("peers~{reading}~msg-leicestershire-2014~value~1000~mid-2020"),
        };
        let printed = value(&key(&by));
        let digits = printed.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let places = digits.split_once('.').map_or(0, |(_, part)| part.len());
        let unit = 10f64.powi(-i32::try_from(places).unwrap());
        let off = (digits.parse::<f64>().unwrap() - expected).abs();
        assert!(off <= unit / 2.0 + 1e-6, "{row:?} {printed}");
    }
    // One year is held of the group on police.uk: no place is given, and it is said why.
    let puk = "PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/\
               peers~rank-low~msg-leicestershire-2014~total~1000~mid-2020";
    let told = explained(&format!("{FIRST}/{puk}"));
    assert_eq!(told["value"], "[x]", "{told}");
}

#[test]
fn districts_and_residuals_are_those_counted_independently() {
    let codes = [
        ("Blaby", "E07000129"),
        ("Charnwood", "E07000130"),
        ("Harborough", "E07000131"),
        ("Hinckley and Bosworth", "E07000132"),
        ("Leicester", "E06000016"),
        ("Melton", "E07000133"),
        ("North West Leicestershire", "E07000134"),
        ("Oadby and Wigston", "E07000135"),
        ("Rutland", "E06000017"),
    ];
    let (mut outside, mut nowhere, mut within) = (0, 0, 0);
    for row in rows("district-2021-22.csv") {
        let count: i64 = row[1].parse().unwrap();
        match codes.iter().find(|(name, _)| *name == row[0]) {
            Some((_, code)) => {
                let year = "total/fy2021-22/total";
                let all = format!("PUK-001.1/police-uk-street/{code}.2021/{year}");
                assert_eq!(value(&all), grouped(count), "{row:?}");
                let asb = format!("PUK-002.1/police-uk-street/{code}.2021/{year}");
                assert_eq!(value(&asb), grouped(row[2].parse().unwrap()), "{row:?}");
                within += 1;
            }
            None if row[0] == "(no location)" => nowhere += count,
            None => outside += count,
        }
    }
    assert_eq!(within, codes.len());
    let residual = |of: &str| {
        value(&format!("PUK-001.1/police-uk-street/E23000021.2016/location.{of}/fy2021-22/total"))
    };
    assert_eq!(residual("no-location"), grouped(nowhere));
    assert_eq!(residual("outside-force-area"), grouped(outside));
}

/// SF-095: outcomes have a neutral order; here their counts in the later edition, which holds the
/// newest version of every month.
#[test]
fn last_outcomes_are_those_counted_independently() {
    for row in rows("last-outcome-2021-22.csv") {
        let slug: String = row[0].to_lowercase().replace("; ", "-").replace(' ', "-");
        let id = format!(
            "{SECOND}/PUK-001.1/police-uk-street/E23000021.2016/last-outcome.{slug}/fy2021-22/total"
        );
        let printed = explained(&id)["value"].as_str().unwrap().replace(" [r]", "");
        assert_eq!(printed, grouped(row[1].parse().unwrap()), "{row:?}");
    }
}

/// The figures of one year that three publications gave; each is held with its vintage, and what it
/// changed: 83,869 less 81,960. From 31 March 2018 to 24 April 2019 are 389 days.
#[test]
fn both_official_versions_of_2017_18_are_held_with_their_vintage() {
    let of_2017_18 = ["--from", "fy2017-18", "--to", "fy2017-18", "--all-vintages"];
    let held = figures("CRM-001", FIRST, &of_2017_18);
    let told: Vec<[String; 5]> = held
        .iter()
        .map(|f| {
            ["value", "published", "current", "age_days", "change"].map(|name| match &f[name] {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            })
        })
        .collect();
    let first = ["81960", "about 24 April 2019", "false", "389", "null"];
    let latest = ["83869", "about July 2026", "true", "3044", "1909"];
    assert_eq!(told, [first, latest]);
    assert!(held[0]["id"].is_null(), "an earlier version is not for citation");
    let mut arguments = vec!["figures", "--measure", "CRM-001", "--freeze", FIRST];
    arguments.extend(of_2017_18);
    let printed = String::from_utf8(demo().office.run(&arguments).stdout).unwrap();
    let sum = "police-recorded-crime (totals): 1 published more than once, 1 of them changed: \
               1 now higher, 0 lower; half by at most 2.3%, the most by +2.3%";
    assert!(printed.contains(sum) && printed.contains("+1,909"), "{printed}");
}

/// January 2022, published twice: 8,004 crimes each time, and each count as it was.
#[test]
fn counts_of_january_2022_were_published_twice_and_none_moved() {
    let arguments = ["figures", "--measure", "PUK-001", "--source", "police-uk-street"];
    let january = ["--from", "2022-01", "--to", "2022-01", "--all-vintages", "--freeze", SECOND];
    let told = demo().office.json(&[arguments.as_slice(), january.as_slice()].concat());
    let of = |cut: &str| {
        let all = told["revisions"].as_array().unwrap();
        all.iter().find(|summary| summary["cut"] == cut).unwrap().clone()
    };
    assert_eq!(
        (&of("totals")["published_again"], &of("totals")["changed"]),
        (&1.into(), &0.into())
    );
    assert_eq!(of("by location")["changed"], 0);
    // Counted with a plain script: of twelve last outcomes in either file every one moved.
    assert_eq!(of("by last-outcome")["changed"], 12);
}

/// First against first: 93,499 less 86,251, both about four months after their years. Of March 2018
/// only a later version is held, so the year after it has nothing to stand beside.
#[test]
fn first_figures_stand_beside_first_figures_of_an_equal_age() {
    let of = "CRM-001.1/police-recorded-crime/E23000021.2016/total";
    assert_eq!(value(&format!("{of}/12m2019-09/change~first~12m2018-09")), "+7,248");
    assert_eq!(value(&format!("{of}/12m2019-09/percent~first~12m2018-09")), "+8.4%");
    let refused = explained(&format!("{FIRST}/{of}/fy2018-19/percent~first~fy2017-18"));
    assert_eq!(refused["value"], "[z]");
    assert!(refused.to_string().contains("only figures of an equal age are compared"), "{refused}");
    assert_eq!(value(&format!("{of}/fy2017-18/first")), "81,960");
    assert_eq!(value(&format!("{of}/fy2017-18/revision~change")), "+1,909");
    assert_eq!(value(&format!("{of}/fy2017-18/revision~percent")), "+2.3%");
}

#[test]
fn the_two_sources_stand_side_by_side_and_are_never_mixed() {
    assert_eq!(finding(FIRST, "PUK-001")["count"], "94,597");
    assert_eq!(finding(FIRST, "CRM-001")["count"], "100,581");
    assert_eq!(finding(FIRST, "PUK-001")["source"], "police-uk-street");
    assert_eq!(finding(FIRST, "CRM-001")["source"], "police-recorded-crime");
    // A rate takes both its parts from one source: a change of source is a missing figure.
    let mixed =
        "CRM-001.1/police-uk-street/E23000021.2016/total/fy2021-22/rate~total~1000~mid-2020";
    assert_eq!(value(mixed), "[x]");
}

#[test]
fn rows_are_all_counted_and_asb_is_never_deduplicated() {
    let sum = |measure: &str, breakdown: &str| -> i64 {
        let held = figures(measure, SECOND, &["--source", "police-uk-street", "--from", "2020-04"]);
        let wanted = |f: &&Value| f["breakdown"] == breakdown;
        held.iter()
            .filter(wanted)
            .map(|f| f["value"].as_str().unwrap().parse::<i64>().unwrap())
            .sum()
    };
    let (crimes, asb) = (sum("PUK-001", "total"), sum("PUK-002", "total"));
    assert_eq!(asb, 26_185);
    assert_eq!(crimes + asb, 229_168);
    let without = "location.no-location";
    assert_eq!(sum("PUK-001", without) + sum("PUK-002", without), 3_049);
}

/// Three new months and 808 changed last outcomes of January 2022.
#[test]
fn the_second_freeze_adds_three_months_and_808_changed_outcomes() {
    let changes = demo().office.json(&["changes", "2022-03-31", "2022-06-30"]);
    let leicestershire = |added: &&Value| added["area"] == "E23000021.2016";
    let added = changes["added"].as_array().unwrap().iter().filter(leicestershire);
    let months: Vec<&str> = added
        .filter(|added| added["source"] == "police-uk-street")
        .map(|added| added["period"].as_str().unwrap())
        .collect();
    assert_eq!(months, ["2022-04", "2022-05", "2022-06"]);
    let replaced = &changes["replaced"][0];
    assert_eq!(replaced["period"], "2022-01");
    assert_eq!(replaced["in_both"], 8_004);
    assert_eq!(replaced["changed_last_outcomes"], 808);
    let totals = changes["revised"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|revised| revised["figure"].as_str().unwrap().contains("/total/"));
    assert_eq!(totals.count(), 0, "no count of crimes was revised");
}

/// SF-078, SF-087: own change and the group are two facts, each given for every measure.
#[test]
fn every_type_has_its_own_change_and_its_place_in_the_group() {
    let types: Vec<Value> =
        findings(FIRST).into_iter().filter(|f| f["source"] == "police-uk-street").collect();
    assert_eq!(types.len(), 15);
    for finding in types {
        for fact in ["change", "percent", "rate"] {
            assert_ne!(finding[fact], "[x]", "{finding}");
        }
        // Of two types a month of one other force was cut, and answered wrong: the group has no
        // figure rather than a low one.
        let cut = ["PUK-002", "PUK-015"].contains(&finding["measure"].as_str().unwrap());
        for fact in ["group_mean", "rank"] {
            assert_eq!(finding[fact] == "[x]", cut, "{finding}");
        }
    }
}

#[test]
fn verdicts_are_the_four_and_say_what_the_test_supports() {
    let verdict = |measure: &str| finding(FIRST, measure)["verdict"].as_str().unwrap().to_owned();
    // 3 more drug offences in a hundred, and burglary down by 4 %: within ordinary variation.
    assert_eq!(verdict("PUK-006"), "No clear change");
    assert_eq!(verdict("PUK-004"), "No clear change");
    assert_eq!(verdict("PUK-010"), "Risen");
    assert_eq!(verdict("PUK-002"), "Fallen");
    // Not held at all: nothing may be said.
    assert_eq!(verdict("CRM-007"), "Too early to say");
}
