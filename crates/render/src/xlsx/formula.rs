//! Live formulas where an analyst would follow them: a change, a percentage, a share, a rate, a sum,
//! over cells of the same sheet.
//!
//! A formula is written only if it provably gives what is printed: its result is worked out here in
//! whole numbers from the printed cells. A figure is made from exact quantities and rounded once, so
//! that a formula over rounded ones may differ; then the cell holds the number alone.

use std::collections::BTreeMap;

use document::RowKind;
use domain::breakdown::Breakdown;
use domain::figure::{Base, Derivation, FigureKey, RevisionReading};
use domain::observation::ObservationKey;
use domain::period::Period;

use super::sheet::{Sheet, letters};
use super::value::{Number, Value};

/// Where a cell is in its table.
type Place = (usize, usize);

/// Writes the formulas of a sheet.
pub(super) fn fill(sheet: &mut Sheet<'_>) {
    let found: Vec<(Place, String)> = {
        let cells = Cells::of(sheet);
        let places = (0..sheet.rows.len())
            .flat_map(|row| (0..sheet.columns.len()).map(move |column| (row, column)));
        places.filter_map(|place| Some((place, cells.formula(place)?))).collect()
    };
    for ((row, column), formula) in found {
        sheet.rows[row].cells[column].formula = Some(formula);
    }
}

/// The cells of a sheet by what they print.
struct Cells<'s, 'a> {
    sheet: &'s Sheet<'a>,
    by_key: BTreeMap<&'a FigureKey, Place>,
}

impl<'s, 'a> Cells<'s, 'a> {
    fn of(sheet: &'s Sheet<'a>) -> Self {
        let mut by_key = BTreeMap::new();
        for (row, line) in sheet.rows.iter().enumerate() {
            for (column, cell) in line.cells.iter().enumerate() {
                if let (Some(figure), Value::Number(_)) = (cell.figure, &cell.value) {
                    by_key.entry(&figure.id.key).or_insert((row, column));
                }
            }
        }
        Self { sheet, by_key }
    }

    fn number(&self, (row, column): Place) -> Option<&Number> {
        match &self.sheet.rows.get(row)?.cells.get(column)?.value {
            Value::Number(number) => Some(number),
            Value::Text(_) | Value::Symbol(_) | Value::Empty => None,
        }
    }

    fn name(&self, (row, column): Place) -> String {
        format!("{}{}", letters(column), self.sheet.row(row) + 1)
    }

    fn place(&self, of: ObservationKey, by: Derivation) -> Option<Place> {
        self.by_key.get(&FigureKey { of, by }).copied()
    }

    fn formula(&self, place: Place) -> Option<String> {
        let printed = self.number(place)?;
        let figure = self.sheet.rows[place.0].cells[place.1].figure?;
        let FigureKey { of, by } = &figure.id.key;
        let at = |base: Base, period: Period| {
            self.place(ObservationKey { period, ..of.clone() }, plain(base))
        };
        match by {
            Derivation::Change(base, from) => {
                self.difference(printed, at(*base, of.period)?, at(*base, *from)?)
            }
            Derivation::Percent(base, from) => {
                self.growth(printed, at(*base, of.period)?, at(*base, *from)?)
            }
            Derivation::Revision(reading) => {
                let now = at(Base::Value, of.period)?;
                let first = at(Base::First, of.period)?;
                match reading {
                    RevisionReading::Change => self.difference(printed, now, first),
                    RevisionReading::Percent => self.growth(printed, now, first),
                }
            }
            Derivation::Share(base) => {
                let whole = ObservationKey { breakdown: Breakdown::total(), ..of.clone() };
                let (part, whole) = (at(*base, of.period)?, self.place(whole, plain(*base))?);
                self.ratio(printed, part, whole, 1)
            }
            Derivation::Rate(rate) => {
                let events = at(rate.base, of.period)?;
                let people = self.people(place, of)?;
                self.ratio(printed, events, people, i128::from(rate.per))
            }
            Derivation::PerHundred(base, measure, source) => {
                let mut other = ObservationKey {
                    measure: measure.clone(),
                    source: source.clone(),
                    breakdown: Breakdown::total(),
                    ..of.clone()
                };
                let same = |key: &&&FigureKey| {
                    key.by == plain(*base)
                        && (&key.of.measure, &key.of.source) == (measure, source)
                        && (&key.of.area, key.of.period) == (&of.area, of.period)
                        && key.of.breakdown.is_total()
                };
                other.definition = self.by_key.keys().find(same)?.of.definition;
                let under = self.place(other, plain(*base))?;
                self.ratio(printed, at(*base, of.period)?, under, 100)
            }
            Derivation::Value | Derivation::Total | Derivation::Districts => {
                self.sum(printed, place)
            }
            Derivation::First
            | Derivation::Cohort(..)
            | Derivation::CohortChange(..)
            | Derivation::Peers(..)
            | Derivation::Funnel(..)
            | Derivation::Chart(..)
            | Derivation::LastMonth(..)
            | Derivation::Factor(_)
            | Derivation::Adjusted(_)
            | Derivation::AnnualTest(..)
            | Derivation::SeasonalStep(_) => None,
        }
    }

    /// The residents of the same area, in the same row.
    fn people(&self, (row, own): Place, of: &ObservationKey) -> Option<Place> {
        let cells = self.sheet.rows[row].cells.iter().enumerate();
        let mut others = cells.filter(|(column, cell)| {
            *column != own
                && cell.figure.is_some_and(|figure| {
                    let key = &figure.id.key;
                    key.of.measure != of.measure
                        && key.of.area == of.area
                        && matches!(key.by, Derivation::Value | Derivation::Districts)
                })
        });
        others.next().map(|(column, _)| (row, column))
    }

    fn difference(&self, printed: &Number, now: Place, then: Place) -> Option<String> {
        let (a, b) = (self.number(now)?, self.number(then)?);
        let scale = a.scale.max(b.scale);
        let difference = widened(a, scale)?.checked_sub(widened(b, scale)?)?;
        gives(difference, power(scale)?, printed)?;
        let said = format!("{}-{}", self.name(now), self.name(then));
        // Halves and tenths are not exact in a spreadsheet; whole numbers are.
        Some(if scale == 0 { format!("={said}") } else { rounded(&said, printed) })
    }

    fn growth(&self, printed: &Number, now: Place, then: Place) -> Option<String> {
        let (a, b) = (self.number(now)?, self.number(then)?);
        let scale = a.scale.max(b.scale);
        let (a, b) = (widened(a, scale)?, widened(b, scale)?);
        gives(a.checked_sub(b)?, Some(b).filter(|b| *b > 0)?, printed)?;
        Some(rounded(&format!("{}/{}-1", self.name(now), self.name(then)), printed))
    }

    fn ratio(&self, printed: &Number, over: Place, under: Place, per: i128) -> Option<String> {
        let (a, b) = (self.number(over)?, self.number(under)?);
        let scale = a.scale.max(b.scale);
        let (a, b) = (widened(a, scale)?, widened(b, scale)?);
        gives(a.checked_mul(per)?, Some(b).filter(|b| *b > 0)?, printed)?;
        let times = if per == 1 { String::new() } else { format!("*{per}") };
        Some(rounded(&format!("{}/{}{times}", self.name(over), self.name(under)), printed))
    }

    /// A row of totals that is the sum of every row above it.
    fn sum(&self, printed: &Number, (row, column): Place) -> Option<String> {
        if self.sheet.rows[row].kind != RowKind::Total || row < 2 {
            return None;
        }
        let above: Option<Vec<&Number>> = (0..row).map(|n| self.number((n, column))).collect();
        let above = above?;
        let whole = |number: &&&Number| number.scale == 0 && !number.format.contains('%');
        if above.iter().filter(whole).count() < above.len() || printed.scale > 0 {
            return None;
        }
        let total: i128 = above.iter().map(|number| number.mantissa).sum();
        let (first, last) = (self.name((0, column)), self.name((row - 1, column)));
        (total == printed.mantissa).then(|| format!("=SUM({first}:{last})"))
    }
}

fn plain(base: Base) -> Derivation {
    match base {
        Base::Value => Derivation::Value,
        Base::Total => Derivation::Total,
        Base::First => Derivation::First,
    }
}

fn rounded(said: &str, printed: &Number) -> String {
    format!("=ROUND({said},{})", printed.scale)
}

fn power(scale: u32) -> Option<i128> {
    10i128.checked_pow(scale)
}

fn widened(number: &Number, scale: u32) -> Option<i128> {
    number.mantissa.checked_mul(power(scale - number.scale)?)
}

/// How close to a half, in parts of the last digit, a result may come: nearer than this, binary
/// arithmetic may round it the other way.
const CLEAR_OF_A_HALF: i128 = 1_000_000;

/// Whether a ratio, rounded half away from zero, is the printed number, in a spreadsheet's arithmetic
/// too.
fn gives(numerator: i128, denominator: i128, printed: &Number) -> Option<()> {
    let scaled = numerator.checked_mul(power(printed.scale)?)?;
    let (whole, rest) = (scaled / denominator, scaled % denominator);
    let from_half = rest.abs().checked_mul(2)?.checked_sub(denominator)?;
    let clear = from_half.abs().checked_mul(CLEAR_OF_A_HALF)? > denominator;
    let up = if from_half >= 0 { scaled.signum() } else { 0 };
    (clear && whole + up == printed.mantissa).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(mantissa: i128, scale: u32) -> Number {
        Number { mantissa, scale, format: String::new(), printed: String::new() }
    }

    /// Half is where a spreadsheet's binary arithmetic and ours may part: 1/8 is 0.13 or 0.12.
    #[test]
    fn a_result_at_a_half_is_no_proof() {
        assert_eq!(gives(1, 8, &number(13, 2)), None);
        assert_eq!(gives(1, 8, &number(12, 2)), None);
        assert_eq!(gives(1, 8, &number(125, 3)), Some(()));
        assert_eq!(gives(-1, 3, &number(-333, 3)), Some(()));
        assert_eq!(gives(-2, 3, &number(-667, 3)), Some(()));
        assert_eq!(gives(-2, 3, &number(-666, 3)), None);
        assert_eq!(gives(7, 1, &number(7, 0)), Some(()));
        assert_eq!(gives(i128::MAX, 2, &number(1, 3)), None, "too large to work out");
    }
}
