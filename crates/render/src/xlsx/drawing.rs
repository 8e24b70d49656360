//! Native charts over the cells of their sheet, beside the table or below a wide one.

use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartMarker, ChartMarkerType, ChartPoint, ChartRange, ChartSolidFill,
    ChartType, Color, Worksheet, XlsxError as Failed,
};

use super::sheet::{Drawing, Look, Shape, Sheet};
use super::style::{FACE, MAIN};
use super::text::cut;
use super::value::Value;

const SOFT: Color = Color::RGB(0x6f8fac);
const REFERENCE: Color = Color::RGB(0x16766e);
const MUTED: Color = Color::RGB(0x55606a);
const GRID: Color = Color::RGB(0xdfe3e7);
const OUTSIDE: Color = Color::RGB(0x801650);
const INK: Color = Color::RGB(0x1b1f23);

/// Width and height in pixels.
const LARGE: (u32, u32) = (800, 440);
const SMALL: (u32, u32) = (400, 260);
/// Small charts side by side.
const ABREAST: usize = 3;
/// Pixels of a row, of a character's width, and of a column nobody has set.
const ROW: u32 = 20;
const LETTER: f64 = 9.0;
const COLUMN: f64 = 80.0;
/// A table wider than this many characters has its charts below.
const WIDE: f64 = 115.0;

/// Draws the charts of a sheet; answers the last row and column they cover.
pub(super) fn draw(
    sheet: &mut Worksheet,
    planned: &Sheet<'_>,
    widths: &[f64],
) -> Result<(u32, u16), Failed> {
    let below = widths.iter().sum::<f64>() > WIDE;
    let rows = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (top, left) = match below {
        true => (rows(planned.row(planned.rows.len())) + 1, 0),
        false => (rows(planned.header_row()), u16::try_from(widths.len()).unwrap_or(0) + 1),
    };
    let start = if below { 0.0 } else { widths.iter().sum::<f64>() * LETTER + COLUMN };
    let mut end = (0, 0);
    let (mut at, mut abreast) = (top, 0);
    for drawing in &planned.drawings {
        let (width, height) = if drawing.small { SMALL } else { LARGE };
        let chart = chart(drawing, planned, (width, height));
        let across = u32::try_from(abreast).unwrap_or(0) * (width + 12);
        sheet.insert_chart_with_offset(at, left, &chart, across, 0)?;
        let pixels = start + f64::from(across + width);
        end = (at + height / ROW + 1, columns_for(pixels / LETTER, widths).max(end.1));
        abreast += 1;
        if !drawing.small || abreast == ABREAST {
            (at, abreast) = (at + height / ROW + 2, 0);
        }
    }
    Ok(end)
}

/// How many columns it takes to cover so many characters, from 0.
pub(super) fn columns_for(characters: f64, widths: &[f64]) -> u16 {
    let mut covered = 0.0;
    let mut column = 0_u16;
    while covered < characters && column < 200 {
        covered += widths.get(usize::from(column)).copied().unwrap_or(COLUMN / LETTER);
        column += 1;
    }
    column.saturating_sub(1)
}

fn font(size: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FACE).set_size(size).set_color(INK).unset_bold();
    font
}

fn chart(drawing: &Drawing, planned: &Sheet<'_>, (width, height): (u32, u32)) -> Chart {
    let mut chart = Chart::new(match drawing.shape {
        Shape::Control | Shape::Line => ChartType::Line,
        Shape::Bars => ChartType::Bar,
    });
    let mut title = font(if drawing.small { 11.0 } else { 14.0 });
    title.set_bold();
    chart.title().set_name(&drawing.title).set_font(&title).set_overlay(false);
    // Excel takes no more than 255 letters; the whole stands above the table.
    chart.set_alt_text(cut(&drawing.alt, 255)).set_name(cut(&drawing.title, 255));
    chart.set_width(width).set_height(height).show_empty_cells_as(ChartEmptyCells::Gaps);
    for series in &drawing.series {
        add(&mut chart, drawing, planned, series.column, series.look);
    }
    if drawing.series.len() > 1 {
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(11.0));
    } else {
        chart.legend().set_hidden();
    }
    axes(&mut chart, drawing, planned);
    chart
}

fn range(planned: &Sheet<'_>, rows: (usize, usize), column: usize) -> ChartRange {
    let row = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let (first, last) = (row(planned.row(rows.0)), row(planned.row(rows.1)));
    ChartRange::new_from_range(&planned.name, first, column, last, column)
}

fn add(chart: &mut Chart, drawing: &Drawing, planned: &Sheet<'_>, column: usize, look: Look) {
    let header = u32::try_from(planned.header_row()).unwrap_or(0);
    let at = u16::try_from(column).unwrap_or(0);
    let name = ChartRange::new_from_range(&planned.name, header, at, header, at);
    let series = chart.add_series();
    series.set_name(&name);
    series.set_values(&range(planned, drawing.rows, column));
    series.set_categories(&range(planned, drawing.rows, 0));
    let many = drawing.series.iter().filter(|one| one.look == Look::Values).count() > 1;
    let mut line = ChartLine::new();
    match look {
        Look::Values => line.set_color(if many { MAIN } else { SOFT }).set_width(2.0),
        Look::Mean => line.set_color(REFERENCE).set_width(1.5),
        Look::Limit => line.set_color(MUTED).set_width(1.25).set_dash_type(ChartLineDashType::Dash),
    };
    let mut marker = ChartMarker::new();
    match (drawing.shape, look) {
        (Shape::Bars, _) => {
            series.set_format(
                ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(SOFT)),
            );
            series.set_gap(40);
        }
        (Shape::Control, Look::Values) => {
            series.set_format(&mut line);
            let mut fill = ChartSolidFill::new();
            marker.set_type(ChartMarkerType::Circle).set_size(6);
            series.set_marker(marker.set_format(fill.set_color(SOFT)));
        }
        (Shape::Control | Shape::Line, _) => {
            series.set_format(&mut line);
            series.set_marker(marker.set_none());
        }
    }
    if look == Look::Values && !(drawing.marked.is_empty() && drawing.means.is_empty()) {
        series.set_points(&points(drawing));
    }
}

/// The points that stand out; what they are is written in the table, so that colour is not alone.
fn points(drawing: &Drawing) -> Vec<ChartPoint> {
    let (first, last) = drawing.rows;
    let one = |row: usize| {
        let colour = match drawing.shape {
            _ if drawing.means.contains(&row) => REFERENCE,
            Shape::Control if drawing.marked.contains(&row) => OUTSIDE,
            _ if drawing.marked.contains(&row) => MAIN,
            Shape::Control | Shape::Line | Shape::Bars => SOFT,
        };
        let mut fill = ChartSolidFill::new();
        ChartPoint::new().set_format(ChartFormat::new().set_solid_fill(fill.set_color(colour)))
    };
    (first..=last).map(one).collect()
}

fn axes(chart: &mut Chart, drawing: &Drawing, planned: &Sheet<'_>) {
    let size = if drawing.small { 9.0 } else { 11.0 };
    let many = drawing.rows.1 - drawing.rows.0 + 1;
    let mut grid = ChartLine::new();
    // Of bars the library calls the horizontal axis x, though the names stand beside the other.
    let bars = drawing.shape == Shape::Bars;
    let categories = if bars { chart.y_axis() } else { chart.x_axis() };
    categories.set_font(&font(size)).set_major_gridlines(false);
    let most = if drawing.small { 6 } else { 13 };
    if bars {
        categories.set_reverse().set_label_interval(1);
    } else if many > most {
        let step = u16::try_from(many.div_ceil(most)).unwrap_or(1);
        categories.set_label_interval(step).set_tick_interval(step);
    }
    let values = if bars { chart.x_axis() } else { chart.y_axis() };
    values.set_font(&font(size)).set_major_gridlines_line(grid.set_color(GRID));
    values.set_num_format(pattern(drawing, planned));
    if drawing.shape != Shape::Control && smallest(drawing, planned) >= 0.0 {
        values.set_min(0);
    }
    if let Some(axis) = drawing.axis.as_ref().filter(|_| !drawing.small) {
        values.set_name(axis).set_name_font(&font(size));
    }
    if bars {
        // Names in reading order put the scale above; below is where a reader looks for it.
        values.set_label_position(rust_xlsxwriter::ChartAxisLabelPosition::High);
    }
}

fn numbers<'s>(
    drawing: &'s Drawing,
    planned: &'s Sheet<'_>,
) -> impl Iterator<Item = &'s super::value::Number> {
    let rows = planned.rows.get(drawing.rows.0..=drawing.rows.1).unwrap_or_default();
    let cells = rows
        .iter()
        .flat_map(|row| drawing.series.iter().filter_map(|series| row.cells.get(series.column)));
    cells.filter_map(|cell| match &cell.value {
        Value::Number(number) => Some(number),
        Value::Text(_) | Value::Symbol(_) | Value::Empty => None,
    })
}

fn smallest(drawing: &Drawing, planned: &Sheet<'_>) -> f64 {
    numbers(drawing, planned).map(|number| number.to_f64()).fold(f64::INFINITY, f64::min)
}

/// The scale's numbers: as many decimals as so large a number needs.
fn pattern(drawing: &Drawing, planned: &Sheet<'_>) -> &'static str {
    let largest = numbers(drawing, planned).map(|number| number.to_f64().abs()).fold(0.0, f64::max);
    match numbers(drawing, planned).any(|number| number.format.contains('%')) {
        true => "0%",
        false if largest >= 10.0 => "#,##0",
        false if largest >= 1.0 => "0.0",
        false => "0.00",
    }
}
