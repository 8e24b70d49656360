//! The sample office's real files give the figures that others worked out from them.

use std::collections::BTreeMap;

use domain::observation::Observation;
use ingest::Parsed;

use crate::sample::{golden, parsed, real, told, value};

/// Every street file of the sample, read.
fn street() -> Vec<(String, Parsed)> {
    let months = (2020..=2022).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let months = months.filter(|m| (2020, 4) <= *m && *m <= (2022, 6));
    let file = |(year, month)| {
        let name = format!("{year}-{month:02}-leicestershire-street.csv.gz");
        let bytes = real(&format!("police-uk/leicestershire/{name}"));
        (format!("{year}-{month:02}"), parsed(&name, &bytes))
    };
    months.map(file).collect()
}

fn force(measure: &str, breakdown: &str, month: &str) -> String {
    format!("{measure}.1/police-uk-street/E23000021.2016/{breakdown}/{month}")
}

fn number(row: &BTreeMap<String, String>, column: &str) -> i64 {
    row[column].parse().unwrap()
}

#[test]
fn the_twenty_seven_months_are_reproduced_to_the_unit() {
    let files = street();
    for (month, parsed) in &files {
        assert!(parsed.diagnostics.is_empty(), "{month}:\n{}", told(&parsed.diagnostics));
    }
    let all: Vec<Observation> = files.iter().flat_map(|(_, p)| p.observations.clone()).collect();
    assert_eq!(files.len(), 27);
    assert_eq!(files.iter().map(|(_, p)| p.rows_read).sum::<u64>(), 229_168);
    let by_key: BTreeMap<String, i64> =
        all.iter().map(|o| (o.key.to_string(), o.cell.value().unwrap().mantissa)).collect();
    assert_eq!(by_key.len(), all.len(), "two observations have one key");
    let (mut incidents, mut nowhere) = (0, 0);
    for row in golden("monthly-all-crime.csv") {
        let month = &row["month"];
        let of = |measure, breakdown| by_key[&force(measure, breakdown, month)];
        assert_eq!(of("PUK-001", "total"), number(&row, "all_crime_excluding_asb"), "{month}");
        assert_eq!(of("PUK-002", "total"), number(&row, "asb"), "{month}");
        let without = of("PUK-001", "location.no-location") + of("PUK-002", "location.no-location");
        assert_eq!(without, number(&row, "without_location"), "{month}");
        incidents += of("PUK-002", "total");
        nowhere += without;
    }
    assert_eq!((incidents, nowhere), (26_185, 3_049));
    let source = "police-uk-street".parse().unwrap();
    let types = golden("monthly-by-type.csv");
    assert_eq!(types.len(), 27 * 14);
    for row in types {
        let measure = crate::sample::CATALOGUE.measure_for(&source, &row["crime_type"]).unwrap();
        let key = force(measure.id.as_str(), "total", &row["month"]);
        assert_eq!(by_key[&key], number(&row, "count"), "{key}");
    }
    check_year(&by_key);
}

/// Last outcomes and districts of 2021/22.
fn check_year(by_key: &BTreeMap<String, i64>) {
    let months: Vec<String> = (4..=12)
        .map(|m| format!("2021-{m:02}"))
        .chain((1..=3).map(|m| format!("2022-{m:02}")))
        .collect();
    let year = |key: &dyn Fn(&str) -> String| months.iter().map(|m| by_key[&key(m)]).sum::<i64>();
    assert_eq!(year(&|m| force("PUK-001", "total", m)), 94_597);
    let mut listed = 0;
    for row in golden("last-outcome-2021-22.csv") {
        let label = &row["last_outcome_category"];
        let slug = crate::sample::CATALOGUE.outcome_category(label).unwrap();
        let count = year(&|m| force("PUK-001", &format!("last-outcome.{slug}"), m));
        assert_eq!(count, number(&row, "count"), "{label}");
        listed += count;
    }
    assert_eq!(listed, 94_597);
    let mut outside = [0, 0];
    for row in golden("district-2021-22.csv") {
        let name = &row["district_from_lsoa_name"];
        let expected = [number(&row, "all_crime_excluding_asb"), number(&row, "asb")];
        let own = crate::sample::CATALOGUE.district_named(name);
        let own = own.filter(|d| d.police_area.code == "E23000021");
        for (n, measure) in ["PUK-001", "PUK-002"].into_iter().enumerate() {
            if name == "(no location)" {
                let nowhere = year(&|m| force(measure, "location.no-location", m));
                assert_eq!(nowhere, expected[n]);
            } else if let Some(district) = own {
                let key =
                    |m: &str| format!("{measure}.1/police-uk-street/{}/total/{m}", district.area);
                assert_eq!(year(&key), expected[n], "{name} {measure}");
            } else {
                outside[n] += expected[n];
            }
        }
    }
    for (n, measure) in ["PUK-001", "PUK-002"].into_iter().enumerate() {
        let found = year(&|m| force(measure, "location.outside-force-area", m));
        assert_eq!(found, outside[n], "{measure}");
    }
}

#[test]
fn the_peers_counts_are_the_sums_of_the_derived_rows() {
    let bytes = real("police-uk/derived/street-monthly-counts.csv");
    let parsed = parsed("street-monthly-counts.csv", &bytes);
    for row in golden("peers-2021-22.csv") {
        let area = crate::sample::CATALOGUE.police_area(&row["force"]).unwrap().area.clone();
        let months = (4..=12).map(|m| (2021, m)).chain((1..=3).map(|m| (2022, m)));
        let counts: Vec<i64> = months
            .filter_map(|(year, month)| {
                let key = format!("PUK-001.1/police-uk-street/{area}/total/{year}-{month:02}");
                value(&parsed.observations, &key)
            })
            .collect();
        assert_eq!(counts.len().to_string(), row["months"], "{}", row["force"]);
        assert_eq!(
            counts.iter().sum::<i64>(),
            number(&row, "all_crime_excluding_asb_2021_22"),
            "{}",
            row["force"]
        );
    }
}
