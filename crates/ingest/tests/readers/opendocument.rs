//! ODS workbooks: what a cell holds, and files that mean harm.

use crate::sample::{content, ods, parsed, refused, told, zip};

/// A table of officers that is read, with one region of one force more than once.
fn officers(rows: &[&str]) -> Vec<u8> {
    let mut all = vec![
        "Table 1: Police officers by police force area, England and Wales, 30 September 2015",
        "",
        "England and Wales||Full-time equivalents",
        "|Sep-14|Sep-15",
    ];
    all.extend(rows);
    ods(&[("Index", &["Police Workforce, England and Wales, 30 September 2015"]), ("T1", &all)])
}

#[test]
fn words_and_numbers_are_read_as_a_reader_sees_them() {
    let sheets = "<table:table table:name=\"Index\"><table:table-row><table:table-cell><text:p>Police \
        Workforce</text:p></table:table-cell></table:table-row></table:table>\
        <table:table table:name=\"T1\">\
        <table:table-row><table:table-cell><text:p>Table 1:<text:s text:c=\"2\"/>Police officers by \
        police force area</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
        table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row><table:table-cell/><table:table-cell><text:p>Full-time \
        equivalents</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell/><table:table-cell><text:p>Sep</text:p><text:p>-15\
        </text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell><office:annotation><text:p>hidden</text:p>\
        </office:annotation><text:p>Devon &amp; Corn<text:span>wall</text:span></text:p>\
        </table:table-cell><table:table-cell office:value=\"12.50\"><text:p>13</text:p>\
        </table:table-cell><table:covered-table-cell office:value=\"99\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/>\
        </table:table-row></table:table>";
    let sheets = sheets.replace("<text:p>Sep</text:p><text:p>-15", "<text:p>Sep-15");
    let parsed = parsed("w.ods", &content(&sheets));
    let [only] = parsed.observations.as_slice() else {
        panic!("{}", told(&parsed.diagnostics));
    };
    assert_eq!(only.key.area.code, "E23000035");
    assert_eq!(only.cell.value().unwrap().to_string(), "12.5");
    assert_eq!(only.place.to_string(), "sheet \"T1\", cell B6");
}

#[test]
fn repetition_costs_nothing_and_is_bounded() {
    let many = |attribute: &str, of: &str| {
        content(&format!(
            "<table:table table:name=\"T\"><table:table-row {}><table:table-cell {}><text:p>x\
             </text:p></table:table-cell></table:table-row></table:table>",
            if of == "row" { attribute } else { "" },
            if of == "cell" { attribute } else { "" }
        ))
    };
    let rows = refused("t.ods", &many("table:number-rows-repeated=\"1048576\"", "row"));
    assert!(rows.contains("Error ingest::too-large at t.ods, sheet \"T\", cell A20001"), "{rows}");
    let cells = refused("t.ods", &many("table:number-columns-repeated=\"4294967295\"", "cell"));
    assert!(cells.contains("cell ALM1: a sheet may have"), "{cells}");
}

#[test]
fn what_is_cut_off_or_too_long_is_refused() {
    let cut = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            b"<office:document-content><table:table table:name=\"T\"><table:table-row>",
        ),
    ]);
    assert!(refused("t.ods", &cut).contains("its content ends too early"));
    let broken = zip(&[("content.xml", b"<a></b>")]);
    assert!(refused("t.ods", &broken).contains("the workbook cannot be read"));
    let long = "x".repeat(140_000);
    let words = refused("t.ods", &ods(&[("T", &[long.as_str()])]));
    assert!(words.contains("the text of a cell is longer than 131068 bytes"), "{words}");
    let words = refused("t.ods", &ods(&[("Budget", &["A|1"])]));
    assert!(words.contains("no reader knows a workbook of the sheets \"Budget\""), "{words}");
}

#[test]
fn no_entity_is_expanded() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>";
    let cells = "<office:document-content><table:table table:name=\"T\"><table:table-row>\
        <table:table-cell><text:p>&b;&b;</text:p></table:table-cell></table:table-row>\
        </table:table></office:document-content>";
    let book = zip(&[("content.xml", format!("{bomb}{cells}").as_bytes())]);
    assert!(refused("t.ods", &book).contains("no reader knows a workbook"));
}

#[test]
fn a_region_and_a_force_of_one_name_are_told_apart_by_order() {
    let parsed = parsed(
        "w.ods",
        &officers(&[
            "North East|1|1",
            "Cleveland|1|1",
            "West Midlands |10|11",
            "Staffordshire|1|2",
            "Warwickshire|1|1",
            "West Mercia|3|3",
            "West Midlands|5|5",
        ]),
    );
    let of = |code: &str| {
        let found = parsed.observations.iter().filter(|o| o.key.area.code == code);
        found.map(|o| o.cell.value().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(of("E12000005"), ["10", "11"]);
    assert_eq!(of("E23000014"), ["5", "5"]);
    assert!(!told(&parsed.diagnostics).contains("sum-differs"), "{}", told(&parsed.diagnostics));
}

#[test]
fn a_region_that_is_not_its_forces_is_told_with_both_figures() {
    let bytes = officers(&[
        "North East|6|6",
        "Cleveland|1|1",
        "Durham|2|2",
        "Northumbria|3|4",
        "Total 43 forces|6|7",
    ]);
    let words = told(&parsed("w.ods", &bytes).diagnostics);
    let expected = "Warning ingest::sum-differs at w.ods, sheet \"T1\", cell C5: North East has 6 in \
                    all, but its 3 parts from C6 to C8 sum to 7";
    assert!(words.contains(expected), "{words}");
}

#[test]
fn what_the_table_does_not_say_is_refused() {
    let words = refused("w.ods", &officers(&["Narnia|1|2"]));
    assert!(words.contains("no row begins with an area"), "{words}");
    let words = refused("w.ods", &officers(&["Kent|1|2", "Narnia|1|2"]));
    assert!(words.contains("no police area, region or body \"Narnia\""), "{words}");
    let words = refused("w.ods", &officers(&["Kent|1|2", "Kent|1|3"]));
    assert!(words.contains("Kent has row 5 already"), "{words}");
    let words = refused("w.ods", &officers(&["Kent|1|some"]));
    assert!(words.contains("\"some\" is neither a number nor a known symbol"), "{words}");
    let unitless = ods(&[
        ("Index", &["Police Workforce"]),
        ("T1", &["Table 1: Police officers by police force area", "|Sep-15", "Kent|1"]),
    ]);
    let words = refused("w.ods", &unitless);
    assert!(words.contains("Error ingest::unit-unclear"), "{words}");
}
