//! What a row is of: area, period, measure and cut.

use std::collections::BTreeMap;

use catalogue::Mapping;
use catalogue::mapping::{DateOrder, Level, PeriodForm};
use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::diagnostic::{Location, Severity};
use domain::ids::{MeasureId, Slug};
use domain::period::Period;

use super::grid::{Columns, Grid, Raw, Row};
use super::periods::{date_in, of_day, period_of, serial};
use crate::codes;
use crate::dates::{Order, Settled, Written, settle};
use crate::findings::Findings;
use crate::reading::{MeasureVersion, Reading, Tallied, rows};
use crate::sources::observed::{Labels, slug_of_words};
use crate::spelling;

/// What a row says of its figures. What it leaves open a value must say, or a total leaves open.
pub(super) struct Of {
    area: Option<Area>,
    period: Option<Period>,
    measure: Option<MeasureVersion>,
    parts: Vec<(Slug, Slug)>,
    /// Which rows, in words of the file.
    pub(super) rule: String,
}

/// What a value is of. A total is of no one area, or not cut.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    pub(super) area: Option<Area>,
    pub(super) period: Period,
    pub(super) measure: MeasureVersion,
    pub(super) breakdown: Breakdown,
}

pub(super) struct Keys<'m> {
    mapping: &'m Mapping,
    order: Order,
    /// The one period of the table, said above it.
    above: Option<Period>,
    labels: Labels,
    measures: Vec<Option<MeasureVersion>>,
    measure: Option<MeasureVersion>,
    areas: BTreeMap<String, Option<Area>>,
    passed_over: Tallied,
    /// Words of each value of a cut, to find two that make the same name.
    words: BTreeMap<(Slug, Slug), String>,
}

impl<'m> Keys<'m> {
    pub(super) fn new(
        mapping: &'m Mapping,
        grids: &[Grid],
        reading: &mut Reading<'_>,
    ) -> Option<Self> {
        let version = |id: &Option<MeasureId>, reading: &mut Reading<'_>| {
            id.as_ref().and_then(|id| reading.measure(id.as_str()))
        };
        let order = order(mapping, grids, reading);
        let above = above(mapping, grids, reading);
        let open = mapping.period_after.is_some() && above.is_none();
        let measures =
            mapping.values.iter().map(|value| version(&value.measure, reading)).collect();
        let keys = Self {
            mapping,
            order: order?,
            above,
            labels: Labels::of(mapping.source.clone()),
            measures,
            measure: version(&mapping.measure, reading),
            areas: BTreeMap::new(),
            passed_over: Tallied::default(),
            words: BTreeMap::new(),
        };
        (!open).then_some(keys)
    }

    /// Reads a row; what cannot be read is told. A total leaves open what its other rows differ in.
    pub(super) fn of(
        &mut self,
        grid: &Grid,
        row: &Row,
        columns: &Columns,
        total: bool,
        reading: &mut Reading<'_>,
    ) -> Option<Of> {
        let checked =
            |column: usize| total && super::checks::is_checked(self.mapping, grid, column);
        let area = match (columns.area, &self.mapping.area) {
            (Some(column), _) if checked(column) => None,
            (Some(column), _) => Some(self.area(grid, row, column, reading)?),
            (None, Some(code)) => reading.catalogue.place(code).cloned(),
            (None, None) => None,
        };
        let period = match columns.period {
            Some(column) => Some(self.period(grid, row, column, reading)?),
            None => self.above,
        };
        let measure = match columns.measure {
            Some(column) => {
                let label = row.text(column).into_owned();
                let at = |r: &Reading<'_>| grid.at(row.line, column, &r.findings);
                let effect = "its figures are left out";
                Some(self.labels.measure(&label, effect, at, reading)?)
            }
            None => self.measure.clone(),
        };
        let (mut parts, mut rule) = (Vec::new(), Vec::new());
        for (cut, column) in self.mapping.breakdowns.iter().zip(&columns.breakdowns) {
            if total && super::checks::is_checked(self.mapping, grid, *column) {
                continue;
            }
            let words = row.text(*column).into_owned();
            let value = slug_of_words(&words);
            let key = (cut.dimension.clone(), value.clone());
            let first = self.words.entry(key).or_insert_with(|| words.clone());
            if first.to_lowercase() != words.to_lowercase() && slug_clashes(first, &words) {
                let at = |f: &Findings| grid.at(row.line, *column, f);
                let message =
                    || format!("\"{words}\" and \"{first}\" would have one name, {value}");
                reading.findings.add(Severity::Error, &codes::FIGURE_REPEATED, at, message);
            }
            rule.push(format!("{} = \"{words}\"", grid.header[*column]));
            parts.push((cut.dimension.clone(), value));
        }
        if let (Some(column), Some(period)) = (columns.period, period) {
            rule.push(format!("{} in {period}", grid.header[column]));
        }
        Some(Of { area, period, measure, parts, rule: rule.join(", ") })
    }

    /// Whether a row is words about the table: it has no value, and nothing it has names an area or
    /// a period. A known place or period without a value is a gap, and no note.
    pub(super) fn is_note(
        &self,
        grid: &Grid,
        row: &Row,
        columns: &Columns,
        reading: &Reading<'_>,
    ) -> bool {
        let filled = |column: &usize| *row.get(*column) != Raw::Empty;
        let mut valued = columns.values.iter().filter_map(|(_, column)| column.as_ref()).peekable();
        if valued.peek().is_none() || valued.any(filled) {
            return false;
        }
        let area = columns.area.map(|column| row.text(column)).is_some_and(|name| {
            let catalogue = reading.catalogue;
            area_of(&name, &self.mapping.levels, reading).is_some()
                || catalogue.is_other_body(&name)
        });
        let form = self.mapping.period;
        let period = columns.period.is_some_and(|column| match row.get(column) {
            Raw::Number(number) => serial(*number, grid.from_1904).is_some(),
            raw => period_of(&raw.text(), form, self.order).is_some(),
        });
        !area && !period
    }

    /// What one value of a row is of.
    pub(super) fn of_value(
        &self,
        of: &Of,
        value: usize,
        grid: &Grid,
        column: Option<usize>,
        reading: &Reading<'_>,
    ) -> Option<Key> {
        let declared = self.mapping.values.get(value)?;
        let area = declared.area.as_ref().and_then(|code| reading.catalogue.place(code).cloned());
        let across = column.filter(|_| self.mapping.periods_across);
        let across =
            across.and_then(|c| period_of(&grid.header[c], self.mapping.period, self.order));
        let measure = self.measures.get(value).cloned().flatten();
        let parts = if declared.of_the_whole { &[][..] } else { &of.parts };
        let own = declared.cut.iter().flat_map(Breakdown::parts);
        let words: Vec<String> = parts.iter().chain(own).map(|(d, v)| format!("{d}.{v}")).collect();
        let breakdown = match words.as_slice() {
            [] => Breakdown::total(),
            words => words.join("+").parse().ok()?,
        };
        let period = across.or(of.period)?;
        let last = Period::new(period.end(), period.end()).ok().filter(|_| declared.at_end);
        Some(Key {
            area: area.or_else(|| of.area.clone()),
            period: last.unwrap_or(period),
            measure: measure.or_else(|| of.measure.clone())?,
            breakdown,
        })
    }

    /// The area a cell names; a name nobody knows is told once.
    fn area(
        &mut self,
        grid: &Grid,
        row: &Row,
        column: usize,
        reading: &mut Reading<'_>,
    ) -> Option<Area> {
        let name = row.text(column).into_owned();
        if let Some(known) = self.areas.get(&name) {
            if known.is_none() && reading.catalogue.is_other_body(&name) {
                self.passed_over.add(&name, row.line);
            }
            return known.clone();
        }
        let found = area_of(&name, &self.mapping.levels, reading);
        if found.is_none() && reading.catalogue.is_other_body(&name) {
            self.passed_over.add(&name, row.line);
        } else if found.is_none() {
            let catalogue = reading.catalogue;
            let message = || {
                let forces = catalogue.police_areas().map(|force| force.name.as_str());
                let partnerships = catalogue.partnerships().map(|p| p.name.as_str());
                let meant = spelling::closest(&name, forces.chain(partnerships));
                let meant = meant.map_or(String::new(), |m| format!("; did you mean \"{m}\"?"));
                format!("\"{name}\" is not an area the catalogue knows{meant}")
            };
            let at = |f: &Findings| grid.at(row.line, column, f);
            reading.findings.add(Severity::Error, &codes::AREA_UNKNOWN, at, message);
        }
        self.areas.insert(name, found.clone());
        found
    }

    fn period(
        &self,
        grid: &Grid,
        row: &Row,
        column: usize,
        reading: &mut Reading<'_>,
    ) -> Option<Period> {
        let form = self.mapping.period;
        let found = match row.get(column) {
            Raw::Number(number) if form != PeriodForm::Year || *number > 9_999.0 => {
                serial(*number, grid.from_1904).and_then(|day| of_day(day, form))
            }
            raw => period_of(&raw.text(), form, self.order),
        };
        if found.is_none() {
            let text = row.text(column).into_owned();
            let at = |f: &Findings| grid.at(row.line, column, f);
            let message = || format!("\"{text}\" is not a {}", form.word());
            reading.findings.add(Severity::Error, &codes::PERIOD_MALFORMED, at, message);
        }
        found
    }

    /// Notes for each body without a place how many of its rows were passed over.
    pub(super) fn tell(&self, reading: &mut Reading<'_>) {
        for (name, count, line) in self.passed_over.iter() {
            let at = reading.findings.line(line);
            let message = format!("{} of {name} passed over", rows(count));
            reading.findings.note(&codes::OTHER_BODY_SKIPPED, at, message);
        }
    }
}

/// Two different words that were cut to the same name, rather than two spellings of one.
fn slug_clashes(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) != letters(other)
}

/// An area by code or name, by the kinds of place a mapping looks at.
fn area_of(name: &str, levels: &[Level], reading: &Reading<'_>) -> Option<Area> {
    let catalogue = reading.catalogue;
    let both = [Level::Force, Level::Csp];
    let levels = if levels.is_empty() { &both[..] } else { levels };
    levels.iter().find_map(|level| match level {
        Level::Force => catalogue.police_area(name).map(|force| force.area.clone()),
        Level::Csp => {
            let district = catalogue.district(name).or_else(|| catalogue.district_named(name));
            let partnership = || catalogue.partnership(name).map(|p| p.area.clone());
            district.map(|district| district.area.clone()).or_else(partnership)
        }
    })
}

/// The order of day and month: declared, or settled by all dates of the column together.
fn order(mapping: &Mapping, grids: &[Grid], reading: &mut Reading<'_>) -> Option<Order> {
    match mapping.date_order {
        Some(DateOrder::DayFirst) => return Some(Order::DayFirst),
        Some(DateOrder::MonthFirst) => return Some(Order::MonthFirst),
        None => {}
    }
    let (mut dates, mut place): (Vec<Written>, Option<Location>) = (Vec::new(), None);
    for grid in grids {
        let Some(column) = grid.find(&mapping.period_column) else { continue };
        for row in &grid.rows {
            if let Raw::Text(text) = row.get(column) {
                dates.extend(Written::of(date_in(text)));
                place.get_or_insert_with(|| grid.at(row.line, column, &reading.findings));
            }
        }
    }
    let settled = settle(&dates, ends_of_months(mapping.period));
    let at = place.unwrap_or_else(|| reading.findings.file());
    let message = match settled {
        Settled::Order(order) => return Some(order),
        Settled::Either => "day and month of every date could be exchanged",
        Settled::Neither => "some dates have the day first and some the month",
    };
    reading.findings.error(&codes::PERIOD_AMBIGUOUS, at, message.to_owned());
    None
}

/// Whether dates of this form are ends of months.
fn ends_of_months(form: PeriodForm) -> bool {
    matches!(form, PeriodForm::RollingYear | PeriodForm::MonthEnd)
}

/// The one period said above the table, after the words the mapping gives.
fn above(mapping: &Mapping, grids: &[Grid], reading: &mut Reading<'_>) -> Option<Period> {
    let words = mapping.period_after.as_ref()?;
    let found = grids.iter().flat_map(|grid| &grid.above).find_map(|text| {
        let (_, rest) = text.split_once(words.as_str())?;
        let rest: Vec<&str> = rest.split_whitespace().take(3).collect();
        (1..=rest.len()).rev().find_map(|n| {
            let text = rest.get(..n)?.join(" ");
            let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
            period_of(text, mapping.period, Order::DayFirst)
        })
    });
    if found.is_none() {
        let at = reading.findings.file();
        let message = format!("no period after \"{words}\" above the table");
        reading.findings.error(&codes::PERIOD_MALFORMED, at, message);
    }
    found
}
