//! Crime identifiers, to find one that stands twice.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::rows::RowSet;

use crate::codes;
use crate::findings::Findings;
use crate::sources::police_uk_fields::{CRIME_ID, crime_id};

/// Crime identifiers met, and the line of each.
#[derive(Default)]
pub(crate) struct CrimeIds {
    met: HashMap<[u8; 32], u64>,
    blank: RowSet,
    malformed: RowSet,
    repeated: RowSet,
}

/// So many repeats are told whatever the size of the file.
const MOST_REPEATS: u64 = 20;

impl CrimeIds {
    /// Notes an identifier; one that is blank, malformed or was met before is told at the end.
    pub(crate) fn check(&mut self, id: &[u8], line: u64) {
        if id.is_empty() {
            self.blank.push(line);
            return;
        }
        let Some(key) = crime_id(id) else {
            self.malformed.push(line);
            return;
        };
        if let Entry::Vacant(vacant) = self.met.entry(key) {
            vacant.insert(line);
        } else {
            self.repeated.push(line);
        }
    }

    /// One line for each kind of problem, with every row that has it.
    pub(crate) fn tell(&self, findings: &mut Findings) {
        let kinds = [
            (&self.blank, &codes::CRIME_ID_BLANK, "no crime identifier"),
            (&self.malformed, &codes::CRIME_ID_MALFORMED, "no crime identifier of 64 hex digits"),
            (&self.repeated, &codes::CRIME_ID_REPEATED, "the crime identifier of an earlier row"),
        ];
        for (rows, code, what) in kinds {
            let Some(first) = rows.iter().next() else { continue };
            let noun = if rows.len() == 1 { "row has" } else { "rows have" };
            let message = format!("{} {noun} {what}: lines {rows}", rows.len());
            let at = findings.line(first).in_column(CRIME_ID);
            // A few repeats happen; a tenth of a file is a file pasted twice.
            let doubled = code.id == codes::CRIME_ID_REPEATED.id
                && rows.len() * 10 > self.met.len() as u64
                && rows.len() > MOST_REPEATS;
            if doubled {
                findings.error(code, at, message);
            } else {
                findings.warning(code, at, message);
            }
        }
    }
}
