//! What somebody else's paper claims, held against one edition of the truth.
//!
//! Figures are found in words by [`claims`], what they are of by [`words`], and judged here. Only
//! what passes the gate is compared: a claim about a withheld figure is unknown.

pub mod claims;
pub mod words;

use domain::area::Area;
use domain::cell::Cell;
use domain::figure::{Base, Derivation, Exact, Figure, text};
use domain::observation::ObservationKey;
use domain::period::Period;

use crate::frozen::Frozen;
use claims::{Claim, Kind};

/// What may be said of a claim.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a paper has hundreds of figures, not millions")]
pub enum Verdict {
    /// It is our figure.
    Match(Figure),
    /// It is our figure, rounded.
    Rounding(Figure),
    /// It was our figure, as published under this label.
    Revised {
        /// What it is now.
        now: Figure,
        /// When the version was published that it matches.
        published: String,
    },
    /// It is another figure than its words say.
    Other {
        /// What its words say, where we hold that.
        meant: Option<Figure>,
        /// What it is.
        is: Figure,
        /// How the two differ.
        how: Difference,
    },
    /// We hold what its words say, and it is something else.
    Contradicts(Figure),
    /// Nothing that may be seen tells.
    Unknown,
}

/// How the figure that was given differs from the one that was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Rise and fall exchanged.
    Sign,
    /// A size where a change was meant, or the reverse.
    Kind,
    /// Another measure or source.
    Measure,
    /// Another period.
    Period,
    /// Another place.
    Area,
}

/// What a claim is taken to be of.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Series it may be of, the likeliest first.
    pub keys: Vec<ObservationKey>,
    /// Periods its words name, the nearest first.
    pub periods: Vec<Period>,
    /// The place.
    pub area: Area,
    /// Whether its own sentence names the measure: without that nothing is contradicted.
    pub is_named: bool,
}

/// Whether a claim is a quantity, to the digits it was given in: exactly, or after rounding.
fn says(claim: &Claim, exact: Exact, printed: u8) -> Option<bool> {
    let rounded = text::rounded(exact, claim.decimals);
    if rounded == claim.digits {
        return Some(claim.decimals >= printed || matches!(exact, Exact::Whole(_)));
    }
    // 82,000 is 81,960 to the nearest thousand.
    let unit = claim.unit();
    let coarse = text::rounded(scaled(exact, unit)?, 0);
    (unit > 1 && coarse != 0 && coarse.checked_mul(unit)? == claim.digits && claim.decimals == 0)
        .then_some(false)
}

/// A whole quantity in units of so many.
fn scaled(exact: Exact, unit: i128) -> Option<Exact> {
    match exact {
        Exact::Whole(whole) => {
            Some(Exact::Ratio { numerator: i128::from(whole), denominator: unit })
        }
        Exact::Ratio { .. } | Exact::Real(_) => None,
    }
}

/// Digits after the point that a kind is printed with.
fn printed(kind: Kind) -> u8 {
    match kind {
        Kind::Level | Kind::Change => 0,
        Kind::Percent | Kind::Rate => 1,
    }
}

impl Frozen {
    /// Judges one claim under its reading.
    pub fn reconcile(&self, claim: &Claim, reading: &Reading) -> Verdict {
        let Some(key) = reading.keys.first() else { return Verdict::Unknown };
        let at = |key: &ObservationKey, period: Period, area: &Area| ObservationKey {
            period,
            area: area.clone(),
            ..key.clone()
        };
        let mut meant: Option<Figure> = None;
        for period in &reading.periods {
            let figure = self.said(&at(key, *period, &reading.area), claim.kind, &reading.periods);
            let Cell::Value(exact) = figure.cell else { continue };
            match says(claim, exact, printed(claim.kind)) {
                Some(true) => return Verdict::Match(figure),
                Some(false) => return Verdict::Rounding(figure),
                None => meant = meant.or(Some(figure)),
            }
        }
        if let Some(revised) = self.earlier_said(claim, reading, key) {
            return revised;
        }
        if claim.kind != Kind::Rate
            && let Some((is, how)) = self.otherwise(claim, reading, meant.as_ref())
        {
            return Verdict::Other { meant, is, how };
        }
        meant.filter(|_| reading.is_named).map_or(Verdict::Unknown, Verdict::Contradicts)
    }

    /// The figure of a kind for a period; a change is from the other period named before it, or from
    /// the year before.
    fn said(&self, of: &ObservationKey, kind: Kind, periods: &[Period]) -> Figure {
        let before = periods.iter().filter(|one| one.end() < of.period.start()).max();
        let from = before.copied().unwrap_or_else(|| of.period.years_earlier(1));
        let base = match self.ledger.current(of).is_some() {
            true => Base::Value,
            false => Base::Total,
        };
        let by = match kind {
            Kind::Level | Kind::Rate if base == Base::Value => Derivation::Value,
            Kind::Level | Kind::Rate => Derivation::Total,
            Kind::Change => Derivation::Change(base, from),
            Kind::Percent => Derivation::Percent(base, from),
        };
        self.figure(of.clone(), by)
    }

    /// An earlier version that the claim matches.
    fn earlier_said(
        &self,
        claim: &Claim,
        reading: &Reading,
        key: &ObservationKey,
    ) -> Option<Verdict> {
        if claim.kind != Kind::Level {
            return None;
        }
        for period in &reading.periods {
            let of = ObservationKey { period: *period, area: reading.area.clone(), ..key.clone() };
            let now = self.figure(of.clone(), Derivation::Value);
            if now.cell.value().is_none() {
                continue;
            }
            let versions = self.versions(&of);
            let fits = versions.iter().rev().find(|(observation, _)| {
                let exact = observation.cell.value().map(crate::evaluate::exact);
                exact.is_some_and(|exact| text::rounded(exact, claim.decimals) == claim.digits)
            });
            if let Some((_, supplied)) = fits {
                let published = supplied.release.vintage.label();
                return Some(Verdict::Revised { now, published });
            }
        }
        None
    }

    /// Another figure that the claim is exactly, and how it differs from what was meant.
    fn otherwise(
        &self,
        claim: &Claim,
        reading: &Reading,
        meant: Option<&Figure>,
    ) -> Option<(Figure, Difference)> {
        let exactly = |figure: Figure, claim: &Claim| {
            let exact = figure.cell.value()?;
            (claim.is_telling() && text::rounded(exact, claim.decimals) == claim.digits)
                .then_some(figure)
        };
        let opposite = Claim { digits: -claim.digits, ..claim.clone() };
        if let Some(meant) = meant
            && let Some(found) = exactly(meant.clone(), &opposite)
        {
            return Some((found, Difference::Sign));
        }
        let own = reading.keys.first()?;
        let ask = |of: ObservationKey, kind| exactly(self.said(&of, kind, &reading.periods), claim);
        for period in &reading.periods {
            for kind in [Kind::Level, Kind::Change] {
                let of =
                    ObservationKey { period: *period, area: reading.area.clone(), ..own.clone() };
                if kind != claim.kind
                    && claim.kind != Kind::Percent
                    && let Some(found) = ask(of, kind)
                {
                    return Some((found, Difference::Kind));
                }
            }
            for other in reading.keys.iter().skip(1) {
                let of =
                    ObservationKey { period: *period, area: reading.area.clone(), ..other.clone() };
                if let Some(found) = ask(of, claim.kind) {
                    return Some((found, Difference::Measure));
                }
            }
        }
        let same = |held: &&ObservationKey| {
            held.measure == own.measure
                && held.breakdown == own.breakdown
                && !self.gate.is_tracked_only(held)
        };
        let all: Vec<&ObservationKey> = self.held().filter(same).collect();
        let found = all.iter().filter(|held| held.area == reading.area).find_map(|held| {
            ask((*held).clone(), claim.kind).map(|found| (found, Difference::Period))
        });
        found.or_else(|| {
            let mut there = all.iter().filter(|held| reading.periods.contains(&held.period));
            there.find_map(|held| {
                ask((*held).clone(), claim.kind).map(|found| (found, Difference::Area))
            })
        })
    }
}
