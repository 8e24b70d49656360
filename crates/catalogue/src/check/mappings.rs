//! Checks on declared mappings.

use crate::catalogue::Catalogue;
use crate::codes;
use crate::mapping::{Holds, Mapping, TableCheck};
use crate::problems::{Placed, Problems};

pub(super) fn mappings_can_be_read_by(catalogue: &Catalogue, problems: &Problems) {
    for placed in &catalogue.mappings {
        let mapping = &placed.value;
        for (field, why) in open(mapping) {
            problems.error(&codes::UNFINISHED_MAPPING, placed.at(field), why);
        }
        for (n, value) in mapping.values.iter().enumerate() {
            let at = || placed.at(&format!("value {n}"));
            let counted = value.holds == Holds::Rows || mapping.periods_across;
            if value.column.is_empty() != counted {
                let message = if counted {
                    "rows that are counted, and periods that stand across, have no `column`"
                } else {
                    "`column` does not say which column holds the values"
                };
                problems.error(&codes::UNFINISHED_MAPPING, at(), message);
            }
            let said = value.measure.is_some()
                || mapping.measure.is_some()
                || !mapping.measure_column.is_empty();
            if !said {
                let message = "neither the value, a column nor the mapping says the measure";
                problems.error(&codes::UNFINISHED_MAPPING, at(), message);
            }
        }
        for check in &mapping.checks {
            let TableCheck::Columns { total, parts } = check else { continue };
            if parts.contains(total) {
                let message = format!("`{total}` cannot be a part of itself");
                problems.error(&codes::UNFINISHED_MAPPING, placed.at("check"), message);
            }
        }
        named_things_exist(catalogue, placed, problems);
    }
}

/// Fewer figures could agree by chance.
const KNOWN_ENOUGH: usize = 3;

/// What the mapping leaves open that no file could settle.
fn open(mapping: &Mapping) -> Vec<(&'static str, &'static str)> {
    let across = mapping.periods_across;
    let periods = usize::from(!mapping.period_column.is_empty())
        + usize::from(mapping.period_after.is_some())
        + usize::from(across);
    let own_areas =
        !mapping.values.is_empty() && mapping.values.iter().all(|value| value.area.is_some());
    let areas = usize::from(!mapping.area_column.is_empty()) + usize::from(mapping.area.is_some());
    let cases = [
        ("value", mapping.values.is_empty(), "no `[[value]]` says what is read"),
        (
            "period",
            periods != 1,
            "say the period once: `period-column`, `period-after` or `periods-across`",
        ),
        (
            "area",
            areas > 1 || areas == 0 && !own_areas,
            "say the area once: `area-column` or `area`",
        ),
        (
            "known-by",
            !mapping.known_by.is_empty() && mapping.known_by.len() < KNOWN_ENOUGH,
            "name at least three published figures under `[[known-by]]`, or none",
        ),
        (
            "measure",
            mapping.measure.is_some() && !mapping.measure_column.is_empty(),
            "say the measure once: `measure-column` or `measure`",
        ),
    ];
    cases.into_iter().filter(|(_, open, _)| *open).map(|(field, _, why)| (field, why)).collect()
}

fn named_things_exist(catalogue: &Catalogue, placed: &Placed<Mapping>, problems: &Problems) {
    let mapping = &placed.value;
    if catalogue.source(&mapping.source).is_none() {
        let message = format!("there is no source `{}`", mapping.source);
        problems.error(&codes::UNKNOWN_SOURCE, placed.at("source"), message);
    }
    let values = mapping.values.iter().enumerate();
    let own = values.clone().map(|(n, value)| (format!("value {n}"), value.measure.as_ref()));
    let all = own.chain([("measure".to_owned(), mapping.measure.as_ref())]);
    for (field, id) in all.filter_map(|(field, id)| Some((field, id?))) {
        match catalogue.measure(id) {
            None => {
                let message = format!("there is no measure `{id}`");
                problems.error(&codes::UNKNOWN_MEASURE, placed.at(&field), message);
            }
            Some(measure) if !measure.sources.contains(&mapping.source) => {
                let message = format!("{id} is not fed by `{}`", mapping.source);
                problems.error(&codes::UNKNOWN_SOURCE, placed.at(&field), message);
            }
            Some(_) => {}
        }
    }
    for (n, cut) in mapping.breakdowns.iter().enumerate() {
        let known = &catalogue.words.breakdowns;
        if !known.contains(cut.dimension.as_str()) {
            let known: Vec<_> = known.iter().map(String::as_str).collect();
            let message = format!("`{}` is none of: {}", cut.dimension, known.join(", "));
            problems.error(&codes::UNKNOWN_WORD, placed.at(&format!("breakdown {n}")), message);
        }
    }
    let cuts = values.clone().filter_map(|(n, value)| Some((n, value.cut.as_ref()?)));
    for (n, cut) in cuts {
        let known = &catalogue.words.breakdowns;
        for (dimension, _) in cut.parts() {
            if !known.contains(dimension.as_str()) {
                let known: Vec<_> = known.iter().map(String::as_str).collect();
                let message = format!("`{dimension}` is none of: {}", known.join(", "));
                problems.error(&codes::UNKNOWN_WORD, placed.at(&format!("value {n}")), message);
            }
        }
    }
    let areas = values.map(|(n, value)| (format!("value {n}"), value.area.as_ref()));
    let areas = areas.chain([("area".to_owned(), mapping.area.as_ref())]);
    for (field, code) in areas.filter_map(|(field, code)| Some((field, code?))) {
        if catalogue.place(code).is_none() {
            let message = format!("there is no area {code}");
            problems.error(&codes::UNKNOWN_FORCE, placed.at(&field), message);
        }
    }
}
