//! Reading a mapping's file.

use std::collections::BTreeMap;

use super::{
    Cut, DateOrder, DecimalMark, Holds, KnownFigure, Level, Mapping, Meaning, PeriodForm, Rows,
    Skip, Spellings, TableCheck, ValueColumn,
};
use crate::problems::{Placed, Problems};
use crate::table::{Table, read_toml};

/// Reads one mapping.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Option<Placed<Mapping>> {
    read_toml(file, bytes, problems, declared)
}

fn texts(table: &mut Table<'_>, field: &'static str) -> Spellings {
    table.texts(field).into_iter().map(|(text, _)| text).collect()
}

fn declared(mut table: Table<'_>) -> Option<Placed<Mapping>> {
    let (file, line) = (table.file().to_owned(), table.line);
    let mut lines = table.lines();
    let id = table.need_parsed("id");
    let source = table.need_parsed("source");
    let period = table.need_word("period", PeriodForm::ALL, PeriodForm::word);
    let rows = table.word("rows", Rows::ALL, Rows::word).unwrap_or(Rows::Figures);
    let mut levels = Vec::new();
    for (word, _) in table.texts("levels") {
        match Level::from_word(&word) {
            Some(level) => levels.push(level),
            None => table.wrong("levels", format!("`{word}` is none of: force, csp")),
        }
    }
    let name = table.need_text("name");
    let breakdowns = breakdowns(&mut table, &mut lines);
    let values = values(&mut table, &mut lines);
    let mapping = Mapping {
        // Stand for what could not be read, so that the rest is still checked; such a mapping is
        // dropped below.
        id: id.clone().or_else(|| "unread".parse().ok())?,
        source: source.clone().or_else(|| "unread".parse().ok())?,
        name,
        published: table.parsed("published"),
        sheets: texts(&mut table, "sheets"),
        area_column: texts(&mut table, "area-column"),
        area: table.text("area"),
        levels,
        period_column: texts(&mut table, "period-column"),
        period_after: table.text("period-after"),
        period: period.unwrap_or(PeriodForm::Month),
        date_order: table.word("date-order", DateOrder::ALL, DateOrder::word),
        periods_across: table.flag("periods-across"),
        measure_column: texts(&mut table, "measure-column"),
        measure: table.parsed("measure"),
        decimal_mark: table.word("decimal-mark", DecimalMark::ALL, DecimalMark::word),
        rows,
        breakdowns,
        values,
        symbols: symbols(&mut table),
        skips: skips(&mut table),
        checks: checks(&mut table),
        known_by: known_by(&mut table),
        ignored: texts(&mut table, "ignored"),
        file: file.clone(),
    };
    table.finish();
    id?;
    source?;
    period?;
    Some(Placed { value: mapping, file, line, lines })
}

fn breakdowns(table: &mut Table<'_>, lines: &mut BTreeMap<String, u64>) -> Vec<Cut> {
    let mut out = Vec::new();
    for (n, mut entry) in table.tables("breakdown").into_iter().enumerate() {
        lines.insert(format!("breakdown {n}"), entry.line);
        let dimension = entry.need_parsed("dimension");
        let column = need_column(&mut entry);
        out.extend(dimension.map(|dimension| Cut { dimension, column }));
        entry.finish();
    }
    out
}

fn need_column(entry: &mut Table<'_>) -> Spellings {
    let column = texts(entry, "column");
    if column.is_empty() {
        entry.wrong("column", "`column` should list at least one header");
    }
    column
}

fn values(table: &mut Table<'_>, lines: &mut BTreeMap<String, u64>) -> Vec<ValueColumn> {
    let mut out = Vec::new();
    for (n, mut entry) in table.tables("value").into_iter().enumerate() {
        lines.insert(format!("value {n}"), entry.line);
        let holds = entry.need_word("holds", Holds::ALL, Holds::word);
        let value = ValueColumn {
            column: texts(&mut entry, "column"),
            holds: holds.unwrap_or(Holds::Number),
            measure: entry.parsed("measure"),
            area: entry.text("area"),
            repeated: entry.flag("repeated"),
            of_the_whole: entry.flag("of-the-whole"),
            at_end: entry.flag("at-end"),
            cut: entry.parsed("cut"),
        };
        entry.finish();
        out.extend(holds.map(|_| value));
    }
    out
}

fn symbols(table: &mut Table<'_>) -> Vec<(String, Meaning)> {
    let mut out = Vec::new();
    for mut entry in table.tables("symbol") {
        let text = entry.need_text("text");
        let means = entry.need_word("means", Meaning::ALL, Meaning::word);
        entry.finish();
        out.extend(means.map(|means| (text, means)));
    }
    out
}

fn skips(table: &mut Table<'_>) -> Vec<Skip> {
    let mut out = Vec::new();
    for mut entry in table.tables("skip") {
        let (column, list) = (need_column(&mut entry), texts(&mut entry, "texts"));
        entry.finish();
        out.push(Skip { column, texts: list });
    }
    out
}

fn known_by(table: &mut Table<'_>) -> Vec<KnownFigure> {
    let mut out = Vec::new();
    for mut entry in table.tables("known-by") {
        let (row, column) = (entry.need_text("row"), entry.need_text("column"));
        let value = entry.need_parsed("value");
        entry.finish();
        out.extend(value.map(|value| KnownFigure { row, column, value }));
    }
    out
}

fn checks(table: &mut Table<'_>) -> Vec<TableCheck> {
    let mut out = Vec::new();
    for mut entry in table.tables("check") {
        let (total, parts) = (entry.text("total"), texts(&mut entry, "parts"));
        let (column, list) = (texts(&mut entry, "column"), texts(&mut entry, "texts"));
        let above = entry.text("above");
        let share = (entry.text("percent"), entry.text("part"), entry.text("whole"));
        let check = match (total, above, share) {
            (Some(total), None, (None, ..)) if !parts.is_empty() => {
                Some(TableCheck::Columns { total, parts })
            }
            (None, Some(after), (None, ..)) => Some(TableCheck::Above { after }),
            (None, None, (Some(percent), Some(part), Some(whole))) => {
                Some(TableCheck::Percent { percent, part, whole })
            }
            (None, None, (None, ..)) if !column.is_empty() && !list.is_empty() => {
                Some(TableCheck::TotalRow { column, texts: list })
            }
            _ => None,
        };
        if check.is_none() {
            let message =
                "a check is `total` with `parts`, `column` with `texts`, or `above` alone";
            entry.wrong("check", message);
        }
        entry.finish();
        out.extend(check);
    }
    out
}
