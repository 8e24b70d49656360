//! What changed in the last outcomes of one month's crimes between two releases of it.
//!
//! A crime's last outcome moves on with time. Followed by its identifier, each crime has one last
//! outcome in each release; this counts the moves. Transitions are in alphabetical order: no outcome
//! is better than another.

use std::collections::{BTreeMap, HashMap};

use catalogue::Catalogue;
use domain::diagnostic::Severity;

use crate::codes;
use crate::findings::Findings;
use crate::reading::{Content, Reading};
use crate::sources::police_uk_fields::{CRIME_ID, FALLS_WITHIN, LAST_OUTCOME, MONTH, crime_id};
use crate::sources::police_uk_street::READER;
use crate::sources::recognise;
use crate::{Input, Refused};

/// How many crimes went from one last outcome to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// Words of the older release; empty if it gives no outcome.
    pub from: String,
    /// Words of the newer release; empty if it gives no outcome.
    pub to: String,
    /// Crimes.
    pub crimes: u64,
}

/// The crimes of one force and month in two releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeChanges {
    /// Crimes in both releases.
    pub in_both: u64,
    /// Of those, crimes whose last outcome differs.
    pub changed: u64,
    /// The differences, by words of the older release, then of the newer.
    pub transitions: Vec<Transition>,
    /// Crimes that only the older release has.
    pub only_in_older: u64,
    /// Crimes that only the newer release has.
    pub only_in_newer: u64,
}

/// Compares two street files of one force and month, crime by crime.
///
/// Rows without an identifier, which are those of anti-social behaviour, have no outcome and are
/// left out. Where an identifier stands twice in a file, its last row counts.
pub fn compare_last_outcomes(
    older: &Input<'_>,
    newer: &Input<'_>,
    catalogue: &Catalogue,
) -> Result<OutcomeChanges, Refused> {
    let (before, mut reading) = release(older, catalogue)?;
    let (after, _) = release(newer, catalogue)?;
    if before.of != after.of {
        let at = reading.findings.file();
        let (was, is) = (before.described(), after.described());
        let message = format!("it is of {was}, and {} of {is}", newer.name);
        reading.findings.error(&codes::FILES_NOT_COMPARABLE, at, message);
        return Err(refused(reading));
    }
    let mut moves: BTreeMap<(String, String), u64> = BTreeMap::new();
    let (mut in_both, mut changed) = (0, 0);
    #[expect(clippy::iter_over_hash_type, reason = "counts do not depend on the order")]
    for (id, from) in &before.crimes {
        let Some(to) = after.crimes.get(id) else {
            continue;
        };
        in_both += 1;
        let (from, to) = (&before.outcomes[*from], &after.outcomes[*to]);
        if from != to {
            changed += 1;
            *moves.entry((from.clone(), to.clone())).or_default() += 1;
        }
    }
    let transitions = moves.into_iter();
    let transition = |((from, to), crimes)| Transition { from, to, crimes };
    Ok(OutcomeChanges {
        in_both,
        changed,
        transitions: transitions.map(transition).collect(),
        only_in_older: before.crimes.len() as u64 - in_both,
        only_in_newer: after.crimes.len() as u64 - in_both,
    })
}

/// The crimes of one file.
#[derive(Default)]
struct Release {
    /// Force and month, in the words of the file.
    of: Option<(String, String)>,
    outcomes: Vec<String>,
    by_words: HashMap<String, usize>,
    crimes: HashMap<[u8; 32], usize>,
}

fn refused(reading: Reading<'_>) -> Refused {
    Refused { format: Some(READER.name), diagnostics: reading.findings.finish() }
}

fn release<'a>(
    input: &Input<'a>,
    catalogue: &'a Catalogue,
) -> Result<(Release, Reading<'a>), Refused> {
    let mut reading = Reading::new(input, catalogue);
    let mut release = Release::default();
    match recognise(&mut reading) {
        Some((reader, Content::Text(mut table))) if reader.name() == READER.name => {
            let columns = [CRIME_ID, MONTH, FALLS_WITHIN, LAST_OUTCOME].map(|c| table.column(c));
            let [id, month, force, outcome] = columns;
            table.each(&mut reading, |row, reading| {
                let (force, month) = (row.text(force), row.text(month));
                let of = release.of.get_or_insert_with(|| (force.to_owned(), month.to_owned()));
                if of.0 != force || of.1 != month {
                    let at = |f: &Findings| f.line(row.line);
                    let message = || format!("{force}, {month} among rows of {}, {}", of.0, of.1);
                    let code = &codes::FILES_NOT_COMPARABLE;
                    reading.findings.add(Severity::Error, code, at, message);
                }
                release.add(row.bytes(id), row.text(outcome));
            });
        }
        Some(_) => {
            let at = reading.findings.file();
            let message = "it is not a street file of police.uk".to_owned();
            reading.findings.error(&codes::FILES_NOT_COMPARABLE, at, message);
        }
        None => {}
    }
    if reading.findings.has_errors() {
        return Err(refused(reading));
    }
    Ok((release, reading))
}

impl Release {
    fn add(&mut self, id: &[u8], outcome: &str) {
        let Some(id) = crime_id(id) else {
            return;
        };
        let index = self.by_words.get(outcome).copied().unwrap_or_else(|| {
            self.outcomes.push(outcome.to_owned());
            let index = self.outcomes.len() - 1;
            self.by_words.insert(outcome.to_owned(), index);
            index
        });
        self.crimes.insert(id, index);
    }

    fn described(&self) -> String {
        let of = self.of.as_ref();
        of.map_or_else(String::new, |(force, month)| format!("{force}, {month}"))
    }
}
