//! What revision alone does to a change, measured from the figures of this edition that were
//! published more than once. The method: `docs/methods/change-revision.md`.

use domain::cell::Cell;
use domain::observation::ObservationKey;
use jiff::civil::Date;
use statistics::change::{Revised, Revision, Standing, revision_variance};

use crate::frozen::Frozen;
use crate::ledger::Held;

/// A version published within this many months after its period ended counts as first published:
/// later ones are taken to have their revisions behind them. The 81,960 crimes of Leicestershire in
/// 2017/18 still stood in a workbook of thirteen months later, and were 83,869 in the end.
const FIRST_WITHIN_MONTHS: i64 = 18;

/// What revision adds to a change, and what it was measured from.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    /// What it adds to the variance.
    pub(crate) revision: Revision,
    /// The figures that are held in two versions, one of them as first published.
    pub(crate) pairs: Vec<ObservationKey>,
}

/// Why nothing is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotAdded {
    /// Both sides were published long after they ended.
    Ripe,
    /// Too few figures of the kind are held in two versions to tell.
    NotMeasured,
}

impl Frozen {
    /// What revision adds to a change from the figures of `old` to those of `new`, which are of one
    /// series: whole years, or the months of two years.
    ///
    /// Months are taken as if all of a year were revised by the same share, which is the most that
    /// their revisions can come to.
    pub(crate) fn revision_between(
        &self,
        old: &[ObservationKey],
        new: &[ObservationKey],
    ) -> Result<Measured, NotAdded> {
        let is_first = |keys: &[ObservationKey]| {
            let mut current = keys.iter().filter_map(|key| self.ledger.current(key));
            current.any(|held| self.is_first_published(held))
        };
        // Where the earlier side alone stands as first published, its correction lowers the ratio.
        let (standing, sign) = match (is_first(old), is_first(new)) {
            (false, false) => return Err(NotAdded::Ripe),
            (true, true) => (Standing::Equal, 1.0),
            (false, true) => (Standing::Unequal, 1.0),
            (true, false) => (Standing::Unequal, -1.0),
        };
        let kind = new.first().ok_or(NotAdded::NotMeasured)?;
        let (pairs, revised): (Vec<ObservationKey>, Vec<Revised>) =
            self.published_twice(kind).into_iter().unzip();
        let revision = revision_variance(&revised, standing).map_err(|_| NotAdded::NotMeasured)?;
        let revision = Revision { shift: sign * revision.shift, ..revision };
        Ok(Measured { revision, pairs })
    }

    /// Figures of every force, of the kind of `kind`, held as first published and in a later version.
    fn published_twice(&self, kind: &ObservationKey) -> Vec<(ObservationKey, Revised)> {
        let months = kind.period.months().count();
        let same = |key: &ObservationKey| {
            (&key.source, key.definition, &key.breakdown, key.age)
                == (&kind.source, kind.definition, &kind.breakdown, kind.age)
                && key.period.months().count() == months
                && self.catalogue.police_area_by_code(&key.area.code).is_some()
        };
        let versions = self.ledger.versions_of(&kind.measure);
        let pair = |versions: &[Held]| {
            let key = &versions.first()?.observation.key;
            let dated = || versions.iter().filter(|held| self.published(held).is_some());
            let (first, later) = (dated().next()?, dated().next_back()?);
            let apart = self.published(first) != self.published(later);
            let revised = Revised { first: count(first)?, later: count(later)? };
            (same(key) && apart && self.is_first_published(first)).then(|| (key.clone(), revised))
        };
        versions.filter_map(pair).collect()
    }

    fn published(&self, held: &Held) -> Option<Date> {
        self.ledger.supplied(held).release.vintage.sort_day()
    }

    fn is_first_published(&self, held: &Held) -> bool {
        let end = held.observation.key.period.end();
        let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        self.published(held).is_some_and(|day| months(day) - months(end) <= FIRST_WITHIN_MONTHS)
    }
}

/// A count above 0: a figure of 0 has no relative revision.
fn count(held: &Held) -> Option<u64> {
    match held.observation.cell {
        Cell::Value(decimal) if decimal.scale == 0 && decimal.mantissa > 0 => {
            u64::try_from(decimal.mantissa).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
