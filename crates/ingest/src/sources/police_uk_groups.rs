//! Rows of police.uk files sorted into forces and months.

use std::collections::HashMap;

use catalogue::PoliceArea;
use domain::period::Period;

use super::police_uk_fields::{FALLS_WITHIN, MONTH, force_of, month_of, tell_other_bodies};
use super::police_uk_file_name::Seen;
use crate::codes;
use crate::findings::Findings;
use crate::reading::{Reading, Tallied};
use crate::text::Row;

/// More forces and months than this in one file are refused: every force for three years is 1,584.
const MOST_GROUPS: usize = 600;

/// The rows of one force and month, counted in `T`.
pub(crate) struct Group<'c, T> {
    pub(crate) force: &'c PoliceArea,
    pub(crate) month: Period,
    /// Force and month in the words of the file.
    pub(crate) rule: String,
    pub(crate) counts: T,
    rows: u64,
    first_line: u64,
}

/// Every force and month found in a file.
pub(crate) struct Groups<'c, T> {
    pub(crate) list: Vec<Group<'c, T>>,
    /// By the words of the file, force and month joined by a line feed.
    by_words: HashMap<Vec<u8>, usize>,
    /// Words and group of the latest row. Rows stand together, so the next is nearly always alike.
    latest: (Vec<u8>, usize),
    words: Vec<u8>,
    other_bodies: Tallied,
}

impl<T> Default for Groups<'_, T> {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            by_words: HashMap::new(),
            latest: (Vec::new(), 0),
            words: Vec::new(),
            other_bodies: Tallied::default(),
        }
    }
}

impl<'c, T> Groups<'c, T> {
    /// The group a row belongs to, with its row counted; `None` if force or month is not known.
    pub(crate) fn find(
        &mut self,
        row: &Row<'_>,
        (force, month): (usize, usize),
        reading: &mut Reading<'c>,
        counts: impl FnOnce(&'c PoliceArea) -> T,
    ) -> Option<&mut T> {
        self.words.clear();
        self.words.extend_from_slice(row.bytes(force));
        self.words.push(b'\n');
        self.words.extend_from_slice(row.bytes(month));
        if self.latest.0 != self.words {
            let known = self.by_words.get(&self.words).copied();
            let group = match known {
                Some(known) => known,
                None => self.open(row, (force, month), reading, counts)?,
            };
            self.latest.0.clone_from(&self.words);
            self.latest.1 = group;
        }
        let group = &mut self.list[self.latest.1];
        group.rows += 1;
        Some(&mut group.counts)
    }

    fn open(
        &mut self,
        row: &Row<'_>,
        (force, month): (usize, usize),
        reading: &mut Reading<'c>,
        counts: impl FnOnce(&'c PoliceArea) -> T,
    ) -> Option<usize> {
        let force_words = row.text(force);
        let force = force_of(row, force, FALLS_WITHIN, &mut self.other_bodies, reading);
        let month = month_of(row, month, MONTH, reading);
        let (force, month) = (force?, month?);
        let same = |g: &Group<'_, T>| g.force.area == force.area && g.month == month;
        let group = self.list.iter().position(same).unwrap_or(self.list.len());
        if group == MOST_GROUPS || self.by_words.len() == MOST_GROUPS {
            let at = reading.findings.line(row.line);
            let message = format!("more than {MOST_GROUPS} forces and months in one file");
            reading.findings.error(&codes::TOO_LARGE, at, message);
            return None;
        }
        if group == self.list.len() {
            self.list.push(Group {
                force,
                month,
                rule: format!("{FALLS_WITHIN} = \"{force_words}\", {MONTH} = \"{month}\""),
                counts: counts(force),
                rows: 0,
                first_line: row.line,
            });
        }
        self.by_words.insert(self.words.clone(), group);
        Some(group)
    }

    /// What was found, for comparison with the file's name.
    pub(crate) fn seen(&self) -> Vec<Seen<'_>> {
        let seen = self.list.iter().map(|group| Seen {
            force: group.force,
            month: group.month,
            rows: group.rows,
            first_line: group.first_line,
        });
        seen.collect()
    }

    /// Notes the rows of bodies that have no police area.
    pub(crate) fn tell_skipped(&self, findings: &mut Findings) {
        tell_other_bodies(&self.other_bodies, FALLS_WITHIN, findings);
    }
}
