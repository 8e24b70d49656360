//! Siblings of published files that nobody has seen: other dialects, layouts and spellings of the
//! real ones. Each gives the same figures, or is refused and says where.

use std::collections::BTreeMap;

use domain::cell::Cell;
use domain::decimal::Decimal;
use ingest::Parsed;

use crate::sample::{excerpt, gunzip, kept, parsed, real, refused, retold, street, told};

/// Every figure with its value.
fn figures(parsed: &Parsed) -> BTreeMap<String, Cell<Decimal>> {
    parsed.observations.iter().map(|o| (o.key.to_string(), o.cell)).collect()
}

/// Text families: what they are called, a real file, and how many rows stand above its header.
fn texts() -> Vec<(&'static str, String, usize)> {
    let packed = |name: &str| gunzip(&excerpt(name));
    let plain = |name: &str| String::from_utf8(excerpt(name)).unwrap();
    let rows = [
        ["E01025611", "Leicester 032B", "Burglary", "Local resolution"],
        ["", "", "Anti-social behaviour", ""],
    ];
    vec![
        ("2022-01-leicestershire-street.csv", street(&rows), 0),
        (
            "2019-05-city-of-london-stop-and-search.csv",
            plain("2019-05-city-of-london-stop-and-search.csv"),
            0,
        ),
        ("quarters.csv", packed("offences-by-quarter-excerpt.csv.gz"), 0),
        ("rolling.csv", packed("rolling-year-excerpt.csv.gz"), 0),
        ("outcomes.csv", plain("outcomes-closed-in-year-by-force.csv"), 0),
        ("charges.csv", packed("closed-outcomes-excerpt.csv.gz"), 0),
        ("by-outcome.csv", packed("street-counts-by-outcome-excerpt.csv.gz"), 0),
        ("table-c2.csv", plain("table-c2-excerpt.csv"), 7),
        ("offences.csv", years(), 0),
    ]
}

/// Offences by force and year, as the Home Office lays them out.
fn years() -> String {
    "force,financial_year,recorded_offences\nLeicestershire,2017/18,83869\nKent,2018/19,180000\n"
        .to_owned()
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

fn written(rows: &[Vec<String>], delimiter: u8, crlf: bool) -> Vec<u8> {
    let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .terminator(end)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Semicolons, tabs, CRLF, a byte order mark, empty columns and rows as spreadsheets leave them.
#[test]
fn every_text_family_is_read_in_every_dialect() {
    for (name, text, _) in texts() {
        let expected = figures(&parsed(name, text.as_bytes()));
        assert!(!expected.is_empty(), "{name}");
        let rows = records(&text);
        let wide: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().cloned().chain([String::new(), String::new()]).collect())
            .collect();
        let mut long = rows.clone();
        let width = rows.last().unwrap().len();
        long.extend(std::iter::repeat_n(vec![String::new(); width], 3));
        let mut marked = vec![0xef, 0xbb, 0xbf];
        marked.extend(text.as_bytes());
        let siblings = [
            ("semicolons", written(&rows, b';', false)),
            ("tabs", written(&rows, b'\t', false)),
            ("CRLF", written(&rows, b',', true)),
            ("empty columns", written(&wide, b',', false)),
            ("empty rows", written(&long, b',', false)),
            ("a byte order mark", marked),
        ];
        for (how, bytes) in siblings {
            assert_eq!(figures(&parsed(name, &bytes)), expected, "{name} with {how}");
        }
    }
}

/// Headers in capitals, columns in another order and rows in another order mean the same.
#[test]
fn every_text_family_is_read_whatever_the_case_and_order() {
    for (name, text, above) in texts() {
        let expected = figures(&parsed(name, text.as_bytes()));
        let mut rows = records(&text);
        for field in &mut rows[above] {
            *field = field.to_uppercase();
        }
        let mut turned = rows.clone();
        for row in turned.iter_mut().skip(above) {
            row.reverse();
        }
        turned[above + 1..].reverse();
        for bytes in [written(&rows, b',', false), written(&turned, b',', false)] {
            assert_eq!(figures(&parsed(name, &bytes)), expected, "{name}");
        }
    }
}

/// What cannot be text in UTF-8, and a note below the table, are refused with the line.
#[test]
fn every_text_family_refuses_what_it_cannot_read() {
    for (name, text, _) in texts() {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16 = [&[0xff, 0xfe][..], &wide].concat();
        assert!(refused(name, &utf16).contains("UTF-16"), "{name}");
        let mut latin = text.clone().into_bytes();
        latin.extend(b"\xa3 and a dash \x96\n");
        assert!(refused(name, &latin).contains("ingest::not-utf-8"), "{name}");
        let noted = format!("{text}Source: the publisher\n");
        let told = refused(name, noted.as_bytes());
        assert!(told.contains(&format!("line {}", noted.lines().count())), "{name}: {told}");
    }
}

/// A column without a name that holds something is told, and nothing else changes.
#[test]
fn words_in_a_column_without_a_name_are_told() {
    let text = years().replace("offences\n", "offences,\n").replace("83869\n", "83869,see note\n");
    let text = text.replace("180000\n", "180000,\n");
    let parsed = parsed("offences.csv", text.as_bytes());
    assert_eq!(parsed.observations.len(), 2);
    let told = told(&parsed.diagnostics);
    assert!(told.contains("line 2: \"see note\" stands in a column without a header"), "{told}");
}

/// `2017/18`, `2017-18`, `2017–18` and `2017/2018` are one year; `2017/19` is none.
#[test]
fn a_financial_year_is_read_in_every_form_in_use() {
    let expected = figures(&parsed("offences.csv", years().as_bytes()));
    for form in ["2017-18", "2017\u{2013}18", "2017/2018"] {
        let text = years().replace("2017/18", form);
        assert_eq!(figures(&parsed("offences.csv", text.as_bytes())), expected, "{form}");
    }
    let wrong = years().replace("2017/18", "2017/19");
    assert!(refused("offences.csv", wrong.as_bytes()).contains("line 2"), "2017/19");
}

/// A row of counts that somebody made stands once: twice it would be counted twice.
#[test]
fn a_derived_count_given_twice_is_refused() {
    let row = "2024-01,kent,Local resolution,40\n";
    let file = format!("month,force,outcome_type,count\n{row}{row}");
    let told = refused("outcomes.csv", file.as_bytes());
    assert!(told.contains("line 3") && told.contains("stands on line 2 already"), "{told}");
}

/// Spaces that only a typesetter tells apart stood in the heading that leaves a force out of every
/// total: read past, the totals were taken for the whole.
#[test]
fn a_heading_is_understood_with_any_kind_of_space() {
    let name = "policeforceareatablesyearendingseptember2019.xlsx";
    let book = real(&format!("ons-pfa-tables/{name}"));
    let spaces = [("excluding ", "excluding\u{a0}"), ("Greater M", "Greater\u{a0}M")];
    let typeset = retold(&book, &spaces);
    assert_eq!(figures(&parsed(name, &typeset)), figures(&parsed(name, &book)));
}

/// Totals in capitals, and "and" as a sign: the workforce tables of 2015.
#[test]
fn totals_and_areas_are_known_in_capitals_and_with_an_ampersand() {
    let name = "police-workforce-tabs-30sep15.ods";
    let book = kept(name);
    let expected = figures(&parsed(name, &book));
    let changed = retold(
        &book,
        &[
            ("Total 43 forces", "TOTAL 43 FORCES"),
            ("Yorkshire and the Humber", "Yorkshire &amp; the Humber"),
            ("Devon and Cornwall", "DEVON &amp; CORNWALL"),
        ],
    );
    assert_ne!(changed.len(), book.len());
    assert_eq!(figures(&parsed(name, &changed)), expected);
}

/// A day in OpenDocument stands in the cell; its text is shown as whoever made the file liked.
#[test]
fn days_of_open_document_are_read_from_the_cell_and_not_from_its_text() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let header: String =
        ["Expenditure Category", "Date", "Total Invoice Amount", "Supplier"].map(cell).concat();
    let day = "<table:table-cell office:value-type=\"date\" office:date-value=\"2018-04-03\">\
               <text:p>04/03/18</text:p></table:table-cell>";
    let amount = "<table:table-cell office:value-type=\"float\" office:value=\"960\"/>";
    let row = format!("{}{day}{amount}{}", cell("Agency Staff"), cell("A"));
    let sheet = format!(
        "<table:table table:name=\"Apr 18\"><table:table-row>{header}</table:table-row>\
         <table:table-row>{row}</table:table-row></table:table>"
    );
    let parsed = parsed("pcc.ods", &crate::sample::content(&sheet));
    let key = "FIN-902.1/spending-over-500/E23000003.2016/total/2018-04";
    assert!(figures(&parsed).contains_key(key), "{:?}", figures(&parsed).keys());
}

/// The notes a header refers to are numbered anew each year.
#[test]
fn headers_of_table_c2_are_known_with_any_notes() {
    let text = String::from_utf8(excerpt("table-c2-excerpt.csv")).unwrap();
    let expected = figures(&parsed("table-c2.csv", text.as_bytes()));
    let other =
        text.replace("[note 4]", "[note 11]").replace("year ending June", "Year ending June");
    assert_ne!(other, text);
    assert_eq!(figures(&parsed("table-c2.csv", other.as_bytes())), expected);
}

/// JSON and pictures are named for what they are, out of gzip too.
#[test]
fn what_is_no_table_is_named() {
    let grants = crate::sample::gzip(b"{\"grants\": []}");
    assert!(refused("grants.json.gz", &grants).contains("it is JSON"));
    assert!(refused("picture.csv", b"\x89PNG\r\n\x1a\n").contains("it is a picture (PNG)"));
}
