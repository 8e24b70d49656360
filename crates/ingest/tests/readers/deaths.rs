//! Deaths during or following police contact.

use crate::sample::{ods, parsed, refused, told};

fn tables(shootings: &[&str]) -> Vec<u8> {
    let national: &[&str] = &[
        "Fatal shootings",
        "Definition:",
        "Table 2.1 Number of fatalities and incidents by financial year, 2016/17 to 2017/18",
        "Financial year|Number of fatalities|Number of incidents",
        "2016/17|6|6",
        "2017/18*|4|2",
        "Total|10|8",
        "Table 2.2 Gender by financial year, 2016/17 to 2017/18",
        "|Financial year||Total fatalities",
        "Gender|16/17|17/18|",
        "Male|6|3|9",
        "Female|0|1~|1",
        "Total fatalities|6|4|10",
        "~ This table presents the most up-to-date set of figures; any updates to previously \
         published data are indicated.",
    ];
    ods(&[("Shootings", national), ("Shootings_By_Force", shootings)])
}

const BY_FORCE: &[&str] = &[
    "Fatal shootings",
    "Table 2.5 Number of FATALITIES by appropriate authority and financial year",
    "Appropriate authority|Financial year||Total",
    "|16/17|17/18|",
    "Kent|0|3^|3^",
    "Cleveland &amp; Cheshire|5|0|5",
    "SOCA / NCA^|1|1|2",
    "Total FATALITIES|6|4|10",
    "^ Includes others.",
];

#[test]
fn tables_below_each_other_are_read_with_their_marks() {
    let parsed = parsed("d.ods", &tables(BY_FORCE));
    let shown: Vec<String> = parsed
        .observations
        .iter()
        .map(|o| {
            let value = o.cell.value().unwrap();
            format!("{}={value}{}", o.key, o.markers.text())
        })
        .collect();
    let has = |key: &str| {
        let key = key.replace('@', ".1/iopc-deaths/");
        assert!(shown.contains(&key), "{key}:\n{}", shown.join("\n"));
    };
    has("IOP-003@K04000001.2016/total/fy2017-18=4");
    has("IOP-004@K04000001.2016/total/fy2017-18=2");
    has("IOP-003@K04000001.2016/gender.female/fy2017-18=1[r]");
    has("IOP-003@E23000032.2016/total/fy2017-18=3");
    has("IOP-003@ZZNCA0000.2016/total/fy2016-17=1");
    // Two years of the country, two of two genders, Kent, the agency; the two forces share theirs.
    assert_eq!(shown.len(), 4 + 4 + 2 + 2);
    let words = told(&parsed.diagnostics);
    assert!(words.contains("Note ingest::joint-figure"), "{words}");
    assert!(words.contains("\"^\" stands behind 2 numbers; the sheet says: ^ Includes"), "{words}");
    assert!(!words.contains("Warning"), "{words}");
}

#[test]
fn totals_years_and_names_that_do_not_fit_are_told() {
    let with = |n: usize, row: &'static str| {
        let mut rows = BY_FORCE.to_vec();
        rows[n] = row;
        tables(&rows)
    };
    let words = told(&parsed("d.ods", &with(4, "Kent|0|2|3")).diagnostics);
    assert!(words.contains("cell D5: 3 in all, but its years sum to 2"), "{words}");
    assert!(words.contains("cell C8: 4 in all, but its rows above sum to 3"), "{words}");
    let words = refused("d.ods", &with(4, "Narnia|0|3|3"));
    assert!(words.contains("no police area or body \"Narnia\""), "{words}");
    let words = refused("d.ods", &with(3, "|15/16|16/18|17/18|"));
    assert!(words.contains("\"16/18\" is not a financial year"), "{words}");
}
