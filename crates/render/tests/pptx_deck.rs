//! Decks in the readers that people use: python-pptx, openpyxl, LibreOffice.
//!
//! Each fact is held in our template, in PowerPoint's own usual one (4:3, which python-pptx ships)
//! and in one that differs from both: another size, no layout types, other names, another order, no
//! footer on one layout, words to be replaced.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use document::{Block, Document, Part, Section, TableCell};
use render::office::{OfficeError, OfficeOptions};
use serde_json::Value;

mod pdf_sample;

/// A deck, and what python-pptx reads in it.
struct Deck {
    name: &'static str,
    path: PathBuf,
    bytes: Vec<u8>,
    read: Value,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn tools() -> PathBuf {
    root().join("target/tools/office")
}

fn options(template: Option<&[u8]>) -> OfficeOptions<'_> {
    OfficeOptions { created: "2026-11-02T09:30:00Z".parse().expect("a moment"), template }
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pptx_deck");
    std::fs::create_dir_all(&folder).expect("a folder for decks");
    folder
}

fn template_of(name: &str) -> Option<Vec<u8>> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    match name {
        "ours" => None,
        "office" => Some(std::fs::read(fixtures.join("office-template.potx")).expect("a fixture")),
        _ => {
            let library = tools().join("lib");
            let entries = std::fs::read_dir(library).expect("run cargo xtask tools first");
            let found: Vec<PathBuf> = entries
                .flatten()
                .map(|python| python.path().join("site-packages/pptx/templates/default.pptx"))
                .collect();
            let found = found.into_iter().find(|path| path.exists()).expect("python-pptx");
            Some(std::fs::read(found).expect("a template"))
        }
    }
}

static DECKS: LazyLock<Vec<Deck>> = LazyLock::new(|| {
    let made = |name: &'static str| {
        let template = template_of(name);
        let bytes = render::pptx::emit(&pdf_sample::pack(), &options(template.as_deref()));
        let bytes = bytes.expect("a deck");
        let path = folder().join(format!("{name}.pptx"));
        std::fs::write(&path, &bytes).expect("room on the disk");
        let reader = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pptx_deck/read.py");
        let python = Command::new(tools().join("bin/python")).arg(reader).arg(&path).output();
        let python = python.expect("run cargo xtask tools first");
        assert!(python.status.success(), "{name}: {}", String::from_utf8_lossy(&python.stderr));
        let read = serde_json::from_slice(&python.stdout).expect("JSON");
        Deck { name, path, bytes, read }
    };
    ["ours", "usual", "office"].map(made).into()
});

fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or_default()
}

fn slides(deck: &Deck) -> &[Value] {
    list(&deck.read, "slides")
}

fn shapes(deck: &Deck) -> impl Iterator<Item = &Value> {
    slides(deck).iter().flat_map(|slide| list(slide, "shapes"))
}

#[test]
fn every_slide_has_its_own_title_a_marking_a_number_and_notes() {
    let document = pdf_sample::pack();
    for deck in DECKS.iter() {
        assert!(slides(deck).len() > 10, "{}", deck.name);
        let mut titles = BTreeSet::new();
        for (n, slide) in slides(deck).iter().enumerate() {
            let title = text(slide, "title");
            assert!(!title.is_empty(), "{} slide {}", deck.name, n + 1);
            assert!(titles.insert(title.to_owned()), "{}: {title} stands twice", deck.name);
            let says = |words: &str| {
                list(slide, "shapes").iter().any(|shape| text(shape, "text").starts_with(words))
            };
            assert!(says(&document.marking), "{} slide {}: no marking", deck.name, n + 1);
            assert!(says(&(n + 1).to_string()), "{} slide {}: no number", deck.name, n + 1);
            let notes = text(slide, "notes");
            assert!(notes.contains(&document.freeze_statement), "{}: {title}", deck.name);
            assert!(notes.contains("Method"), "{}: {title}", deck.name);
        }
    }
}

#[test]
fn the_file_says_what_it_is_whose_and_when() {
    for deck in DECKS.iter() {
        assert_eq!(
            text(&deck.read, "title"),
            "Performance board pack, Leicestershire, January to March 2022"
        );
        assert_eq!(text(&deck.read, "creator"), pdf_sample::pack().body);
        assert!(text(&deck.read, "created").starts_with("2026-11-02 09:30:00"));
    }
}

#[test]
fn every_graphic_is_described() {
    for deck in DECKS.iter() {
        let graphics = shapes(deck).filter(|shape| text(shape, "kind") != "sp");
        let mut seen = 0;
        for graphic in graphics {
            assert!(text(graphic, "description").len() > 10, "{}: {graphic}", deck.name);
            seen += 1;
        }
        assert!(seen > 10, "{}", deck.name);
    }
}

fn area(shape: &Value) -> [i64; 4] {
    let numbers: Vec<i64> = list(shape, "area").iter().filter_map(Value::as_i64).collect();
    numbers.try_into().expect("a place")
}

#[test]
fn nothing_leaves_the_slide_and_nothing_overlaps() {
    for deck in DECKS.iter() {
        let size: Vec<i64> = list(&deck.read, "size").iter().filter_map(Value::as_i64).collect();
        for slide in slides(deck) {
            let title = text(slide, "title");
            let shapes = list(slide, "shapes");
            for (n, shape) in shapes.iter().enumerate() {
                let [x, y, wide, tall] = area(shape);
                let within = x >= 0 && y >= 0 && x + wide <= size[0] && y + tall <= size[1];
                assert!(within, "{}, {title}: {} leaves", deck.name, text(shape, "name"));
                for other in &shapes[..n] {
                    let [ox, oy, owide, otall] = area(other);
                    let apart =
                        x >= ox + owide || ox >= x + wide || y >= oy + otall || oy >= y + tall;
                    let (one, two) = (text(other, "name"), text(shape, "name"));
                    assert!(apart, "{}, {title}: {one} and {two} overlap", deck.name);
                }
            }
        }
    }
}

/// "Edit data" opens the chart's own figures (SF-027): the workbook inside holds what is drawn.
#[test]
fn every_chart_is_native_and_its_workbook_holds_what_it_draws() {
    for deck in DECKS.iter() {
        let charts = shapes(deck).filter_map(|shape| shape["chart"].as_object());
        let mut seen = 0;
        for chart in charts {
            seen += 1;
            let sheet = chart["workbook"].as_array().expect("rows");
            let series = chart["series"].as_array().expect("series");
            for one in series {
                let header = sheet[0].as_array().expect("cells");
                let column = header.iter().position(|cell| *cell == one["name"]);
                let column = column.expect("a column for each series");
                let values = one["values"].as_array().expect("values");
                for (n, value) in values.iter().enumerate() {
                    let cell = &sheet[n + 1][column];
                    assert_eq!(cell.as_f64(), value.as_f64(), "{}: {one}", deck.name);
                }
            }
            for (n, category) in chart["categories"].as_array().expect("names").iter().enumerate() {
                assert_eq!(&sheet[n + 1][0], category);
            }
        }
        assert!(seen > 15, "{}: {seen} charts", deck.name);
    }
}

/// What the process-control chart of the sample plots is what its document says.
#[test]
fn a_chart_plots_the_figures_of_the_document() {
    let document = pdf_sample::pack();
    let points = document.walk().into_iter().flat_map(|(_, section)| &section.blocks);
    let points = points.filter_map(|block| match block {
        Block::Chart(chart) => match &chart.kind {
            document::ChartKind::Control { points, .. } => Some(points),
            _ => None,
        },
        _ => None,
    });
    let points: Vec<_> = points.collect();
    assert!(!points.is_empty());
    for deck in DECKS.iter() {
        for points in &points {
            let wanted: Vec<Option<f64>> = points.iter().map(|point| point.value).collect();
            let plotted = shapes(deck).any(|shape| {
                list(&shape["chart"], "series").iter().any(|series| {
                    let values = list(series, "values").iter().map(Value::as_f64);
                    values.collect::<Vec<_>>() == wanted
                })
            });
            assert!(plotted, "{}: a chart is missing", deck.name);
        }
    }
}

/// All words of a deck that are seen on slides.
fn seen(deck: &Deck) -> String {
    let mut out = String::new();
    for shape in shapes(deck) {
        out.push_str(text(shape, "text"));
        out.push('\n');
        for row in list(shape, "table") {
            for cell in row.as_array().into_iter().flatten() {
                out.push_str(cell.as_str().unwrap_or_default());
                out.push('\n');
            }
        }
    }
    out.replace('\u{a0}', " ")
}

fn shown(section: &Section) -> bool {
    section.part != Part::Annex
}

/// Every figure of summary and body is on a slide, as it is printed everywhere (SF-100).
#[test]
fn every_figure_of_the_paper_is_on_a_slide_as_it_is_printed() {
    let document = pdf_sample::pack();
    for deck in DECKS.iter() {
        let seen = seen(deck);
        let mut wanted = 0;
        for (_, section) in document.walk().into_iter().filter(|(_, section)| shown(section)) {
            for block in &section.blocks {
                if matches!(block, Block::Chart(_) | Block::ChartRow(_)) {
                    continue;
                }
                for figure in block.figures() {
                    assert!(seen.contains(&figure.text()), "{}: {}", deck.name, figure.text());
                    wanted += 1;
                }
            }
        }
        assert!(wanted > 50);
    }
}

/// Tables are tables: header flagged, first row the header, each row of the document on a slide.
#[test]
fn tables_are_native_whole_and_have_their_header_on_every_slide() {
    let document: Document = pdf_sample::pack();
    for deck in DECKS.iter() {
        let grids: Vec<&Value> = shapes(deck).filter(|shape| !shape["table"].is_null()).collect();
        for (_, section) in document.walk().into_iter().filter(|(_, section)| shown(section)) {
            for block in &section.blocks {
                let Block::Table(table) = block else { continue };
                let mut rows = 0;
                for grid in &grids {
                    assert_eq!(grid["header"], true);
                    let cells = list(grid, "table");
                    if cells[0][0] == table.columns[0].title.as_str() {
                        rows += cells.len() - 1;
                    }
                }
                assert_eq!(rows, table.rows.len(), "{}: {}", deck.name, table.caption);
                let first = &table.rows[0].cells[0];
                let TableCell::Text(_) = first else { panic!("the first cell names the row") };
            }
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for deck in DECKS.iter() {
        let template = template_of(deck.name);
        let again = render::pptx::emit(&pdf_sample::pack(), &options(template.as_deref()));
        assert_eq!(again.expect("a deck"), deck.bytes, "{}", deck.name);
    }
}

/// The office's own template is filled: size and layouts kept, its sample slides gone, its names
/// replaced, its layouts found without types and under other names.
#[test]
fn the_office_s_template_is_kept_and_filled() {
    let office = DECKS.iter().find(|deck| deck.name == "office").expect("made");
    assert_eq!(office.read["size"], serde_json::json!([12_801_600, 7_200_900]));
    let layouts: Vec<&str> =
        list(&office.read, "layouts").iter().filter_map(Value::as_str).collect();
    assert_eq!(layouts, ["Blank page", "Heading alone", "Front cover", "Heading and text"]);
    let layout = |n: usize| text(&slides(office)[n], "layout");
    assert_eq!(layout(0), "Front cover");
    let used: BTreeSet<&str> = slides(office).iter().map(|slide| text(slide, "layout")).collect();
    assert_eq!(used, BTreeSet::from(["Front cover", "Heading alone", "Heading and text"]));
    assert!(!seen(office).contains("Sample slide"));
    let document = pdf_sample::pack();
    let masters: Vec<&str> =
        list(&office.read, "masters").iter().filter_map(Value::as_str).collect();
    let band = format!("{}: {}", document.body, document.marking);
    assert!(masters.contains(&band.as_str()), "{masters:?}");
    let front = list(&slides(office)[0], "shapes");
    assert!(front.iter().any(|shape| text(shape, "text") == document.freeze_statement));
}

/// Titles and running text are real placeholders, so that outlines and screen readers find them.
#[test]
fn titles_and_text_are_placeholders() {
    for deck in DECKS.iter() {
        for slide in slides(deck) {
            let first = &list(slide, "shapes")[0];
            assert!(text(first, "placeholder").contains("TITLE"), "{}: {first}", deck.name);
        }
        let bodies = shapes(deck).filter(|shape| {
            let kind = text(shape, "placeholder");
            kind.contains("OBJECT") || kind.contains("BODY") || kind.contains("SUBTITLE")
        });
        assert!(bodies.count() >= 3, "{}", deck.name);
    }
}

fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}; cargo xtask tools"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// LibreOffice opens each deck without repair, and every word is on its pages.
#[test]
fn libreoffice_shows_every_slide_and_every_word() {
    let profile = folder().join("profile");
    let profile = format!("-env:UserInstallation=file://{}", profile.display());
    let paths: Vec<&str> = DECKS.iter().filter_map(|deck| deck.path.to_str()).collect();
    let out = folder();
    let out = out.to_str().expect("a path in UTF-8");
    let mut arguments = vec![&*profile, "--headless", "--convert-to", "pdf", "--outdir", out];
    arguments.extend(paths);
    run("soffice", &arguments);
    for deck in DECKS.iter() {
        let pdf = deck.path.with_extension("pdf");
        let said = run("pdftotext", &[pdf.to_str().expect("a path"), "-"]);
        let said = String::from_utf8(said).expect("UTF-8");
        let pages = said.matches('\u{c}').count();
        assert_eq!(pages, slides(deck).len(), "{}", deck.name);
        let letters = |text: &str| {
            let kept: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            // A template may set headings in capitals.
            kept.to_lowercase()
        };
        let said: Vec<String> = said.split('\u{c}').map(letters).collect();
        for (n, slide) in slides(deck).iter().enumerate() {
            for shape in list(slide, "shapes") {
                let cells = list(shape, "table").iter().flat_map(|row| row.as_array());
                let cells = cells.flatten().filter_map(Value::as_str);
                let words = text(shape, "text").split_whitespace();
                for word in words.chain(cells.flat_map(str::split_whitespace)) {
                    let word = letters(word);
                    assert!(said[n].contains(&word), "{} slide {}: {word}", deck.name, n + 1);
                }
            }
        }
    }
}

#[test]
fn what_is_no_presentation_is_refused() {
    let document = pdf_sample::pack();
    let refused = |bytes: &[u8]| render::pptx::emit(&document, &options(Some(bytes)));
    assert!(matches!(refused(b"words"), Err(OfficeError::NotOffice { .. })));
    let protected = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
    assert!(matches!(refused(&protected), Err(OfficeError::Protected)));
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet();
    let workbook = workbook.save_to_buffer().expect("a workbook");
    assert!(matches!(refused(&workbook), Err(OfficeError::WrongKind { .. })));
}
