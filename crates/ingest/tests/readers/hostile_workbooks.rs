//! Workbooks that are odd, broken or meant to harm: read as they look, or refused by what is wrong.

use crate::sample::{kept, parsed, part, real, refused, told, with_parts, workbook, zip};

const REAL: &str = "ons-pfa-tables/policeforceareatablesyearendingjune2019.xlsx";
const SHEET: &str = "xl/worksheets/sheet1.xml";

fn book(cells: &[(&str, &str)]) -> Vec<u8> {
    workbook(&[("Table P1", cells), ("Table P3", &[])])
}

/// A workbook of one sheet whose cells are written as given.
fn sheet(rows: &str) -> Vec<u8> {
    let empty = book(&[]);
    let marks = part(&empty, SHEET).replace("<row></row>", rows);
    with_parts(&empty, &[(SHEET, marks.as_bytes())])
}

/// A workbook of the texts its cells share, and cells.
fn sharing(texts: &str, rows: &str) -> Vec<u8> {
    with_parts(&sheet(rows), &[("xl/sharedStrings.xml", texts.as_bytes())])
}

#[test]
fn a_truncated_workbook_is_refused() {
    let whole = real(REAL);
    for (n, of) in [(1, 2), (9, 10), (999, 1_000)] {
        let words = refused("cut.xlsx", &whole[..whole.len() * n / of]);
        assert!(words.contains("Error ingest::archive-damaged"), "{words}");
    }
}

/// Macros, links to other workbooks, data links and embedded objects are parts nobody reads.
#[test]
fn what_is_carried_along_is_left_alone() {
    let whole = real(REAL);
    let link = b"<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>";
    let parts: [(&str, &[u8]); 4] = [
        ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros"),
        ("xl/externalLinks/externalLink1.xml", link),
        ("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0 an object"),
        ("xl/activeX/activeX1.xml", b"<ax:ocx/>"),
    ];
    let carrying = parsed("tables.xlsm", &with_parts(&whole, &parts));
    assert_eq!(carrying.observations, parsed("tables.xlsx", &whole).observations);
}

#[test]
fn old_and_locked_workbooks_are_refused_by_what_they_are() {
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1EncryptedPackage";
    for name in ["old.xls", "renamed.xlsx", "locked.xlsx"] {
        let words = refused(name, old);
        assert!(words.contains("an old Excel workbook (.xls), or one with a password"), "{words}");
    }
    let page = refused("table.xls", b"<html><table><tr><td>1</td></tr></table></html>");
    assert!(page.contains("it is a web page"), "{page}");
    // A locked OpenDocument workbook is an archive of parts that are no XML.
    let whole = kept("police-workforce-tabs-30sep15.ods");
    let locked = with_parts(&whole, &[("content.xml", &[0x8f; 4_096])]);
    assert!(refused("locked.ods", &locked).contains("Error ingest::archive-"));
}

/// How many texts a table claims to share is not believed: room for them would be any memory.
#[test]
fn claimed_counts_are_not_believed() {
    let cells = "<row><c t=\"s\"><v>0</v></c></row>";
    for count in ["99999999999", "18446744073709551615"] {
        let texts =
            format!("<sst count=\"{count}\" uniqueCount=\"{count}\"><si><t>x</t></si></sst>");
        let words = refused("claim.xlsx", &sharing(&texts, cells));
        assert!(!words.contains("archive-damaged"), "{words}");
    }
    let words = refused("claim.xlsx", &sharing("<sst/>", cells));
    assert!(words.contains("there is no shared text 0"), "{words}");
}

/// A cell holds 32,767 letters; one more than its bytes can be is refused.
#[test]
fn long_cells_are_read_and_longer_ones_refused() {
    let of = |letter: &str| refused("long.xlsx", &book(&[("A1", &letter.repeat(32_767))]));
    for letter in ["x", "\u{10ffff}", "&amp;"] {
        assert!(!of(letter).contains("longer than"), "{letter}: {}", of(letter));
    }
    assert!(of("longer").contains("the text of a cell is longer than 131068 bytes"));
}

#[test]
fn entities_are_not_expanded_and_nothing_outside_is_opened() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">\
        <!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    let texts = format!("{bomb}<sst><si><t>&b;&f;</t></si></sst>");
    let cells = "<row><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
    let named = with_parts(
        &sharing(&texts, cells),
        &[(
            "xl/workbook.xml",
            part(&book(&[]), "xl/workbook.xml").replace("Table P1", "&b;").as_bytes(),
        )],
    );
    let words = refused("entities.xlsx", &named);
    assert!(!words.contains("aaaaaaaaaa") && !words.contains("root:"), "{words}");
}

/// One mark without end, marks within marks, one part as every sheet: each would fill any memory or
/// time.
#[test]
fn marks_have_limits() {
    let attribute = format!("<row a=\"{}\"></row>", "0123456789abcdef".repeat(40_000));
    let words = refused("mark.xlsx", &sheet(&attribute));
    assert!(words.contains("a mark or text in it is longer than 512 KiB"), "{words}");
    let deep: String = (0..1_000).map(|n| format!("<a{n}>")).collect();
    let words = refused("deep.xlsx", &sheet(&deep));
    assert!(words.contains("nested deeper than 256"), "{words}");
    let content = format!("<office:document-content>{deep}");
    let words = refused("deep.ods", &zip(&[("content.xml", content.as_bytes())]));
    assert!(words.contains("nested deeper than 256"), "{words}");
    let links = part(&book(&[]), "xl/_rels/workbook.xml.rels").replace("sheet2.xml", "sheet1.xml");
    let same = with_parts(&book(&[]), &[("xl/_rels/workbook.xml.rels", links.as_bytes())]);
    let words = refused("same.xlsx", &same);
    assert!(words.contains("another sheet stands in the same part"), "{words}");
    let sheets: String = (0..2_000).map(|n| format!("<table:table table:name=\"{n}\"/>")).collect();
    let words = refused("many.ods", &crate::sample::content(&sheets));
    assert!(words.contains("it has more than 1000 sheets"), "{words}");
}

#[test]
fn cells_without_a_place_or_with_two_values_are_refused() {
    let twice = sheet("<row><c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row>");
    assert!(refused("twice.xlsx", &twice).contains("cell B2 stands twice"));
    for place in ["0", "A0", "AAAA1", "A99999999999999999999"] {
        let odd = sheet(&format!("<row><c r=\"{place}\"><v>1</v></c></row>"));
        assert!(refused("odd.xlsx", &odd).contains("a cell has no place"), "{place}");
    }
}

/// A program that writes formulas and calculates nothing leaves cells that would read as blank.
#[test]
fn a_formula_nobody_calculated_is_refused_and_a_calculated_one_read() {
    let written = "<row><c r=\"A1\"><f>SUM(B1:B9)</f><v></v></c><c r=\"A2\"><f>1+1</f></c></row>";
    let words = refused("formula.xlsx", &sheet(written));
    assert!(words.contains("Error ingest::formula-not-calculated"), "{words}");
    assert!(words.contains("cell A1") && words.contains("cell A2"), "{words}");
    let empty = "<row><c r=\"A1\" t=\"str\"><f>IF(TRUE,\"\")</f><v></v></c>\
        <c r=\"A2\"><f>1+1</f><v>2</v></c></row>";
    assert!(!refused("formula.xlsx", &sheet(empty)).contains("formula-not-calculated"));
}

/// Days counted from 1904, as old programs of Apple's do, are 1,462 fewer.
#[test]
fn days_from_1904_are_the_days_they_look_like() {
    let head = [("A1", "Expenditure Category"), ("B1", "Date"), ("C1", "TOTAL")];
    let of = |day: &'static str, workbook_marks: &str| {
        let row = [("A2", "Petrol"), ("B2", day), ("C2", "1")];
        let cells: Vec<(&str, &str)> = head.into_iter().chain(row).collect();
        let book = workbook(&[("Apr", &cells)]);
        let list = part(&book, "xl/workbook.xml")
            .replace("<sheets>", &format!("{workbook_marks}<sheets>"));
        parsed("payments.xlsx", &with_parts(&book, &[("xl/workbook.xml", list.as_bytes())]))
    };
    let (usual, old) = (of("43193", ""), of("41731", "<workbookPr date1904=\"1\"/>"));
    assert_eq!(usual.observations, old.observations);
    assert!(usual.observations.iter().any(|o| o.key.to_string().contains("/2018-04")));
}

/// Whether cell E20 of a sheet holds a number.
fn has_figure(marks: &str) -> bool {
    let cell = marks.split("<c r=\"E20\"").nth(1).and_then(|rest| rest.split("</c>").next());
    cell.is_some_and(|cell| cell.contains("<v>") && !cell.contains("t=\"s\""))
}

/// Symbols, errors and marks stand for themselves: none becomes a number in silence.
#[test]
fn odd_cells_are_told() {
    let whole = real(REAL);
    let names: Vec<String> = (1..=20).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let path = names.iter().find(|path| {
        let archive = zip::ZipArchive::new(std::io::Cursor::new(&whole)).unwrap();
        archive.index_for_name(path).is_some() && has_figure(&part(&whole, path))
    });
    let path = path.expect("a sheet has a figure in cell E20");
    let marks = part(&whole, path);
    let start = marks.find("<c r=\"E20\"").unwrap();
    let end = start + marks[start..].find("</c>").unwrap() + 4;
    for odd in ["#REF!", "#N/A", "-", "..", "c", "<5", "1,234", "12%", "\u{202e}12", "1\u{200b}2"] {
        let cell = format!(
            "<c r=\"E20\" t=\"inlineStr\"><is><t>{}</t></is></c>",
            odd.replace('<', "&lt;")
        );
        let marks = format!("{}{cell}{}", &marks[..start], &marks[end..]);
        let book = with_parts(&whole, &[(path, marks.as_bytes())]);
        let words = match crate::sample::read("odd.xlsx", &book) {
            Ok(parsed) => told(&parsed.diagnostics),
            Err(refused) => told(&refused.diagnostics),
        };
        assert!(words.contains("E20") || words.contains(&format!("\"{odd}\"")), "{odd}: {words}");
    }
}
