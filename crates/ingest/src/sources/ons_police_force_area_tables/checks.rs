//! What the tables say twice, compared. Every difference is a warning that names both cells.

use domain::ids::MeasureId;

use super::{Figure, Figures, HOUSEHOLDS, READER, RESIDENTS};
use crate::codes;
use crate::reading::Reading;
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

/// Residents and households are printed to the nearest hundred.
const HALF_A_HUNDRED: f64 = 50.0;

fn cell(sheet: &str, figure: Figure) -> String {
    format!("sheet \"{sheet}\", cell {}", Sheet::address(figure.row, figure.column))
}

fn measure(id: &str) -> Option<MeasureId> {
    id.parse().ok()
}

/// Compares each total with the sum of its parts.
pub(super) fn sums(numbers: &Figures, reading: &mut Reading<'_>) {
    for area in reading.catalogue.police_areas() {
        let figure = |id: &&str| numbers.get(&area.area.code, &measure(id)?);
        for (total, parts) in SUMS {
            let found: Option<Vec<Figure>> = parts.iter().map(figure).collect();
            let (Some(total), Some(found)) = (figure(&total), found) else {
                continue;
            };
            let sum: f64 = found.iter().map(|f| f.value).sum();
            let (Some(first), Some(last)) = (found.first(), found.last()) else {
                continue;
            };
            if sum.total_cmp(&total.value).is_ne() {
                let at = reading.findings.cell(&numbers.sheet, total.row, total.column);
                let message = format!(
                    "{} has {} in all, but its parts from {} to {} sum to {sum}",
                    area.name,
                    total.value,
                    cell(&numbers.sheet, *first),
                    cell(&numbers.sheet, *last)
                );
                reading.findings.warning(&codes::SUM_DIFFERS, at, message);
            }
        }
    }
}

/// Compares each rate with the number it was made from and the residents or households beside it.
pub(super) fn rates(numbers: &Figures, rates: &Figures, reading: &mut Reading<'_>) {
    let source = READER.source();
    let by_households = reading
        .catalogue
        .measure_for(&source, "Table P3: Residential burglary (households)")
        .map(|m| m.id.clone());
    for ((area, id), rate) in &rates.by_key {
        let Some(counted) = counted_by(id, reading) else {
            continue;
        };
        let base = if Some(id) == by_households.as_ref() { HOUSEHOLDS.1 } else { RESIDENTS.1 };
        let base = measure(base).and_then(|base| rates.get(area, &base));
        let (Some(number), Some(base)) = (numbers.get(area, &counted), base) else {
            continue;
        };
        let expected = rate.value * base.value / 1000.0;
        // Half a hundred residents, the last decimal kept, and half an offence either way.
        let allowed = rate.value * HALF_A_HUNDRED / 1000.0 + base.value * 0.5e-9 + 0.5;
        if (expected - number.value).abs() > allowed {
            let at = reading.findings.cell(&rates.sheet, rate.row, rate.column);
            let message = format!(
                "{} for each 1,000 of {} means {expected:.0}, but {} says {}",
                rate.value,
                base.value,
                cell(&numbers.sheet, number),
                number.value
            );
            reading.findings.warning(&codes::RATE_DIFFERS, at, message);
        }
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
