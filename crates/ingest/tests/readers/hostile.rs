//! Files that are broken, mistaken or meant to harm are refused in words, in bounded memory.

use crate::sample::{STREET_HEADER, gzip, parsed, read, real, refused, street, told, workbook};

const NAME: &str = "2022-01-leicestershire-street.csv";

fn one_row() -> String {
    street(&[["", "", "Drugs", "Local resolution"]])
}

#[test]
fn nothing_and_next_to_nothing_are_refused() {
    assert!(refused(NAME, b"").contains("Error ingest::empty-file"));
    assert!(refused(NAME, &gzip(b"")).contains("Error ingest::empty-file"));
    assert!(refused(NAME, b"\n\n").contains("Error ingest::empty-file"));
    let header = format!("{STREET_HEADER}\n");
    assert!(refused(NAME, header.as_bytes()).contains("Error ingest::no-rows"));
}

#[test]
fn a_truncated_download_is_refused_at_its_line() {
    let whole = real("police-uk/leicestershire/2022-01-leicestershire-street.csv.gz");
    let words = refused(NAME, &whole[..whole.len() / 2]);
    assert!(words.contains("Error ingest::gzip-truncated at"), "{words}");
    assert!(words.contains(", line "), "{words}");
    let mut damaged = whole;
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0xff);
    let words = refused(NAME, &damaged);
    assert!(words.contains("Error ingest::"), "{words}");
}

#[test]
fn a_file_cut_in_its_last_line_is_refused_or_told() {
    let whole = one_row() + &one_row()[STREET_HEADER.len() + 1..].replacen('0', "1", 1);
    let cut = refused(NAME, &whole.as_bytes()[..whole.len() - 10]);
    assert!(cut.contains("line 3: 11 fields where the header has 12; the file ends"), "{cut}");
    let unfinished = parsed(NAME, whole.trim_end().as_bytes());
    let words = told(&unfinished.diagnostics);
    assert!(words.contains("Warning ingest::last-line-unfinished at"), "{words}");
    assert_eq!(unfinished.rows_read, 2);
}

#[test]
fn wrong_columns_are_named() {
    let renamed = one_row().replace("Falls within", "Force");
    let words = refused(NAME, renamed.as_bytes());
    assert!(words.contains("missing: \"Falls within\"; not among them: \"Force\""), "{words}");
    let twice = one_row().replace("Context", "Month");
    assert!(refused(NAME, twice.as_bytes()).contains("not among them: \"Month\""));
    let further =
        one_row().replace("Context", "Context,Note").replace("resolution,", "resolution,,");
    let words = told(&parsed(NAME, further.as_bytes()).diagnostics);
    assert!(words.contains("Warning ingest::column-not-read"), "{words}");
    let foreign = refused(NAME, b"Type,Date\nA,B\n");
    assert!(foreign.contains("no reader knows the columns \"Type\", \"Date\""), "{foreign}");
}

#[test]
fn other_encodings_are_refused_at_the_byte() {
    let mut latin = one_row().replace(",,,,", ",,,Caf\u{e9},").into_bytes();
    let accent = latin.iter().position(|b| *b == 0xc3).unwrap();
    latin.splice(accent..accent + 2, [0xe9]);
    let words = refused(NAME, &latin);
    assert!(words.contains("line 2, column \"Location\": byte 0xe9 is not UTF-8"), "{words}");
    let wide: Vec<u8> = one_row().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = [&[0xff, 0xfe], wide.as_slice()].concat();
    assert!(refused(NAME, &wide).contains("begins as UTF-16 text does"));
}

/// A mark of the byte order is passed over; what nobody sees in a name is not.
#[test]
fn ends_of_lines_and_letters_nobody_sees_are_told() {
    let returns = one_row().replace('\n', "\r");
    let words = refused(NAME, returns.as_bytes());
    assert!(words.contains("its lines end in carriage returns alone"), "{words}");
    let marked = format!("\u{feff}{}", one_row());
    assert_eq!(parsed(NAME, marked.as_bytes()).rows_read, 1);
    let broken = one_row().replace(",,,,,,Drugs", ",,,\"On or near\r\nRoad\",,,Drugs");
    assert_eq!(parsed(NAME, broken.as_bytes()).rows_read, 1);
    for unseen in ["\u{200b}", "\u{202e}", "\u{feff}"] {
        let force =
            one_row().replace("Leicestershire Police", &format!("Leicester{unseen}shire Police"));
        assert!(refused(NAME, force.as_bytes()).contains("ingest::force-unknown"), "{unseen:?}");
        let column = one_row().replace("Falls within", &format!("Falls{unseen} within"));
        assert!(refused(NAME, column.as_bytes()).contains("ingest::columns-differ"), "{unseen:?}");
    }
}

#[test]
fn other_kinds_of_file_are_refused_by_what_they_are() {
    assert!(refused(NAME, b"%PDF-1.7\n").contains("it is a PDF"));
    assert!(refused(NAME, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("old Excel workbook"));
    assert!(refused(NAME, b"<!doctype html>").contains("it is a web page"));
    let book = refused("a.xlsx", &workbook(&[("Sheet1", &[("A1", "x")])]));
    assert!(book.contains("no reader knows a workbook of the sheets \"Sheet1\""), "{book}");
}

#[test]
fn a_row_without_end_is_refused() {
    let zeros = gzip(&vec![b'0'; 8 << 20]);
    assert!(zeros.len() < 200_000);
    assert!(refused(NAME, &zeros).contains("Error ingest::row-too-long at"));
    let mut open = format!("{STREET_HEADER}\n,2022-01,\"Leicestershire Police,");
    open += &"\n,2022-01,Leicestershire Police".repeat(4_000);
    let words = refused(NAME, open.as_bytes());
    assert!(words.contains("line 2: a row is longer than 65536 bytes"), "{words}");
    assert!(words.contains("after a quotation mark that is not closed"), "{words}");
}

#[test]
fn a_quotation_mark_inside_a_field_is_only_a_letter() {
    let file = one_row().replace(",,,,,,Drugs", ",,,5\" pipe,,,Drugs");
    let row = one_row()[STREET_HEADER.len() + 1..].to_owned();
    let row_of = |n: u64| format!("{n:064x}{}", &row[64..]);
    let file = file + &(1_000..1_400).map(row_of).collect::<String>();
    assert_eq!(parsed(NAME, file.as_bytes()).rows_read, 401);
}

/// The file is 1.4 kB; asked for as one table it would be sixteen thousand million cells.
#[test]
fn a_far_cell_costs_nothing_and_is_refused() {
    let cells: &[(&str, &str)] = &[("A1", "number of offences"), ("XFD1000000", "1")];
    let book = workbook(&[("Table P1", cells), ("Table P3", cells)]);
    assert!(book.len() < 3_000);
    let words = refused("far.xlsx", &book);
    assert!(words.contains("sheet \"Table P1\", cell XFD1000000: a sheet may have"), "{words}");
}

#[test]
fn a_workbook_that_inflates_without_bound_is_refused() {
    let text = "x".repeat(4 << 20);
    let book = workbook(&[("Table P1", &[("A1", text.as_str())]), ("Table P3", &[])]);
    assert!(book.len() < 100_000);
    let words = refused("bomb.xlsx", &book);
    assert!(words.contains("Error ingest::archive-too-large"), "{words}");
}

#[test]
fn readers_can_be_used_on_any_thread() {
    fn send<T: Send + Sync>() {}
    send::<ingest::Parsed>();
    send::<ingest::Refused>();
    send::<&'static ingest::Reader>();
    let file = one_row();
    std::thread::scope(|scope| {
        let worker = scope.spawn(|| read(NAME, file.as_bytes()).is_ok());
        assert!(worker.join().unwrap());
    });
}
