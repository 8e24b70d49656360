//! The filled cells of a sheet, close together in memory.

use std::ops::{Bound, RangeBounds};

use super::Value;

/// Row and column, from 0.
pub(crate) type Address = (u32, u32);

/// Cells in the order of rows, then columns: 32 bytes for each and its text.
#[derive(Debug, Default)]
pub(crate) struct Cells(Vec<(Address, Value)>);

impl Cells {
    /// Adds a cell wherever it stands; [`Cells::settle`] comes before any reading.
    pub(super) fn push(&mut self, address: Address, value: Value) {
        self.0.push((address, value));
    }

    /// Puts the cells in order; the first address that stands twice is an error.
    pub(super) fn settle(&mut self) -> Result<(), Address> {
        if !self.0.is_sorted_by(|a, b| a.0 <= b.0) {
            self.0.sort_unstable_by_key(|(address, _)| *address);
        }
        let twice = self.0.windows(2).find(|pair| pair[0].0 == pair[1].0);
        twice.map_or(Ok(()), |pair| Err(pair[0].0))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn get(&self, address: &Address) -> Option<&Value> {
        let found = self.0.binary_search_by_key(address, |(address, _)| *address);
        found.ok().map(|n| &self.0[n].1)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Address, &Value)> {
        self.0.iter().map(|(address, value)| (address, value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Address> {
        self.0.iter().map(|(address, _)| address)
    }

    /// The cells from one address to another.
    pub(crate) fn range(
        &self,
        range: impl RangeBounds<Address>,
    ) -> impl Iterator<Item = (&Address, &Value)> {
        let before = |bound: Bound<&Address>, included: bool| match bound {
            Bound::Unbounded => None,
            Bound::Included(address) if included => {
                Some(self.0.partition_point(|(other, _)| other <= address))
            }
            Bound::Excluded(address) if !included => {
                Some(self.0.partition_point(|(other, _)| other <= address))
            }
            Bound::Included(address) | Bound::Excluded(address) => {
                Some(self.0.partition_point(|(other, _)| other < address))
            }
        };
        let from = before(range.start_bound(), false).unwrap_or(0);
        let to = before(range.end_bound(), true).unwrap_or(self.0.len());
        self.0[from..to.max(from)].iter().map(|(address, value)| (address, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_an_ordered_map() {
        let addresses = [(0, 0), (0, 3), (1, 0), (1, 5), (2, 2), (9, 9)];
        let mut cells = Cells::default();
        for address in addresses.iter().rev() {
            cells.push(*address, Value::Number(1.0));
        }
        assert_eq!(cells.settle(), Ok(()));
        let map: std::collections::BTreeMap<Address, ()> =
            addresses.into_iter().map(|address| (address, ())).collect();
        for from in [(0, 0), (0, 1), (1, 0), (1, 6), (9, 9), (9, 10)] {
            for to in
                [from, (from.0, from.1 + 3), (3, 0), (10, 0)].into_iter().filter(|t| *t >= from)
            {
                let ours: Vec<Address> = cells.range(from..to).map(|(at, _)| *at).collect();
                let theirs: Vec<Address> = map.range(from..to).map(|(at, ())| *at).collect();
                assert_eq!(ours, theirs, "{from:?}..{to:?}");
                let ours: Vec<Address> = cells.range(from..=to).map(|(at, _)| *at).collect();
                let theirs: Vec<Address> = map.range(from..=to).map(|(at, ())| *at).collect();
                assert_eq!(ours, theirs, "{from:?}..={to:?}");
            }
            assert_eq!(cells.range(from..).count(), map.range(from..).count());
        }
        cells.push((1, 0), Value::Number(2.0));
        assert_eq!(cells.settle(), Err((1, 0)));
    }
}
