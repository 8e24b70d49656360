//! How cells look: one font large enough to read, weight and rules for structure, no colour alone.

use document::{Align, RowKind};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// A face that every machine has or has a twin of.
pub(super) const FACE: &str = "Arial";
/// As the Government Analysis Function asks for: no smaller.
pub(super) const SIZE: f64 = 12.0;
const INK: Color = Color::RGB(0x1b1f23);
/// Headings, headers and rules.
pub(super) const MAIN: Color = Color::RGB(0x12436d);
const BAND: Color = Color::RGB(0xe3edf6);
/// Links, which are underlined, too.
const LINK: Color = Color::RGB(0x1d4f91);

/// Every cell.
pub(super) fn base() -> Format {
    let plain = Format::new().set_font_name(FACE).set_font_size(SIZE).set_font_color(INK);
    plain.set_align(FormatAlign::Top)
}

/// The title of a sheet, or a heading by its depth.
pub(super) fn heading(depth: usize) -> Format {
    let size = heading_size(depth);
    let format = Format::new().set_font_name(FACE).set_font_size(size).set_font_color(MAIN);
    format.set_bold().set_align(FormatAlign::Bottom)
}

/// Its size in points.
pub(super) fn heading_size(depth: usize) -> f64 {
    match depth {
        1 => 16.0,
        2 => 14.0,
        _ => SIZE,
    }
}

/// The header of a column.
pub(super) fn header(align: Align, column: u16) -> Format {
    let format = base().set_bold().set_text_wrap().set_background_color(BAND);
    stand(format, align, column)
        .set_border_bottom(FormatBorder::Medium)
        .set_border_bottom_color(MAIN)
}

/// A cell of a row.
pub(super) fn cell(align: Align, kind: RowKind, column: u16) -> Format {
    let format = stand(base(), align, column);
    match kind {
        RowKind::Plain => format,
        RowKind::Own => format.set_bold().set_background_color(BAND),
        RowKind::Total => {
            format.set_bold().set_border_top(FormatBorder::Thin).set_border_top_color(MAIN)
        }
    }
}

/// Something to go to.
pub(super) fn link() -> Format {
    use rust_xlsxwriter::FormatUnderline::Single;
    base().set_font_color(LINK).set_underline(Single).set_text_wrap()
}

/// Words keep clear of the numbers before them.
fn stand(format: Format, align: Align, column: u16) -> Format {
    match align {
        Align::Left if column > 0 => format.set_align(FormatAlign::Left).set_indent(1),
        Align::Left => format.set_align(FormatAlign::Left),
        Align::Right => format.set_align(FormatAlign::Right),
    }
}
