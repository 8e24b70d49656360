use super::*;
use crate::*;
use domain::cell::{Cell, Markers};
use domain::figure::{Exact, Format};

fn figure(value: i64) -> Figure {
    let id = "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/total";
    Figure {
        id: id.parse().unwrap(),
        cell: Cell::Value(Exact::Whole(value)),
        format: Format::Number { decimals: 0 },
        markers: Markers::NONE,
        missing_because: None,
    }
}

fn paper(blocks: Vec<Block>) -> Document {
    let section = Section {
        id: "summary".into(),
        title: "Summary".into(),
        part: Part::Summary,
        new_page: false,
        blocks,
        sections: vec![],
    };
    Document {
        id: "board-pack".into(),
        title: "Board pack".into(),
        subtitle: String::new(),
        body: String::new(),
        marking: "OFFICIAL".into(),
        freeze_statement: String::new(),
        description: String::new(),
        sections: vec![section],
    }
}

fn codes_of(blocks: Vec<Block>) -> Vec<&'static str> {
    check(paper(blocks)).diagnostics.iter().map(|d| d.code.id).collect()
}

fn table(id: &str, value: i64, source: &str) -> Table {
    let cells = vec![TableCell::words("All crime"), figure(value).into()];
    Table {
        id: id.into(),
        caption: "Crimes".into(),
        columns: vec![Column::left("Measure", 3), Column::right("Count", 1)],
        rows: vec![Row { cells, kind: RowKind::Plain }],
        source: words(source),
        notes: vec![],
    }
}

/// SF-100: no two places of a paper show different values for one figure.
#[test]
fn one_figure_has_one_value() {
    let same = vec![
        Block::Table(table("one", 94_597, "police.uk")),
        Block::Paragraph(vec![figure(94_597).into()]),
    ];
    assert!(codes_of(same).is_empty());
    let other = vec![
        Block::Table(table("one", 94_597, "police.uk")),
        Block::Paragraph(vec![figure(100_581).into()]),
    ];
    assert_eq!(codes_of(other), ["document::figure-disagrees"]);
}

#[test]
fn every_problem_is_told_at_once() {
    let mut ragged = table("one", 1, " ");
    ragged.rows[0].cells.pop();
    let chart = Chart {
        id: "chart".into(),
        title: "Crime rose".into(),
        subtitle: String::new(),
        alt: String::new(),
        kind: ChartKind::Line { points: vec![] },
        data: table("one", 1, "police.uk"),
    };
    let again = Block::Table(table("one", 1, "police.uk"));
    let found = codes_of(vec![Block::Table(ragged), Block::Chart(Box::new(chart)), again]);
    let expected = [
        "document::table-without-source",
        "document::ragged-table",
        "document::chart-without-alt",
        "document::duplicate-anchor",
    ];
    assert_eq!(found, expected);
}
