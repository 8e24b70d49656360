//! The Word file in programs that people use: LibreOffice prints it, python-docx reads it, and both
//! find what the PDF says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use document::{Inline, Table, TableCell};
use docx_sample::{Folder, charts, made, read, tables, tight, words};
use render::pdf::PdfOptions;

#[expect(dead_code, reason = "other tests use the rest")]
mod docx_sample;
mod pdf_sample;

const BARE: &[u8] = include_bytes!("fixtures/bare.docx");
const OFFICE: &[u8] = include_bytes!("fixtures/office.docx");

/// The paper as our own PDF, beside a file.
fn own_pdf(beside: &Path) -> PathBuf {
    let options = PdfOptions { created: "2026-11-02T09:30:00Z".parse().expect("a moment") };
    let path = beside.with_file_name("own.pdf");
    let bytes = render::pdf::emit(&pdf_sample::pack(), &options).expect("it is written");
    std::fs::write(&path, bytes).expect("a file");
    path
}

/// The captions of tables and charts with their numbers, without spaces.
fn numbered(said: &str) -> BTreeSet<String> {
    let document = pdf_sample::pack();
    let said = tight(said);
    let mut captions: Vec<&str> =
        tables(&document).iter().map(|table| table.caption.as_str()).collect();
    for chart in charts(&document) {
        captions.extend([chart.title.as_str(), chart.data.caption.as_str()]);
    }
    let mut found = BTreeSet::new();
    for caption in captions {
        let caption = tight(caption);
        for kind in ["Table", "Chart"] {
            for n in 1..60 {
                let whole = format!("{kind}{n}{caption}");
                if said.contains(&whole) {
                    found.insert(whole);
                }
            }
        }
    }
    found
}

#[test]
fn libreoffice_prints_what_the_pdf_says_with_the_same_numbers() {
    let document = pdf_sample::pack();
    let folder = Folder::new("prints");
    let file = folder.write(&made(&document, None));
    let (printed_pdf, own_pdf) = (folder.printed(&file), own_pdf(&file));
    let (printed, own) = (words(&printed_pdf, true), words(&own_pdf, true));
    // Paragraphs have the numbers of the PDF (SF-239), and so have tables and charts.
    for (n, text) in document.paragraphs().iter().enumerate() {
        let Inline::Words(words) = &text[0] else { panic!("{text:?}") };
        let first = words.split(' ').take(3).collect::<Vec<_>>().join(" ");
        let cited = tight(&format!("{} {first}", n + 1));
        assert!(tight(&printed).contains(&cited), "{cited} in the Word file: {printed}");
        assert!(tight(&own).contains(&cited), "{cited} in the PDF: {own}");
    }
    let captions = numbered(&words(&own_pdf, false));
    assert!(captions.len() >= 4, "{captions:?}");
    assert_eq!(numbered(&words(&printed_pdf, false)), captions);
    let pages = printed.matches('\u{c}').count();
    assert!(printed.contains(&format!("Page {pages} of {pages}")), "{printed}");
    assert!(printed.matches("OFFICIAL").count() >= pages);
    assert!(printed.matches(&document.freeze_statement).count() >= pages);
}

#[test]
fn python_docx_finds_headings_tables_captions_and_descriptions() {
    let document = pdf_sample::pack();
    let folder = Folder::new("reads");
    let told = read(&folder.write(&made(&document, None)));
    let headings: Vec<(String, String)> = serde_json::from_value(told["headings"].clone()).unwrap();
    let wanted: Vec<(String, String)> = document
        .walk()
        .into_iter()
        .map(|(level, one)| (format!("Heading {}", level.min(3)), one.title.clone()))
        .collect();
    assert_eq!(headings.iter().filter(|one| wanted.contains(one)).count(), wanted.len());
    let found = told["tables"].as_array().unwrap();
    assert!(found.len() > 3);
    for table in found {
        let header: Vec<bool> = serde_json::from_value(table["header"].clone()).unwrap();
        assert!(header[0] && !header[1..].contains(&true));
        assert_eq!(table["whole"], true);
    }
    let blank = |cell: &serde_json::Value| cell.as_str() == Some("");
    let cells = found.iter().flat_map(|table| table["cells"].as_array().unwrap());
    let blanks = cells.flat_map(|row| row.as_array().unwrap()).filter(|cell| blank(cell)).count();
    let alt: Vec<String> = serde_json::from_value(told["alt"].clone()).unwrap();
    assert!(alt.iter().all(|alt| !alt.trim().is_empty()));
    // Only cells with a drawing hold no words.
    let drawn = |cell: &&TableCell| matches!(cell, TableCell::Sparkline { .. });
    let of_table = |table: &&Table| table.rows.iter().flat_map(|r| &r.cells).filter(drawn).count();
    let sparklines: usize = tables(&document).iter().map(of_table).sum();
    assert_eq!(blanks, sparklines);
    for chart in charts(&document) {
        assert!(alt.contains(&chart.alt), "{}", chart.alt);
    }
    assert!(told["charts"].as_u64().unwrap() >= 2, "native charts");
    let captions = told["captions"].as_array().unwrap();
    let of = |kind: &str| {
        let all = captions.iter().filter_map(|one| one.as_str());
        all.filter(|one| one.starts_with(kind))
            .map(|one| {
                one[kind.len()..].chars().take_while(char::is_ascii_digit).collect::<String>()
            })
            .collect::<Vec<_>>()
    };
    for kind in ["Table ", "Chart "] {
        let numbers = of(kind);
        let mut sorted: Vec<usize> = numbers.iter().map(|n| n.parse().unwrap()).collect();
        sorted.sort_unstable();
        assert_eq!(sorted, (1..=numbers.len()).collect::<Vec<_>>(), "{kind}");
    }
    assert_eq!(told["title"], document.title.as_str());
    assert_eq!(told["author"], document.body.as_str());
    assert_eq!(told["language"], "en-GB");
    assert!(told["created"].as_str().unwrap().starts_with("2026-11-02T09:30:00"));
}

/// Every figure of the document is in the file, and each of a table in a cell of its own.
#[test]
fn every_number_is_the_documents() {
    let document = pdf_sample::pack();
    for (name, template) in [("own", None), ("bare", Some(BARE)), ("office", Some(OFFICE))] {
        let folder = Folder::new(&format!("numbers-{name}"));
        let told = read(&folder.write(&made(&document, template)));
        let text = told["text"].as_str().unwrap().replace('\u{a0}', " ");
        let figures = document.figures();
        assert!(figures.len() > 50);
        for figure in &figures {
            assert!(text.contains(&figure.text()), "{name}: {}", figure.text());
        }
        // And cell by cell.
        let mut cells = Vec::new();
        for table in told["tables"].as_array().unwrap() {
            for row in table["cells"].as_array().unwrap() {
                cells.extend(
                    row.as_array()
                        .unwrap()
                        .iter()
                        .map(|c| c.as_str().unwrap().replace('\u{a0}', " ")),
                );
            }
        }
        for table in tables(&document) {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                if let TableCell::Figure(figure) = cell {
                    let at = cells.iter().position(|cell| *cell == figure.text());
                    cells.remove(at.unwrap_or_else(|| panic!("{name}: {}", figure.text())));
                }
            }
        }
    }
}

#[test]
fn an_offices_template_keeps_its_look_and_says_what_it_asked_for() {
    let document = pdf_sample::pack();
    let folder = Folder::new("office");
    let file = folder.write(&made(&document, Some(OFFICE)));
    let told = read(&file);
    let text = told["text"].as_str().unwrap();
    assert!(!text.contains("{{") && !text.contains("}}") && !text.contains("Click here"));
    // Its front matter, the paper, its last words, in this order; nothing said twice.
    let places: Vec<usize> = [
        "Item 7 of the agenda",
        &document.title,
        &document.subtitle,
        &document.sections[0].title,
        "Contact: the office.",
    ]
    .iter()
    .map(|words| text.rfind(*words).unwrap_or_else(|| panic!("{words}")))
    .collect();
    assert!(places[0] < places[1] && places[3] < places[4]);
    assert_eq!(text.matches(&document.title).count(), 1);
    assert_eq!(text.matches(&document.subtitle).count(), 1);
    let header = format!("Paper of the {} ({})", document.body, document.marking);
    assert_eq!(told["headers"][0], header.as_str());
    assert_eq!(told["footers"][0], document.freeze_statement.as_str());
    let page: Vec<f64> = serde_json::from_value(told["page"].clone()).unwrap();
    assert!((page[0] - 176.0).abs() < 0.1 && (page[1] - 250.0).abs() < 0.1, "{page:?}");
    let headings: Vec<(String, String)> = serde_json::from_value(told["headings"].clone()).unwrap();
    let first: Vec<&(String, String)> =
        headings.iter().filter(|(style, _)| style == "Corporate Heading A").collect();
    assert_eq!(first.len(), document.sections.len() + 1, "{headings:?}");
    for table in told["tables"].as_array().unwrap() {
        assert_eq!(table["style"], "Corporate Table");
    }
    assert!(told["captions"].as_array().unwrap().len() > 4, "the caption under its translated id");
    let printed = words(&folder.printed(&file), true);
    assert!(printed.matches("Paper of the Office").count() >= printed.matches('\u{c}').count());
}

#[test]
fn a_bare_template_gets_title_header_and_footer() {
    let document = pdf_sample::pack();
    let folder = Folder::new("bare");
    let file = folder.write(&made(&document, Some(BARE)));
    let told = read(&file);
    let text = told["text"].as_str().unwrap();
    for words in [&document.title, &document.subtitle] {
        assert!(text.contains(words.as_str()), "{words}");
    }
    assert!(told["headers"][0].as_str().unwrap().contains(&document.marking));
    assert!(told["footers"][0].as_str().unwrap().contains(&document.freeze_statement));
    let page = told["page"].as_array().unwrap();
    assert!((page[0].as_f64().unwrap() - 215.9).abs() < 0.1, "its own page size: {page:?}");
    for table in told["tables"].as_array().unwrap() {
        assert_eq!(table["style"], "Table Grid");
    }
    let printed = words(&folder.printed(&file), true);
    let pages = printed.matches('\u{c}').count();
    assert!(printed.contains(&format!("Page {pages} of {pages}")), "{printed}");
}
