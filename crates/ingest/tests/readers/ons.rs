use domain::cell::Cell;
use domain::observation::{Observation, Place};
use domain::vintage::Vintage;
use ingest::{Input, Parsed};

use crate::sample::{CATALOGUE, parsed, real, refused, told, value, workbook};

type Cells = Vec<(&'static str, &'static str)>;

/// Table P1 with Leicestershire, a region of the same table and England.
fn numbers() -> Cells {
    vec![
        ("A1", "Table P1: number of offences, year ending March 181,2"),
        ("C3", "Total recorded crime (excluding fraud3)"),
        ("E3", "Victim-based crime"),
        ("A4", "Area Code"),
        ("B4", "Area Name"),
        ("E4", "Burglary"),
        ("F4", "Residential burglary5,6"),
        ("G4", "Non-residential  burglary5,6"),
        ("C5", "Numbers"),
        ("A6", "E92000001"),
        ("B6", "ENGLAND"),
        ("C6", "4838267"),
        ("A7", "E12000005"),
        ("B7", "West Midlands "),
        ("C7", "500000"),
        ("A8", "E23000021"),
        ("B8", "Leicestershire7"),
        ("C8", "81960"),
        ("E8", "9000"),
        ("F8", "6000"),
        ("G8", "3000"),
        ("A9", "7. A note."),
    ]
}

fn rates() -> Cells {
    vec![
        ("A1", "Table P3: rate of offences, year ending March 20181,2"),
        ("A4", "Area Code"),
        ("B4", "Area Name"),
        ("C4", "Population figures\n (mid-2016)4  rounded to 100"),
        ("D4", "Household figures\n (mid-2016)5  rounded to 100 "),
        ("F4", "Total recorded crime (excluding fraud6)"),
        ("G4", "Residential burglary (households) 7,8"),
        ("A8", "E23000021"),
        ("B8", "Leicestershire"),
        ("C8", "1000000"),
        ("D8", "400000"),
        ("F8", "81.96"),
        ("G8", "15"),
    ]
}

fn book(numbers: &Cells, rates: &Cells) -> Vec<u8> {
    workbook(&[("Table P1 ", numbers), ("Table P3", rates)])
}

/// The cells with one of them changed.
fn with(mut cells: Cells, at: &'static str, value: &'static str) -> Cells {
    cells.retain(|(cell, _)| *cell != at);
    cells.push((at, value));
    cells
}

fn at(measure: &str, period: &str) -> String {
    format!("{measure}.1/police-recorded-crime/E23000021.2016/total/{period}")
}

fn population(measure: &str, day: &str) -> String {
    format!("{measure}.1/ons-mid-year-estimates/E23000021.2016/total/{day}_{day}")
}

fn rate(parsed: &Parsed, key: &str) -> String {
    let found = parsed.observations.iter().find(|o| o.key.to_string() == key).unwrap();
    found.cell.value().unwrap().to_string()
}

fn warnings(parsed: &Parsed) -> String {
    let expected = ["ingest::area-missing", "ingest::cell-blank"];
    let but_missing = parsed.diagnostics.iter().filter(|d| !expected.contains(&d.code.id));
    told(&but_missing.cloned().collect::<Vec<_>>())
}

#[test]
fn columns_rows_and_periods_are_found() {
    let parsed = parsed("tables.xlsx", &book(&numbers(), &rates()));
    let of = |key: &str| value(&parsed.observations, key);
    assert_eq!(of(&at("CRM-001", "fy2017-18")), Some(81_960));
    assert_eq!(of(&at("CRM-004", "fy2017-18")), Some(6_000));
    assert_eq!(of(&population("POP-001", "2016-06-30")), Some(1_000_000));
    assert_eq!(of(&population("POP-002", "2016-06-30")), Some(400_000));
    assert_eq!(rate(&parsed, &at("PRR-001", "fy2017-18")), "81.96");
    assert_eq!(rate(&parsed, &at("PRR-013", "fy2017-18")), "15");
    let of_force = parsed.observations.iter().filter(|o| o.key.area.code == "E23000021");
    assert_eq!(of_force.count(), 8);
    // England and the region that shares its name with a force have rows of their own.
    let england = "CRM-001.1/police-recorded-crime/E92000001.2016/total/fy2017-18";
    let region = "CRM-001.1/police-recorded-crime/E12000005.2016/total/fy2017-18";
    assert_eq!([england, region].map(of), [Some(4_838_267), Some(500_000)]);
    let key = at("CRM-001", "fy2017-18");
    let held = parsed.observations.iter().find(|o| o.key.to_string() == key).unwrap();
    assert_eq!(held.place.to_string(), "sheet \"Table P1 \", cell C8");
    let told = warnings(&parsed);
    assert_eq!(
        told,
        "Note ingest::publisher-note at tables.xlsx, sheet \"Table P1 \", cell B8: \
         Leicestershire: A note.\n"
    );
}

#[test]
fn what_the_tables_say_twice_is_compared() {
    let odd = with(numbers(), "F8", "6001");
    let words = warnings(&parsed("tables.xlsx", &book(&odd, &rates())));
    assert!(words.contains("Warning ingest::sum-differs"), "{words}");
    assert!(words.contains("cell E8: Leicestershire has 9000 in all, but its parts"), "{words}");
    assert!(words.contains("from sheet \"Table P1 \", cell F8 to"), "{words}");
    let odd = with(rates(), "F8", "80.96");
    let words = warnings(&parsed("tables.xlsx", &book(&numbers(), &odd)));
    assert!(words.contains("Warning ingest::rate-differs"), "{words}");
    assert!(words.contains("sheet \"Table P3\", cell F8: 80.96 for each 1,000"), "{words}");
    assert!(words.contains("but sheet \"Table P1 \", cell C8 says 81960"), "{words}");
}

#[test]
fn a_code_beside_another_areas_name_is_refused() {
    let words = refused("tables.xlsx", &book(&with(numbers(), "B8", "Lincolnshire"), &rates()));
    assert!(words.contains("\"Lincolnshire\" stands beside E23000021"), "{words}");
}

#[test]
fn cells_that_are_no_counts_are_refused() {
    for (cell, words) in [
        ("0.5", "cell C8: 0.5 is not a count"),
        ("-36", "cell C8: -36 is not a count"),
        ("about 80,000", "cell C8: \"about 80,000\" is neither a number nor a known symbol"),
    ] {
        let told = refused("tables.xlsx", &book(&with(numbers(), "C8", cell), &rates()));
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn symbols_are_kinds_of_missing() {
    for (symbol, cell) in [("..", Cell::NotAvailable), (":", Cell::NotApplicable)] {
        let parsed = parsed("tables.xlsx", &book(&with(numbers(), "F8", symbol), &rates()));
        let key = at("CRM-004", "fy2017-18");
        let found = parsed.observations.iter().find(|o| o.key.to_string() == key);
        assert_eq!(found.unwrap().cell, cell);
        let words = warnings(&parsed);
        assert!(words.contains("the sheet does not explain it"), "{words}");
    }
}

#[test]
fn a_missing_sheet_or_another_year_is_refused() {
    let words = refused("tables.xlsx", &workbook(&[("Table P1", &numbers())]));
    assert!(words.contains("there is no table of the rate of offences"), "{words}");
    let notes: &[(&str, &str)] = &[("A1", "Crime, year ending June 2018 - PFA tables")];
    let sheets = [("Notes", notes), ("Table P1", &numbers()), ("Table P3", &rates())];
    let words = refused("tables.xlsx", &workbook(&sheets));
    assert!(words.contains("the title means 2018-03-31, the sheet of notes says"), "{words}");
}

#[test]
fn a_column_the_catalogue_does_not_know_is_refused() {
    let words = refused("tables.xlsx", &book(&with(numbers(), "G4", "Piracy5"), &rates()));
    assert!(words.contains("cell G4: the catalogue has no measure"), "{words}");
    assert!(words.contains("\"Piracy\""), "{words}");
}

/// A release of 2018 or 2019, and what another program (openpyxl 3.1) finds in it.
struct Release {
    name: &'static str,
    period: &'static str,
    /// Leicestershire's offences.
    offences: i64,
    /// All counts of Table P1, and all residents and households of Table P3, of the 43 areas.
    sums: [i64; 2],
    /// Cells of the 43 areas with a symbol in place of a number.
    missing: usize,
    /// Figures of all tables and areas.
    observations: usize,
}

/// Whether a figure stands in Table P1 or Table P3.
fn of_the_first(observation: &Observation) -> bool {
    let Place::Cell { sheet, .. } = &observation.place else {
        return false;
    };
    ["Table P1", "Table P3"].contains(&sheet.trim())
}

const RELEASES: [Release; 6] = [
    Release {
        name: "policeforceareatablesyearendingmarch2018v2.xlsx",
        period: "fy2017-18",
        offences: 81_960,
        sums: [13_438_500, 82_952_100],
        missing: 24,
        observations: 7_460,
    },
    Release {
        name: "policeforceareatablesyearendingsep18corrected.xlsx",
        period: "12m2018-09",
        offences: 86_251,
        sums: [13_954_077, 83_148_500],
        missing: 23,
        observations: 4_550,
    },
    Release {
        name: "policeforceareatablesyearendingdecember2018.xlsx",
        period: "12m2018-12",
        offences: 87_167,
        sums: [14_172_436, 83_148_500],
        missing: 23,
        observations: 4_550,
    },
    Release {
        name: "policeforceareatablesyeendingmarch2019.xlsx",
        period: "fy2018-19",
        offences: 91_315,
        sums: [14_449_367, 83_148_500],
        missing: 23,
        observations: 6_182,
    },
    Release {
        name: "policeforceareatablesyearendingjune2019.xlsx",
        period: "12m2019-06",
        offences: 92_046,
        sums: [14_500_678, 83_519_800],
        missing: 23,
        observations: 4_666,
    },
    Release {
        name: "policeforceareatablesyearendingseptember2019.xlsx",
        period: "12m2019-09",
        offences: 93_499,
        sums: [13_710_688, 79_707_900],
        missing: 73,
        observations: 4_778,
    },
];

#[test]
fn six_releases_are_read_and_agree_with_themselves() {
    for release in RELEASES {
        let name = release.name;
        let parsed = parsed(name, &real(&format!("ons-pfa-tables/{name}")));
        let offences = value(&parsed.observations, &at("CRM-001", release.period));
        assert_eq!(offences, Some(release.offences), "{name}");
        assert_eq!(parsed.observations.len(), release.observations, "{name}");
        let forces: Vec<_> = parsed
            .observations
            .iter()
            .filter(|o| matches!(&o.key.area.code[..1], "E" | "W") && of_the_first(o))
            .filter(|o| matches!(&o.key.area.code[..3], "E23" | "W15"))
            .collect();
        assert_eq!(forces.len(), 43 * 49, "{name}");
        let sum = |of: &dyn Fn(&str) -> bool| -> i64 {
            let wanted = forces.iter().filter(|o| of(o.key.measure.as_str()));
            wanted.filter_map(|o| o.cell.value()).map(|v| v.mantissa).sum()
        };
        let counts = sum(&|id| id.starts_with("CRM-") || id.starts_with("PRC-"));
        let people = sum(&|id| id.starts_with("POP-"));
        assert_eq!([counts, people], release.sums, "{name}");
        let without = forces.iter().filter(|o| o.cell.value().is_none());
        assert_eq!(without.count(), release.missing, "{name}");
    }
}

/// SF-131: what the publisher says of a force's recording reaches whoever imports the figures.
#[test]
fn footnotes_at_a_force_are_passed_on() {
    let name = "policeforceareatablesyearendingdecember2018.xlsx";
    let parsed = parsed(name, &real(&format!("ons-pfa-tables/{name}")));
    let words = told(&parsed.diagnostics);
    assert!(words.contains("cell B17: Lancashire: Lancashire Police Force were unable"), "{words}");
    assert!(words.contains("\"+\" in 23 cells is held as [x]; the sheet says: 12."), "{words}");
}

#[test]
fn a_corrected_release_states_its_date() {
    let name = "policeforceareatablesyearendingsep18corrected.xlsx";
    let bytes = real(&format!("ons-pfa-tables/{name}"));
    let given: Vintage = "2019-01".parse().unwrap();
    let vintage = Some(given);
    let parsed = ingest::read(
        &Input {
            name,
            bytes: &bytes,
            vintage: vintage.map(|vintage| (vintage, "given at import")),
        },
        &CATALOGUE,
    )
    .unwrap();
    let (vintage, basis) = parsed.vintage.clone().unwrap();
    assert_eq!(vintage.to_string(), "2019-02-06");
    assert_eq!(basis, "stated on its Correction sheet");
    let words = told(&parsed.diagnostics);
    assert!(words.contains("Warning ingest::vintage-differs"), "{words}");
}

#[test]
fn rates_are_kept_to_six_decimals() {
    let name = "policeforceareatablesyearendingdecember2018.xlsx";
    let parsed = parsed(name, &real(&format!("ons-pfa-tables/{name}")));
    assert_eq!(rate(&parsed, &at("PRR-004", "12m2018-12")), "6.314472");
}
