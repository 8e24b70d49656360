//! Figures that stand in two tables of one workbook, held once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::diagnostic::Location;
use domain::observation::{Observation, ObservationKey, Place};

use crate::codes;
use crate::reading::Reading;

/// Whether one column of a sheet may give a figure twice: where several tables stand below each
/// other it may, in one table it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeated {
    Expected,
    Refused,
}

/// Two columns with different values for the same figures.
struct Difference {
    differ: u64,
    first: Observation,
    held: Observation,
}

/// Keeps the first of each. Where a second differs, that is told once for the two columns.
pub(crate) fn once(
    observations: Vec<Observation>,
    repeated: Repeated,
    reading: &mut Reading<'_>,
) -> Vec<Observation> {
    let mut first: BTreeMap<ObservationKey, usize> = BTreeMap::new();
    let mut differences: BTreeMap<(String, String), Difference> = BTreeMap::new();
    let mut kept: Vec<Observation> = Vec::with_capacity(observations.len());
    for observation in observations {
        match first.entry(observation.key.clone()) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(observation);
            }
            Entry::Occupied(place) => {
                let held = kept.get(*place.get());
                let one = held.filter(|held| column(&held.place) == column(&observation.place));
                if let Some(held) = one.filter(|_| repeated == Repeated::Refused) {
                    let at = at(&observation.place, reading);
                    let message = format!("{} stands at {} already", held.key, held.place);
                    reading.findings.error(&codes::FIGURE_REPEATED, at, message);
                    continue;
                }
                let held = held.filter(|held| held.cell != observation.cell);
                if let Some(held) = held {
                    let columns = (column(&observation.place), column(&held.place));
                    let difference = differences.entry(columns).or_insert_with(|| Difference {
                        differ: 0,
                        first: observation.clone(),
                        held: held.clone(),
                    });
                    difference.differ += 1;
                }
            }
        }
    }
    for difference in differences.into_values() {
        tell(&difference, reading);
    }
    kept
}

fn tell(difference: &Difference, reading: &mut Reading<'_>) {
    let Difference { differ, first, held } = difference;
    let shown = |o: &Observation| {
        let value = o.cell.value().map(|v| v.to_string());
        value.unwrap_or_else(|| o.cell.symbol().unwrap_or_default().to_owned())
    };
    let (figures, differs) =
        if *differ == 1 { ("figure", "differs") } else { ("figures", "differ") };
    let message = format!(
        "{differ} {figures} of {} in this column {differs} from {} and on, which is held; the \
         first: {} here, {} there ({})",
        first.key.measure,
        held.place,
        shown(first),
        shown(held),
        first.key
    );
    let at = at(&first.place, reading);
    reading.findings.warning(&codes::FIGURE_DIFFERS, at, message);
}

/// Sheet and column of a place, in words.
fn column(place: &Place) -> String {
    match place {
        Place::Cell { sheet, cell } => {
            format!("{sheet} {}", cell.trim_end_matches(|c: char| c.is_ascii_digit()))
        }
        other => other.to_string(),
    }
}

fn at(place: &Place, reading: &Reading<'_>) -> Location {
    let file = reading.findings.file().file;
    let Place::Cell { sheet, cell } = place else {
        return Location::file(file);
    };
    let row = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let column = &cell[..cell.len() - row.len()];
    Location::cell(file, sheet, row.parse().unwrap_or(0), column)
}
