//! Sheets into a workbook.

use document::{Align, Document};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Formula, Table, TableColumn, TableStyle, Url, Workbook,
    Worksheet, XlsxError as Failed,
};

use super::running::Paragraph;
use super::sheet::{Cell, Sheet};
use super::value::{Value, looks_like_a_formula};
use super::{drawing, style};
use crate::office::OfficeOptions;
use crate::svg;

/// Width in characters of a sheet of text.
const TEXT: f64 = 100.0;
/// The widest a column of words gets before its cells wrap.
const WIDEST: usize = 44;
/// A table of more rows above it than this leaves too little of a screen to its rows.
const MOST_FROZEN: usize = 12;
/// Pixels of a character's width.
const LETTER: f64 = 9.0;
/// Points of a pixel.
const POINT: f64 = 0.75;
/// Points between one paragraph and the next, and above a heading.
const GAP: f64 = 4.0;
const HEADING: f64 = 9.0;
/// The longest text a cell can hold.
const MOST_LETTERS: usize = 32_000;

/// A workbook in the making.
pub(super) struct Book {
    book: Workbook,
    marking: String,
    foot: String,
}

impl Book {
    /// An empty one with the paper's properties.
    pub(super) fn new(document: &Document, options: &OfficeOptions<'_>) -> Result<Self, Failed> {
        let mut book = Workbook::new();
        // Arial at 12 points: columns of 80 pixels, rows of 20.
        book.set_default_format(&style::base(), 20, 80)?;
        let created = ExcelDateTime::from_timestamp(options.created.0.div_euclid(1_000_000))?;
        let properties = DocProperties::new()
            .set_title(&document.title)
            .set_subject(&document.subtitle)
            .set_author(&document.body)
            .set_company(&document.body)
            .set_comment(format!("{} {}", document.description, document.freeze_statement))
            .set_status(&document.marking)
            .set_creation_datetime(&created);
        book.set_properties(&properties);
        Ok(Self { book, marking: document.marking.clone(), foot: document.title.clone() })
    }

    /// Adds a sheet of text.
    pub(super) fn text(&mut self, name: &str, rows: &[Paragraph]) -> Result<(), Failed> {
        let sheet = self.sheet(name)?;
        sheet.set_column_width(0, TEXT)?;
        for (n, row) in (0..).zip(rows) {
            let wrapped = style::base().set_text_wrap();
            let (said, format, size, bold) = match row {
                Paragraph::Heading(depth, said) => {
                    let size = style::heading_size(*depth);
                    (said.clone(), style::heading(*depth).set_text_wrap(), size, true)
                }
                Paragraph::Said(said) => (said.clone(), wrapped, style::SIZE, false),
                Paragraph::Strong(said) => (said.clone(), wrapped.set_bold(), style::SIZE, true),
                Paragraph::Point(said) => {
                    (format!("\u{2022} {said}"), wrapped.set_indent(1), style::SIZE, false)
                }
                Paragraph::Link(said, _) => (said.clone(), wrapped, style::SIZE, false),
            };
            match row {
                Paragraph::Link(_, to) => link(sheet, (n, 0), &said, to)?,
                Paragraph::Heading(..)
                | Paragraph::Said(_)
                | Paragraph::Strong(_)
                | Paragraph::Point(_) => words(sheet, (n, 0), &said, &format)?,
            }
            let room = (TEXT - 3.0) * LETTER;
            let lines = svg::lines_in(&said, size / POINT, bold, room);
            let above = if matches!(row, Paragraph::Heading(..)) { HEADING } else { GAP };
            sheet.set_row_height(n, height(lines, size) + above)?;
        }
        // The page is as wide as the column.
        sheet.set_landscape();
        Ok(())
    }

    /// Adds a sheet with a table; where `links` says so, its first column leads to the sheets it
    /// names.
    pub(super) fn table(&mut self, planned: &Sheet<'_>, links: bool) -> Result<(), Failed> {
        let sheet = self.sheet(&planned.name)?;
        words(sheet, (0, 0), &planned.title, &style::heading(1))?;
        sheet.set_row_height(0, height(1, style::heading_size(1)) + GAP)?;
        for (n, line) in (1..).zip(&planned.lines) {
            words(sheet, (n, 0), line, &style::base())?;
        }
        let widths = widths(planned);
        for (n, width) in (0..).zip(&widths) {
            sheet.set_column_width(n, *width)?;
        }
        let header = row(planned.header_row());
        for (n, head) in (0..).zip(&planned.columns) {
            words(sheet, (header, n), &head.title, &style::header(head.align, n))?;
        }
        sheet.set_row_height(header, height(header_lines(planned, &widths), style::SIZE) + GAP)?;
        for (n, line) in planned.rows.iter().enumerate() {
            for (column, (cell, head)) in (0..).zip(line.cells.iter().zip(&planned.columns)) {
                let at = (row(planned.row(n)), column);
                if let (true, 0, Value::Text(name)) = (links, column, &cell.value) {
                    link(sheet, at, name, name)?;
                } else {
                    write(sheet, at, cell, style::cell(head.align, line.kind, column))?;
                }
            }
            let lines = lines_of(line, &widths);
            if lines > 1 {
                sheet.set_row_height(row(planned.row(n)), height(lines, style::SIZE))?;
            }
        }
        let last =
            (row(planned.row(planned.rows.len().max(1) - 1)), column(planned.columns.len()) - 1);
        sheet.add_table(header, 0, last.0, last.1, &object(planned))?;
        if planned.header_row() <= MOST_FROZEN {
            let beside = u16::from(planned.columns.len() > 3 && !links);
            sheet.set_freeze_panes(header + 1, beside)?;
        }
        let end = drawing::draw(sheet, planned, &widths)?;
        let seen = drawing::columns_for(lines_wide(planned), &widths);
        sheet.set_print_area(0, 0, end.0.max(last.0), end.1.max(last.1).max(seen))?;
        if planned.drawings.is_empty() {
            sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(header, header)?;
        } else if below(end, &widths) {
            // One page, so that none is cut in two.
            sheet.set_portrait().set_print_fit_to_pages(1, 1);
        } else {
            sheet.set_landscape().set_print_fit_to_pages(1, 1);
        }
        Ok(())
    }

    fn sheet(&mut self, name: &str) -> Result<&mut Worksheet, Failed> {
        let (marking, foot) = (escaped(&self.marking), escaped(&self.foot));
        let sheet = self.book.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_screen_gridlines(false).set_paper_size(9);
        sheet.set_header(format!("&C&B{marking}"));
        sheet.set_footer(format!("&L{foot}&C&B{marking}&B&RPage &P of &N"));
        Ok(sheet)
    }

    /// The bytes.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Failed> {
        self.book.save_to_buffer()
    }
}

/// In a header or footer `&` begins a code; a long title would be refused.
fn escaped(text: &str) -> String {
    super::text::cut(text, 80).replace('&', "&&")
}

fn row(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn column(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn object(planned: &Sheet<'_>) -> Table {
    let column = |(n, head): (u16, &super::sheet::Head)| {
        TableColumn::new().set_header(&head.title).set_header_format(style::header(head.align, n))
    };
    let columns: Vec<TableColumn> = (0..).zip(&planned.columns).map(column).collect();
    Table::new()
        .set_name(&planned.object)
        .set_columns(&columns)
        .set_style(TableStyle::None)
        .set_autofilter(false)
        .set_alt_text(super::text::cut(&planned.title, 255))
}

type At = (u32, u16);

/// Words, and only ever words: a text that begins like a formula stays a text, also when somebody
/// edits its cell.
fn words(
    sheet: &mut Worksheet,
    (row, column): At,
    text: &str,
    format: &rust_xlsxwriter::Format,
) -> Result<(), Failed> {
    let text: String = text.chars().take(MOST_LETTERS).collect();
    if looks_like_a_formula(&text) {
        sheet.write_string_with_format(row, column, &text, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, column, &text, format)?;
    }
    Ok(())
}

fn link(sheet: &mut Worksheet, (row, column): At, said: &str, to: &str) -> Result<(), Failed> {
    let url = Url::new(format!("internal:'{to}'!A1")).set_text(said);
    sheet.write_url_with_format(row, column, url, &style::link())?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    at: At,
    cell: &Cell<'_>,
    format: rust_xlsxwriter::Format,
) -> Result<(), Failed> {
    match &cell.value {
        Value::Text(text) => words(sheet, at, text, &format.set_text_wrap()),
        Value::Symbol(text) => words(sheet, at, text, &format),
        Value::Empty => sheet.write_blank(at.0, at.1, &format).map(|_| ()),
        Value::Number(number) => {
            let format = format.set_num_format(&number.format);
            match &cell.formula {
                Some(formula) => {
                    let formula = Formula::new(formula).set_result(number.decimal());
                    sheet.write_formula_with_format(at.0, at.1, formula, &format)?;
                }
                None => {
                    sheet.write_number_with_format(at.0, at.1, number.to_f64(), &format)?;
                }
            }
            Ok(())
        }
    }
}

/// Widths in characters: every number whole, words in at most so many letters a line, a header on at
/// most three lines with no word cut.
fn widths(planned: &Sheet<'_>) -> Vec<f64> {
    let letters = |text: &str| text.chars().count();
    let one = |(n, head): (usize, &super::sheet::Head)| {
        let cells = planned.rows.iter().filter_map(|line| line.cells.get(n));
        let cell = |cell: &Cell<'_>| match &cell.value {
            Value::Text(text) => {
                let most = if planned.columns.len() <= 3 { 2 * WIDEST } else { WIDEST };
                letters(text).min(most)
            }
            Value::Symbol(_) | Value::Number(_) | Value::Empty => letters(cell.value.printed()),
        };
        let widest = cells.map(cell).max().unwrap_or(0);
        let word = head.title.split_whitespace().map(letters).max().unwrap_or(0);
        let header = match letters(&head.title) {
            short @ ..=14 => short + 1,
            long => (word + 1).max(long.div_ceil(3) + 3),
        };
        let least = if head.align == Align::Left { 12 } else { 9 };
        #[expect(clippy::cast_precision_loss, reason = "a few letters")]
        let width = (widest + 1).max(header + 1).max(least) as f64;
        (width * 1.08).ceil() + 1.0
    };
    planned.columns.iter().enumerate().map(one).collect()
}

/// Whether what is printed is higher than wide.
fn below(end: (u32, u16), widths: &[f64]) -> bool {
    let columns = usize::from(end.1) + 1;
    let unset = columns.saturating_sub(widths.len());
    #[expect(clippy::cast_precision_loss, reason = "a few columns")]
    let wide = widths.iter().take(columns).sum::<f64>() * LETTER + unset as f64 * 80.0;
    f64::from(end.0) * 20.0 > wide
}

/// Points that so many lines of a size need: programs do not all fit a row to what wraps in it.
fn height(lines: usize, size: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let lines = lines as f64;
    (lines * size * 1.28 + 1.0).min(MOST_POINTS)
}

/// The highest a row can be.
const MOST_POINTS: f64 = 400.0;

fn header_lines(planned: &Sheet<'_>, widths: &[f64]) -> usize {
    let heads = planned.columns.iter().zip(widths);
    let lines = heads.map(|(head, width)| {
        svg::lines_in(&head.title, style::SIZE / POINT, true, (width - 0.5) * LETTER)
    });
    lines.max().unwrap_or(1)
}

fn lines_of(line: &super::sheet::Line<'_>, widths: &[f64]) -> usize {
    let bold = line.kind != document::RowKind::Plain;
    let lines = line.cells.iter().zip(widths).map(|(cell, width)| match &cell.value {
        Value::Text(text) => svg::lines_in(text, style::SIZE / POINT, bold, (width - 2.0) * LETTER),
        Value::Symbol(_) | Value::Number(_) | Value::Empty => 1,
    });
    lines.max().unwrap_or(1)
}

/// How many characters wide the lines above a table are.
fn lines_wide(planned: &Sheet<'_>) -> f64 {
    let title = planned.title.chars().count() * 3 / 2;
    let lines = planned.lines.iter().map(|line| line.chars().count());
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    let wide = lines.chain([title]).max().unwrap_or(0) as f64;
    wide
}
