//! Searches of one month, in all and by each field.

use std::collections::BTreeMap;

use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::ids::{Slug, SourceId};
use domain::observation::{Observation, Place};
use domain::period::Period;
use domain::rows::RowSet;

use crate::reading::MeasureVersion;
use crate::sources::observed::{Observed, whole};

/// A field searches are counted by.
pub(super) struct Field {
    /// The column.
    pub(super) column: &'static str,
    /// The dimension.
    dimension: &'static str,
    /// Values that are nought where no row has them; of longer lists only what is met is counted.
    always: &'static [&'static str],
}

/// All of them, by dimension.
pub(super) const FIELDS: [Field; 9] = [
    Field {
        column: "Age range",
        dimension: "age-range",
        always: &["under 10", "10-17", "18-24", "25-34", "over 34"],
    },
    Field { column: "Gender", dimension: "gender", always: &["Female", "Male", "Other"] },
    Field { column: "Legislation", dimension: "legislation", always: &[] },
    Field {
        column: "Outcome linked to object of search",
        dimension: "linked-outcome",
        always: &["True", "False"],
    },
    Field { column: "Object of search", dimension: "object-of-search", always: &[] },
    Field {
        column: "Officer-defined ethnicity",
        dimension: "officer-defined-ethnicity",
        always: &["Asian", "Black", "Mixed", "Other", "White"],
    },
    Field { column: "Outcome", dimension: "search-outcome", always: &[] },
    Field {
        column: "Type",
        dimension: "search-type",
        always: &["Person search", "Person and Vehicle search", "Vehicle search"],
    },
    Field { column: "Self-defined ethnicity", dimension: "self-defined-ethnicity", always: &[] },
];

/// The value of a blank field.
const NOT_STATED: &str = "not-stated";

/// Lines of the rows, in all and by the words of each field.
#[derive(Default)]
pub(super) struct Counts {
    all: RowSet,
    fields: [BTreeMap<String, RowSet>; FIELDS.len()],
}

impl Counts {
    pub(super) fn add(&mut self, line: u64, fields: &[String; FIELDS.len()]) {
        self.all.push(line);
        for (counts, words) in self.fields.iter_mut().zip(fields) {
            if let Some(rows) = counts.get_mut(words) {
                rows.push(line);
            } else {
                let mut rows = RowSet::default();
                rows.push(line);
                counts.insert(words.clone(), rows);
            }
        }
    }

    /// The total, then every cut; the values of a field sum to the total.
    pub(super) fn observations(
        self,
        area: &Area,
        period: Period,
        source: &SourceId,
        measure: &MeasureVersion,
    ) -> Vec<Observation> {
        let observed = Observed { source, area, period };
        let count = |rows: &RowSet| whole(i64::try_from(rows.len()).unwrap_or(i64::MAX));
        let month = format!("local month of Date = {period}");
        let (cell, rows) = (count(&self.all), self.all.clone());
        let place = Place::Rows { rule: month.clone(), rows };
        let mut out = vec![observed.total(measure, cell, place)];
        for (field, found) in FIELDS.iter().zip(self.fields) {
            let mut values: BTreeMap<Slug, (String, RowSet)> = BTreeMap::new();
            for words in field.always {
                values.insert(Slug::of(words), ((*words).to_owned(), RowSet::default()));
            }
            let not_stated = (String::new(), RowSet::default());
            values.insert(Slug::of(NOT_STATED), not_stated);
            for (words, rows) in found {
                let value = value_of(&words);
                let entry = values.entry(value).or_insert_with(|| (words, RowSet::default()));
                entry.1 = merged(&entry.1, &rows);
            }
            for (value, (words, rows)) in values {
                let rule = format!("{month}, {} = \"{words}\"", field.column);
                let breakdown = Breakdown::of(Slug::of(field.dimension), value);
                let cell = count(&rows);
                out.push(observed.cut(measure, breakdown, cell, Place::Rows { rule, rows }));
            }
        }
        out
    }
}

/// The value a field's words have in a breakdown. Words longer than a name may be keep their end,
/// which is where they differ.
fn value_of(words: &str) -> Slug {
    if words.is_empty() {
        return Slug::of(NOT_STATED);
    }
    match words.split_once(" - ") {
        Some((_, end)) if words.len() > 60 => Slug::of(end),
        _ => Slug::of(words),
    }
}

/// Rows of two spellings of one value, in order.
fn merged(one: &RowSet, other: &RowSet) -> RowSet {
    let mut lines: Vec<u64> = one.iter().chain(other.iter()).collect();
    lines.sort_unstable();
    let mut rows = RowSet::default();
    for line in lines {
        rows.push(line);
    }
    rows
}
