//! Facts worked by hand, and an attacker who reads everything and must fail.

mod attacker;
mod attacks;
mod edition;
mod facts;

use std::collections::BTreeMap;

use domain::area::Area;
use domain::figure::{Base, Derivation, Exact, FigureKey};
use domain::observation::ObservationKey;
use domain::period::Period;

use super::*;

pub(super) const FORCE: &str = "E23000021";

/// A district of the force, by number.
pub(super) fn district(n: usize) -> String {
    format!("E0700{n:04}")
}

/// The force has the districts that the test names; nothing else has parts.
pub(super) fn districts(count: usize) -> impl Fn(&Area) -> Vec<Area> {
    move |area: &Area| {
        let all = (0..count).map(|n| Area::new(&district(n), 2021).unwrap());
        if area.code == FORCE { all.collect() } else { Vec::new() }
    }
}

pub(super) fn of(area: &str, breakdown: &str, period: &str) -> ObservationKey {
    ObservationKey {
        measure: "SRV-001".parse().unwrap(),
        definition: 1,
        source: "provider-returns".parse().unwrap(),
        area: Area::new(area, 2021).unwrap(),
        breakdown: breakdown.parse().unwrap(),
        period: period.parse().unwrap(),
        age: None,
    }
}

pub(super) fn key(of: &ObservationKey, by: Derivation) -> FigureKey {
    FigureKey { of: of.clone(), by }
}

/// What the office holds, and how it makes figures of it: worked out here, not by the program.
#[derive(Debug, Clone, Default)]
pub(super) struct World {
    pub(super) held: BTreeMap<ObservationKey, i64>,
}

impl World {
    pub(super) fn with(mut self, of: ObservationKey, count: i64) -> Self {
        self.held.insert(of, count);
        self
    }

    pub(super) fn count(&self, key: &FigureKey) -> Option<i64> {
        match key.by {
            Derivation::Value => self.held.get(&key.of).copied(),
            Derivation::Total => key.of.period.months().map(|m| self.month(&key.of, m)).sum(),
            _ => None,
        }
    }

    fn month(&self, of: &ObservationKey, period: Period) -> Option<i64> {
        self.held.get(&ObservationKey { period, ..of.clone() }).copied()
    }

    fn based(of: &ObservationKey, base: Base, period: Period) -> FigureKey {
        let by = if base == Base::Value { Derivation::Value } else { Derivation::Total };
        key(&ObservationKey { period, ..of.clone() }, by)
    }

    pub(super) fn inputs(key: &FigureKey) -> Vec<FigureKey> {
        let of = &key.of;
        match &key.by {
            Derivation::Total => {
                of.period.months().map(|m| Self::based(of, Base::Value, m)).collect()
            }
            Derivation::Change(base, from) | Derivation::Percent(base, from) => {
                vec![Self::based(of, *base, of.period), Self::based(of, *base, *from)]
            }
            Derivation::Share(base) => {
                let whole = ObservationKey { breakdown: "total".parse().unwrap(), ..of.clone() };
                vec![Self::based(of, *base, of.period), Self::based(&whole, *base, of.period)]
            }
            _ => vec![],
        }
    }

    pub(super) fn print(&self, key: &FigureKey) -> Printed {
        let inputs = Self::inputs(key);
        let made_from: Vec<_> = inputs.into_iter().map(|k| (k.clone(), self.count(&k))).collect();
        let pair = || Some((made_from.first()?.1?, made_from.get(1)?.1?));
        let ratio = |top: i64, bottom: i64| {
            (bottom > 0).then(|| Exact::Ratio {
                numerator: i128::from(top) * 100,
                denominator: i128::from(bottom),
            })
        };
        let (truth, decimals) = match key.by {
            Derivation::Value | Derivation::Total => (self.count(key).map(Exact::Whole), 0),
            Derivation::Change(..) => (pair().map(|(a, b)| Exact::Whole(a - b)), 0),
            Derivation::Percent(..) => (pair().and_then(|(a, b)| ratio(a - b, b)), 1),
            Derivation::Share(_) => (pair().and_then(|(a, b)| ratio(a, b)), 1),
            _ => (None, 0),
        };
        let shown = truth.map_or(Shown::Nothing, |exact| Shown::Number {
            digits: domain::figure::text::rounded(exact, decimals),
            decimals,
        });
        Printed { key: key.clone(), shown, truth, made_from }
    }

    pub(super) fn edition(&self, name: &str, keys: &[FigureKey]) -> Edition {
        let printed = keys.iter().map(|key| self.print(key)).collect();
        Edition { name: name.into(), held: self.held.clone(), printed }
    }

    pub(super) fn values(&self, name: &str) -> Edition {
        let keys: Vec<FigureKey> = self.held.keys().map(|of| key(of, Derivation::Value)).collect();
        self.edition(name, &keys)
    }
}

/// `12 [c] 9`, in the order of the paper.
pub(super) fn seen(protected: &Protected) -> String {
    let one = |printed: &Printed| match printed.shown {
        Shown::Number { digits, .. } => digits.to_string(),
        Shown::Rounded(to) => format!("~{to}"),
        Shown::RoundedRatio { numerator, denominator } => format!("~{numerator}/{denominator}"),
        Shown::Withheld => "[c]".into(),
        Shown::Nothing => "[x]".into(),
    };
    protected.edition.printed.iter().map(one).collect::<Vec<_>>().join(" ")
}
