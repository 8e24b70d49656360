//! One edition of the truth: a freeze, its catalogue and its ledger.

use std::collections::BTreeSet;

use catalogue::Catalogue;
use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::cell::Cell;
use domain::figure::{
    Derivation, Exact, Figure, FigureId, FigureKey, Format, PeerReading, TestReading,
};
use domain::freeze::FreezeId;
use domain::ids::{MeasureId, SourceId};
use domain::observation::ObservationKey;
use domain::period::Period;

use crate::disclosure::{Edition, Gate, Printed, Shown};
use crate::evaluate::Evaluated;
use crate::ledger::Ledger;

/// Everything a paper of one edition may use.
#[derive(Debug)]
pub struct Frozen {
    /// Which edition.
    pub id: FreezeId,
    /// Its catalogue and plan.
    pub catalogue: Catalogue,
    /// Its observations.
    pub ledger: Ledger,
    /// What every figure passes on its way out; see [`crate::disclosure`].
    pub gate: Gate,
}

impl Frozen {
    /// A key for the total of a measure at its current definition version.
    pub fn key(
        &self,
        measure: &MeasureId,
        source: &SourceId,
        area: &Area,
        period: Period,
    ) -> ObservationKey {
        let definition = self.catalogue.measure(measure).map_or(1, |m| m.definition_version);
        ObservationKey {
            measure: measure.clone(),
            definition,
            source: source.clone(),
            area: area.clone(),
            breakdown: Breakdown::total(),
            period,
            age: None,
        }
    }

    /// Evaluates one figure, as far as it may be seen.
    pub fn evaluate(&self, key: &FigureKey) -> Evaluated {
        self.gate.pass(key, self.truth(key))
    }

    /// What a paper of these figures would publish if nothing were withheld, with the counts held
    /// of the same series: what [`crate::disclosure::protect()`] is asked about. It holds true
    /// numbers and is for nobody's eyes.
    pub fn paper(&self, name: &str, figures: &BTreeSet<FigureKey>) -> Edition {
        let printed: Vec<Printed> = figures.iter().map(|key| self.printed(key)).collect();
        let keys = printed
            .iter()
            .flat_map(|p| std::iter::once(&p.key).chain(p.made_from.iter().map(|(key, _)| key)));
        let series: BTreeSet<_> =
            keys.map(|key| (key.of.measure.clone(), key.of.source.clone())).collect();
        let of_series = |key: &ObservationKey| {
            series.iter().any(|(measure, source)| key.measure == *measure && key.source == *source)
        };
        let current = self.ledger.all_current().filter(|(key, _)| of_series(key));
        let held = current.filter_map(|(key, held)| match held.observation.cell {
            Cell::Value(decimal) if decimal.scale == 0 => Some((key.clone(), decimal.mantissa)),
            _ => None,
        });
        Edition { name: name.to_owned(), held: held.collect(), printed }
    }

    fn printed(&self, key: &FigureKey) -> Printed {
        let evaluated = self.truth(key);
        let figure = Figure {
            id: FigureId { freeze: self.id, key: key.clone() },
            cell: evaluated.cell,
            format: format_of(&key.by, &evaluated.cell),
            markers: evaluated.markers,
            missing_because: None,
        };
        let made_from = match &key.by {
            Derivation::Peers(..)
            | Derivation::Chart(..)
            | Derivation::LastMonth(..)
            | Derivation::Adjusted(_)
            | Derivation::SeasonalStep(_)
            | Derivation::AnnualTest(..) => self.counts_under(&evaluated.inputs),
            _ => evaluated.inputs,
        };
        let truth = |key: FigureKey| {
            let whole = self.truth(&key).whole();
            (key, whole)
        };
        Printed {
            key: key.clone(),
            shown: Shown::of(&figure),
            truth: figure.cell.value(),
            made_from: made_from.into_iter().map(truth).collect(),
        }
    }

    /// The counts that a reading of statistics is made from, however deep they lie.
    fn counts_under(&self, inputs: &[FigureKey]) -> Vec<FigureKey> {
        let mut out = Vec::new();
        for input in inputs {
            match &input.by {
                Derivation::Value | Derivation::Total | Derivation::Districts => {
                    out.push(input.clone());
                }
                _ => out.extend(self.counts_under(&self.truth(input).inputs)),
            }
        }
        out
    }

    /// The figure of a key: evaluated, ready to print, able to be explained.
    pub fn figure(&self, of: ObservationKey, by: Derivation) -> Figure {
        let key = FigureKey { of, by };
        let evaluated = self.evaluate(&key);
        let format = format_of(&key.by, &evaluated.cell);
        Figure {
            id: FigureId { freeze: self.id, key },
            cell: evaluated.cell,
            format,
            markers: evaluated.markers,
            missing_because: evaluated.missing.map(|missing| missing.to_string()),
        }
    }
}

/// How a figure is written follows from how it is made.
fn format_of(by: &Derivation, cell: &Cell<Exact>) -> Format {
    match by {
        Derivation::Value | Derivation::Total | Derivation::Districts => {
            let decimals = u8::from(matches!(cell, Cell::Value(Exact::Ratio { .. })));
            Format::Number { decimals }
        }
        Derivation::Change(..) => Format::Signed { decimals: 0 },
        Derivation::Percent(..) => Format::SignedPercent { decimals: 1 },
        Derivation::Share(_) => Format::Percent { decimals: 1 },
        Derivation::Peers(PeerReading::Rank, ..) => Format::Rank,
        Derivation::Rate(_) | Derivation::Peers(..) | Derivation::Chart(..) => {
            Format::Number { decimals: 1 }
        }
        Derivation::LastMonth(..) => Format::Probability,
        Derivation::Factor(_) => Format::Number { decimals: 3 },
        Derivation::Adjusted(_) => Format::Number { decimals: 1 },
        Derivation::SeasonalStep(reading) | Derivation::AnnualTest(reading, _) => match reading {
            TestReading::P => Format::Probability,
            TestReading::Dispersion => Format::Number { decimals: 1 },
            TestReading::Revision => Format::Percent { decimals: 1 },
            TestReading::Pairs => Format::Number { decimals: 0 },
            TestReading::Ratio | TestReading::Low | TestReading::High => {
                Format::Number { decimals: 3 }
            }
        },
    }
}
