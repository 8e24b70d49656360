//! Tables: one header row, a header for each row, and a region that scrolls sideways on a phone.

use document::{Align, Column, Row, RowKind, Table, TableCell};

use super::markup::Html;
use super::{Context, figure, text, verdicts};
use crate::svg::{Theme, sparkline};

/// A table with its caption above and its notes and source beneath.
pub(super) fn write(html: &mut Html, context: &Context, table: &Table) {
    html.element("div", &[("class", "table")], |html| {
        region(html, context, table, "");
        foot(html, context, table);
    });
}

/// The table itself, in a region that can be reached and moved with the keyboard.
///
/// The region is named by the caption, after the element `within` if that is given: two charts'
/// tables may have one caption.
pub(super) fn region(html: &mut Html, context: &Context, table: &Table, within: &str) {
    let caption = format!("{}-caption", table.id);
    let name = format!("{within} {caption}");
    let region = [
        ("class", "scroll"),
        ("role", "region"),
        ("aria-labelledby", name.trim_start()),
        ("tabindex", "0"),
    ];
    html.element("div", &region, |html| {
        html.element("table", &[("id", &table.id)], |html| {
            html.element("caption", &[("id", &caption)], |html| {
                html.element_text("span", &[], &table.caption);
            });
            widths(html, &table.columns);
            html.element("thead", &[], |html| {
                html.element("tr", &[], |html| {
                    for column in &table.columns {
                        let attributes = [("scope", "col"), ("class", align(column.align))];
                        html.element_text("th", &attributes, &column.title);
                    }
                });
            });
            html.element("tbody", &[], |html| {
                for line in &table.rows {
                    html.new_line();
                    row(html, context, &table.columns, line);
                }
            });
        });
    });
}

/// Shares of the width in steps of five per cent: classes, since a strict page allows no inline
/// style.
fn widths(html: &mut Html, columns: &[Column]) {
    let total: u32 = columns.iter().map(|column| u32::from(column.weight)).sum();
    html.element("colgroup", &[], |html| {
        for column in columns {
            let share = 20 * u32::from(column.weight) + total / 2;
            let steps = share.checked_div(total).unwrap_or(0);
            let class = format!("w{}", steps * 5);
            html.void("col", &[("class", &class)]);
        }
    });
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => "num",
    }
}

fn row(html: &mut Html, context: &Context, columns: &[Column], row: &Row) {
    let class = match row.kind {
        RowKind::Plain => "",
        RowKind::Own => "own",
        RowKind::Total => "total",
    };
    html.element("tr", &[("class", class)], |html| {
        for (n, cell) in row.cells.iter().enumerate() {
            let align = columns.get(n).map_or("", |column| align(column.align));
            if n == 0 {
                let attributes = [("scope", "row"), ("class", align)];
                html.element("th", &attributes, |html| write_cell(html, context, cell));
            } else {
                html.element("td", &[("class", align)], |html| write_cell(html, context, cell));
            }
        }
    });
}

fn write_cell(html: &mut Html, context: &Context, cell: &TableCell) {
    match cell {
        TableCell::Text(words) => text::write(html, context, words),
        TableCell::Figure(one) => figure::write(html, context, one),
        TableCell::Verdict(verdict) => verdicts::chip(html, *verdict),
        TableCell::Sparkline { values, alt } => {
            html.trusted(&sparkline(values, alt, Theme::Screen));
        }
    }
}

/// Notes and source.
pub(super) fn foot(html: &mut Html, context: &Context, table: &Table) {
    for note in &table.notes {
        html.element("p", &[("class", "small")], |html| text::write(html, context, note));
    }
    if table.has_source() {
        html.element("p", &[("class", "small source")], |html| {
            html.text("Source: ");
            text::write(html, context, &table.source);
        });
    }
}
