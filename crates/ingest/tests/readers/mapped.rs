//! Tables read by declared mappings: real ones, and the dialects they may come in.

use catalogue::{Bundle, Catalogue};
use domain::cell::Cell;
use ingest::{Input, Parsed, Refused};

use crate::sample::{excerpt, gunzip, parsed, refused, told, workbook};

fn total() -> String {
    gunzip(&excerpt("public-attitudes-total.csv.gz"))
}

/// The value of a figure, digit for digit.
fn digits(parsed: &Parsed, key: &str) -> Option<String> {
    let found = parsed.observations.iter().find(|o| o.key.to_string() == key)?;
    match found.cell {
        Cell::Value(number) => Some(number.to_string()),
        other => Some(other.symbol().unwrap_or_default().to_owned()),
    }
}

fn share(measure: &str, area: &str, period: &str) -> String {
    format!("{measure}.1/mopac-public-attitude-survey/{area}/total/{period}")
}

/// A catalogue with one mapping more.
fn with(mapping: &str) -> Catalogue {
    let mut bundle = Bundle::shipped();
    let id = mapping.split('"').nth(1).unwrap();
    bundle.insert(&format!("mappings/{id}.toml"), mapping.as_bytes().to_vec());
    let (catalogue, problems) = Catalogue::load(&bundle);
    assert!(problems.is_empty(), "{}", told(&problems));
    catalogue
}

fn read(name: &str, bytes: &[u8], catalogue: &Catalogue) -> Result<Parsed, Refused> {
    ingest::read(&Input { name, bytes: &bytes, vintage: None }, catalogue)
}

#[test]
fn the_survey_is_read_in_its_semicolon_dialect() {
    let parsed = parsed("PAS_Total.csv", total().as_bytes());
    assert_eq!(parsed.source.as_str(), "mopac-public-attitude-survey");
    assert_eq!((parsed.rows_read, parsed.observations.len()), (291, 291));
    let good = share("PAS-001", "E23000001.2016", "12m2014-12");
    assert_eq!(digits(&parsed, &good).as_deref(), Some("67"));
    let place = parsed.observations.iter().find(|o| o.key.to_string() == good).unwrap();
    assert_eq!(place.place.to_string(), "line 2, column \"Proportion\"");
    assert!(told(&parsed.diagnostics).contains("held as percentages"));
}

#[test]
fn boroughs_are_districts_and_the_force_beside_them_agrees() {
    let text = gunzip(&excerpt("public-attitudes-boroughs-excerpt.csv.gz"));
    let parsed = parsed("PAS_boroughs.csv", text.as_bytes());
    let richmond = parsed.observations.iter().filter(|o| o.key.area.code == "E09000027").count();
    let westminster = parsed.observations.iter().filter(|o| o.key.area.code == "E09000033").count();
    assert_eq!((richmond, westminster), (291, 291), "two spellings of one borough");
    let force = share("PAS-001", "E23000001.2016", "12m2014-12");
    assert_eq!(digits(&parsed, &force).as_deref(), Some("67"));
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let last = lines.last_mut().unwrap();
    let cut = last.rfind(';').unwrap();
    last.replace_range(cut.., ";0,99");
    let told = refused("PAS_boroughs.csv", (lines.join("\n") + "\n").as_bytes());
    assert!(told.contains("already with another value"), "{told}");
}

/// The comma dialect: decimal points, and dates in every form in use.
#[test]
fn the_comma_dialect_gives_the_same_figures() {
    let semicolons = parsed("PAS_Total.csv", total().as_bytes());
    let forms: [fn(&str, &str, &str) -> String; 4] = [
        |d, m, y| format!("{y}-{m}-{d}"),
        |d, m, y| format!("{m}/{d}/{y}"),
        |d, m, y| format!("{d}-{}-{}", name(m), &y[2..]),
        |_, m, y| format!("{}-{}", name(m), &y[2..]),
    ];
    for form in forms {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let text = total();
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        writer.write_record(reader.headers().unwrap()).unwrap();
        for row in reader.records() {
            let row = row.unwrap();
            let date: Vec<&str> = row[0].split('/').collect();
            let date = form(date[0], date[1], date[2]);
            let proportion = row[4].replace(',', ".");
            writer.write_record([&date, &row[1], &row[2], &row[3], &proportion]).unwrap();
        }
        let commas = parsed("PAS_Total.csv", &writer.into_inner().unwrap());
        let key = |p: &Parsed| {
            let each = p.observations.iter().map(|o| (o.key.to_string(), o.cell));
            each.collect::<Vec<_>>()
        };
        assert_eq!(key(&commas), key(&semicolons));
    }
}

fn name(month: &str) -> &'static str {
    match month {
        "03" => "Mar",
        "06" => "Jun",
        "09" => "Sep",
        _ => "Dec",
    }
}

#[test]
fn what_could_be_read_in_two_ways_is_told() {
    let header = "Date;Survey;Borough;Measure;Proportion\n";
    let row = |date: &str, share: &str| format!("{date};PAS;MPS;Trust MPS;{share}\n");
    let mixed = format!("{header}{}{}", row("31/12/2014", "0,5"), row("31/03/2015", "0.6"));
    let told = refused("p.csv", mixed.as_bytes());
    assert!(told.contains("\"0,5\" has a decimal mark that \"0.6\" has not"), "{told}");
    let days = format!("{header}{}", row("11/12/2014", "0,5"));
    assert!(refused("p.csv", days.as_bytes()).contains("could be exchanged"));
    let out = format!("{header}{}", row("31/12/2014", "1,5"));
    assert!(refused("p.csv", out.as_bytes()).contains("\"1,5\" is neither a share from 0 to 1"));
    let place = format!("{header}31/12/2014;PAS;Narnia;Trust MPS;0,5\n");
    assert!(refused("p.csv", place.as_bytes()).contains("\"Narnia\" is not an area"));
    let label =
        format!("{header}31/12/2014;PAS;MPS;New question;0,5\n{}", row("31/12/2014", "0,5"));
    let parsed = parsed("p.csv", label.as_bytes());
    assert_eq!(parsed.observations.len(), 1);
    assert!(crate::sample::told(&parsed.diagnostics).contains("stands for \"New question\""));
}

/// The comment above the table says a total that the rows miss by two pounds.
#[test]
fn the_grant_is_read_below_its_comment_and_its_total_is_checked() {
    let parsed = parsed("grant.csv", &excerpt("police-grant-2025-26.csv"));
    assert_eq!(parsed.observations.len(), 43);
    let key = "FIN-901.1/home-office-police-grant/E23000036.2016/total/fy2025-26";
    assert_eq!(digits(&parsed, key).as_deref(), Some("231607316"));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("say 9806553489, but its rows sum to 9806553487"), "{told}");
}

/// A spending workbook: a sheet a month, headers that change, days of a spreadsheet.
#[test]
fn payments_are_summed_by_month_and_category() {
    let april = [
        ("A1", "Expenditure Category"),
        ("B1", "Date"),
        ("C1", "Total Invoice Amount"),
        ("D1", "SUPPLIER"),
        ("E1", "Column1"),
        ("A2", "Agency Staff"),
        ("B2", "43193"),
        ("C2", "960"),
        ("D2", "A"),
        ("A3", "Agency Staff"),
        ("B3", "43193"),
        ("C3", "960"),
        ("D3", "A"),
        ("A4", "Petrol"),
        ("B4", "43220"),
        ("C4", "1053.0799999999997"),
    ];
    let january = [
        ("A1", "* Expenditure Category"),
        ("B1", "* Date"),
        ("C1", "TOTAL"),
        ("D1", "* SUPPLIER FINAL"),
        ("A2", "Petrol"),
        ("B2", "43469"),
        ("C2", "-500.5"),
        ("A3", "Petrol"),
        ("B3", "43220"),
        ("C3", "100"),
        ("F3", "stray"),
    ];
    let book = workbook(&[("Apr 18", &april), ("Jan '19", &january), ("Notes", &[("A1", "x")])]);
    let parsed = parsed("pcc.xlsx", &book);
    let key = |measure: &str, cut: &str, month: &str| {
        format!("{measure}.1/spending-over-500/E23000003.2016/{cut}/{month}")
    };
    let of = |measure, cut, month| digits(&parsed, &key(measure, cut, month));
    let staff = "expenditure-category.agency-staff";
    let petrol = "expenditure-category.petrol";
    assert_eq!(of("FIN-007", staff, "2018-04").as_deref(), Some("2"), "alike, and two invoices");
    assert_eq!(of("FIN-902", staff, "2018-04").as_deref(), Some("1920.00"));
    assert_eq!(of("FIN-902", petrol, "2018-04").as_deref(), Some("1153.08"));
    assert_eq!(of("FIN-902", "total", "2018-04").as_deref(), Some("3073.08"));
    assert_eq!(of("FIN-902", petrol, "2019-01").as_deref(), Some("-500.50"), "a credit note");
    assert_eq!(of("FIN-007", "total", "2019-01").as_deref(), Some("1"));
    let spread =
        parsed.observations.iter().find(|o| o.key.to_string() == key("FIN-902", petrol, "2018-04"));
    let place = spread.unwrap().place.to_string();
    assert!(place.contains("sheet \"Apr 18\"") && place.contains("\"Jan '19\" rows 3"), "{place}");
    let told = told(&parsed.diagnostics);
    assert!(told.contains("sheet \"Notes\": the sheet has not the columns"), "{told}");
    assert!(told.contains("cell F1: a column without a header is not read"), "{told}");
}

/// Counts somebody made have no publication date, and their total is the sum of what is there.
#[test]
fn derived_outcomes_are_read_with_their_total() {
    let file = "month,force,outcome_type,count\n2024-01,kent,Local resolution,40\n\
                2024-01,kent,Offender sent to prison,2\n2024-01,btp,Local resolution,9\n";
    let parsed = parsed("outcomes-monthly-counts.csv", file.as_bytes());
    let key = |cut: &str| format!("PUK-020.1/police-uk-outcomes/E23000032.2016/{cut}/2024-01");
    assert_eq!(digits(&parsed, &key("total")).as_deref(), Some("42"));
    assert_eq!(digits(&parsed, &key("outcome-type.local-resolution")).as_deref(), Some("40"));
    assert_eq!(parsed.vintage.unwrap().0, domain::vintage::Vintage::Unknown);
    assert!(told(&parsed.diagnostics).contains("1 row of btp passed over"));
}

const ACROSS: &str = r#"id = "robberies-across"
name = "Robberies, years across"
source = "police-recorded-crime"
area-column = ["Force"]
levels = ["force"]
period = "financial-year"
periods-across = true
measure = "PRC-002"

[[value]]
holds = "count"

[[symbol]]
text = "n.k."
means = "not-available"

[[skip]]
column = ["Force"]
texts = ["Of which Wales"]

[[check]]
column = ["Force"]
texts = ["Total"]
"#;

#[test]
fn years_across_totals_symbols_and_skipped_rows_are_read() {
    let catalogue = with(ACROSS);
    let file = "Robberies by force\n\nForce,2017/18,2018/19\nKent,\"1,204\",1300\nDorset,96,n.k.\n\
                Of which Wales,5,6\nTotal,1301,1400\n";
    let parsed = read("r.csv", file.as_bytes(), &catalogue).unwrap();
    let key = |area, year| format!("PRC-002.1/police-recorded-crime/{area}.2016/total/{year}");
    assert_eq!(digits(&parsed, &key("E23000032", "fy2017-18")).as_deref(), Some("1204"));
    assert_eq!(digits(&parsed, &key("E23000039", "fy2018-19")).as_deref(), Some("[x]"));
    assert_eq!(parsed.observations.len(), 4);
    let told = told(&parsed.diagnostics);
    assert!(told.contains("it is 1301, but its parts sum to 1300"), "{told}");
    assert!(!told.contains("1400"), "a total with a missing part is not compared: {told}");
}

/// Months across that a spreadsheet keeps as the days they begin with are months, and counts stay counts.
#[test]
fn months_across_that_are_kept_as_days_are_read() {
    let catalogue = with(&ACROSS.replace("financial-year", "month"));
    // 1 April and 1 May 2018; 25,000 below them is a count and no day.
    let cells = [
        ("A1", "Force"),
        ("B1", "43191"),
        ("C1", "43221"),
        ("A2", "Kent"),
        ("B2", "25000"),
        ("C2", "96"),
    ];
    let parsed = read("r.xlsx", &workbook(&[("Months", &cells)]), &catalogue).unwrap();
    let key = |month| format!("PRC-002.1/police-recorded-crime/E23000032.2016/total/{month}");
    assert_eq!(digits(&parsed, &key("2018-04")).as_deref(), Some("25000"));
    assert_eq!(digits(&parsed, &key("2018-05")).as_deref(), Some("96"));
    assert_eq!(parsed.observations.len(), 2);
}

/// Published percentages are compared with the numbers they were made from.
#[test]
fn percentages_are_checked_against_levels() {
    let mapping = ACROSS
        .replace("robberies-across", "charged")
        .replace("periods-across = true", "period-column = [\"Year\"]")
        .replace("holds = \"count\"", "column = [\"Robberies\"]\nholds = \"count\"");
    let check = "\n[[check]]\npercent = \"Charged %\"\npart = \"Charged\"\nwhole = \"Robberies\"\n";
    let catalogue = with(&(mapping + check));
    let file = "Force,Year,Robberies,Charged,Charged %\nKent,2017/18,400,50,12.5\n\
                Kent,2018/19,400,50,0.13\nDorset,2018/19,300,50,17.0\n";
    let parsed = read("r.csv", file.as_bytes(), &catalogue).unwrap();
    let told = told(&parsed.diagnostics);
    assert!(told.contains("line 4, column \"Charged %\": it is 17.0, but 50 of 300 is 16.67"));
    assert_eq!(told.matches("rate-differs").count(), 1, "{told}");
}

#[test]
fn two_mappings_that_fit_alike_are_told() {
    let mut bundle = Bundle::shipped();
    for id in ["one-way", "other-way"] {
        let mapping = ACROSS.replace("robberies-across", id);
        bundle.insert(&format!("mappings/{id}.toml"), mapping.into_bytes());
    }
    let catalogue = Catalogue::load(&bundle).0;
    let refused = read("r.csv", b"Force,2017/18,2018/19\nKent,1,2\n", &catalogue).unwrap_err();
    let told = told(&refused.diagnostics);
    assert!(told.contains("the mappings one-way and other-way fit alike"), "{told}");
}
