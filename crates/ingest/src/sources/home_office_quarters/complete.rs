//! Forces that lack rows the others have: a total without some of its rows is never given.

use std::collections::{BTreeMap, BTreeSet};

use domain::period::Period;

use super::kinds::Kinds;
use super::{Quarters, Sums};
use crate::codes;
use crate::reading::Reading;

/// The measures that are not given for a force and quarter.
pub(super) type Lacking = BTreeMap<(Period, String), BTreeSet<usize>>;

/// Where at least two forces in three have the same number of rows, the table is meant to have a
/// row for every offence of every force.
const SHARE: (usize, usize) = (2, 3);

/// Fewer forces than this in a quarter say nothing about what a force should have.
const FEWEST: usize = 5;

pub(super) fn check(quarters: &Quarters<'_>, kinds: &Kinds, reading: &mut Reading<'_>) -> Lacking {
    let mut by_quarter: BTreeMap<Period, Vec<&Sums<'_>>> = BTreeMap::new();
    for ((period, _), sums) in quarters {
        by_quarter.entry(*period).or_default().push(sums);
    }
    let mut lacking = Lacking::new();
    for (period, forces) in by_quarter {
        missing_forces(period, &forces, reading);
        let Some(full) = full(&forces) else { continue };
        for sums in &forces {
            let missing: Vec<usize> = (0..full.kinds.len())
                .filter(|kind| rows_of(sums, *kind) < rows_of(full, *kind))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let measures: BTreeSet<usize> =
                missing.iter().flat_map(|kind| kinds.measures_of(*kind).iter().copied()).collect();
            let named: Vec<&str> = missing.iter().take(3).map(|kind| kinds.words(*kind)).collect();
            let at = reading.findings.line(sums.first_line);
            let message = format!(
                "{} in {} lacks rows of {} offences that other forces have, such as {}; {} measures \
                 are left out",
                sums.force.name,
                period.label(),
                missing.len(),
                named.join(", "),
                measures.len()
            );
            reading.findings.warning(&codes::ROWS_INCOMPLETE, at, message);
            lacking.insert((period, sums.force.area.code.clone()), measures);
        }
    }
    lacking
}

fn rows_of(sums: &Sums<'_>, kind: usize) -> u32 {
    sums.kinds.get(kind).copied().unwrap_or(0)
}

/// A force with as many rows as most have, if most have as many.
fn full<'s, 'c>(forces: &[&'s Sums<'c>]) -> Option<&'s Sums<'c>> {
    let count = |sums: &Sums<'_>| sums.kinds.iter().sum::<u32>();
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for sums in forces {
        *sizes.entry(count(sums)).or_default() += 1;
    }
    let (size, alike) = sizes.into_iter().max_by_key(|(_, alike)| *alike)?;
    let most = forces.len() >= FEWEST && alike * SHARE.1 >= forces.len() * SHARE.0;
    forces.iter().find(|sums| count(sums) == size).copied().filter(|_| most)
}

/// A table of the whole country without one force is told; a table of a few forces is not.
fn missing_forces(period: Period, forces: &[&Sums<'_>], reading: &mut Reading<'_>) {
    let then: Vec<&catalogue::PoliceArea> = reading
        .catalogue
        .police_areas()
        .filter(|area| area.from.is_none_or(|day| day <= period.end()))
        .filter(|area| area.until.is_none_or(|day| day >= period.end()))
        .collect();
    if forces.len() * 2 < then.len() {
        return;
    }
    for area in then {
        if !forces.iter().any(|sums| sums.force.area == area.area) {
            let at = reading.findings.file();
            let message = format!("{} has no rows in {}", area.name, period.label());
            reading.findings.warning(&codes::AREA_MISSING, at, message);
        }
    }
}
