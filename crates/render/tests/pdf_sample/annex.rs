//! Behind the paper: method, sources, symbols.

use document::{
    Block, Column, Inline, NoteKind, Part, Row, RowKind, Section, Table, TableCell, words,
};

use super::numbers::{by_type, count, percent};
use super::{section, source};

/// The annex.
pub fn sections() -> Vec<Section> {
    vec![method(), symbols(), sources()]
}

fn method() -> Section {
    let digest = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
    let figure = "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/change~total~fy2020-21";
    let paragraph = vec![
        Inline::Words(
            "A count is called risen or fallen if the twelve months differ from the twelve before by \
             more than chance explains, after allowing for how much months vary among themselves. \
             The digest of the edition is ".into(),
        ),
        Inline::Code(digest.into()),
        Inline::Words(". Any figure can be explained by its id, such as ".into()),
        Inline::Code(figure.into()),
        Inline::Words(".".into()),
    ];
    let note = words("Numbers are rounded once, half away from zero.");
    let blocks = vec![Block::Paragraph(paragraph), Block::Note(NoteKind::Information, note)];
    section("method", "Method", Part::Annex, blocks)
}

fn symbols() -> Section {
    let terms = [
        ("[c]", "Withheld to protect people."),
        ("[x]", "Not available: it exists or could, and we do not hold it."),
        ("[z]", "Not applicable: it cannot exist."),
        ("[r]", "Revised since an earlier publication."),
    ];
    let terms = terms.map(|(term, said)| (vec![Inline::Strong(term.into())], words(said)));
    section("symbols", "Symbols", Part::Annex, vec![Block::Terms(terms.into())])
}

/// A table long enough to turn the page.
fn sources() -> Section {
    let rows = (0..5).flat_map(|again| {
        by_type().into_iter().map(move |(name, before, now)| Row {
            cells: vec![
                TableCell::words(format!("{name}, release {}", again + 1)),
                TableCell::words("police.uk street-level crime, as downloaded, kept whole"),
                count(before).into(),
                count(now).into(),
                percent(now, before).into(),
            ],
            kind: RowKind::Plain,
        })
    });
    let table = Table {
        id: "releases".into(),
        caption: "Releases that this edition reads".into(),
        columns: vec![
            Column::left("Crime type and release", 3),
            Column::left("What it is", 4),
            Column::right("2020/21", 1),
            Column::right("2021/22", 1),
            Column::right("Change", 1),
        ],
        rows: rows.collect(),
        source: source(),
        notes: vec![words("Every file is kept byte for byte under its digest.")],
    };
    section("sources", "Sources", Part::Annex, vec![Block::Table(table)])
}
