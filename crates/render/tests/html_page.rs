//! What every page must be: escaped, well formed, readable by everyone, leading to its sources.

mod svg_samples;

use std::collections::BTreeSet;

use document::{Block, Column, Document, Inline, KeyFigure, NoteKind, Part, Row, RowKind, Section};
use document::{Table, TableCell, VerdictGroup, words};
use domain::cell::{Cell, Marker, Markers};
use domain::figure::{Exact, Figure, Format};
use domain::verdict::Verdict;
use render::html::{FigureLink, Html, HtmlOptions, Shell, emit, page};
use svg_samples::{EVIL, every_kind};

const ID: &str = "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/total";

fn figure() -> Figure {
    Figure {
        id: ID.parse().expect("a figure id"),
        cell: Cell::Value(Exact::Whole(94_597)),
        format: Format::Number { decimals: 0 },
        markers: Markers::NONE,
        missing_because: None,
    }
}

fn missing(why: &str) -> Figure {
    Figure { cell: Cell::NotAvailable, missing_because: Some(why.into()), ..figure() }
}

fn table(id: &str, text: &str) -> Table {
    let cells = vec![
        TableCell::words(text),
        figure().into(),
        TableCell::Verdict(Verdict::Risen),
        TableCell::Sparkline { values: vec![Some(1.0), None, Some(2.0)], alt: text.into() },
    ];
    Table {
        id: id.into(),
        caption: text.into(),
        columns: vec![
            Column::left(text, 3),
            Column::right("2021/22", 1),
            Column::left("Verdict", 2),
            Column::left("Months", 2),
        ],
        rows: vec![Row { cells, kind: RowKind::Total }],
        source: words(text),
        notes: vec![words(text)],
    }
}

/// Every block there is, all texts being one; a block that is added must be added here.
fn blocks(text: &str) -> Vec<Block> {
    let verdicts =
        [Verdict::Risen, Verdict::Fallen, Verdict::NoClearChange, Verdict::TooEarlyToSay];
    let running = || {
        vec![
            Inline::Words(text.into()),
            Inline::Strong(text.into()),
            figure().into(),
            Inline::Code(text.into()),
            Inline::Section("annex".into()),
            Inline::Section(text.into()),
        ]
    };
    let mut charts = every_kind(text, &[Some(1.0), None, Some(3.0)], None);
    let beside = charts.split_off(4);
    let mut all = vec![
        Block::Paragraph(running()),
        Block::List(vec![running()]),
        Block::Terms(vec![(running(), running())]),
        Block::KeyFigures(vec![KeyFigure {
            label: text.into(),
            figure: missing(text),
            beneath: running(),
        }]),
        Block::Verdicts(
            verdicts.map(|verdict| VerdictGroup { verdict, lines: vec![running()] }).to_vec(),
        ),
        Block::Table(table("a-table", text)),
        Block::ChartRow(beside),
        Block::Note(NoteKind::Important, running()),
        Block::Note(NoteKind::Information, words("The indicators monitored are not targets.")),
    ];
    all.extend(charts.into_iter().map(|chart| Block::Chart(Box::new(chart))));
    all
}

fn section(id: &str, part: Part, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), title: title.into(), part, new_page: true, blocks, sections: vec![] }
}

fn paper(text: &str, first: Vec<Block>) -> Document {
    let mut summary = section("summary", Part::Summary, text, first);
    summary.sections.push(section("within", Part::Summary, text, vec![]));
    Document {
        id: "board-pack".into(),
        title: text.into(),
        subtitle: text.into(),
        body: text.into(),
        marking: text.into(),
        freeze_statement: text.into(),
        description: text.into(),
        sections: vec![
            summary,
            section("measures", Part::Body, text, vec![]),
            section("annex", Part::Annex, text, vec![]),
        ],
    }
}

fn linked() -> HtmlOptions {
    HtmlOptions { figure_link: FigureLink::Prefix("/figures/".into()) }
}

fn written(blocks: Vec<Block>) -> String {
    emit(&paper("Board pack", blocks), &linked())
}

/// Parses a page as XML, which finds every element that is not closed and every stray sign.
fn parsed(page: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    roxmltree::Document::parse_with_options(page, options).expect("a well-formed page")
}

#[test]
fn a_page_is_well_formed_and_every_link_within_it_arrives() {
    let page = written(blocks("Crimes & more"));
    let tree = parsed(&page);
    let mut ids = BTreeSet::new();
    for id in tree.descendants().filter_map(|n| n.attribute("id")) {
        assert!(ids.insert(id), "`{id}` is there twice");
    }
    for node in tree.descendants() {
        if let Some(anchor) = node.attribute("href").and_then(|href| href.strip_prefix('#')) {
            assert!(ids.contains(anchor), "#{anchor} leads nowhere");
        }
        let named = node.attribute("aria-labelledby").unwrap_or_default();
        assert!(named.split_whitespace().all(|id| ids.contains(id)), "{named}");
    }
    assert_eq!(tree.root_element().attribute("lang"), Some("en-GB"));
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    let page = written(blocks("Crimes"));
    let tree = parsed(&page);
    let level = |name: &str| name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok());
    let levels: Vec<u8> = tree.descendants().filter_map(|n| level(n.tag_name().name())).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert_eq!(levels.first(), Some(&1));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    for landmark in ["header", "nav", "main", "footer"] {
        assert_eq!(tree.descendants().filter(|n| n.has_tag_name(landmark)).count(), 1);
    }
}

#[test]
fn no_text_can_break_out() {
    let page = emit(&paper(EVIL, blocks(EVIL)), &linked());
    assert!(!page.contains("<script") && !page.contains("alert(\"1\""));
    parsed(&page);
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(written(blocks("Crimes")), written(blocks("Crimes")));
}

#[test]
fn every_figure_leads_to_its_source() {
    let paper = paper("Board pack", blocks("Crimes"));
    let links = |link: FigureLink| {
        let page = emit(&paper, &HtmlOptions { figure_link: link });
        let tree = parsed(&page);
        let figures = tree.descendants().filter(|n| {
            n.attribute("class").is_some_and(|class| class.split(' ').any(|c| c == "fig"))
        });
        let hrefs = figures.map(|n| n.attribute("href").map(str::to_owned));
        (hrefs.collect::<Vec<_>>(), page.contains("Every figure can be followed"))
    };
    let (hrefs, told) = links(FigureLink::Prefix("/figures/".into()));
    assert_eq!(hrefs.len(), paper.figures().len());
    assert!(hrefs.iter().all(|href| href.as_deref() == Some(&format!("/figures/{ID}"))));
    assert!(told);
    let (hrefs, _) = links(FigureLink::Anchor("figures.html".into()));
    assert!(hrefs.iter().all(|href| href.as_deref() == Some(&format!("figures.html#{ID}"))));
    let (hrefs, told) = links(FigureLink::None);
    assert!(hrefs.iter().all(Option::is_none) && !told);
}

/// The name of the link is the number; markers stand beside it.
#[test]
fn a_figure_is_named_by_its_number() {
    let mut revised = figure();
    revised.markers = Markers::NONE.with(Marker::Revised);
    let page = written(vec![Block::Paragraph(vec![revised.into()])]);
    assert!(page.contains(&format!("href=\"/figures/{ID}\">94,597</a> <span")), "{page}");
    assert!(page.contains("title=\"revised\" aria-hidden=\"true\">[r]</span>"));
    assert!(page.contains("<dt>[r]</dt><dd>revised</dd>"));
    assert!(!page.contains("<dt>[x]</dt>"), "no figure is missing");
}

#[test]
fn a_missing_figure_says_why() {
    let page = written(vec![Block::Paragraph(vec![missing("the return is late").into()])]);
    let words = "not available: the return is late";
    assert!(page.contains(&format!("title=\"{words}\" aria-hidden=\"true\">[x]</span>")));
    assert!(page.contains(&format!("<span class=\"unseen\">{words}</span>")));
    assert!(page.contains("<dt>[x]</dt><dd>not available</dd>"));
}

/// SF-075: no column is invented beside those of the paper, least of all one for targets.
#[test]
fn a_table_has_its_own_columns_and_its_rows_have_headers() {
    let page = written(vec![Block::Table(table("t", "Measure"))]);
    let tree = parsed(&page);
    let with = |name: &str, scope: &str| {
        let cells = tree.descendants().filter(|n| n.has_tag_name(name));
        let scoped = cells.filter(|n| n.attribute("scope") == Some(scope));
        scoped.map(|n| n.text().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(with("th", "col"), ["Measure", "2021/22", "Verdict", "Months"]);
    assert_eq!(with("th", "row"), ["Measure"]);
    let region = tree.descendants().find(|n| n.attribute("role") == Some("region")).unwrap();
    assert_eq!(region.attribute("tabindex"), Some("0"));
    assert_eq!(region.attribute("aria-labelledby"), Some("t-caption"));
    assert!(tree.descendants().any(|n| n.has_tag_name("caption")));
    assert!(page.contains("Source: Measure"));
}

#[test]
fn a_verdict_is_a_word_and_a_shape() {
    let page = written(blocks("Crimes"));
    for (class, shape, word) in [
        ("risen", "▲", "Risen"),
        ("fallen", "▼", "Fallen"),
        ("no-clear-change", "◆", "No clear change"),
        ("too-early", "…", "Too early to say"),
    ] {
        let chip = format!(
            "<span class=\"chip {class}\"><span class=\"shape\" aria-hidden=\"true\">{shape}</span>{word}</span>"
        );
        assert!(page.contains(&chip), "{chip}");
    }
}

#[test]
fn a_chart_carries_its_data_folded_away() {
    let page = written(blocks("Crimes"));
    let tree = parsed(&page);
    let figures: Vec<_> = tree.descendants().filter(|n| n.has_tag_name("figure")).collect();
    assert_eq!(figures.len(), 7);
    for figure in figures {
        let within = |name: &str| figure.descendants().filter(|n| n.has_tag_name(name)).count();
        assert_eq!(within("figcaption"), 1);
        assert_eq!(within("table"), 1);
        let folded = figure.descendants().find(|n| n.has_tag_name("details")).unwrap();
        assert_eq!(folded.attribute("open"), None);
        assert!(folded.descendants().any(|n| n.has_tag_name("table")));
    }
}

/// SF-122: a page can carry the statement that indicators are not targets.
#[test]
fn a_note_is_carried_as_written() {
    let page = written(blocks("Crimes"));
    let note = "<div class=\"note information\" role=\"note\"><p><strong class=\"note-kind\">\
                Note</strong> The indicators monitored are not targets.</p></div>";
    assert!(page.contains(note));
}

/// A budget of the house: at most 100 KB before charts, fonts and style included; nothing is
/// fetched and nothing is run.
#[test]
fn a_page_is_light_and_needs_nothing_else() {
    let page = written(vec![Block::Table(table("t", "Measure"))]);
    assert!(page.len() < 64_000, "{} bytes", page.len());
    assert!(!page.contains("<script") && !page.contains("http://www.w3.org/1999"));
    let fetched = page.match_indices("url(").filter(|(n, _)| !page[*n..].starts_with("url(data:"));
    assert_eq!(fetched.count(), 0);
}

#[test]
fn other_pages_share_the_shell() {
    let shell = Shell {
        title: "Papers",
        body: "Office of the Commissioner",
        marking: "OFFICIAL",
        ..Shell::default()
    };
    let mut main = Html::new();
    main.element_text("p", &[], "None yet.");
    let page = page(&shell, &main, &Html::new());
    let tree = parsed(&page);
    assert!(page.contains("<p>None yet.</p></main>"));
    assert!(page.contains("<title>Papers – Office of the Commissioner</title>"));
    assert!(!tree.descendants().any(|n| n.has_tag_name("nav")));
    let marks = tree.descendants().filter(|n| n.attribute("class") == Some("marking"));
    assert_eq!(marks.count(), 2);
}
