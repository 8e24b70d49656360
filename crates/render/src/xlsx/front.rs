//! What stands before the tables: cover, contents, notes.

use document::{Align, Document};
use domain::cell::{Cell as Quantity, Marker};

use super::plan::{Plan, kept};
use super::running::Paragraph;
use super::sheet::{Cell, Head, Line, Sheet};

/// The rows of the cover.
pub(super) fn cover(document: &Document, plan: &Plan<'_>) -> Vec<Paragraph> {
    let tables = plan.sheets.len();
    let charts: usize = plan.sheets.iter().map(|sheet| sheet.drawings.len()).sum();
    let what = format!(
        "The paper's sentences, its tables ({tables}) and its charts ({charts}), each table on a \
         sheet of its own. The sheet Contents lists them."
    );
    let mut rows = vec![
        Paragraph::Heading(1, document.title.clone()),
        Paragraph::Said(document.subtitle.clone()),
        Paragraph::Said(document.body.clone()),
        Paragraph::Strong(document.marking.clone()),
        Paragraph::Said(document.freeze_statement.clone()),
        Paragraph::Heading(2, "What is in this workbook".into()),
        Paragraph::Said(document.description.clone()),
        Paragraph::Said(what),
        Paragraph::Heading(2, "How to read it".into()),
    ];
    let how = [
        "Every number is as it is printed in the paper, rounded once; no cell holds more digits than \
         it shows.",
        "Missing is not zero: [c], [x] and [z] stand where there is no number. The sheet Notes says \
         what they mean.",
        "A letter in brackets after a number, such as [r], is part of how the cell is displayed. The \
         cell holds a number.",
        "A cell with a formula shows how its figure follows from others on its sheet. Where rounding \
         would make a formula differ from the printed figure, the figure stands alone.",
    ];
    rows.extend(how.map(|said| Paragraph::Point(said.to_owned())));
    if crate::tidy::tables(document).iter().any(|table| kept(table).len() < table.columns.len()) {
        let said = "Columns of small lines within a table are left out here; the months they draw \
                    have a table of their own.";
        rows.push(Paragraph::Point(said.to_owned()));
    }
    rows.retain(|row| !matches!(row, Paragraph::Said(said) if said.trim().is_empty()));
    rows
}

/// The contents: each sheet by name, and what it shows.
pub(super) fn contents(others: &[(&str, &str)], plan: &Plan<'_>) -> Sheet<'static> {
    let row = |name: &str, holds: &str, title: &str| Line {
        kind: document::RowKind::Plain,
        cells: vec![Cell::words(name), Cell::words(holds), Cell::words(title)],
    };
    let texts = others.iter().map(|(name, what)| row(name, "Text", what));
    let tables = plan.sheets.iter().map(|sheet| {
        let holds = match sheet.drawings.len() {
            0 => "Table",
            1 => "Table and chart",
            _ => "Table and charts",
        };
        row(&sheet.name, holds, &sheet.title)
    });
    Sheet {
        name: "Contents".into(),
        object: "Contents".into(),
        title: "Contents".into(),
        lines: vec!["One table: the sheets of this workbook, each a link.".into()],
        columns: vec![left("Sheet"), left("Holds"), left("What it shows")],
        rows: texts.chain(tables).collect(),
        drawings: vec![],
    }
}

/// What symbols and numbered notes mean.
pub(super) fn notes(plan: &Plan<'_>) -> Sheet<'static> {
    let row = |mark: String, said: String| Line {
        kind: document::RowKind::Plain,
        cells: vec![Cell::words(mark), Cell::words(said)],
    };
    let missing = [
        (Quantity::<()>::Suppressed, "Withheld to protect people"),
        (Quantity::NotAvailable, "Not available"),
        (Quantity::NotApplicable, "Not applicable"),
    ];
    let mut symbols: Vec<(String, String)> = missing
        .into_iter()
        .filter_map(|(cell, said)| {
            let said = format!("{said}; stands where a number would");
            Some((cell.symbol()?.to_owned(), said))
        })
        .collect();
    for marker in Marker::ALL {
        let said = format!("{}; stands after a number", capital(marker.meaning()));
        symbols.push((format!("[{}]", marker.letter()), said));
    }
    symbols.sort();
    let notes = plan.notes.iter().enumerate();
    let notes = notes.map(|(n, said)| row(format!("[note {}]", n + 1), said.clone()));
    Sheet {
        name: "Notes".into(),
        object: "Notes".into(),
        title: "Symbols and notes".into(),
        lines: vec!["One table: the symbols in cells, then the notes named in titles.".into()],
        columns: vec![left("Symbol or note"), left("What it says")],
        rows: symbols.into_iter().map(|(mark, said)| row(mark, said)).chain(notes).collect(),
        drawings: vec![],
    }
}

fn left(title: &str) -> Head {
    Head { title: title.to_owned(), align: Align::Left }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
