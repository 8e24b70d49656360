use crate::sample::{parsed, real, refused, told, value};

const HEADER: &str = "force,financial_year,recorded_offences\n";

fn at(measure: &str, year: &str) -> String {
    format!("{measure}.1/police-recorded-crime/E23000021.2016/total/{year}")
}

/// SF-131: the year that was counted otherwise is held apart, and said so.
#[test]
fn numbers_are_read_however_they_are_padded() {
    let file = format!(
        "{HEADER}Leicestershire ,2017/18,\"83,869\"\nLeicestershire,2018/19 , 90000 \n\
         Leicestershire,2012/13,60000\nBritish Transport Police,2017/18,1\n"
    );
    let parsed = parsed("offences.csv", file.as_bytes());
    assert_eq!(value(&parsed.observations, &at("CRM-001", "fy2017-18")), Some(83_869));
    assert_eq!(value(&parsed.observations, &at("CRM-001", "fy2018-19")), Some(90_000));
    assert_eq!(value(&parsed.observations, &at("CRM-901", "fy2012-13")), Some(60_000));
    assert_eq!(value(&parsed.observations, &at("CRM-001", "fy2012-13")), None);
    let told = told(&parsed.diagnostics);
    assert!(told.contains("1 row of 2012/13 held as CRM-901, which includes fraud"), "{told}");
    assert!(told.contains("1 row of British Transport Police passed over"), "{told}");
}

#[test]
fn what_cannot_be_read_is_refused_line_by_line() {
    let file = format!(
        "{HEADER}Leicestershir,2017/18,1\nKent,2017/19,1\nKent,2017/18,-36\nKent,2018/19,1\n\
         Kent,2018/19,1\n"
    );
    let told = refused("offences.csv", file.as_bytes());
    assert!(told.contains("line 2, column \"force\": \"Leicestershir\""), "{told}");
    assert!(told.contains("did you mean \"Leicestershire\"?"), "{told}");
    assert!(told.contains("line 3, column \"financial_year\": \"2017/19\""), "{told}");
    assert!(told.contains("line 4, column \"recorded_offences\": \"-36\""), "{told}");
    assert!(told.contains("Kent in 2018/19 stands on line 5 already"), "{told}");
}

#[test]
fn the_real_table_gives_the_restated_year() {
    let bytes = real("home-office-prc/recorded-offences-by-force-year.csv");
    let parsed = parsed("recorded-offences-by-force-year.csv", &bytes);
    assert_eq!(parsed.rows_read, 605);
    assert_eq!(value(&parsed.observations, &at("CRM-001", "fy2017-18")), Some(83_869));
    assert_eq!(value(&parsed.observations, &at("CRM-001", "fy2021-22")), Some(100_581));
}
