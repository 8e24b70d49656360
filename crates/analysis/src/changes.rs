//! What differs between two editions, figure by figure.

use std::collections::BTreeMap;

use domain::area::Area;
use domain::cell::Cell;
use domain::decimal::Decimal;
use domain::digest::Digest;
use domain::figure::{Derivation, FigureKey};
use domain::ids::SourceId;
use domain::observation::ObservationKey;
use domain::period::Period;

use crate::frozen::Frozen;
use crate::ledger::Held;

/// A value that both editions hold and show as it is, and that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Of what.
    pub key: ObservationKey,
    /// In the earlier edition.
    pub before: Cell<Decimal>,
    /// In the later one.
    pub after: Cell<Decimal>,
}

/// A file that took the place of another for the same area and month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Replacement {
    /// Which collection.
    pub source: SourceId,
    /// Which area.
    pub area: Area,
    /// Which month.
    pub period: Period,
    /// The file the earlier edition used.
    pub older: Digest,
    /// The file the later edition uses.
    pub newer: Digest,
}

/// What differs between an earlier edition and a later one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Months and years for which the later edition holds figures and the earlier none: source,
    /// area, period and how many figures.
    pub added: BTreeMap<(SourceId, Area, Period), usize>,
    /// Values that differ.
    pub revised: Vec<Revision>,
    /// Files replaced by another version of themselves, differing values or not.
    pub replaced: Vec<Replacement>,
    /// Figures of the earlier edition that the later one does not hold.
    pub removed: Vec<ObservationKey>,
}

impl Changes {
    /// Compares the later edition with the earlier one, as far as both may be seen. That a withheld
    /// value moved is not told either; nor is anything of a measure that is not cited.
    pub fn between(earlier: &Frozen, later: &Frozen) -> Self {
        let mut changes = Self::default();
        let mut replaced = std::collections::BTreeSet::new();
        let mut befores = earlier.ledger.all_current().peekable();
        for (key, after) in later.ledger.all_current() {
            while let Some((gone, _)) = befores.next_if(|(before, _)| *before < key) {
                changes.removed.push(gone.clone());
            }
            let Some((_, before)) = befores.next_if(|(before, _)| *before == key) else {
                if later.gate.is_tracked_only(key) {
                    continue;
                }
                let place = (key.source.clone(), force_of(later, &key.area), key.period);
                *changes.added.entry(place).or_default() += 1;
                continue;
            };
            let (was, is) = (&before.observation, &after.observation);
            let value = || FigureKey { of: key.clone(), by: Derivation::Value };
            let shown = || [earlier, later].iter().all(|one| one.gate.may_explain(&value()));
            if was.cell != is.cell && shown() {
                let (key, before, after) = (key.clone(), was.cell, is.cell);
                changes.revised.push(Revision { key, before, after });
            }
            replaced.extend(replacement(earlier, before, later, after));
        }
        changes.removed.extend(befores.map(|(gone, _)| gone.clone()));
        changes.removed.retain(|key| !earlier.gate.is_tracked_only(key));
        changes.replaced = replaced.into_iter().collect();
        changes
    }
}

/// Districts are told under their force.
fn force_of(frozen: &Frozen, area: &Area) -> Area {
    frozen.catalogue.district(&area.code).map_or_else(|| area.clone(), |d| d.police_area.clone())
}

fn replacement(
    earlier: &Frozen,
    before: &Held,
    later: &Frozen,
    after: &Held,
) -> Option<Replacement> {
    let older = earlier.ledger.supplied(before);
    let newer = later.ledger.supplied(after);
    if older.release.file == newer.release.file || older.batch == 0 {
        return None;
    }
    let key = &after.observation.key;
    Some(Replacement {
        source: key.source.clone(),
        area: force_of(later, &key.area),
        period: key.period,
        older: older.release.file,
        newer: newer.release.file,
    })
}
