//! Crime identifiers, to find one that stands twice.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::diagnostic::Severity;

use crate::codes;
use crate::findings::Findings;
use crate::sources::police_uk_fields::{CRIME_ID, crime_id};

/// Crime identifiers met, and the line of each.
#[derive(Default)]
pub(crate) struct CrimeIds(HashMap<[u8; 32], u64>);

impl CrimeIds {
    /// Tells an identifier that is malformed or was met before.
    pub(crate) fn check(&mut self, id: &[u8], line: u64, findings: &mut Findings) {
        if id.is_empty() {
            return;
        }
        let at = |f: &Findings| f.line(line).in_column(CRIME_ID);
        let text = || String::from_utf8_lossy(id).into_owned();
        let Some(key) = crime_id(id) else {
            let message = || format!("\"{}\" is not a crime identifier", text());
            findings.add(Severity::Warning, &codes::CRIME_ID_MALFORMED, at, message);
            return;
        };
        match self.0.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(line);
            }
            Entry::Occupied(first) => {
                let message = || format!("{} stands on line {} already", text(), first.get());
                findings.add(Severity::Warning, &codes::CRIME_ID_REPEATED, at, message);
            }
        }
    }
}
