//! Which sheets a paper becomes: one for each table, and one for each chart whose plotted values no
//! table holds as they are drawn.

use std::collections::{BTreeMap, BTreeSet};

use document::{Block, Chart, Document, Inline, Row, Table, TableCell};
use domain::figure::Figure;

use super::plot;
use super::sheet::{Cell, Head, Line, Sheet};
use super::text::{self, Titles, plain};
use super::{formula, value::Value};

/// The sheets of a paper and the notes they share.
pub(super) struct Plan<'a> {
    /// Titles of the sections.
    pub titles: Titles<'a>,
    /// The sheets with tables, in the order of the paper.
    pub sheets: Vec<Sheet<'a>>,
    /// The notes, as numbered from 1.
    pub notes: Vec<String>,
    /// Which sheet holds a table or a chart, by its id.
    pub places: BTreeMap<&'a str, usize>,
    /// What stands on every sheet under its title.
    statement: String,
    names: BTreeSet<String>,
}

/// Names that other sheets have.
pub(super) const OTHERS: [&str; 5] = ["Cover", "Contents", "Summary", "Method", "Notes"];

/// Plans the sheets.
pub(super) fn plan(document: &Document) -> Plan<'_> {
    let sections = document.walk();
    let mut plan = Plan {
        titles: sections.iter().map(|(_, s)| (s.id.as_str(), s.title.as_str())).collect(),
        sheets: vec![],
        notes: vec![],
        places: BTreeMap::new(),
        statement: format!("{}. {}", document.marking, document.freeze_statement),
        names: OTHERS.iter().map(|name| name.to_lowercase()).collect(),
    };
    let printed = document.printed_tables();
    let known = plot::Known::of(document);
    let mut waiting: Vec<&Chart> = Vec::new();
    let blocks =
        sections.iter().flat_map(|(_, section)| section.blocks.iter().map(|b| (*section, b)));
    for (section, block) in blocks {
        let charts: &[Chart] = match block {
            Block::Table(table) => {
                plan.table(table);
                continue;
            }
            Block::Chart(chart) => std::slice::from_ref(chart.as_ref()),
            Block::ChartRow(charts) => charts,
            Block::Paragraph(_)
            | Block::List(_)
            | Block::Terms(_)
            | Block::KeyFigures(_)
            | Block::Verdicts(_)
            | Block::Note(..) => continue,
        };
        for chart in charts {
            if !printed.contains(chart.data.id.as_str()) {
                plan.table(&chart.data);
            }
            match plot::sheet(chart, &known) {
                Some(plotted) => plan.plotted(chart, plotted, &section.title),
                None => waiting.push(chart),
            }
        }
    }
    for chart in waiting {
        plan.beside_its_table(chart);
    }
    plan.sheets.iter_mut().for_each(formula::fill);
    plan
}

/// Which columns of a table become columns of a sheet: small lines within cells do not, since a cell
/// that holds one holds no text for a screen reader; the months stand in a table of their own.
pub(super) fn kept(table: &Table) -> Vec<usize> {
    let line = |row: &Row, column: usize| {
        matches!(row.cells.get(column), Some(TableCell::Sparkline { .. }))
    };
    let columns = 0..table.columns.len();
    columns.filter(|column| !table.rows.iter().any(|row| line(row, *column))).collect()
}

/// A figure that is all a cell holds.
pub(super) fn figure_of(cell: &TableCell) -> Option<&Figure> {
    match cell {
        TableCell::Figure(figure) => Some(figure),
        TableCell::Text(text) => match text.as_slice() {
            [Inline::Figure(figure)] => Some(figure),
            _ => None,
        },
        TableCell::Verdict(_) | TableCell::Sparkline { .. } => None,
    }
}

impl<'a> Plan<'a> {
    fn table(&mut self, table: &'a Table) {
        if self.places.contains_key(table.id.as_str()) {
            return;
        }
        let columns = kept(table);
        let mut heads: Vec<Head> = Vec::new();
        for column in columns.iter().filter_map(|column| table.columns.get(*column)) {
            let title = unlike(&column.title, &heads);
            heads.push(Head { title, align: column.align });
        }
        let row = |row: &'a Row, titles: &Titles<'_>| Line {
            kind: row.kind,
            cells: columns.iter().map(|column| cell(row.cells.get(*column), titles)).collect(),
        };
        let rows = table.rows.iter().map(|one| row(one, &self.titles)).collect();
        let notes: Vec<String> = table.notes.iter().map(|note| plain(note, &self.titles)).collect();
        let mut title = table.caption.clone();
        for note in notes {
            title += &format!(" [note {}]", self.note(note));
        }
        let mut lines = vec![self.statement.clone()];
        lines.extend(text::lines(&format!("Source: {}", plain(&table.source, &self.titles))));
        lines.push("One table. Symbols and notes are explained on the sheet Notes.".to_owned());
        let name = self.name(&table.id);
        let sheet = Sheet {
            object: format!("T_{}", table.id.replace('-', "_")),
            name,
            title,
            lines,
            columns: heads,
            rows,
            drawings: vec![],
        };
        self.add(&table.id, sheet);
    }

    fn plotted(&mut self, chart: &'a Chart, plotted: plot::Plotted<'a>, section: &str) {
        let mut lines = vec![self.statement.clone()];
        let said = [
            format!("{}.", chart.subtitle.trim_end_matches('.')),
            format!("In words: {}", chart.alt),
            format!("Source: {}", plain(&chart.data.source, &self.titles)),
        ];
        lines.extend(said.iter().flat_map(|line| text::lines(line)));
        lines.extend(plotted.lines);
        // In the paper a chart of months stands under the name of its measure.
        let title = match chart.kind {
            document::ChartKind::Control { .. } if !chart.title.starts_with(section) => {
                format!("{section}. {}", chart.title)
            }
            document::ChartKind::Control { .. }
            | document::ChartKind::Line { .. }
            | document::ChartKind::SmallMultiples { .. }
            | document::ChartKind::Dots { .. }
            | document::ChartKind::Bars { .. }
            | document::ChartKind::Funnel(_)
            | document::ChartKind::Map { .. } => chart.title.clone(),
        };
        let drawing = super::sheet::Drawing { title: title.clone(), ..plotted.drawing };
        let sheet = Sheet {
            object: format!("C_{}", chart.id.replace('-', "_")),
            name: self.name(&chart.id),
            title,
            lines,
            columns: plotted.columns,
            rows: plotted.rows,
            drawings: vec![drawing],
        };
        self.add(&chart.id, sheet);
    }

    fn beside_its_table(&mut self, chart: &'a Chart) {
        let Some(place) = self.places.get(chart.data.id.as_str()).copied() else {
            return;
        };
        self.places.insert(&chart.id, place);
        let drawings = plot::beside(chart);
        if let Some(sheet) = self.sheets.get_mut(place).filter(|_| !drawings.is_empty()) {
            let said = format!("Chart, in words: {}", chart.alt);
            let last = sheet.lines.len().saturating_sub(1);
            let lines = text::lines(&said);
            sheet.lines.splice(last..last, lines);
            sheet.drawings.extend(drawings);
        }
    }

    fn add(&mut self, id: &'a str, sheet: Sheet<'a>) {
        self.places.insert(id, self.sheets.len());
        self.sheets.push(sheet);
    }

    /// The number of a note, which is the same wherever its words are.
    fn note(&mut self, said: String) -> usize {
        let place = self.notes.iter().position(|note| *note == said).unwrap_or_else(|| {
            self.notes.push(said);
            self.notes.len() - 1
        });
        place + 1
    }

    /// A name for a tab from an id, so that it is the same in every edition: `table-peers` gives
    /// "Peers", `chart-puk-001` gives "Chart PUK-001".
    fn name(&mut self, id: &str) -> String {
        let said = id.strip_prefix("table-").or(id.strip_prefix("data-")).unwrap_or(id);
        let (start, rest) = match said.split_once('-') {
            Some(("chart", rest)) => ("Chart ", rest),
            Some(_) | None => ("", said),
        };
        let rest = if rest.chars().any(|c| c.is_ascii_digit()) {
            rest.to_uppercase()
        } else {
            rest.replace('-', " ")
        };
        let mut letters = rest.chars().filter(|c| !"[]:*?/\\'".contains(*c));
        let first: String = match start {
            "" => letters.next().into_iter().flat_map(char::to_uppercase).collect(),
            start => start.to_owned(),
        };
        let full: String = first.chars().chain(letters).collect();
        let mut name: String = full.chars().take(MOST_LETTERS).collect();
        let mut number = 2;
        while name.is_empty() || !self.names.insert(name.trim().to_lowercase()) {
            let ending = format!(" {number}");
            name = full.chars().take(MOST_LETTERS - ending.len()).collect::<String>() + &ending;
            number += 1;
        }
        name.trim().to_owned()
    }
}

/// The longest name a tab can have.
const MOST_LETTERS: usize = 31;

fn cell<'a>(cell: Option<&'a TableCell>, titles: &Titles<'_>) -> Cell<'a> {
    let Some(cell) = cell else {
        return Cell::plain(Value::Symbol("[z]".to_owned()));
    };
    if let Some(figure) = figure_of(cell) {
        return Cell::figure(figure);
    }
    let words = match cell {
        TableCell::Text(text) => plain(text, titles),
        TableCell::Verdict(verdict) => verdict.label().to_owned(),
        TableCell::Figure(figure) => figure.text(),
        TableCell::Sparkline { alt, .. } => alt.clone(),
    };
    match words.as_str() {
        "[c]" | "[x]" | "[z]" => Cell::plain(Value::Symbol(words)),
        "" => Cell::plain(Value::Symbol("[z]".to_owned())),
        _ => Cell::words(words),
    }
}

/// A header that no other column of the table has: Excel wants each to be its own.
pub(super) fn unlike(title: &str, before: &[Head]) -> String {
    let start = if title.trim().is_empty() { "Column" } else { title };
    let taken = |name: &str| before.iter().any(|h| h.title.to_lowercase() == name.to_lowercase());
    let mut name = start.to_owned();
    let mut number = 2;
    while taken(&name) {
        name = format!("{start} ({number})");
        number += 1;
    }
    name
}
