//! What somebody else's paper claims, held against one edition of the truth.
//!
//! Figures are found in words by [`claims`], what they are of by [`words`], and judged here. Only
//! what passes the gate is compared: a claim about a withheld figure is answered alike whatever number
//! it gives.

pub mod claims;
pub mod reading;
pub mod words;

use domain::cell::Cell;
use domain::figure::{Base, Derivation, Exact, Figure, FigureKey, Rate, text};
use domain::observation::ObservationKey;

use crate::frozen::Frozen;
use claims::{Claim, Kind};
use reading::{Naming, Reading};

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
        /// When the version was published that it matches, or in which edition it stood.
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
    /// We hold what its words surely say, and it is something else.
    Contradicts(Figure),
    /// Its words may mean any of these.
    Ambiguous(Vec<Figure>),
    /// What its words say is withheld: nothing is said of any number.
    Withheld,
    /// Nothing that may be seen tells.
    Unknown(Doubt),
}

/// Why nothing can be said of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Its words do not name a measure, a place and a period so surely that it could be wrong.
    NotNamed,
    /// We hold no figure of what its words name.
    NotHeld,
    /// It is money, a share or another quantity that is not held against ours.
    NotCompared,
    /// The edition that the paper names is not kept here.
    NoSuchFreeze,
    /// The id that the paper names is none of this edition.
    NoSuchFigure,
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

/// Of how many figures an ambiguous claim is told to be one.
const MOST_CANDIDATES: usize = 6;

/// Whether a figure is written so: as printed, with or without its markers, or as data.
fn is_printed(figure: &Figure, written: &str, bare: bool) -> bool {
    let plain = |text: &str| text.trim().replace('-', "\u{2212}").replace('\u{a0}', " ");
    let number = figure.number().or_else(|| figure.cell.symbol().map(str::to_owned));
    let printed = [Some(figure.text()), number];
    let written = plain(written);
    if printed.iter().flatten().any(|text| plain(text) == written) {
        return true;
    }
    let Some(number) = figure.number().filter(|_| bare) else { return false };
    let digits = |text: &str| {
        let text = text.replace('\u{2212}', "-").replace([',', '+', '%'], "");
        let text = text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
        match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => text,
        }
    };
    digits(&number) == digits(&written)
}

/// Digits after the point that a kind is printed with.
fn printed(kind: Kind) -> u8 {
    match kind {
        Kind::Level | Kind::Change => 0,
        Kind::Percent | Kind::Rate | Kind::Share => 1,
        Kind::Money => 2,
    }
}

impl Frozen {
    /// Judges one claim under its reading.
    pub fn reconcile(&self, claim: &Claim, reading: &Reading) -> Verdict {
        if matches!(claim.kind, Kind::Money | Kind::Share) {
            return Verdict::Unknown(Doubt::NotCompared);
        }
        let Some(key) = reading.keys.first() else { return Verdict::Unknown(Doubt::NotNamed) };
        let candidates = self.candidates(claim, reading, key);
        // Before anything is compared, so that no number changes the answer.
        if candidates.iter().any(|figure| figure.cell == Cell::Suppressed) {
            return Verdict::Withheld;
        }
        let mut held: Vec<Figure> =
            candidates.into_iter().filter(|figure| figure.cell.value().is_some()).collect();
        held.truncate(MOST_CANDIDATES);
        if reading.naming == Naming::Several {
            if held.is_empty() {
                return Verdict::Unknown(Doubt::NotHeld);
            }
            return match (held.len(), self.fits(claim, &held[0])) {
                (1, Some(verdict)) => verdict,
                _ => Verdict::Ambiguous(held),
            };
        }
        if let Some(verdict) = held.iter().find_map(|figure| self.fits(claim, figure)) {
            // Of two places it equals one; nothing tells that its words mean that one.
            return if reading.areas.len() > 1 { Verdict::Ambiguous(held) } else { verdict };
        }
        // Its words do not tell which of a name is meant: what is not held may be, and may be right.
        for namesake in reading.namesakes.iter().filter(|_| held.is_empty()) {
            let figures = self.candidates(claim, reading, namesake);
            if figures.iter().any(|figure| figure.cell == Cell::Suppressed) {
                return Verdict::Withheld;
            }
            if let Some(verdict) = figures.iter().find_map(|figure| self.fits(claim, figure)) {
                return verdict;
            }
        }
        if let Some(revised) = self.earlier_said(claim, reading, key) {
            return revised;
        }
        let meant = held.into_iter().next();
        // What is loosely named is not told to be confused with something else.
        if claim.kind != Kind::Rate
            && reading.naming == Naming::Surely
            && let Some((is, how)) = self.otherwise(claim, reading, meant.as_ref())
        {
            return Verdict::Other { meant, is, how };
        }
        match (meant, reading.naming) {
            (Some(figure), Naming::Surely) => Verdict::Contradicts(figure),
            (None, Naming::Surely) => Verdict::Unknown(Doubt::NotHeld),
            (_, Naming::Loosely | Naming::Several) => Verdict::Unknown(Doubt::NotNamed),
        }
    }

    /// Judges a figure that a paper of ours prints under its id. `earlier` are other editions.
    pub fn named<'f>(
        &self,
        key: &FigureKey,
        written: &str,
        bare: bool,
        earlier: impl Iterator<Item = &'f Self>,
    ) -> Verdict {
        let now = self.figure(key.of.clone(), key.by.clone());
        if is_printed(&now, written, bare) {
            return Verdict::Match(now);
        }
        if now.cell == Cell::Suppressed {
            return Verdict::Withheld;
        }
        let was = |figure: &Figure| is_printed(figure, written, bare);
        if key.by == Derivation::Value {
            let versions = self.versions(&key.of);
            let fits = versions.iter().rev().find(|(observation, _)| {
                let cell = observation.cell.value().map(crate::evaluate::exact);
                cell.is_some_and(|exact| was(&Figure { cell: Cell::Value(exact), ..now.clone() }))
            });
            if let Some((_, supplied)) = fits {
                return Verdict::Revised { now, published: supplied.release.vintage.label() };
            }
        }
        for edition in earlier {
            let figure = edition.figure(key.of.clone(), key.by.clone());
            if figure.cell.value().is_some() && was(&figure) {
                return Verdict::Revised { now, published: format!("in freeze {}", edition.id) };
            }
        }
        Verdict::Contradicts(now)
    }

    /// What a figure says of a claim, if it is that figure.
    fn fits(&self, claim: &Claim, figure: &Figure) -> Option<Verdict> {
        let exact = figure.cell.value()?;
        Some(match says(claim, exact, printed(claim.kind))? {
            true => Verdict::Match(figure.clone()),
            false => Verdict::Rounding(figure.clone()),
        })
    }

    /// Every figure that a claim may be, the likeliest first.
    fn candidates(&self, claim: &Claim, reading: &Reading, key: &ObservationKey) -> Vec<Figure> {
        let pair = matches!(claim.kind, Kind::Change | Kind::Percent);
        let periods = match pair {
            true => &reading.periods[..reading.periods.len().min(1)],
            false => &reading.periods[..],
        };
        let mut out = Vec::new();
        for area in &reading.areas {
            for period in periods {
                let of = ObservationKey { period: *period, area: area.clone(), ..key.clone() };
                out.push(self.said(&of, claim.kind, reading));
            }
        }
        out
    }

    /// The figure of a kind for a period; a change is from the other period named before it, or from
    /// the year before.
    fn said(&self, of: &ObservationKey, kind: Kind, reading: &Reading) -> Figure {
        let earlier = reading.periods.iter().filter(|one| one.end() < of.period.start());
        let from = earlier.max().copied().unwrap_or_else(|| of.period.years_earlier(1));
        let base = match self.ledger.current(of).is_some() {
            true => Base::Value,
            false => Base::Total,
        };
        let by = match kind {
            Kind::Rate => {
                let population = reading.population.clone();
                Derivation::Rate(Rate { base, per: 1_000, population })
            }
            Kind::Level | Kind::Share | Kind::Money if base == Base::Value => Derivation::Value,
            Kind::Level | Kind::Share | Kind::Money => Derivation::Total,
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
        let area = reading.areas.first()?;
        for period in &reading.periods {
            let of = ObservationKey { period: *period, area: area.clone(), ..key.clone() };
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
        let exactly = |figure: Figure| {
            let exact = figure.cell.value()?;
            (claim.is_telling() && text::rounded(exact, claim.decimals) == claim.digits)
                .then_some(figure)
        };
        if let Some(meant) = meant
            && let Some(exact) = meant.cell.value()
            && claim.digits != 0
            && text::rounded(exact, claim.decimals) == -claim.digits
        {
            return Some((meant.clone(), Difference::Sign));
        }
        let (own, area) = (reading.keys.first()?, reading.areas.first()?);
        let ask = |of: ObservationKey, kind| exactly(self.said(&of, kind, reading));
        for period in &reading.periods {
            for kind in [Kind::Level, Kind::Change] {
                let of = ObservationKey { period: *period, area: area.clone(), ..own.clone() };
                if kind != claim.kind
                    && claim.kind != Kind::Percent
                    && let Some(found) = ask(of, kind)
                {
                    return Some((found, Difference::Kind));
                }
            }
            for other in reading.keys.iter().skip(1) {
                let of = ObservationKey { period: *period, area: area.clone(), ..other.clone() };
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
        // Among so many figures a percentage or a small count equals one by chance.
        if claim.kind == Kind::Percent || claim.digits.abs() < 1_000 {
            return None;
        }
        let all: Vec<&ObservationKey> = self.held().filter(same).collect();
        let found = all.iter().filter(|held| held.area == *area).find_map(|held| {
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
