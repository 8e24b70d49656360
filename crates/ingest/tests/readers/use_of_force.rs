//! Use of force tables of the Home Office.

use domain::cell::Cell;

use crate::sample::{ods, parsed, refused, told};

const FRONT: &[&str] = &[
    "Police use of force statistics, England and Wales, 1 April 2018 to 31 March 2019",
    "Publication Date: 19 December 2019",
];

fn by_force(cleveland: &str) -> Vec<u8> {
    let rows: &[&str] = &[
        "Table 14. Number of times tactics were used, by police force and officer perceived age of \
         subject",
        "Contents",
        "Total number of incidents involving group|||Perceived age",
        "Police force|Type of force|Tactic|Under 11 years|11 - 17 years|Number of times tactic \
         reported",
        "Cleveland|Total (excluding not reported)|*Total Tactics|2|9|11",
        cleveland,
        "Cleveland|Restraint|Compliant handcuffing|1|4|5",
        "Cleveland|Restraint|Not stated handcuffing|0|1|1",
        "West Midlands|Restraint|Handcuffing, of which|:|:|:",
        ": = not available.",
    ];
    ods(&[("Contents", FRONT), ("Table_14", rows)])
}

const HANDCUFFING: &str = "Cleveland|Restraint|Handcuffing, of which|1|5|6";

#[test]
fn tactics_are_cut_by_force_and_by_what_was_perceived() {
    let parsed = parsed("u.ods", &by_force(HANDCUFFING));
    let key = |area: &str, cut: &str| {
        let key = format!("UOF-001.1/police-use-of-force/{area}.2016/{cut}/fy2018-19");
        let found = parsed.observations.iter().find(|o| o.key.to_string() == key);
        found.unwrap_or_else(|| panic!("no {key}")).cell
    };
    let value = |cut: &str| key("E23000013", cut).value().unwrap().to_string();
    assert_eq!(value("total"), "11");
    assert_eq!(value("perceived-age.11-17-years+tactic.handcuffing"), "5");
    assert_eq!(value("tactic.handcuffing-not-stated"), "1");
    // The sheet's own words on a symbol count more than what it usually means.
    assert_eq!(key("E23000014", "tactic.handcuffing"), Cell::NotAvailable);
    let words = told(&parsed.diagnostics);
    assert!(!words.contains("Warning"), "{words}");
    assert_eq!(parsed.vintage.unwrap().0.to_string(), "2019-12-19");
}

#[test]
fn parts_that_do_not_sum_are_told() {
    let odd = by_force("Cleveland|Restraint|Handcuffing, of which|1|5|7");
    let words = told(&parsed("u.ods", &odd).diagnostics);
    assert!(words.contains("cell F6: 7 in all, but its categories sum to 6"), "{words}");
    assert!(words.contains("cell F6: 7 in all, but its parts from F7 to F8 sum to 6"), "{words}");
}

#[test]
fn two_years_in_one_workbook_are_refused() {
    let words = refused(
        "u.ods",
        &ods(&[
            ("A", &["Table 12. Incidents by police force, year ending March 2020"]),
            ("B", &["Table 10. Injuries to officers, year ending March 2019"]),
        ]),
    );
    assert!(words.contains("year ending 2019-03-31, another of 2020-03-31"), "{words}");
}

#[test]
fn devices_and_injuries_have_their_own_cuts() {
    let bytes = ods(&[
        ("Contents", FRONT),
        (
            "Table_10",
            &[
                "Table 10. Injuries to officers",
                "||Officer injury level",
                "Officer injured as a result of incident|Intentional assault|Total \
                 incidents|Minor|Severe",
                "Yes|Yes|10|9|1",
                "|No|5|5|0",
                "Total incidents||15|14|2",
            ],
        ),
        (
            "Table_13",
            &[
                "Table 13. Use of CED by type and police force: 1 April 2017 to 31 March 2019",
                "Financial year|Region|Police force|Total|Total non-discharge|Drawn",
                "2017/18|South East|Hampshire (R)|7|7|3",
                "2018/19|West Midlands|West Midlands|8|8|8",
                "2018/19|West Midlands|*Total West Midlands|9|9|9",
            ],
        ),
    ]);
    let parsed = parsed("u.ods", &bytes);
    let keys: Vec<String> = parsed
        .observations
        .iter()
        .map(|o| format!("{} {}", o.key, o.markers.text()).trim().to_owned())
        .collect();
    let has = |key: &str| assert!(keys.iter().any(|k| k == key), "{key}:\n{}", keys.join("\n"));
    let incidents = "STS-005.1/police-use-of-force/K04000001.2016";
    has(&format!("{incidents}/intentional-assault.no+officer-injured.yes/fy2018-19"));
    has("UOF-002.1/police-use-of-force/E23000030.2016/ced-use.drawn/fy2017-18 [r]");
    has("UOF-002.1/police-use-of-force/E12000005.2016/total/fy2018-19");
    has("UOF-002.1/police-use-of-force/E23000014.2016/total/fy2018-19");
    let words = told(&parsed.diagnostics);
    assert!(words.contains("cell C6: 15 in all, but the columns beside it sum to 16"), "{words}");
}
