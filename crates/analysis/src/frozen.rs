//! One edition of the truth: a freeze, its catalogue and its ledger.

use std::collections::BTreeSet;

use catalogue::Catalogue;
use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::cell::Cell;
use domain::diagnostic::Diagnostic;
use domain::digest::Digest;
use domain::figure::{
    Base, CohortReading, Derivation, Exact, Figure, FigureId, FigureKey, Format, FunnelLine,
    PeerReading, RevisionReading, TestReading,
};
use domain::freeze::FreezeId;
use domain::ids::{MeasureId, SourceId};
use domain::marking::Audience;
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;

use crate::disclosure::{Edition, Gate, Policy, Printed, Shown, Treatment, protect};
use crate::evaluate::Evaluated;
use crate::ledger::{Ledger, Supplied};

/// Everything a paper of one edition may use.
#[derive(Debug)]
pub struct Frozen {
    /// Which edition.
    pub id: FreezeId,
    /// Its catalogue and plan.
    pub catalogue: Catalogue,
    /// Its observations. Outside this crate nobody reads them past the gate.
    pub(crate) ledger: Ledger,
    /// What every figure passes on its way out; see [`crate::disclosure`].
    pub(crate) gate: Gate,
}

impl Frozen {
    /// An edition under its own disclosure policy. `papers` are what was published of it: what they
    /// showed may be shown again, and nothing else that has to be judged.
    pub fn new(id: FreezeId, catalogue: Catalogue, ledger: Ledger, papers: &[Edition]) -> Self {
        let gate = Gate::published(Policy::of(&catalogue), papers);
        Self { id, catalogue, ledger, gate }
    }

    /// The same edition for people in a role of the office. What they see is not published.
    #[must_use]
    pub fn seen_by(mut self, audience: Audience) -> Self {
        self.gate = self.gate.seen_by(audience);
        self
    }

    /// What every figure passes on its way out.
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// A digest over every current observation.
    pub fn digest(&self) -> Digest {
        self.ledger.digest()
    }

    /// Every release, reference data last. How many rows were read of one that is not
    /// [published](Gate::is_published) is not for printing.
    pub fn releases(&self) -> &[Supplied] {
        self.ledger.releases()
    }

    /// Every observation that is held, by what it is of.
    pub fn held(&self) -> impl Iterator<Item = &ObservationKey> {
        self.ledger.all_current().map(|(key, _)| key)
    }

    /// How an observation came to the office, and where in its file it stands; only of one that is
    /// shown as it is, since a list of rows is its number.
    pub fn origin(&self, of: &ObservationKey) -> Option<(&Supplied, &Place)> {
        let key = FigureKey { of: of.clone(), by: Derivation::Value };
        let held = self.ledger.current(of).filter(|_| self.gate.may_explain(&key))?;
        Some((self.ledger.supplied(held), &held.observation.place))
    }

    /// Every version of an observation, the current one last, as far as they may be seen.
    pub fn versions(&self, of: &ObservationKey) -> Vec<(&Observation, &Supplied)> {
        let held = self.ledger.versions(of).iter();
        let held = held.filter(|_| self.gate.may_show_versions(of));
        held.map(|held| (&held.observation, self.ledger.supplied(held))).collect()
    }

    /// Whether the office itself holds some of what is in this edition.
    pub fn holds_own(&self) -> bool {
        self.releases().iter().any(|one| !self.gate.is_published(&one.release.source))
    }

    /// Judges a paper before it goes out, and opens the gate to what it may show. `history` is
    /// everything ever published, and `compose` gives every figure that the paper would print if
    /// nothing were withheld: what it sees is for nobody's eyes.
    ///
    /// # Errors
    /// Those of `compose`; the gate is then as it was.
    pub fn judge<E>(
        &mut self,
        name: &str,
        history: &[Edition],
        compose: impl FnOnce(&Self) -> Result<BTreeSet<FigureKey>, E>,
    ) -> Result<(Edition, Vec<Diagnostic>), E> {
        let shut = std::mem::replace(&mut self.gate, Gate::open());
        let figures = compose(self);
        self.gate = shut;
        let policy = Policy::of(&self.catalogue);
        let paper = self.paper(name, &figures?, &policy);
        let parts_of = |area: &Area| {
            let districts = self.catalogue.districts_of(area).into_iter();
            districts.map(|district| district.area.clone()).collect()
        };
        let judged = protect(&policy, history, paper, &parts_of);
        self.gate = judged.gate;
        Ok((judged.edition, judged.problems))
    }

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
    /// of the same series: what [`crate::disclosure::protect()`] is asked about. Left out are
    /// figures that others have published, and those that no paper cites. It holds true numbers and
    /// is for nobody's eyes.
    pub(crate) fn paper(
        &self,
        name: &str,
        figures: &BTreeSet<FigureKey>,
        policy: &Policy,
    ) -> Edition {
        let judged = |key: &&FigureKey| {
            let treatment = policy.treatment(&key.of);
            treatment != Treatment::Restricted && !policy.is_published(&key.of.source)
        };
        let printed: Vec<Printed> =
            figures.iter().filter(judged).map(|key| self.printed(key)).collect();
        let keys = printed
            .iter()
            .flat_map(|p| std::iter::once(&p.key).chain(p.made_from.iter().map(|(key, _)| key)));
        let measures: BTreeSet<&MeasureId> = keys.map(|key| &key.of.measure).collect();
        let measures = policy.adding_up_with(measures);
        let of_series = |key: &ObservationKey| {
            !policy.is_published(&key.source) && measures.contains(&key.measure)
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
            Derivation::First | Derivation::Cohort(CohortReading::Count, _) => {
                self.counts_under(std::slice::from_ref(key))
            }
            Derivation::Peers(..)
            | Derivation::Funnel(..)
            | Derivation::Chart(..)
            | Derivation::LastMonth(..)
            | Derivation::Adjusted(_)
            | Derivation::SeasonalStep(_)
            | Derivation::AnnualTest(..)
            | Derivation::Change(Base::First, _)
            | Derivation::Percent(Base::First, _)
            | Derivation::Revision(_)
            | Derivation::Cohort(CohortReading::Share, _)
            | Derivation::CohortChange(..)
            | Derivation::PerHundred(..) => self.counts_under(&evaluated.inputs),
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
                // Another version of a count gives away as much as the current one.
                Derivation::First | Derivation::Cohort(CohortReading::Count, _) => {
                    let months = match input.of.period.whole_months() {
                        Some(2..) if input.by != Derivation::First => Derivation::Total,
                        _ => Derivation::Value,
                    };
                    out.push(FigureKey { of: input.of.clone(), by: months });
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
        Derivation::Value
        | Derivation::Total
        | Derivation::Districts
        | Derivation::First
        | Derivation::Cohort(CohortReading::Count, _) => {
            let decimals = u8::from(matches!(cell, Cell::Value(Exact::Ratio { .. })));
            Format::Number { decimals }
        }
        Derivation::Change(..) | Derivation::Revision(RevisionReading::Change) => {
            let decimals = u8::from(matches!(cell, Cell::Value(Exact::Ratio { .. })));
            Format::Signed { decimals }
        }
        Derivation::Percent(..) | Derivation::Revision(RevisionReading::Percent) => {
            Format::SignedPercent { decimals: 1 }
        }
        Derivation::CohortChange(..) => Format::Signed { decimals: 1 },
        Derivation::Share(_) | Derivation::Cohort(CohortReading::Share, _) => {
            Format::Percent { decimals: 1 }
        }
        Derivation::Peers(PeerReading::Rank | PeerReading::RankLow | PeerReading::RankHigh, ..) => {
            Format::Rank
        }
        Derivation::Funnel(FunnelLine::Spread, _) => Format::Number { decimals: 3 },
        Derivation::Rate(_)
        | Derivation::PerHundred(..)
        | Derivation::Peers(..)
        | Derivation::Funnel(..)
        | Derivation::Chart(..) => Format::Number { decimals: 1 },
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
