use crate::sample::{parsed, real, told, value};

fn at(breakdown: &str, month: &str) -> String {
    format!("PUK-020.1/police-uk-outcomes/E23000021.2016/{breakdown}/{month}")
}

#[test]
fn outcomes_are_counted_by_type() {
    let row = |id: u8, outcome: &str| {
        format!("{id:064x},2022-01,Leicestershire Police,Leicestershire Police,,,,,,{outcome}\n")
    };
    let file = [
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,\
         Outcome type\n",
        &row(1, "Local resolution"),
        &row(1, "Suspect charged"),
        &row(2, "Local resolution"),
    ]
    .concat();
    let parsed = parsed("2022-01-leicestershire-outcomes.csv", file.as_bytes());
    assert_eq!(parsed.format, "police-uk-outcomes");
    let of = |breakdown| value(&parsed.observations, &at(breakdown, "2022-01"));
    assert_eq!(of("total"), Some(3));
    assert_eq!(of("outcome-type.local-resolution"), Some(2));
    assert_eq!(of("outcome-type.offender-fined"), Some(0));
    assert!(parsed.diagnostics.is_empty(), "{}", told(&parsed.diagnostics));
}

#[test]
fn the_real_year_of_outcomes_is_read_whole() {
    let months = (4..=12).map(|m| format!("2021-{m:02}"));
    let months = months.chain((1..=3).map(|m| format!("2022-{m:02}")));
    let mut rows = 0;
    for month in months {
        let name = format!("{month}-leicestershire-outcomes.csv.gz");
        let parsed = parsed(&name, &real(&format!("police-uk/leicestershire/{name}")));
        assert!(parsed.diagnostics.is_empty(), "{month}:\n{}", told(&parsed.diagnostics));
        let total = value(&parsed.observations, &at("total", &month));
        assert_eq!(total, i64::try_from(parsed.rows_read).ok());
        rows += parsed.rows_read;
    }
    assert_eq!(rows, 96_592);
}
