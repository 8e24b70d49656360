//! Charts as accessible SVG: title, description, shapes beside colour, the same bytes every time.

use document::Chart;

/// How wide a chart is drawn, in SVG user units (one is about a CSS pixel at full width).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// The full text column, 720 units.
    Full,
    /// Half of it, for charts side by side, 350 units.
    Half,
}
