//! What a chart plots, as cells: beside its table where the table holds the plotted values in their
//! order, on a sheet of its own where it does not, or where a gap must stay a gap. A program draws
//! words in a cell as zero, so that a missing month may not stand as `[x]` under a line.
//!
//! Dots become bars, from zero: no program draws dots beside names in a list of them.

use std::collections::BTreeMap;

use document::chart::{Item, Panel, TimePoint};
use document::{Align, Chart, ChartKind, Document, RowKind, Table};
use domain::cell::{Cell as Quantity, Markers};
use domain::figure::{Exact, Figure, Format};

use super::plan::{figure_of, kept, unlike};
use super::sheet::{Cell, Drawing, Head, Line, Look, Series, Shape};
use super::value::Value;
use crate::svg;

/// Every figure of a paper by its exact quantity, so that what a chart plots is written as its figure
/// is.
pub(super) struct Known<'a>(BTreeMap<u64, &'a Figure>);

impl<'a> Known<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let numbers = document.figures().into_iter().filter_map(|figure| {
            let plain = matches!(figure.format, Format::Number { .. });
            Some((figure.to_f64()?.to_bits(), figure)).filter(|_| plain)
        });
        Self(numbers.collect())
    }

    /// A plotted value as its figure is printed; one that is no figure of the paper, as the drawings
    /// label it.
    fn value(&self, value: f64, decimals: u8) -> Value {
        match self.0.get(&value.to_bits()) {
            Some(figure) => Value::of(&Figure { markers: Markers::NONE, ..(*figure).clone() }),
            None => plain(value, decimals, self.0.values().next().copied()),
        }
    }
}

/// A number that is no figure: it has no id to lead anywhere, and is written as figures are.
fn plain(value: f64, decimals: u8, pattern: Option<&Figure>) -> Value {
    let format = Format::Number { decimals };
    match pattern {
        Some(figure) => Value::of(&Figure {
            cell: Quantity::Value(Exact::Real(value)),
            format,
            markers: Markers::NONE,
            ..figure.clone()
        }),
        None => Value::Symbol(domain::figure::text::write(Exact::Real(value), format)),
    }
}

/// A sheet of plotted values.
pub(super) struct Plotted<'a> {
    /// What to know to read it.
    pub lines: Vec<String>,
    /// Its columns.
    pub columns: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Line<'a>>,
    /// The chart.
    pub drawing: Drawing,
}

/// The plotted values of a chart whose table does not hold them as they are drawn; none if its table
/// does, or if it is a map.
pub(super) fn sheet<'a>(chart: &'a Chart, known: &Known<'_>) -> Option<Plotted<'a>> {
    match &chart.kind {
        ChartKind::Funnel(_) | ChartKind::Map { .. } => None,
        ChartKind::Control { points, mean, limits, caveat, .. } => {
            let mut plotted = time(chart, known, "Month", &[("Value", points)], Shape::Control);
            let lines = [(Look::Mean, "Mean", *mean)].into_iter().chain([
                (Look::Limit, "Lower limit", limits.map(|(low, _)| low)),
                (Look::Limit, "Upper limit", limits.map(|(_, high)| high)),
            ]);
            for (look, name, value) in lines {
                if let Some(value) = value {
                    plotted.drawing.series.push(Series { column: plotted.columns.len(), look });
                    plotted.columns.push(right(name));
                    let value = known.value(value, 1);
                    plotted
                        .rows
                        .iter_mut()
                        .for_each(|row| row.cells.push(Cell::plain(value.clone())));
                }
            }
            plotted.columns.push(Head { title: "Signal".into(), align: Align::Left });
            for (n, (row, point)) in plotted.rows.iter_mut().zip(points).enumerate() {
                let said = match (point.value, svg::point_says(point)) {
                    (None, _) => "[x]",
                    (Some(_), Some(words)) => words,
                    (Some(_), None) => "None",
                };
                row.cells.push(Cell::words(said));
                if point.value.is_some() && point.signal.is_some() && !point.hollow {
                    plotted.drawing.marked.push(n);
                }
            }
            if let Some(caveat) = caveat.as_ref().filter(|caveat| !caveat.is_empty()) {
                let said = format!("Note: {caveat}.");
                plotted.lines.insert(0, said);
            }
            Some(plotted)
        }
        ChartKind::Line { points } => {
            let fits = place_of_points(&chart.data, points).is_some();
            let made = || time(chart, known, "Period", &[("Value", points)], Shape::Line);
            (!fits).then(made)
        }
        ChartKind::SmallMultiples { panels } => {
            let fits = panels.iter().all(|p| place_of_points(&chart.data, &p.points).is_some());
            let columns: Vec<(&str, &[TimePoint])> =
                panels.iter().map(|p| (p.title.as_str(), p.points.as_slice())).collect();
            (!fits).then(|| time(chart, known, "Month", &columns, Shape::Line))
        }
        ChartKind::Dots { items, references, axis }
        | ChartKind::Bars { items, references, axis } => {
            if place_of_items(&chart.data, items).is_some() {
                return None;
            }
            let decimals = svg::decimals_of(items.iter().filter_map(|item| item.value));
            let value = |value: Option<f64>| match value {
                Some(value) => Cell::plain(known.value(value, decimals)),
                None => Cell::plain(Value::Empty),
            };
            let item = |item: &'a Item| Line {
                kind: if item.own { RowKind::Own } else { RowKind::Plain },
                cells: vec![Cell::words(&item.label), value(item.value)],
            };
            let mut rows: Vec<Line<'a>> = items.iter().map(item).collect();
            let means = (rows.len()..rows.len() + references.len()).collect();
            rows.extend(references.iter().map(|reference| Line {
                kind: RowKind::Total,
                cells: vec![Cell::words(&reference.label), value(Some(reference.value))],
            }));
            let gaps = items.iter().any(|item| item.value.is_none());
            Some(Plotted {
                lines: gap_line(gaps),
                columns: vec![
                    Head { title: "Name".into(), align: Align::Left },
                    right(if axis.is_empty() { "Value" } else { axis }),
                ],
                drawing: Drawing {
                    marked: own(items),
                    means,
                    axis: Some(axis.clone()).filter(|axis| !axis.is_empty()),
                    ..drawing(chart, Shape::Bars, 1, (0, rows.len().saturating_sub(1)))
                },
                rows,
            })
        }
    }
}

/// The charts that stand beside a table that holds what they plot.
pub(super) fn beside(chart: &Chart) -> Vec<Drawing> {
    match &chart.kind {
        ChartKind::Funnel(_) | ChartKind::Map { .. } | ChartKind::Control { .. } => vec![],
        ChartKind::Line { points } => {
            let place = place_of_points(&chart.data, points);
            place
                .map(|(column, rows)| drawing(chart, Shape::Line, column, rows))
                .into_iter()
                .collect()
        }
        ChartKind::SmallMultiples { panels } => {
            let one = |panel: &Panel| {
                let (column, rows) = place_of_points(&chart.data, &panel.points)?;
                Some(Drawing {
                    title: format!("{}: {}", panel.title, panel.reading),
                    alt: format!("Line chart of {}, {}.", panel.title, panel.reading),
                    small: true,
                    ..drawing(chart, Shape::Line, column, rows)
                })
            };
            panels.iter().filter_map(one).collect()
        }
        ChartKind::Dots { items, references, axis }
        | ChartKind::Bars { items, references, axis } => {
            let place = place_of_items(&chart.data, items);
            let made = place.map(|(column, (first, last))| {
                // The means that stand under the list are drawn with it.
                let means = references.iter().enumerate().take_while(|(n, reference)| {
                    number_at(&chart.data, last + 1 + n, column) == Some(reference.value)
                });
                let more = means.count();
                Drawing {
                    marked: own(items).into_iter().map(|n| n + first).collect(),
                    means: (last + 1..=last + more).collect(),
                    axis: Some(axis.clone()).filter(|axis| !axis.is_empty()),
                    ..drawing(chart, Shape::Bars, column, (first, last + more))
                }
            });
            made.into_iter().collect()
        }
    }
}

fn own(items: &[Item]) -> Vec<usize> {
    items.iter().enumerate().filter(|(_, item)| item.own).map(|(n, _)| n).collect()
}

fn drawing(chart: &Chart, shape: Shape, column: usize, rows: (usize, usize)) -> Drawing {
    Drawing {
        title: chart.title.clone(),
        alt: chart.alt.clone(),
        shape,
        series: vec![Series { column, look: Look::Values }],
        rows,
        marked: vec![],
        means: vec![],
        axis: None,
        small: false,
    }
}

/// A table of one row for each point in time and one column for each line.
fn time<'a>(
    chart: &'a Chart,
    known: &Known<'_>,
    first: &str,
    lines: &[(&str, &'a [TimePoint])],
    shape: Shape,
) -> Plotted<'a> {
    let labels = lines.iter().map(|(_, points)| *points).max_by_key(|points| points.len());
    let labels = labels.unwrap_or_default();
    let mut columns = vec![Head { title: first.to_owned(), align: Align::Left }];
    let mut series = Vec::new();
    for (name, _) in lines {
        series.push(Series { column: columns.len(), look: Look::Values });
        let title = unlike(name, &columns);
        columns.push(right(&title));
    }
    let values = |points: &'a [TimePoint]| points.iter().filter_map(|point| point.value);
    let decimals: Vec<u8> =
        lines.iter().map(|(_, points)| svg::decimals_of(values(points))).collect();
    let row = |(n, label): (usize, &'a TimePoint)| {
        let plotted = lines.iter().zip(&decimals).map(|((_, points), decimals)| {
            match points.get(n).and_then(|point| point.value) {
                Some(value) => Cell::plain(known.value(value, *decimals)),
                None => Cell::plain(Value::Empty),
            }
        });
        let cells = std::iter::once(Cell::words(&label.short)).chain(plotted).collect();
        Line { kind: RowKind::Plain, cells }
    };
    let rows: Vec<Line<'a>> = labels.iter().enumerate().map(row).collect();
    let gaps = lines.iter().any(|(_, points)| {
        (0..labels.len()).any(|n| points.get(n).is_none_or(|p| p.value.is_none()))
    });
    let last = rows.len().saturating_sub(1);
    let drawing = Drawing { series, ..drawing(chart, shape, 1, (0, last)) };
    Plotted { lines: gap_line(gaps), columns, rows, drawing }
}

fn gap_line(gaps: bool) -> Vec<String> {
    let said = "An empty cell is a value that is not available, [x]: left empty so that the chart \
                shows a gap.";
    if gaps { vec![said.to_owned()] } else { vec![] }
}

fn right(title: &str) -> Head {
    Head { title: title.to_owned(), align: Align::Right }
}

fn number_at(table: &Table, row: usize, column: usize) -> Option<f64> {
    let from = *kept(table).get(column)?;
    figure_of(table.rows.get(row)?.cells.get(from)?)?.to_f64()
}

/// Where these values stand one under the other: the sheet's column, first and last row.
fn place(
    table: &Table,
    values: &[Option<f64>],
    named: impl Fn(usize, &str) -> bool,
) -> Option<(usize, (usize, usize))> {
    let values: Vec<f64> = values.iter().copied().collect::<Option<_>>()?;
    let starts = 0..=table.rows.len().checked_sub(values.len())?;
    if values.is_empty() {
        return None;
    }
    let name = |row: usize| match table.rows.get(row)?.cells.first()? {
        document::TableCell::Text(text) => Some(super::text::plain(text, &BTreeMap::new())),
        document::TableCell::Figure(_)
        | document::TableCell::Verdict(_)
        | document::TableCell::Sparkline { .. } => None,
    };
    starts.into_iter().find_map(|start| {
        let named = (0..values.len()).all(|n| name(start + n).is_some_and(|name| named(n, &name)));
        let mut columns = (1..kept(table).len()).filter(|_| named);
        let column = columns.find(|column| {
            let mut all = values.iter().enumerate();
            all.all(|(n, value)| number_at(table, start + n, *column) == Some(*value))
        })?;
        Some((column, (start, start + values.len() - 1)))
    })
}

fn place_of_points(table: &Table, points: &[TimePoint]) -> Option<(usize, (usize, usize))> {
    let values: Vec<Option<f64>> = points.iter().map(|point| point.value).collect();
    place(table, &values, |n, name| [&points[n].label, &points[n].short].iter().any(|l| *l == name))
}

fn place_of_items(table: &Table, items: &[Item]) -> Option<(usize, (usize, usize))> {
    let values: Vec<Option<f64>> = items.iter().map(|item| item.value).collect();
    place(table, &values, |n, name| items[n].label == name)
}
