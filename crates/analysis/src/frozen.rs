//! One edition of the truth: a freeze, its catalogue and its ledger.

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
        Derivation::MonthlyTest(reading) | Derivation::AnnualTest(reading, _) => match reading {
            TestReading::P => Format::Probability,
            TestReading::Dispersion => Format::Number { decimals: 1 },
            TestReading::Ratio | TestReading::Low | TestReading::High => {
                Format::Number { decimals: 3 }
            }
        },
    }
}
