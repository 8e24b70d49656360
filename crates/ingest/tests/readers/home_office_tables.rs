//! The Home Office tables by quarter and by rolling year: real rows of Leicestershire.

use domain::cell::Cell;

use crate::sample::{excerpt, gunzip, parsed, refused, told, value};

fn quarters() -> String {
    gunzip(&excerpt("offences-by-quarter-excerpt.csv.gz"))
}

fn rolling() -> String {
    gunzip(&excerpt("rolling-year-excerpt.csv.gz"))
}

fn at(measure: &str, period: &str) -> String {
    format!("{measure}.1/police-recorded-crime/E23000021.2016/total/{period}")
}

/// SF-131: the four quarters make the restated year.
#[test]
fn the_quarters_make_the_restated_year() {
    let parsed = parsed("prc.csv", quarters().as_bytes());
    let quarter = |measure: &str, n: u8| {
        value(&parsed.observations, &at(measure, &format!("fy2017-18q{n}"))).unwrap()
    };
    let year = |measure: &str| (1..=4).map(|n| quarter(measure, n)).sum::<i64>();
    let all = [1, 2, 3, 4].map(|n| quarter("CRM-001", n));
    assert_eq!(all, [20_213, 21_161, 21_417, 21_002]);
    assert_eq!(year("CRM-001"), 83_793);
    let groups = [
        "CRM-009", "PRC-001", "PRC-002", "PRC-003", "CRM-019", "PRC-007", "CRM-022", "CRM-023",
        "PRC-008",
    ];
    assert_eq!(groups.iter().map(|g| year(g)).sum::<i64>(), 83_793);
    let violence = ["CRM-010", "CRM-011", "CRM-012", "CRM-013", "PRC-005"];
    assert_eq!(violence.iter().map(|m| year(m)).sum::<i64>(), year("CRM-009"));
    assert_eq!(year("PRC-004"), year("CRM-004") + year("CRM-005"));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("4 rows of Action Fraud passed over"), "{told}");
    assert!(told.contains("4 rows of CIFAS passed over"), "{told}");
    assert!(told.contains("\"-00\" and the like in"), "{told}");
    assert_eq!(told.matches("no measure stands for \"Arson\"").count(), 1, "{told}");
}

#[test]
fn newer_headers_negatives_and_fraud_are_read() {
    let file = "Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,\
                Offence Subgroup,Offence Code,Offence Count\n\
                2024/25,Q2,Leicestershire,Shoplifting,Theft offences,Shoplifting,46,\"1,204\"\n\
                2024/25,Q2,Leicestershire,Arson,Criminal damage and arson,Arson,56B,-3 \n\
                2024/25,Q2,Leicestershire,Fraud,Fraud offences,Fraud,51,9\n";
    let parsed = parsed("prc.csv", file.as_bytes());
    let of = |measure| value(&parsed.observations, &at(measure, "fy2024-25q2"));
    assert_eq!(of("CRM-001"), Some(1_201));
    assert_eq!(of("CRM-019"), Some(-3));
    assert_eq!(of("CRM-016"), Some(1_204));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("1 row of \"Fraud offences\" are in no total"), "{told}");
}

#[test]
fn a_force_that_lacks_rows_has_no_total() {
    let mut file = "Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,\
                    Offence Subgroup,Offence Code,Number of Offences\n"
        .to_owned();
    for force in ["Leicestershire", "Kent", "Essex", "Dorset", "Surrey", "Sussex"] {
        file += &format!("2017/18,1,{force},Shoplifting,Theft offences,Shoplifting,46, 5 \n");
        if force != "Leicestershire" {
            file += &format!(
                "2017/18,1,{force},Bigamy,Miscellaneous crimes,Miscellaneous crimes,83, 1 \n"
            );
        }
    }
    let parsed = parsed("prc.csv", file.as_bytes());
    let of = |measure| value(&parsed.observations, &at(measure, "fy2017-18q1"));
    assert_eq!(of("CRM-001"), None, "a total without some of its rows is too low");
    assert_eq!(of("CRM-016"), Some(5));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("lacks rows of 1 offences that other forces have, such as 83"), "{told}");
}

#[test]
fn quarters_that_cannot_be_read_are_refused() {
    let wrong =
        quarters().replacen("2017/18,1,", "2017/19,1,", 1).replacen(", 2 \n", ", two \n", 1);
    let told = refused("prc.csv", wrong.as_bytes());
    assert!(told.contains("\"2017/19\" and \"1\" are not a financial year and quarter"), "{told}");
    assert!(told.contains("\"two\" is not a count"), "{told}");
}

/// The totals are those the ONS printed; fraud, listed up to 2013, is in none of them.
#[test]
fn rolling_years_make_the_published_totals() {
    let parsed = parsed("rec-crime.csv", rolling().as_bytes());
    let of = |measure, period| value(&parsed.observations, &at(measure, period));
    assert_eq!(of("CRM-001", "fy2017-18"), Some(81_960));
    assert_eq!(of("CRM-001", "12m2018-06"), Some(84_592));
    assert_eq!(of("CRM-004", "fy2017-18"), Some(6_331));
    assert_eq!(of("PRC-004", "fy2017-18"), Some(6_331 + 2_880));
    // The year to December 2017 is dated the 30th, and has parts by both definitions of burglary.
    assert_eq!(of("CRM-902", "12m2017-12"), Some(1_315));
    assert_eq!(of("PRC-004", "12m2017-12"), Some(1_315 + 1_037 + 4_761 + 2_155));
    let find = |measure, period| {
        let found = parsed.observations.iter().find(|o| o.key.to_string() == at(measure, period));
        found.map(|o| (o.cell, o.markers.text()))
    };
    assert_eq!(find("CRM-902", "12m2017-12").unwrap().1, "[b]");
    assert_eq!(find("CRM-902", "fy2017-18").unwrap().0, Cell::NotApplicable);
    assert_eq!(find("CRM-004", "12m2014-12").unwrap().0, Cell::NotApplicable);
    let told = told(&parsed.diagnostics);
    assert!(
        told.contains("are dated 2017-12-30; they are taken for the year ending December 2017")
    );
    assert!(told.contains("of \"Fraud offences\" are in no total"), "{told}");
    assert!(told.contains("of Action Fraud passed over"), "{told}");
}

#[test]
fn dates_in_other_forms_are_settled_by_all_of_them_or_refused() {
    let header = "12 months ending,PFA,Region,Offence,Rolling year total number of offences\n";
    let row = |date: &str| format!("{date},Leicestershire,East Midlands,Robbery,880\n");
    for date in ["31/03/2018", "2018-03-31", "31-Mar-18", "Mar-18", "03/31/2018"] {
        let parsed = parsed("r.csv", format!("{header}{}", row(date)).as_bytes());
        assert_eq!(value(&parsed.observations, &at("PRC-002", "fy2017-18")), Some(880), "{date}");
    }
    for (date, why) in [
        ("15-06-2018", "no end of a month"),
        ("31-03-18", "\"31-03-18\" is not a date"),
        ("03/04/2018", "could be exchanged"),
    ] {
        let told = refused("r.csv", format!("{header}{}", row(date)).as_bytes());
        assert!(told.contains(why), "{date}: {told}");
    }
    let both = format!("{header}{}{}", row("31/03/2018"), row("06/30/2018"));
    assert!(refused("r.csv", both.as_bytes()).contains("some dates have the day first"));
    let twice = format!("{header}{}{}", row("31/03/2018"), row("2018-03-31"));
    assert!(refused("r.csv", twice.as_bytes()).contains("stands on line 2 already"));
}
