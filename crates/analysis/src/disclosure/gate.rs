//! The one gate: what becomes of a figure on its way out.

use std::collections::BTreeMap;

use domain::cell::Cell;
use domain::figure::{Derivation, Exact, FigureKey, Missing};
use domain::ids::SourceId;
use domain::marking::{Audience, Marking};
use domain::observation::ObservationKey;

use super::model::Fate;
use super::policy::{Policy, Treatment};
use super::published::{Edition, Printed, Shown};
use crate::evaluate::{Evaluated, FEWEST_FOR_PERCENT};

/// What every figure passes on its way out, on every path. It is shut by default: a figure of a
/// protected measure that [`protect`](super::protect()) has not judged is withheld.
#[derive(Debug, Clone)]
pub struct Gate {
    policy: Option<Policy>,
    fates: BTreeMap<FigureKey, Fate>,
    audience: Audience,
}

impl Gate {
    pub(super) fn new(policy: Policy, fates: BTreeMap<FigureKey, Fate>) -> Self {
        Self { policy: Some(policy), fates, audience: Audience::Public }
    }

    /// Lets everything through: for an office that holds only what others have published, and for
    /// working out what a paper would print before [`protect`](super::protect()) is asked.
    pub fn open() -> Self {
        Self { policy: None, fates: BTreeMap::new(), audience: Audience::Public }
    }

    /// The gate of an edition after its papers went out: what they showed may be shown again, and
    /// nothing else that needs judgement.
    pub fn published<'a>(policy: Policy, papers: impl IntoIterator<Item = &'a Edition>) -> Self {
        let mut gate = Self::shut(policy);
        for printed in papers.into_iter().flat_map(|paper| &paper.printed) {
            let fate = told(printed);
            let before = gate.fates.entry(printed.key.clone()).or_insert(fate);
            // Another paper of the edition may have shown what this one withheld.
            if *before == Fate::Withheld {
                *before = fate;
            }
        }
        gate
    }

    /// A gate that lets out only what needs no judgement: for a live view, or a search.
    pub fn shut(policy: Policy) -> Self {
        Self::new(policy, BTreeMap::new())
    }

    /// The same gate for people in a role of the office. What they see is not published, and must
    /// not be kept as an edition.
    #[must_use]
    pub fn seen_by(mut self, audience: Audience) -> Self {
        self.audience = audience;
        self
    }

    pub(super) fn fate(&self, key: &FigureKey) -> Fate {
        let Some(policy) = &self.policy else { return Fate::AsItIs };
        if policy.sees_all(&self.audience, &key.of.measure) {
            return Fate::AsItIs;
        }
        match (self.fates.get(key), policy.treatment(&key.of)) {
            (_, Treatment::Restricted) => Fate::NotCited,
            (Some(fate), _) => *fate,
            (None, Treatment::Open) => Fate::AsItIs,
            (None, Treatment::Protected) => Fate::Withheld,
        }
    }

    /// What may be shown in place of a quantity. A withheld one loses its markers and its inputs
    /// too: `[r]` would tell that it moved, and a list of rows is the number. That nothing is held
    /// may be told.
    pub fn pass(&self, key: &FigureKey, evaluated: Evaluated) -> Evaluated {
        let missing = |why| Evaluated::missing(Cell::Suppressed, why, vec![]);
        match self.fate(key) {
            Fate::AsItIs => evaluated,
            Fate::Withheld if is_not_held(&evaluated) => evaluated,
            Fate::Withheld => missing(Missing::Withheld),
            Fate::NotCited => missing(Missing::NotCited),
            Fate::Rounded(Some(exact)) => Evaluated::value(exact, evaluated.markers, Vec::new()),
            Fate::Rounded(None) => {
                let fewer_than = FEWEST_FOR_PERCENT;
                let why = match key.by {
                    Derivation::Percent(..) => Missing::FromFew { fewer_than },
                    _ => Missing::FromZero,
                };
                Evaluated::missing(Cell::NotApplicable, why, Vec::new())
            }
        }
    }

    /// Whether inputs, files and rows of a figure may be shown: only where the figure itself is
    /// shown as it is.
    pub fn may_explain(&self, key: &FigureKey) -> bool {
        self.fate(key) == Fate::AsItIs
    }

    /// Handling of an item; a page takes the highest of its items.
    pub fn marking(&self, of: &ObservationKey) -> Marking {
        self.policy.as_ref().map_or(Marking::Official, |policy| policy.marking_of(of))
    }

    fn treatment(&self, of: &ObservationKey) -> Treatment {
        match &self.policy {
            Some(policy) if !policy.sees_all(&self.audience, &of.measure) => policy.treatment(of),
            _ => Treatment::Open,
        }
    }

    /// Whether a series is tracked and not cited: that it is tracked may be said, and nothing else.
    pub fn is_tracked_only(&self, of: &ObservationKey) -> bool {
        self.treatment(of) == Treatment::Restricted
    }

    /// Whether earlier versions of a value may be shown. A version that was small then is still to
    /// be protected when the value is not small any more, so only those of open series are.
    pub fn may_show_versions(&self, of: &ObservationKey) -> bool {
        self.treatment(of) == Treatment::Open
    }

    /// Whether every figure of a source is out already. How many rows were read from a file of
    /// another source is a count like any other.
    pub fn is_published(&self, source: &SourceId) -> bool {
        self.policy.as_ref().is_none_or(|policy| policy.is_published(source))
    }

    /// The policy, if there is one.
    pub fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref()
    }
}

/// What readers were told of a figure may be told again.
fn told(printed: &Printed) -> Fate {
    match printed.shown {
        Shown::Number { .. } => Fate::AsItIs,
        Shown::Rounded(to) => Fate::Rounded(Some(Exact::Whole(to))),
        Shown::RoundedRatio { numerator, denominator } => {
            Fate::Rounded(Some(Exact::Ratio { numerator, denominator }))
        }
        Shown::Nothing if printed.truth.is_some() => Fate::Rounded(None),
        Shown::Nothing => Fate::AsItIs,
        Shown::Withheld => Fate::Withheld,
    }
}

/// Whether a quantity is missing because nothing was supplied, which tells of nobody.
fn is_not_held(evaluated: &Evaluated) -> bool {
    evaluated.cell == Cell::NotAvailable
        && matches!(
            evaluated.missing,
            Some(
                Missing::NotSupplied
                    | Missing::MonthsNotSupplied(_)
                    | Missing::PopulationNotHeld
                    | Missing::NotCatalogued
                    | Missing::GroupIncomplete { .. }
                    | Missing::Input
            )
        )
}
