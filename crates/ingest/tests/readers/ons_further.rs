//! The tables beside offences and rates: knives, anti-social behaviour, people, households.

use domain::cell::Cell;
use ingest::Parsed;

use crate::sample::{parsed, real, refused, told, workbook};

type Cells<'a> = &'a [(&'a str, &'a str)];

const NUMBERS: Cells<'_> = &[
    ("A1", "Table P1: number of offences, year ending March 2019"),
    ("C3", "Total recorded crime (excluding fraud3)"),
    ("A4", "Area Code"),
    ("B4", "Area Name"),
    ("A8", "E23000013"),
    ("B8", "Cleveland"),
    ("C8", "110"),
];

const RATES: Cells<'_> = &[
    ("A1", "Table P3: rate of offences, year ending March 2019"),
    ("A4", "Area Code"),
    ("B4", "Area Name"),
    ("C4", "Population figures (mid-2017)3 rounded to 100"),
    ("A8", "E23000013"),
    ("B8", "Cleveland"),
    ("C8", "1000"),
];

/// The two tables every release has, and one more.
fn with(sheet: &str, cells: Cells<'_>) -> Vec<u8> {
    workbook(&[("Table P1", NUMBERS), ("Table P3 ", RATES), (sheet, cells)])
}

fn values(parsed: &Parsed, measure: &str) -> Vec<String> {
    let of = parsed.observations.iter().filter(|o| o.key.measure.as_str() == measure);
    let shown = |o: &domain::observation::Observation| {
        let value = o.cell.value().map(|v| v.to_string());
        let value = value.unwrap_or_else(|| o.cell.symbol().unwrap_or_default().to_owned());
        format!("{}/{}/{}={value}", o.key.area.code, o.key.breakdown, o.key.period)
    };
    of.map(shown).collect()
}

fn warnings(parsed: &Parsed) -> String {
    let all = parsed.diagnostics.iter().filter(|d| d.code.id != "ingest::area-missing");
    told(&all.cloned().collect::<Vec<_>>())
}

#[test]
fn changes_are_compared_with_levels_and_not_held() {
    let changes = |change: &'static str| {
        let cells = [
            ("A1", "Table P2: offence group, percentage change, year ending March 2018 compared"),
            ("C3", "Total recorded crime (excluding fraud3)"),
            ("A4", "Area Code"),
            ("B4", "Area Name"),
            ("A8", "E230000133,4"),
            ("B8", "Cleveland"),
            ("C8", change),
        ];
        parsed("t.xlsx", &with("Table P2", &cells))
    };
    let right = changes("10");
    assert_eq!(warnings(&right), "");
    assert_eq!(right.observations.len(), 2);
    let words = warnings(&changes("9.5"));
    assert!(
        words.contains(
            "Warning ingest::change-differs at t.xlsx, sheet \"Table P2\", cell C8: \
                            Cleveland: a change of 9.5% to 110 means 100.457"
        ),
        "{words}"
    );
}

#[test]
fn knife_offences_are_told_from_their_years_by_the_headers() {
    let title = "Table P4: Knife and sharp instrument offences, year ending March 20191,2";
    let offences = [
        ("A1", title),
        ("C4", "Total of selected\n serious offences"),
        ("E4", "Attempted murder"),
        ("A5", "Area Code"),
        ("B5", "Area Name"),
        ("C5", "Number of\n offences\n involving a\n knife6"),
        ("D5", "% involving a knife"),
        ("E5", "Number of offences involving a knife5"),
        ("F5", "% involving a knife"),
        ("A7", "E23000013"),
        ("B7", "Cleveland"),
        ("C7", "10"),
        ("D7", "12.5"),
        ("E7", "9"),
        ("F7", "-"),
        ("A9", "3. '-' indicates that the base number is fewer than 50."),
    ];
    let read = parsed("t.xlsx", &with("Table P4", &offences));
    assert_eq!(
        values(&read, "CRM-024"),
        ["E23000013/total/fy2018-19=10", "E23000013/selected-offence.attempted-murder/fy2018-19=9"]
    );
    assert_eq!(values(&read, "PRR-025").len(), 2);
    let words = warnings(&read);
    assert!(words.contains("cell C7: Cleveland has 10 in all, but its parts from"), "{words}");
    let years = [
        ("A1", title),
        ("C4", "Apr '17 to Mar '18"),
        ("E4", "Apr '18 to Mar '19"),
        ("G4", "% change April 2018 to March 2019\n compared with:"),
        ("A5", "Area Codes"),
        ("B5", "Area name"),
        ("C5", "Number of selected offences involving\n a knife3"),
        ("D5", "% involving a knife"),
        ("E5", "Number of selected offences involving\n a knife3"),
        ("F5", "% involving a knife"),
        ("G5", "Apr '17 to\n Mar '184"),
        ("A7", "E23000013"),
        ("B7", "Cleveland"),
        ("C7", "8"),
        ("D7", "7"),
        ("E7", "10"),
        ("F7", "12.5"),
        ("G7", "25"),
        ("B8", "Action Fraud"),
        ("C8", "1"),
        ("D8", "N/A"),
        ("E8", "1"),
        ("F8", "N/A"),
        ("G8", "0"),
    ];
    let read = parsed("t.xlsx", &with("Table P5", &years));
    let body = ["ZZAF00000/total/fy2017-18=1", "ZZAF00000/total/fy2018-19=1"];
    let force = ["E23000013/total/fy2017-18=8", "E23000013/total/fy2018-19=10"];
    let expected = [force[0], body[0], force[1], body[1]];
    assert_eq!(values(&read, "CRM-024"), expected);
    let words = warnings(&read);
    assert!(words.contains("8 at C7 and 7% mean 114.286 in all, which is no count"), "{words}");
    assert!(!words.contains("change-differs"), "{words}");
}

#[test]
fn a_survey_is_read_with_its_base_and_its_marks() {
    let cells = [
        ("A1", "Table P6: Experiences of anti-social behaviour, year ending March 2019 CSEW1"),
        ("A3", "England and Wales"),
        ("J3", "Adults aged 16 and over"),
        ("B4", "Area Name"),
        ("D4", "Any anti-social behaviour"),
        ("J4", "Unweighted\nbase - number of adults"),
        ("A5", "Area Code"),
        ("D5", "Percentage experienced/             witnessed"),
        ("E5", "Statistically significantly different from England and Wales2"),
        ("A6", "E12000007"),
        ("B6", "London"),
        ("D6", "41.5"),
        ("E6", "*↑"),
        ("J6", "4116"),
        ("A7", "E12000007"),
        ("B7", "City of London / Metropolitan Police"),
        ("D7", "41.5"),
        ("E7", "*↑"),
        ("J7", "4116"),
        ("A8", "E23000013"),
        ("B8", "Cleveland"),
        ("D8", "27.9"),
        ("J8", "645"),
    ];
    let read = parsed("t.xlsx", &with("Table P6", &cells));
    let cut = "asb-type.any-anti-social-behaviour/fy2018-19";
    assert_eq!(
        values(&read, "CSW-001"),
        [format!("E12000007/{cut}=41.5"), format!("E23000013/{cut}=27.9")]
    );
    let bases = ["E12000007/total/fy2018-19=4116", "E23000013/total/fy2018-19=645"];
    assert_eq!(values(&read, "CSW-002"), bases);
    let words = warnings(&read);
    assert!(words.contains("repeats row 6, London, figure by figure"), "{words}");
    assert!(words.contains("Note ingest::significance-marked"), "{words}");
    assert!(words.contains("\"*↑\" at London"), "{words}");
}

/// Rows without codes, as in the release of March 2019.
#[test]
fn incidents_without_codes_are_read_by_name_and_by_whom_they_leave_out() {
    let cells = [
        ("A1", "Table P7: Anti-social behaviour incidents, by police force area, 20191,2,3"),
        ("A3", "England and Wales"),
        ("B4", "Apr '18 to Mar '196,7"),
        ("B5", "Number of Incidents"),
        ("C5", "Number per 1,000 population"),
        ("A6", "ENGLAND AND WALES (inc. BTP)9"),
        ("B6", "30"),
        ("C6", "1.5"),
        ("A7", "ENGLAND AND WALES (exc. BTP)"),
        ("B7", "25"),
        ("C7", "1.25"),
        ("A9", "North East"),
        ("B9", "12"),
        ("C9", "1"),
        ("A10", "West Midlands "),
        ("B10", "9"),
        ("C10", "+"),
        ("A11", "West Midlands10"),
        ("B11", "8"),
        ("C11", "+"),
        ("A13", "British Transport Police9"),
        ("B13", "5"),
        ("C13", ".."),
        ("A15", "Source: Home Office"),
        ("A16", "9. Includes the railways."),
    ];
    let read = parsed("t.xlsx", &with("Table P7 ", &cells));
    let expected = [
        "K04000001/total/fy2018-19=30",
        "K04000001/coverage.excluding-british-transport-police/fy2018-19=25",
        "E12000001/total/fy2018-19=12",
        "E12000005/total/fy2018-19=9",
        "E23000014/total/fy2018-19=8",
        "ZZBTP0000/total/fy2018-19=5",
    ];
    assert_eq!(values(&read, "ASB-001"), expected);
    let words = warnings(&read);
    assert!(words.contains("England and Wales: Includes the railways."), "{words}");
    assert!(!words.contains("rate-differs"), "{words}");
    let odd: Vec<_> =
        cells.iter().map(|cell| if cell.0 == "C9" { ("C9", "1.1") } else { *cell }).collect();
    let words = warnings(&parsed("t.xlsx", &with("Table P7 ", &odd)));
    let expected = "cell C9: North East: 12 at B9 and 1.1 for each 1,000 mean 10909.091 in all";
    assert!(words.contains(expected), "{words}");
}

#[test]
fn a_name_in_the_wrong_row_is_told_and_one_in_no_other_refused() {
    let region = |name: &'static str| {
        [
            ("A1", "Table P9: Mid-year population estimates for police force areas, 2015 to 2016"),
            ("C4", "Mid-year"),
            ("A5", "Area Code"),
            ("B5", "Area Name"),
            ("C5", "2015"),
            ("D5", "2016"),
            ("A6", "E12000004"),
            ("B6", "East Midlands"),
            ("C6", "100"),
            ("D6", "100"),
            ("A7", "E12000006"),
            ("B7", name),
            ("C7", "200"),
            ("D7", "300"),
        ]
    };
    let read = parsed("t.xlsx", &with("Table P9", &region("East Midlands")));
    let people = values(&read, "POP-001");
    assert!(people.contains(&"E12000006/total/2016-06-30_2016-06-30=300".to_owned()), "{people:?}");
    let words = warnings(&read);
    assert!(words.contains("East Midlands\" stands beside E12000006, which is East of"), "{words}");
    let words = refused("t.xlsx", &with("Table P9", &region("South East")));
    assert!(words.contains("\"South East\" stands beside E12000006"), "{words}");
}

#[test]
fn one_figure_in_two_tables_is_held_once() {
    let people = |count: &'static str| {
        [
            ("A1", "Table P9: Mid-year population estimates for police force areas, 2017"),
            ("A5", "Area Code"),
            ("B5", "Area Name"),
            ("C5", "2017"),
            ("A6", "E23000013"),
            ("B6", "Cleveland"),
            ("C6", count),
        ]
    };
    let same = parsed("t.xlsx", &with("Table P9", &people("1000")));
    assert_eq!(warnings(&same), "");
    assert_eq!(values(&same, "POP-001"), ["E23000013/total/2017-06-30_2017-06-30=1000"]);
    let other = parsed("t.xlsx", &with("Table P9", &people("1100")));
    let words = warnings(&other);
    assert!(words.contains("Warning ingest::figure-differs"), "{words}");
    assert!(words.contains("1100 here, 1000 there"), "{words}");
}

#[test]
fn a_table_nobody_knows_is_told() {
    let cells = [("A1", "Table P11: Something new by police force area"), ("A4", "Kent")];
    let words = warnings(&parsed("t.xlsx", &with("Table P11", &cells)));
    assert!(words.contains("Warning ingest::sheet-not-read"), "{words}");
    assert!(words.contains("\"Table P11: Something new by police force area\""), "{words}");
}

/// Greater Manchester could give no figures for 2019, so totals of that release leave it out.
#[test]
fn totals_without_a_force_are_not_the_totals() {
    let name = "policeforceareatablesyearendingseptember2019.xlsx";
    let parsed = parsed(name, &real(&format!("ons-pfa-tables/{name}")));
    let of = |area: &str, cut: &str, period: &str| {
        let key = format!("CRM-024.1/police-recorded-crime/{area}.2016/{cut}/{period}");
        let found = parsed.observations.iter().find(|o| o.key.to_string() == key);
        found.map(|o| o.cell.value().map(|v| v.mantissa))
    };
    let without = "coverage.excluding-greater-manchester";
    assert_eq!(of("K04000001", without, "12m2019-09"), Some(Some(44_771)));
    assert_eq!(of("K04000001", "total", "12m2019-09"), Some(None));
    assert_eq!(of("E23000005", "total", "12m2019-09"), Some(None));
    // The region's name does not say it, but its figure is the sum of the others.
    assert_eq!(of("E12000002", without, "12m2019-09"), of("E12000002", without, "12m2019-09"));
    assert!(of("E12000002", without, "12m2019-09").is_some());
    assert_eq!(of("E12000002", "total", "12m2019-09"), None);
    assert!(of("E12000002", "total", "fy2010-11").is_some());
    assert_eq!(of("K04000001", "total", "fy2010-11"), Some(Some(32_669)));
}

/// What is odd in the six releases, each in one line; nothing of it is ours.
#[test]
fn what_the_publisher_got_wrong_is_told() {
    let expected: [(&str, &[&str]); 3] = [
        (
            "policeforceareatablesyearendingmarch2018v2.xlsx",
            &[
                "cell O7: England and Wales has 34547 in all, but its 2 parts from O8 to O57 sum to",
                "cell N10: Cleveland: 346 at M10 and 9% mean 3844.444 in all, which is no count",
            ],
        ),
        (
            "policeforceareatablesyearendingjune2019.xlsx",
            &[
                "sheet \"Table P5\", cell B37: \"East Midlands\" stands beside E12000006",
                "56 figures of PRR-025 in this column differ from sheet \"Table P4 \", cell D7",
            ],
        ),
        (
            "policeforceareatablesyearendingseptember2019.xlsx",
            &[
                "cell D57: Wales has 1349900 in all, but its 4 parts from D58 to D61 sum to 1358800",
                "cell I16: \".\" in 1 cell is held as [x]; the sheet does not explain it",
            ],
        ),
    ];
    for (name, lines) in expected {
        let words = told(&parsed(name, &real(&format!("ons-pfa-tables/{name}"))).diagnostics);
        for line in lines {
            assert!(words.contains(line), "{line}:\n{words}");
        }
    }
}

#[test]
fn missing_is_never_zero() {
    let name = "policeforceareatablesyeendingmarch2019.xlsx";
    let parsed = parsed(name, &real(&format!("ons-pfa-tables/{name}")));
    let london = "PRI-001.1/police-recorded-incidents/E23000034.2016/total/fy2007-08";
    let found = parsed.observations.iter().find(|o| o.key.to_string() == london).unwrap();
    assert_eq!(found.cell, Cell::NotAvailable);
}
