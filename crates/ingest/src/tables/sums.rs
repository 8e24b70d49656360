//! Areas against their parts: a region is its forces, England its regions.

use std::collections::BTreeMap;

use catalogue::WiderKind;

use super::coverage;
use super::rows::{AreaRow, Kind};
use crate::codes;
use crate::reading::Reading;
use crate::workbook::Sheet;

/// Names of totals in the catalogue.
const ENGLAND_AND_WALES: &str = "England and Wales";
const ENGLAND: &str = "England";
const WALES: &str = "Wales";
const BRITISH_TRANSPORT_POLICE: &str = "British Transport Police";

/// Compares, in one column, each total with the sum of its parts where all of them have a value.
/// `slack` is how far rounding may move each of them.
pub(crate) fn areas(
    sheet: &Sheet,
    rows: &[AreaRow],
    column: u32,
    values: &BTreeMap<u32, f64>,
    slack: f64,
    reading: &mut Reading<'_>,
) {
    for total in rows {
        let Some(value) = values.get(&total.row) else {
            continue;
        };
        let Some(parts) = parts(total, rows).filter(|p| all_there(total, p, reading)) else {
            continue;
        };
        let counted: Option<Vec<(&AreaRow, f64)>> =
            parts.iter().map(|p| values.get(&p.row).map(|v| (*p, *v))).collect();
        let Some(counted) = counted.filter(|c| !c.is_empty()) else {
            continue;
        };
        let sum: f64 = counted.iter().map(|(_, v)| v).sum();
        let allowed = |sum: f64| {
            let count = u32::try_from(counted.len() + 1).unwrap_or(u32::MAX);
            (sum - value).abs() <= slack * f64::from(count) + value.abs() * 1e-9
        };
        // Whether the railway police count is for each table to say.
        let railway = rows.iter().find(|r| r.name == BRITISH_TRANSPORT_POLICE);
        let railway =
            railway.filter(|_| [ENGLAND_AND_WALES, ENGLAND].contains(&total.name.as_str()));
        let railway = railway
            .and_then(|r| values.get(&r.row))
            .filter(|_| total.excluding.as_ref().is_none_or(|e| e.region.is_some()));
        if allowed(sum) || railway.is_some_and(|railway| allowed(sum + railway)) {
            continue;
        }
        let at = reading.findings.cell(&sheet.name, total.row, column);
        let address = |(part, _): &(&AreaRow, f64)| Sheet::address(part.row, column);
        let from = counted.first().map(address).unwrap_or_default();
        let to = counted.last().map(address).unwrap_or_default();
        let message = format!(
            "{} has {value} in all, but its {} parts from {from} to {to} sum to {sum}",
            total.name,
            counted.len(),
        );
        reading.findings.warning(&codes::SUM_DIFFERS, at, message);
    }
}

/// Whether every part of a total has a row. A force without one is told where rows are found.
fn all_there(total: &AreaRow, parts: &[&AreaRow], reading: &Reading<'_>) -> bool {
    if coverage::includes_bodies(total.excluding.as_ref()) {
        return parts.len() > 1;
    }
    let left_out = |code: &str| total.excluding.as_ref().is_some_and(|e| e.code == code);
    let has = |code: &str| left_out(code) || parts.iter().any(|p| p.area.code == code);
    let regions = || {
        let wide = reading.catalogue.wider_areas();
        wide.filter(|w| w.kind == WiderKind::Region).all(|w| has(&w.area.code))
    };
    match (total.kind, total.name.as_str()) {
        (Kind::Nation, ENGLAND) => regions(),
        (Kind::Nation, ENGLAND_AND_WALES) => parts.len() == 2 || regions(),
        (_, region) => {
            let forces = reading.catalogue.police_areas();
            forces.filter(|f| f.region == region).all(|f| has(&f.area.code))
        }
    }
}

/// What a total consists of; none if it is not a total.
fn parts<'r>(total: &AreaRow, rows: &'r [AreaRow]) -> Option<Vec<&'r AreaRow>> {
    let left_out =
        |row: &AreaRow| total.excluding.as_ref().is_some_and(|e| e.code == row.area.code);
    let forces = |region: &str| {
        let of = rows.iter().filter(|r| r.kind == Kind::Force && !left_out(r));
        of.filter(|r| r.region.as_deref() == Some(region)).collect::<Vec<_>>()
    };
    let regions = || rows.iter().filter(|r| r.kind == Kind::Region).collect::<Vec<_>>();
    let nation = |name: &str| {
        let same = |r: &&AreaRow| r.kind == Kind::Nation && r.name == name && r.excluding.is_none();
        let leaving = |r: &&AreaRow| {
            r.name == name && r.kind == Kind::Nation && r.excluding == total.excluding
        };
        rows.iter().find(leaving).or_else(|| rows.iter().find(same))
    };
    match total.kind {
        Kind::Nation if coverage::includes_bodies(total.excluding.as_ref()) => {
            let plain = |r: &&AreaRow| r.area == total.area && r.excluding.is_none();
            Some(rows.iter().filter(|r| plain(r) || r.kind == Kind::Body).collect())
        }
        Kind::Region => Some(forces(&total.name)),
        Kind::Nation if total.name == WALES => Some(forces(WALES)),
        // Its regions do not leave out what it leaves out, unless they say so.
        Kind::Nation if total.name == ENGLAND => {
            let whole = total
                .excluding
                .as_ref()
                .is_none_or(|e| regions().iter().any(|r| r.excluding.as_ref() == Some(e)));
            whole.then(regions)
        }
        Kind::Nation => {
            let wales = nation(WALES)?;
            if let Some(england) = nation(ENGLAND) {
                let whole = total
                    .excluding
                    .as_ref()
                    .is_none_or(|e| e.region.is_none() || england.excluding.as_ref() == Some(e));
                return whole.then(|| vec![england, wales]);
            }
            let mut all = regions();
            all.push(wales);
            (all.len() > 1).then_some(all)
        }
        Kind::Force | Kind::Body => None,
    }
}
