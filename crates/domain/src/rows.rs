//! Which rows of a file a count was made from, exactly.

use std::fmt;

/// A set of line numbers of a file (the header is line 1), kept in order.
///
/// Stored as the gaps between line numbers, seven bits to a byte, so that the 8,000 rows of a
/// month's crimes take about 8 kB.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowSet {
    gaps: Vec<u8>,
    len: u64,
    last: u64,
}

impl RowSet {
    /// Adds a line after all lines already in the set; a line that is not later is left out and
    /// `false` is returned.
    pub fn push(&mut self, line: u64) -> bool {
        if line <= self.last {
            return false;
        }
        let mut gap = line - self.last;
        while gap >= 0x80 {
            self.gaps.push((gap & 0x7f) as u8 | 0x80);
            gap >>= 7;
        }
        self.gaps.push((gap & 0x7f) as u8);
        self.len += 1;
        self.last = line;
        true
    }

    /// How many lines.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The lines in order.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        let (mut line, mut gap, mut shift) = (0u64, 0u64, 0u32);
        self.gaps.iter().filter_map(move |byte| {
            gap |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 != 0 {
                return None;
            }
            line += gap;
            (gap, shift) = (0, 0);
            Some(line)
        })
    }

    /// Runs of neighbouring lines, both ends included.
    pub fn runs(&self) -> Vec<(u64, u64)> {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        for line in self.iter() {
            match runs.last_mut() {
                Some((_, to)) if *to + 1 == line => *to = line,
                _ => runs.push((line, line)),
            }
        }
        runs
    }

    /// The stored form.
    pub fn as_bytes(&self) -> &[u8] {
        &self.gaps
    }

    /// Reads the stored form; `None` if it is not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut set = Self::default();
        let (mut gap, mut shift) = (0u64, 0u32);
        for byte in bytes {
            gap |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte & 0x80 == 0 {
                let line = set.last.checked_add(gap)?;
                (gap != 0 && set.push(line)).then_some(())?;
                (gap, shift) = (0, 0);
            }
            (shift < 64).then_some(())?;
        }
        (shift == 0).then_some(set)
    }
}

/// Runs of lines, at most twelve and then how many more: `2-9, 11 and 34 more lines`.
impl fmt::Display for RowSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 12;
        let runs = self.runs();
        let runs = &runs[..runs.len().min(SHOWN)];
        let shown: u64 = runs.iter().map(|(from, to)| to - from + 1).sum();
        let words = runs
            .iter()
            .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") });
        f.write_str(&words.collect::<Vec<_>>().join(", "))?;
        match self.len - shown {
            0 => Ok(()),
            1 => f.write_str(" and 1 more line"),
            more => write!(f, " and {more} more lines"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_are_shown_as_runs() {
        let mut rows = RowSet::default();
        assert!([2, 3, 4, 9, 200, 201].iter().all(|line| rows.push(*line)));
        assert!(!rows.push(200));
        assert_eq!(rows.to_string(), "2-4, 9, 200-201");
        (0..20).for_each(|n| assert!(rows.push(1000 + 2 * n)));
        assert!(rows.to_string().ends_with(" and 11 more lines"));
    }

    proptest! {
        #[test]
        fn rows_read_back(lines in proptest::collection::btree_set(1u64..5_000_000, 0..200)) {
            let mut rows = RowSet::default();
            for line in &lines {
                prop_assert!(rows.push(*line));
            }
            prop_assert_eq!(rows.len(), lines.len() as u64);
            let back = RowSet::from_bytes(rows.as_bytes()).unwrap();
            prop_assert_eq!(&back, &rows);
            prop_assert!(back.iter().eq(lines.iter().copied()));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Some(rows) = RowSet::from_bytes(&bytes) {
                prop_assert_eq!(rows.iter().count() as u64, rows.len());
            }
        }
    }
}
