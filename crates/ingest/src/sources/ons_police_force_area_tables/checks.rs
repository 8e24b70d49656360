//! What the tables say twice, compared. Every difference is a warning that names both cells.

use std::collections::BTreeMap;

use domain::cell::Cell;
use domain::ids::{MeasureId, Slug};

use super::kind::Kind;
use super::meaning::{HOUSEHOLDS, RESIDENTS, Use};
use super::{Figure, Figures, HALF_A_HUNDRED, READER, changes};
use crate::codes;
use crate::reading::Reading;
use crate::tables::columns::Column;
use crate::tables::rows::{AreaRow, Kind as RowKind};
use crate::tables::values::Number;
use crate::workbook::Sheet;

/// Totals and their parts, as the tables group offences.
pub(in crate::sources) const SUMS: [(&str, &[&str]); 4] = [
    // All recorded crime: the nine groups.
    (
        "CRM-001",
        &[
            "CRM-009", "PRC-001", "PRC-002", "PRC-003", "CRM-019", "PRC-007", "CRM-022", "CRM-023",
            "PRC-008",
        ],
    ),
    // Violence against the person.
    ("CRM-009", &["CRM-013", "CRM-010", "CRM-011", "CRM-012", "PRC-005"]),
    // Theft offences.
    ("PRC-003", &["PRC-004", "CRM-008", "CRM-017", "CRM-018", "CRM-016", "PRC-006"]),
    // Burglary.
    ("PRC-004", &["CRM-004", "CRM-005"]),
];

/// What a share is of: how many, and in words.
type Of = (f64, &'static str);

const PERCENT: Of = (100.0, "%");
const PER_THOUSAND: Of = (1000.0, " for each 1,000");

/// Makes every comparison the tables that are there allow.
pub(super) fn all(tables: &BTreeMap<Kind, Figures<'_>>, reading: &mut Reading<'_>) {
    let numbers = tables.get(&Kind::Numbers);
    if let Some(numbers) = numbers {
        sums(numbers, reading);
    }
    if let (Some(numbers), Some(published)) = (numbers, tables.get(&Kind::Rates)) {
        rates(numbers, published, reading);
    }
    if let (Some(numbers), Some(published)) = (numbers, tables.get(&Kind::Changes)) {
        changes::since_the_year_before(published, numbers, reading);
    }
    if let Some(years) = tables.get(&Kind::KnifeYears) {
        changes::since_a_base(years, reading);
        shares(years, PERCENT, reading);
    }
    if let Some(offences) = tables.get(&Kind::KnifeOffences) {
        parts_of_the_first(offences, reading);
        shares(offences, PERCENT, reading);
    }
    if let Some(incidents) = tables.get(&Kind::Incidents) {
        shares(incidents, PER_THOUSAND, reading);
    }
    if let Some(categories) = tables.get(&Kind::Categories) {
        hundreds(categories, reading);
    }
}

fn cell(sheet: &Sheet, figure: Figure) -> String {
    format!("sheet \"{}\", cell {}", sheet.name, Sheet::address(figure.row, figure.column))
}

fn measure(id: &str) -> Option<MeasureId> {
    id.parse().ok()
}

/// Tells a total that is not what its parts sum to.
fn sum_differs(
    figures: &Figures<'_>,
    row: &AreaRow,
    total: Figure,
    parts: &[Figure],
    reading: &mut Reading<'_>,
) {
    let sum: f64 = parts.iter().map(|f| f.value).sum();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return;
    };
    if (sum - total.value).abs() < 0.5 {
        return;
    }
    let at = reading.findings.cell(&figures.sheet.name, total.row, total.column);
    let message = format!(
        "{} has {} in all, but its parts from {} to {} sum to {sum}",
        row.name,
        total.value,
        cell(figures.sheet, *first),
        cell(figures.sheet, *last)
    );
    reading.findings.warning(&codes::SUM_DIFFERS, at, message);
}

/// Compares each total of offences with the sum of its parts.
fn sums(numbers: &Figures<'_>, reading: &mut Reading<'_>) {
    for row in &numbers.rows {
        let figure = |id: &&str| numbers.get(&row.area.code, &measure(id)?);
        for (total, parts) in SUMS {
            let found: Option<Vec<Figure>> = parts.iter().map(figure).collect();
            if let (Some(total), Some(found)) = (figure(&total), found) {
                sum_differs(numbers, row, total, &found, reading);
            }
        }
    }
}

/// Compares the first count of a row, which is of all, with the sum of the others.
fn parts_of_the_first(figures: &Figures<'_>, reading: &mut Reading<'_>) {
    let counts = figures.columns.iter().filter_map(|(column, used)| match used {
        Use::Held(m) if m.number == Number::Count => Some((column.index, m.breakdown.is_total())),
        Use::Held(_) | Use::Change { .. } | Use::Significance => None,
    });
    let (totals, parts): (Vec<_>, Vec<_>) = counts.partition(|(_, total)| *total);
    let [(total, _)] = totals.as_slice() else {
        return;
    };
    for row in &figures.rows {
        let of = |column: &u32| figures.at(row.row, *column);
        let found: Option<Vec<Figure>> = parts.iter().map(|(column, _)| of(column)).collect();
        if let (Some(total), Some(found)) = (of(total), found) {
            sum_differs(figures, row, total, &found, reading);
        }
    }
}

/// A share and the count it is of mean the count of all, offences or residents, which must be whole.
fn shares(figures: &Figures<'_>, (many, words): Of, reading: &mut Reading<'_>) {
    for (column, used) in &figures.columns {
        let Use::Held(meaning) = used else {
            continue;
        };
        if meaning.number != Number::Amount {
            continue;
        }
        let Some(count) = count_beside(figures, column) else {
            continue;
        };
        for row in &figures.rows {
            let of = |column| figures.at(row.row, column);
            let (Some(share), Some(part)) = (of(column.index), of(count)) else {
                continue;
            };
            let all = part.value / share.value * many;
            // Six decimals of the share are kept, which move the count of all by so much.
            let slack = all / share.value * 1e-6 + 1e-6;
            let none = part.value == 0.0 || share.value == 0.0;
            let wrong =
                if none { part.value != share.value } else { (all - all.round()).abs() > slack };
            if wrong {
                let at = reading.findings.cell(&figures.sheet.name, share.row, share.column);
                let message = format!(
                    "{}: {} at {} and {}{words} mean {all:.3} in all, which is no count",
                    row.name,
                    part.value,
                    Sheet::address(part.row, part.column),
                    share.value
                );
                reading.findings.warning(&codes::RATE_DIFFERS, at, message);
            }
        }
    }
}

/// The column of counts under the same words as a column of shares.
fn count_beside(figures: &Figures<'_>, column: &Column) -> Option<u32> {
    let counts = figures.columns.iter().filter(|(other, used)| {
        matches!(used, Use::Held(m) if m.number == Number::Count)
            && other.group_from == column.group_from
    });
    counts.map(|(other, _)| other.index).next()
}

/// Compares the shares of a row, which are of all, with a hundred.
fn hundreds(figures: &Figures<'_>, reading: &mut Reading<'_>) {
    for row in &figures.rows {
        let of = |(column, _): &(Column, Use)| figures.at(row.row, column.index);
        let found: Option<Vec<Figure>> = figures.columns.iter().map(of).collect();
        let Some((found, first)) = found.as_ref().and_then(|f| Some((f, f.first()?))) else {
            continue;
        };
        let sum: f64 = found.iter().map(|f| f.value).sum();
        if (sum - 100.0).abs() > 1e-4 {
            let at = reading.findings.cell(&figures.sheet.name, first.row, first.column);
            let message = format!("the shares of {} sum to {sum} and not to 100", row.name);
            reading.findings.warning(&codes::SUM_DIFFERS, at, message);
        }
    }
}

/// Compares each rate with the number it was made from and the residents or households beside it.
fn rates(numbers: &Figures<'_>, rates: &Figures<'_>, reading: &mut Reading<'_>) {
    let source = READER.source();
    let by_households = reading
        .catalogue
        .measure_for(&source, "Table P3: Residential burglary (households)")
        .map(|m| m.id.clone());
    for (column, used) in &rates.columns {
        let Use::Held(meaning) = used else {
            continue;
        };
        let id = &meaning.measure.id;
        let Some(counted) = counted_by(id, reading) else {
            continue;
        };
        let base = if Some(id) == by_households.as_ref() { HOUSEHOLDS.1 } else { RESIDENTS.1 };
        for row in &rates.rows {
            let area = &row.area.code;
            let base = measure(base).and_then(|base| rates.get(area, &base));
            let rate = rates.at(row.row, column.index);
            let number = numbers.get(area, &counted);
            if let (Some(rate), Some(number), Some(base)) = (rate, number, base) {
                compare(rates, rate, (numbers.sheet, number), base, reading);
            }
        }
    }
}

fn compare(
    rates: &Figures<'_>,
    rate: Figure,
    (sheet, number): (&Sheet, Figure),
    base: Figure,
    reading: &mut Reading<'_>,
) {
    let expected = rate.value * base.value / 1000.0;
    // Half a hundred residents, the last decimal kept, and half an offence either way.
    let allowed = rate.value * HALF_A_HUNDRED / 1000.0 + base.value * 0.5e-9 + 0.5;
    if (expected - number.value).abs() > allowed {
        let at = reading.findings.cell(&rates.sheet.name, rate.row, rate.column);
        let message = format!(
            "{} for each 1,000 of {} means {expected:.0}, but {} says {}",
            rate.value,
            base.value,
            cell(sheet, number),
            number.value
        );
        reading.findings.warning(&codes::RATE_DIFFERS, at, message);
    }
}

/// The measure of the numbers that a rate was made from: their labels differ by the table's name.
fn counted_by(rate: &MeasureId, reading: &Reading<'_>) -> Option<MeasureId> {
    let source = READER.source();
    let rate = reading.catalogue.measure(rate)?;
    let labels = rate.labels.iter().filter(|(of, _)| *of == source);
    let mut plain = labels.filter_map(|(_, words)| words.strip_prefix("Table P3: "));
    let label = plain.next()?.trim_end_matches(" (households)");
    let counted = reading.catalogue.measure_for(&source, label)?;
    Some(counted.id.clone())
}

/// Whom a region's figure of one year leaves out without its name saying so: the one force that has
/// no figure in a column where the others sum to the region's. A note below the table says it.
pub(super) fn silently_left_out(
    figures: &Figures<'_>,
    region: &AreaRow,
    column: &Column,
) -> Option<Slug> {
    if region.kind != RowKind::Region {
        return None;
    }
    let count = count_beside(figures, column)?;
    let forces = figures.rows.iter().filter(|r| r.region.as_deref() == Some(region.name.as_str()));
    let (with, without): (Vec<_>, Vec<_>) =
        forces.partition(|r| figures.at(r.row, count).is_some());
    let [missing] = without.as_slice() else {
        return None;
    };
    let held = matches!(figures.cells.get(&(missing.row, count)), Some(Cell::NotAvailable));
    let total = figures.at(region.row, count)?.value;
    let sum: f64 = with.iter().filter_map(|r| Some(figures.at(r.row, count)?.value)).sum();
    let same = held && (sum - total).abs() < 0.5;
    same.then(|| Slug::of(&format!("excluding {}", missing.name)))
}
