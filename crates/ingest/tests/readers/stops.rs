//! police.uk stop and search: two real months of City of London.

use domain::observation::Observation;

use crate::sample::{excerpt, parsed, refused, told, value};

const MAY: &str = "2019-05-city-of-london-stop-and-search.csv";
const AUGUST: &str = "2020-08-city-of-london-stop-and-search.csv";

fn at(breakdown: &str, month: &str) -> String {
    format!("STS-001.1/police-uk-stops/E23000034.2016/{breakdown}/{month}")
}

/// Every dimension sums to the total: a blank field is counted as not stated.
fn sums(observations: &[Observation]) -> Vec<(String, i64)> {
    let mut sums: Vec<(String, i64)> = Vec::new();
    for observation in observations {
        let parts = observation.key.breakdown.parts();
        let dimension = parts.first().map_or("total", |(dimension, _)| dimension.as_str());
        let count = observation.cell.value().unwrap().mantissa;
        match sums.iter_mut().find(|(name, _)| name == dimension) {
            Some((_, sum)) => *sum += count,
            None => sums.push((dimension.to_owned(), count)),
        }
    }
    sums
}

#[test]
fn searches_are_counted_in_all_and_by_nine_fields() {
    for (name, month, searches) in [(MAY, "2019-05", 162), (AUGUST, "2020-08", 207)] {
        let parsed = parsed(name, &excerpt(name));
        assert_eq!(value(&parsed.observations, &at("total", month)), Some(searches));
        let sums = sums(&parsed.observations);
        assert_eq!(sums.len(), 10);
        assert!(sums.iter().all(|(_, sum)| *sum == searches), "{sums:?}");
        assert!(parsed.diagnostics.is_empty(), "{}", told(&parsed.diagnostics));
    }
    let parsed = parsed(AUGUST, &excerpt(AUGUST));
    let of = |breakdown: &str| value(&parsed.observations, &at(breakdown, "2020-08"));
    assert_eq!(of("officer-defined-ethnicity.mixed"), Some(0), "a short list has its noughts");
    assert!(of("self-defined-ethnicity.not-stated").is_some_and(|n| n >= 0));
    assert!(of("self-defined-ethnicity.other-ethnic-group-not-stated").is_some_and(|n| n > 0));
}

#[test]
fn the_force_is_said_by_the_name_alone() {
    let told = refused("stops.csv", &excerpt(MAY));
    assert!(told.contains("neither the rows nor the file's name say which force"), "{told}");
    let told = refused("2019-05-narnia-stop-and-search.csv", &excerpt(MAY));
    assert!(told.contains("\"narnia\", which is no force the catalogue knows"), "{told}");
    let told = refused("2019-05-btp-stop-and-search.csv", &excerpt(MAY));
    assert!(told.contains("has no police area"), "{told}");
    let told = refused("2019-06-city-of-london-stop-and-search.csv", &excerpt(MAY));
    assert!(told.contains("the file's name says 2019-06, its rows say 2019-05"), "{told}");
}

#[test]
fn the_month_is_that_of_british_clocks() {
    let text = String::from_utf8(excerpt(MAY)).unwrap();
    let header = text.lines().next().unwrap();
    let row = |date: &str| {
        format!("Person search,{date},,,,,Male,18-24,,White,,Controlled drugs,Arrest,True,False\n")
    };
    let inside = "2019-07-10T10:00:00+00:00";
    // Half past midnight on 1 July, stamped in universal time.
    let early = "2019-06-30T23:30:00+00:00";
    let late = "2019-07-31T23:30:00+00:00";
    let name = "2019-07-city-of-london-stop-and-search.csv";
    let file = format!("{header}\n{}{}{}{}", row(inside), row(inside), row(early), row(late));
    let parsed = parsed(name, file.as_bytes());
    assert_eq!(value(&parsed.observations, &at("total", "2019-07")), Some(4));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("1 row of the last hour of a month"), "{told}");
    let file =
        format!("{header}\n{}{}{}", row(inside), row(inside), row("2019-06-12T10:00:00+00:00"));
    assert!(refused(name, file.as_bytes()).contains("1 row of 2019-06 in a file of 2019-07"));
    let file = format!("{header}\n{}", row("yesterday"));
    assert!(refused(name, file.as_bytes()).contains("\"yesterday\" is not a time such as"));
}
