//! The one gate: what becomes of a figure on its way out.

use std::collections::BTreeMap;

use domain::cell::{Cell, Markers};
use domain::figure::{Exact, Figure, FigureKey, Missing};
use domain::marking::{Audience, Marking};

use super::model::Fate;
use super::policy::{Policy, Treatment};
use crate::evaluate::Evaluated;

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
    /// too: `[r]` would tell that it moved, and a list of rows is the number.
    pub fn pass(&self, key: &FigureKey, evaluated: Evaluated) -> Evaluated {
        let missing = |why| Evaluated::missing(Cell::Suppressed, why, vec![]);
        match self.fate(key) {
            Fate::AsItIs => evaluated,
            Fate::Withheld => missing(Missing::Withheld),
            Fate::NotCited => missing(Missing::NotCited),
            Fate::Rounded(Some(exact)) => Evaluated::value(exact, evaluated.markers, Vec::new()),
            Fate::Rounded(None) => {
                Evaluated::missing(Cell::NotApplicable, Missing::FromZero, Vec::new())
            }
        }
    }

    /// The same for a finished figure, such as one read back from a store.
    pub fn pass_figure(&self, figure: Figure) -> Figure {
        let why = |why: Missing| Some(why.to_string());
        let (cell, missing_because) = match self.fate(&figure.id.key) {
            Fate::AsItIs => return figure,
            Fate::Rounded(Some(exact)) => (Cell::Value(exact), None),
            Fate::Rounded(None) => (Cell::NotApplicable, why(Missing::FromZero)),
            Fate::Withheld => (Cell::Suppressed, why(Missing::Withheld)),
            Fate::NotCited => (Cell::Suppressed, why(Missing::NotCited)),
        };
        let keeps = matches!(cell, Cell::Value(Exact::Whole(_) | Exact::Ratio { .. }));
        let markers = if keeps { figure.markers } else { Markers::NONE };
        Figure { cell, markers, missing_because, ..figure }
    }

    /// Whether inputs, files and rows of a figure may be shown: only where the figure itself is
    /// shown as it is.
    pub fn may_explain(&self, key: &FigureKey) -> bool {
        self.fate(key) == Fate::AsItIs
    }

    /// Handling of an item; a page takes the highest of its items.
    pub fn marking(&self, key: &FigureKey) -> Marking {
        self.policy.as_ref().map_or(Marking::Official, |p| p.marking_of(&key.of.measure))
    }
}
