//! Facts about laid-out pages, read off the pages themselves; the rules of the two standards are
//! held to in `tests/pdf_rules.rs`.

use document::chart::TimePoint;
use document::{
    Block, Chart, ChartKind, Column, Document, Inline, NoteKind, Part, Row, RowKind, Section,
    Table, TableCell, words,
};
use typst::layout::{Frame, FrameItem, Point};

use super::{engine, letters, lower};

#[path = "../../tests/pdf_sample/mod.rs"]
mod pdf_sample;

/// A run of text and where it stands on its page, in points.
struct Run {
    text: String,
    left: f64,
    right: f64,
    base: f64,
}

fn pages(document: &Document) -> Vec<Vec<Run>> {
    let pages = engine::pages(lower::document(document), document).unwrap();
    let runs = |frame: &Frame| {
        let mut out = Vec::new();
        gather(frame, Point::zero(), &mut out);
        out
    };
    pages.pages().iter().map(|page| runs(&page.frame)).collect()
}

fn gather(frame: &Frame, corner: Point, out: &mut Vec<Run>) {
    for (place, item) in frame.items() {
        let place = corner + *place;
        match item {
            FrameItem::Group(group) => gather(&group.frame, place, out),
            FrameItem::Text(text) => out.push(Run {
                text: text.text.to_string(),
                left: place.x.to_pt(),
                right: (place.x + text.width()).to_pt(),
                base: place.y.to_pt(),
            }),
            FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}

/// All words of a page without the spaces, which line breaks swallow.
fn text(page: &[Run]) -> String {
    page.iter().flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()).collect()
}

fn tight(words: &str) -> String {
    words.split_whitespace().collect()
}

fn all_text(document: &Document) -> String {
    pages(document).iter().map(|page| text(page)).collect()
}

fn paper(blocks: Vec<Block>) -> Document {
    Document {
        id: "paper".into(),
        title: "A paper".into(),
        subtitle: String::new(),
        body: "An office".into(),
        marking: "OFFICIAL".into(),
        freeze_statement: "Freeze 1.".into(),
        description: String::new(),
        sections: vec![pdf_sample::section("only", "Only section", Part::Body, blocks)],
    }
}

#[test]
fn every_page_says_what_it_is_of_and_where_it_stands() {
    let document = pdf_sample::pack();
    let pages = pages(&document);
    for (n, page) in pages.iter().enumerate() {
        let text = text(page);
        for needed in [&document.marking, &document.freeze_statement, &document.body] {
            assert!(text.contains(&tight(needed)), "page {}: {needed}", n + 1);
        }
        let place = format!("Page{}of{}", n + 1, pages.len());
        assert!(text.contains(&place), "{place}");
        assert!(text.contains(&tight(&document.title)), "page {}", n + 1);
    }
}

/// Nothing is clipped at the margins, and no column runs into the next.
#[test]
fn no_words_leave_the_page_or_lie_on_others() {
    for (n, page) in pages(&pdf_sample::pack()).iter().enumerate() {
        for run in page {
            // The number of a paragraph stands in the margin.
            let number = run.text.trim().chars().all(|c| c.is_ascii_digit());
            let edge = if number { 30.0 } else { 59.0 };
            assert!(run.left > edge && run.right < 595.28 - 59.0, "page {n}: {}", run.text);
        }
        for (k, run) in page.iter().enumerate() {
            for other in &page[k + 1..] {
                let apart = run.right <= other.left + 0.3 || other.right <= run.left + 0.3;
                let same_line = (run.base - other.base).abs() < 3.0;
                let blank = run.text.trim().is_empty() || other.text.trim().is_empty();
                assert!(apart || !same_line || blank, "page {n}: {} on {}", run.text, other.text);
            }
        }
    }
}

/// Everybody's words are data, whatever they look like.
#[test]
fn markup_in_words_is_printed_as_words() {
    let hostile = r##"#panic("x") *a* _b_ $1+1$ <l> @ref `raw` \ // c /* d "e" [f] = g #{h}"##;
    let table = Table {
        id: "t\"]#panic()".into(),
        caption: hostile.into(),
        columns: vec![Column::left(hostile, 1)],
        rows: vec![Row { cells: vec![TableCell::words(hostile)], kind: RowKind::Plain }],
        source: words(hostile),
        notes: vec![words(hostile)],
    };
    let blocks = vec![
        Block::Paragraph(vec![
            Inline::Words(hostile.into()),
            Inline::Strong(hostile.into()),
            Inline::Code(hostile.into()),
            Inline::Section("nowhere".into()),
        ]),
        Block::Note(NoteKind::Important, words(hostile)),
        Block::List(vec![words(hostile)]),
        Block::Terms(vec![(words(hostile), words(hostile))]),
        Block::Table(table),
    ];
    let mut document = paper(blocks);
    document.title = hostile.into();
    document.sections[0].title = hostile.into();
    let text = all_text(&document).replace(char::is_whitespace, "");
    assert!(text.matches(&tight(hostile)).count() >= 13, "{text}");
}

#[test]
fn a_character_without_a_glyph_is_shown_by_its_number() {
    let blocks = vec![Block::Paragraph(words("Ŵyn, naïve, \u{1F600}, \u{200B}\u{7}م"))];
    let text = all_text(&paper(blocks));
    assert!(text.contains("Ŵyn,naïve,[U+1F600],[U+0645]"), "{text}");
    assert_eq!(letters::printable("a\tb\nc"), "a b c");
}

fn point() -> TimePoint {
    TimePoint {
        label: "March 2022".into(),
        short: "Mar 22".into(),
        value: Some(1.0),
        signal: None,
        hollow: false,
    }
}

fn chart(rows: usize, kind: ChartKind) -> Chart {
    let row = Row {
        cells: vec![TableCell::words("March 2022"), TableCell::words("1")],
        kind: RowKind::Plain,
    };
    Chart {
        id: "the-chart".into(),
        title: "It rose".into(),
        subtitle: String::new(),
        alt: "It rose.".into(),
        kind,
        data: Table {
            id: "the-data".into(),
            caption: "What it draws".into(),
            columns: vec![Column::left("Month", 2), Column::right("Count", 1)],
            rows: vec![row; rows],
            source: words("police.uk"),
            notes: vec![],
        },
    }
}

fn control(points: usize) -> ChartKind {
    ChartKind::Control {
        points: vec![point(); points],
        mean: None,
        limits: None,
        caveat: None,
        year_starts_at: None,
    }
}

/// Few numbers stand under their chart; many stand behind the paper, and each names the other.
#[test]
fn the_numbers_of_a_chart_stand_under_it_or_behind_the_paper() {
    let line = || ChartKind::Line { points: vec![point(); 3] };
    let small = || ChartKind::SmallMultiples { panels: vec![] };
    let cases = [
        (chart(16, line()), false),
        (chart(17, line()), true),
        (chart(14, control(14)), false),
        (chart(15, control(15)), true),
        (chart(2, small()), true),
    ];
    for (n, (chart, behind)) in cases.into_iter().enumerate() {
        let text = all_text(&paper(vec![Block::Chart(Box::new(chart))]));
        assert!(text.contains("Table1Whatitdraws"), "case {n}: {text}");
        assert_eq!(text.contains("Databehindthecharts"), behind, "case {n}");
        assert_eq!(text.contains("Data:Table1,page2"), behind, "case {n}: {text}");
        assert_eq!(text.contains("BehindChart1,page1"), behind, "case {n}: {text}");
    }
}

#[test]
fn summary_body_and_annex_begin_pages() {
    let section = |id: &str, part| Section {
        new_page: false,
        ..pdf_sample::section(id, id, part, vec![Block::Paragraph(words("Words."))])
    };
    let mut document = paper(vec![]);
    document.sections = vec![
        section("one", Part::Summary),
        section("two", Part::Summary),
        section("three", Part::Body),
        section("four", Part::Annex),
        section("five", Part::Annex),
    ];
    assert_eq!(pages(&document).len(), 3);
    document.sections[4].new_page = true;
    assert_eq!(pages(&document).len(), 4);
}

/// The header is there again on every page a table turns to.
#[test]
fn a_long_table_repeats_its_header() {
    let mut table = chart(150, control(2)).data;
    table.source = words("police.uk");
    let pages = pages(&paper(vec![Block::Table(table)]));
    assert!(pages.len() > 2);
    for page in &pages {
        assert!(text(page).contains("MonthCount"));
    }
}

#[test]
fn a_narrow_share_never_cuts_a_number() {
    let mut table = chart(1, control(2)).data;
    table.columns = vec![Column::left("Measure", 250), Column::right("Count", 1)];
    table.rows[0].cells[1] = TableCell::words("1,234,567");
    let document = paper(vec![Block::Table(table)]);
    let data = lower::document(&document).data;
    let width = data["sections"][0]["blocks"][0]["widths"][1].as_f64().unwrap();
    assert!(width > letters::ems("1,234,567", letters::Weight::Regular) * 9.2);
}
