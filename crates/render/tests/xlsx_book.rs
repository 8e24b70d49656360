//! Workbooks, read by openpyxl and computed anew by LibreOffice.

use document::chart::{Item, Reference, TimePoint};
use document::{
    Block, Chart, ChartKind, Column, Document, Part, Row, RowKind, Section, Table, TableCell, words,
};
use domain::cell::{Cell, Marker, Markers};
use domain::figure::{Exact, Figure, Format};
use render::office::OfficeOptions;
use render::xlsx::emit;

mod pdf_sample;
mod svg_samples;
mod xlsx_reader;

use xlsx_reader::read;

fn options() -> OfficeOptions<'static> {
    let created = "2026-11-02T09:30:00Z".parse().expect("a moment");
    OfficeOptions { created, template: None }
}

fn book(document: &Document) -> Vec<u8> {
    emit(document, &options()).expect("it is written")
}

fn figure(of: &str, cell: Cell<Exact>, format: Format) -> Figure {
    let id = format!("2022-03-31.1/{of}");
    let id = id.parse().expect("a figure id");
    Figure { id, cell, format, markers: Markers::NONE, missing_because: None }
}

const WHOLE: Format = Format::Number { decimals: 0 };

fn key(district: u8, year: &str, by: &str) -> String {
    format!("PUK-001.1/police-uk-street/E0700012{district}.2021/total/{year}/{by}")
}

/// A district's year, the year before, change, per cent, residents and rate, and what is odd of it.
fn district(n: u8, now: i64, before: i64, people: i64) -> [Figure; 6] {
    let value =
        |of: String, value: i64, format| figure(&of, Cell::Value(Exact::Whole(value)), format);
    let ratio = |of: String, numerator: i64, denominator: i64, format| {
        let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
        figure(&of, Cell::Value(Exact::Ratio { numerator, denominator }), format)
    };
    let residents =
        format!("POP-001.1/ons-mid-year-estimates/E0700012{n}.2021/total/fy2021-22/value");
    [
        value(key(n, "fy2021-22", "total"), now, WHOLE),
        value(key(n, "fy2020-21", "total"), before, WHOLE),
        value(
            key(n, "fy2021-22", "change~total~fy2020-21"),
            now - before,
            Format::Signed { decimals: 0 },
        ),
        ratio(
            key(n, "fy2021-22", "percent~total~fy2020-21"),
            100 * (now - before),
            before,
            Format::SignedPercent { decimals: 1 },
        ),
        value(residents, people, WHOLE),
        ratio(
            key(n, "fy2021-22", "rate~total~1000~mid-2020"),
            1000 * now,
            people,
            Format::Number { decimals: 1 },
        ),
    ]
}

fn row(name: &str, figures: [Figure; 6], kind: RowKind) -> Row {
    let cells = std::iter::once(TableCell::words(name)).chain(figures.map(TableCell::from));
    Row { cells: cells.collect(), kind }
}

fn districts() -> Table {
    let mut blaby = district(1, 6_285, 7_253, 101_526);
    blaby[0].markers = Markers::NONE.with(Marker::Revised);
    let mut odd = district(2, 14_000, 11_672, 188_416);
    // Made from figures nobody sees: a formula over the printed ones would give +19.9%.
    odd[3].cell = Cell::Value(Exact::Ratio { numerator: 187, denominator: 10 });
    let mut few = district(3, 1_715, 1_412, 40_476);
    few[3].cell = Cell::Suppressed;
    let [total, before, ..] = district(4, 22_000, 20_337, 330_418);
    let total = Row {
        cells: vec![
            TableCell::words("Whole force"),
            total.into(),
            before.into(),
            TableCell::words("[z]"),
            TableCell::words("[z]"),
            TableCell::words("[z]"),
            TableCell::words("[z]"),
        ],
        kind: RowKind::Total,
    };
    Table {
        id: "table-districts".into(),
        caption: "All crime by district".into(),
        columns: vec![
            Column::left("District", 3),
            Column::right("Year", 1),
            Column::right("Year", 1),
            Column::right("Change", 1),
            Column::right("%", 1),
            Column::right("Residents", 1),
            Column::right("Per 1,000", 1),
        ],
        rows: vec![
            row("Blaby", blaby, RowKind::Plain),
            row("Charnwood", odd, RowKind::Own),
            row("Rutland", few, RowKind::Plain),
            total,
        ],
        source: words("police.uk"),
        notes: vec![words("A note.")],
    }
}

fn paper(blocks: Vec<Block>) -> Document {
    Document {
        sections: vec![Section {
            id: "one".into(),
            title: "One".into(),
            part: Part::Body,
            new_page: false,
            blocks,
            sections: vec![],
        }],
        ..pdf_sample::pack()
    }
}

/// What is shown is what is printed, figure for figure, in LibreOffice's own words, every formula
/// computed anew; the whole pack has no figure that differs.
#[test]
fn every_figure_is_shown_as_it_is_printed() {
    let document = pdf_sample::pack();
    let read = read(&book(&document), "xlsx-pack");
    let mut compared = 0;
    for table in render::tidy::tables(&document) {
        let header = &table.columns[0].title;
        let sheets = read.book["sheets"].as_array().expect("sheets").iter();
        let titled = sheets.filter(|sheet| {
            sheet["cells"]["A1"]["value"].as_str().is_some_and(|t| t.starts_with(&table.caption))
        });
        let titled: Vec<_> = titled.collect();
        assert_eq!(titled.len(), 1, "{}", table.caption);
        let rows = read.rows(titled[0]["name"].as_str().expect("a name"), header);
        let line = |cell: &TableCell| matches!(cell, TableCell::Sparkline { .. });
        for (row, shown) in table.rows.iter().zip(&rows[1..]) {
            let kept = (0..table.columns.len())
                .filter(|n| !table.rows.iter().any(|row| line(&row.cells[*n])));
            for (n, shown) in kept.zip(shown) {
                if let TableCell::Figure(figure) = &row.cells[n] {
                    assert_eq!(*shown, figure.text(), "{}", table.caption);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

/// SF-027: a workbook that needs no building of charts, in the layout that published statistical
/// tables have: cover, contents, notes, one tagged table a sheet, no merged cell, nothing hidden, every
/// chart described. SF-249: its marking is on every page.
#[test]
fn a_pack_is_laid_out_as_published_tables_are() {
    let document = pdf_sample::pack();
    let read = read(&book(&document), "xlsx-layout");
    let sheets = read.book["sheets"].as_array().expect("sheets");
    let names: Vec<&str> = sheets.iter().map(|s| s["name"].as_str().expect("a name")).collect();
    assert_eq!(&names[..4], ["Cover", "Contents", "Summary", "Method"]);
    for sheet in sheets {
        let name = sheet["name"].as_str().expect("a name");
        let tables = sheet["tables"].as_object().expect("tables").len();
        let text = ["Cover", "Summary", "Method"].contains(&name);
        assert_eq!(tables, usize::from(!text), "{name}");
        assert_eq!(sheet["merged"].as_array().map(Vec::len), Some(0), "{name}");
        assert_eq!(sheet["hidden"].as_array().map(Vec::len), Some(0), "{name}");
        assert_eq!(sheet["state"], "visible", "{name}");
        assert_eq!(sheet["header"], "&BOFFICIAL", "{name}, in bold");
        assert!(text || sheet["frozen"].is_string(), "{name}");
    }
    let charts: u64 = sheets.iter().filter_map(|sheet| sheet["charts"].as_u64()).sum();
    let alts = read.book["alts"].as_array().expect("alts");
    let titles = read.book["titles"].as_array().expect("titles");
    let described = alts.iter().filter(|alt| alt.as_str().is_some_and(|alt| alt.len() > 10));
    assert!(charts > 3, "{charts}");
    assert_eq!(u64::try_from(described.count()), Ok(charts));
    assert_eq!(u64::try_from(titles.len()), Ok(charts));
    assert_eq!(read.book["title"], "Performance board pack");
    assert_eq!(read.book["created"], "2026-11-02T09:30:00");
    let notes = read.sheet("Notes")["cells"].as_object().expect("cells");
    for symbol in ["[b]", "[c]", "[e]", "[p]", "[r]", "[x]", "[z]", "[note 1]"] {
        assert!(notes.values().any(|cell| cell["value"] == symbol), "{symbol}");
    }
}

/// A change, a percentage, a rate and a sum follow from their sheet's cells. Where rounding or what is
/// withheld stands between, the figure stands alone.
#[test]
fn formulas_stand_only_where_they_give_what_is_printed() {
    let read = read(&book(&paper(vec![Block::Table(districts())])), "xlsx-formulas");
    let cells = &read.sheet("Districts")["cells"];
    let of = |cell: &str| cells[cell]["value"].clone();
    assert_eq!(of("D6"), "=B6-C6");
    assert_eq!(of("E6"), "=ROUND(B6/C6-1,3)");
    assert_eq!(of("G6"), "=ROUND(B6/F6*1000,1)");
    assert_eq!(of("B9"), "=SUM(B6:B8)");
    assert_eq!(of("C9"), "=SUM(C6:C8)");
    assert_eq!(of("E7"), 0.187, "a formula would give 0.199");
    assert_eq!(of("E8"), "[c]");
    assert_eq!(cells["E6"]["result"], -0.133, "the result is kept");
    let shown = read.rows("Districts", "District");
    assert_eq!(shown[0][1..3], ["Year", "Year (2)"]);
    assert_eq!(shown[1][1..], ["6,285 [r]", "7,253", "−968", "−13.3%", "101,526", "61.9"]);
    assert_eq!(shown[2][4], "+18.7%");
    assert_eq!(shown[4][1..3], ["22,000", "20,337"]);
    assert_eq!(of("B6"), 6285.0, "a revised number is a number");
}

/// Text that begins like a formula is text, also when its cell is edited; a negative number is a
/// number.
#[test]
fn no_text_becomes_a_formula() {
    let evil = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://x\")"];
    let rows = evil.map(|text| Row {
        cells: vec![
            TableCell::words(text),
            figure(
                &key(1, "fy2021-22", "change~total~fy2020-21"),
                Cell::Value(Exact::Whole(-12)),
                Format::Signed { decimals: 0 },
            )
            .into(),
        ],
        kind: RowKind::Plain,
    });
    let table = Table {
        id: "table-evil".into(),
        caption: evil[0].into(),
        columns: vec![Column::left(evil[2], 1), Column::right(evil[3], 1)],
        rows: rows.to_vec(),
        source: words(evil[1]),
        notes: vec![words(evil[6])],
    };
    let blocks = vec![Block::Paragraph(words(evil[0])), Block::Table(table)];
    let mut document = paper(blocks);
    document.title = evil[6].into();
    let read = read(&book(&document), "xlsx-evil");
    let mut quoted = 0;
    for sheet in read.book["sheets"].as_array().expect("sheets") {
        for (place, cell) in sheet["cells"].as_object().expect("cells") {
            assert_ne!(cell["type"], "f", "{place}: {cell}");
            quoted += usize::from(cell["quoted"] == true);
        }
    }
    assert!(quoted >= evil.len() + 2, "{quoted}");
    let numbers = read.sheet("Evil")["cells"].as_object().expect("cells").values();
    assert_eq!(numbers.filter(|cell| cell["value"] == -12.0).count(), evil.len());
}

fn points(values: &[Option<f64>]) -> Vec<TimePoint> {
    let point = |(n, value): (usize, &Option<f64>)| TimePoint {
        label: format!("Month {}", n + 1),
        short: format!("M{}", n + 1),
        value: *value,
        signal: None,
        hollow: false,
    };
    values.iter().enumerate().map(point).collect()
}

/// A gap stays a gap: the cell under a line is empty and never holds words, which a program would
/// draw as zero.
#[test]
fn a_gap_in_a_chart_is_no_zero() {
    let values = [Some(10.0), None, Some(12.0)];
    let chart = |kind| Chart {
        id: "chart-one".into(),
        title: "It rose".into(),
        subtitle: "Crimes a month".into(),
        alt: "A line that rises".into(),
        kind,
        data: districts(),
    };
    let control = chart(ChartKind::Control {
        points: points(&values),
        mean: Some(11.0),
        limits: Some((8.0, 14.0)),
        caveat: None,
        year_starts_at: None,
    });
    let read = read(&book(&paper(vec![Block::Chart(Box::new(control))])), "xlsx-gap");
    let sheet = read.sheet("Chart one");
    assert_eq!(sheet["charts"], 1);
    let rows = read.rows("Chart one", "Month");
    let columns = ["Month", "Value", "Mean", "Lower limit", "Upper limit", "Signal"];
    assert_eq!(rows[0], columns);
    assert_eq!(rows[1], ["M1", "10", "11.0", "8.0", "14.0", "None"]);
    assert_eq!(rows[2], ["M2", "", "11.0", "8.0", "14.0", "[x]"]);
}

/// Bars in an order of their own have their own cells, their mean among them; the numbers are those
/// that are printed.
#[test]
fn a_chart_in_its_own_order_has_its_own_cells() {
    let item = |label: &str, value: f64, own| Item {
        label: label.into(),
        value: Some(value),
        text: String::new(),
        own,
    };
    let rate = 6_285_000.0 / 101_526.0;
    let items = vec![item("Charnwood", 74.3, true), item("Blaby", rate, false)];
    let references = vec![Reference { label: "Whole force 66.6".into(), value: 66.6 }];
    let chart = Chart {
        id: "chart-bars".into(),
        title: "Charnwood is highest".into(),
        subtitle: "Per 1,000".into(),
        alt: "Bars of districts".into(),
        kind: ChartKind::Bars { items, references, axis: "Per 1,000".into() },
        data: districts(),
    };
    let read = read(&book(&paper(vec![Block::Chart(Box::new(chart))])), "xlsx-bars");
    let rows = read.rows("Chart bars", "Name");
    assert_eq!(rows[1..], [["Charnwood", "74.3"], ["Blaby", "61.9"], ["Whole force 66.6", "66.6"]]);
    assert_eq!(read.sheet("Districts")["charts"], 0);
    assert_eq!(
        read.sheet("Chart bars")["cells"]["B8"]["value"],
        61.9,
        "no digit more than printed"
    );
}

/// Every kind of chart of hostile words and hostile numbers opens.
#[test]
fn every_kind_of_chart_opens() {
    let values = [Some(3.0), None, Some(1e9), Some(-2.5)];
    let charts = svg_samples::every_kind(svg_samples::EVIL, &values, Some((2.0, 1.0, 3.0)));
    let blocks = charts.into_iter().map(|chart| Block::Chart(Box::new(chart)));
    let read = read(&book(&paper(blocks.collect())), "xlsx-kinds");
    let sheets = read.book["sheets"].as_array().expect("sheets");
    let charts: u64 = sheets.iter().filter_map(|sheet| sheet["charts"].as_u64()).sum();
    assert_eq!(charts, 5, "all but the map");
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let document = pdf_sample::pack();
    let first = book(&document);
    assert!(book(&document) == first);
    assert_eq!(&first[..2], b"PK");
}
