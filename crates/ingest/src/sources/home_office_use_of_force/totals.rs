//! What a table says twice, compared: rows with their categories, tactics with their parts, the
//! country with its forces.

use std::collections::BTreeMap;

use domain::ids::Slug;

use super::tactics::Tactic;
use crate::codes;
use crate::reading::Reading;
use crate::workbook::Sheet;

/// Sums over forces, to be compared with the national figure.
pub(super) type Sums = BTreeMap<(Option<Slug>, u32), Sum>;

#[derive(Default)]
pub(super) struct Sum {
    pub(super) national: Option<(u32, f64)>,
    pub(super) forces: u32,
    pub(super) sum: f64,
}

/// The categories of one row.
#[derive(Default)]
pub(super) struct Across {
    pub(super) total: Option<(u32, f64)>,
    sum: f64,
    categories: u32,
}

impl Across {
    pub(super) fn total(&mut self, column: u32, value: f64) {
        self.total = Some((column, value));
    }

    pub(super) fn category(&mut self, value: f64) {
        self.sum += value;
        self.categories += 1;
    }

    pub(super) fn check(&self, sheet: &Sheet, row: u32, reading: &mut Reading<'_>) {
        let Some((column, total)) = self.total.filter(|_| self.categories > 1) else {
            return;
        };
        if (total - self.sum).abs() > 0.5 {
            let at = reading.findings.cell(&sheet.name, row, column);
            let message = format!("{total} in all, but its categories sum to {}", self.sum);
            reading.findings.warning(&codes::SUM_DIFFERS, at, message);
        }
    }
}

/// A tactic whose parts are in the rows below.
pub(super) struct Open {
    at: (u32, u32),
    value: f64,
    sum: f64,
}

/// Compares a tactic with the sum of its parts when the last of them is read.
pub(super) fn down(
    open: &mut Option<Open>,
    tactic: &Tactic,
    at: (u32, u32),
    value: f64,
    sheet: &Sheet,
    reading: &mut Reading<'_>,
) {
    match tactic {
        Tactic::Parent(_) => *open = Some(Open { at, value, sum: 0.0 }),
        Tactic::Part { last, .. } => {
            let Some(parent) = open.as_mut() else {
                return;
            };
            parent.sum += value;
            if !last {
                return;
            }
            if (parent.value - parent.sum).abs() > 0.5 {
                let from = Sheet::address(parent.at.0 + 1, at.1);
                let message = format!(
                    "{} in all, but its parts from {from} to {} sum to {}",
                    parent.value,
                    Sheet::address(at.0, at.1),
                    parent.sum
                );
                let at = reading.findings.cell(&sheet.name, parent.at.0, parent.at.1);
                reading.findings.warning(&codes::SUM_DIFFERS, at, message);
            }
            *open = None;
        }
        Tactic::All | Tactic::One(_) => *open = None,
    }
}

/// Compares national figures with the sums over forces.
pub(super) fn check(sheet: &Sheet, sums: &Sums, reading: &mut Reading<'_>) {
    let all = u32::try_from(reading.catalogue.police_areas().count()).unwrap_or(0);
    for ((tactic, column), sum) in sums {
        let Some((row, national)) = sum.national.filter(|_| sum.forces == all) else {
            continue;
        };
        if (national - sum.sum).abs() > 0.5 {
            let at = reading.findings.cell(&sheet.name, row, *column);
            let of = tactic.as_ref().map_or("all tactics", Slug::as_str);
            let message = format!(
                "{of}: {national} in England and Wales, but the {all} forces sum to {}",
                sum.sum
            );
            reading.findings.warning(&codes::SUM_DIFFERS, at, message);
        }
    }
}
