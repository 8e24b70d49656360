//! Mappings proposed from files, written, read again and used.

use catalogue::{Bundle, Catalogue};
use ingest::{Input, Proposal, propose};

use crate::sample::{CATALOGUE, excerpt, gunzip, told, workbook};

fn proposed(name: &str, bytes: &[u8]) -> Proposal {
    let found = propose(&Input { name, bytes: &bytes, vintage: None }, &CATALOGUE);
    found.unwrap_or_else(|r| panic!("refused:\n{}", told(&r.diagnostics)))
}

/// Reads the proposal's file as a part of the catalogue.
fn again(proposal: &Proposal) -> (Catalogue, Vec<domain::diagnostic::Diagnostic>) {
    let mut bundle = Bundle::shipped();
    // The shipped mappings would fit as well as a proposal for the same file.
    let names: Vec<String> = bundle.files().map(|(path, _)| path.to_owned()).collect();
    let mut own = Bundle::default();
    for name in names.iter().filter(|name| !name.starts_with("mappings/")) {
        let bytes = bundle.files().find(|(path, _)| path == name).unwrap().1.to_vec();
        own.insert(name, bytes);
    }
    bundle = own;
    let path = format!("mappings/{}.toml", proposal.mapping.id);
    bundle.insert(&path, proposal.to_toml().into_bytes());
    Catalogue::load(&bundle)
}

#[test]
fn the_survey_proposes_its_own_mapping() {
    let text = gunzip(&excerpt("public-attitudes-total.csv.gz"));
    let mut proposal = proposed("PAS_Total.csv", text.as_bytes());
    let mapping = &proposal.mapping;
    assert_eq!(mapping.id.as_str(), "pas-total");
    assert_eq!(mapping.source.as_str(), "mopac-public-attitude-survey");
    assert_eq!(mapping.area_column, ["Borough"]);
    assert_eq!(mapping.period_column, ["Date"]);
    assert_eq!(mapping.measure_column, ["Measure"]);
    assert_eq!(mapping.values[0].holds.word(), "proportion");
    let open = proposal.open.join("\n");
    assert!(open.contains("say whether of a month, a quarter or twelve months"), "{open}");
    let written = proposal.to_toml();
    assert!(written.contains("# measure-column: Measure, because 8 of its 8 labels"), "{written}");
    // Once a person has settled what is open, the file can be read by it.
    proposal.mapping.period = catalogue::mapping::PeriodForm::RollingYear;
    let (catalogue, problems) = again(&proposal);
    assert!(problems.is_empty(), "{}", told(&problems));
    assert_eq!(catalogue.mappings().next(), Some(&proposal.mapping), "it reads back as it was");
    let input = Input { name: "PAS_Total.csv", bytes: &text.as_bytes(), vintage: None };
    assert_eq!(ingest::read(&input, &catalogue).unwrap().observations.len(), 291);
}

#[test]
fn a_table_below_a_comment_and_one_with_years_across_are_found() {
    let grant = proposed("police-grant.csv", &excerpt("police-grant-2025-26.csv"));
    assert_eq!(grant.mapping.area_column, ["force"]);
    assert_eq!(grant.mapping.period_after.as_deref(), Some("Police Grant Report"));
    assert_eq!(grant.mapping.source.as_str(), "home-office-police-grant");
    assert_eq!(grant.mapping.values[0].measure.as_ref().unwrap().as_str(), "FIN-901");
    let (_, problems) = again(&grant);
    assert!(problems.is_empty(), "{}", told(&problems));
    let file = "Prison rates\n\nArea;2014;2015;2016\nKent;1,5;2,5;3,5\nDorset;1,1;2,2;3,3\n";
    let across = proposed("rates.csv", file.as_bytes());
    assert!(across.mapping.periods_across);
    assert_eq!(across.mapping.period.word(), "calendar-year");
    assert_eq!(across.mapping.area_column, ["Area"]);
    assert!(across.open.iter().any(|open| open.contains("write `source`")), "{:?}", across.open);
}

#[test]
fn a_workbook_of_payments_is_understood() {
    let cells = [
        ("A1", "Payments"),
        ("A3", "Expenditure Category"),
        ("B3", "Date"),
        ("C3", "Total Invoice Amount"),
        ("D3", "Supplier"),
        ("A4", "Petrol"),
        ("B4", "43193"),
        ("C4", "960.5"),
        ("D4", "A"),
        ("A5", "Rates"),
        ("B5", "43194"),
        ("C5", "700"),
        ("D5", "B"),
    ];
    let proposal = proposed("pay.xlsx", &workbook(&[("Apr", &cells)]));
    let mapping = &proposal.mapping;
    assert_eq!(mapping.period_column, ["Date"]);
    assert_eq!(mapping.breakdowns[0].dimension.as_str(), "expenditure-category");
    assert_eq!(mapping.ignored, ["Supplier"]);
    assert_eq!(mapping.values[0].holds.word(), "pounds");
    assert_eq!(mapping.values[0].measure.as_ref().unwrap().as_str(), "FIN-902");
    assert!(proposal.open.iter().any(|open| open.contains("write `area`")), "{:?}", proposal.open);
}

#[test]
fn a_file_without_a_table_proposes_nothing() {
    for bytes in [&b""[..], b"hello\n", b"a,b\nc,d\n", b"PK\x03\x04", b"\xff\xfea"] {
        let refused = propose(&Input { name: "x", bytes: &bytes, vintage: None }, &CATALOGUE);
        assert!(!refused.unwrap_err().diagnostics.is_empty());
    }
}

/// What is no table is named for what it is, before anything is guessed.
#[test]
fn what_is_no_table_of_figures_is_named() {
    let refused = |name: &str, bytes: &[u8]| {
        let input = Input { name, bytes: &bytes, vintage: None };
        told(&propose(&input, &CATALOGUE).unwrap_err().diagnostics)
    };
    assert!(refused("empty.csv", b"").contains("the file holds nothing"));
    assert!(refused("photo.csv", b"\x89PNG\r\n\x1a\n").contains("it is a picture (PNG)"));
    assert!(refused("paper.csv", b"%PDF-1.4\n").contains("it is a PDF"));
    assert!(refused("words.txt", b"only words\n").contains("two different names above a row"));
    assert!(refused("cut.ods", b"PK\x03\x04").contains("archive-damaged"));
    let grades = b"inspection,force,pillar,grade\nPEEL 2016,Kent,effectiveness,Good\n";
    assert!(refused("peel.csv", grades).contains("words in an order"));
}

/// A number that could be read in two ways stays open, and so does a column without a header.
#[test]
fn what_cannot_be_guessed_stays_open() {
    let file = b"Title of it\n\nArea;Year;Offences;Rate %\nKent;2022/23;1.204;12,5\n\
                 Dorset;2022/23;96;7,1\n";
    let open = proposed("semi.csv", file).open.join("\n");
    assert!(open.contains("\"1.204\" in \"Offences\" could be a number of thousands"), "{open}");
    let file = b",2022/23,2023/24\nKent,5,6\nDorset,1,2\n";
    let open = proposed("unnamed.csv", file).open.join("\n");
    assert!(open.contains("the column of areas has no header"), "{open}");
}

/// Calendar quarters are proposed as such; of several sheets the others are named.
#[test]
fn a_workbook_of_several_tables_says_so() {
    let proposal = proposed("cross-cjs.xlsx", &excerpt("cross-cjs-excerpt.xlsx"));
    let written = proposal.to_toml();
    assert!(written.contains("have tables too"), "{written}");
    assert!(proposal.open[0].contains("the file is read already"), "{:?}", proposal.open);
    let file = b"Quarter,Area,Cases\nQ1 2010,Kent,5\nQ2 2010,Kent,6\n";
    let proposal = proposed("quarters.csv", file);
    assert_eq!(proposal.mapping.period.word(), "calendar-quarter");
}
