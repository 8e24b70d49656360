//! Tables of statistics as publishers lay them out on sheets: a title, headers over two or three
//! rows, areas down the side, notes below. What every such reader needs stands here.

pub(crate) mod columns;
pub(crate) mod coverage;
pub(crate) mod labels;
pub(crate) mod layout;
pub(crate) mod once;
pub(crate) mod published;
pub(crate) mod rows;
pub(crate) mod sums;
pub(crate) mod values;

use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::ids::SourceId;
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;

use crate::reading::MeasureVersion;
use crate::workbook::Sheet;
use values::Number;

/// What the cells of a column are of.
#[derive(Debug, Clone)]
pub(crate) struct Meaning {
    pub(crate) measure: MeasureVersion,
    pub(crate) source: SourceId,
    pub(crate) period: Period,
    pub(crate) breakdown: Breakdown,
    pub(crate) number: Number,
}

/// A cell as an observation, of an area and perhaps of less than the whole of it.
pub(crate) fn observation(
    sheet: &Sheet,
    (row, column): (u32, u32),
    meaning: &Meaning,
    cell: Cell<Decimal>,
    area: &domain::area::Area,
    excluding: Option<&domain::ids::Slug>,
) -> Observation {
    Observation {
        key: ObservationKey {
            measure: meaning.measure.id.clone(),
            definition: meaning.measure.definition,
            source: meaning.source.clone(),
            area: area.clone(),
            breakdown: coverage::within(&meaning.breakdown, excluding),
            period: meaning.period,
            age: None,
        },
        cell,
        markers: Markers::NONE,
        place: Place::Cell { sheet: sheet.name.clone(), cell: Sheet::address(row, column) },
    }
}
