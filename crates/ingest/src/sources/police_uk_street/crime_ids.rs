//! Crime identifiers, to find one that stands twice.

use domain::rows::RowSet;

use crate::codes;
use crate::findings::Findings;
use crate::sources::police_uk_fields::{CRIME_ID, crime_id};

/// How much of an identifier is kept. It is a digest, of which twelve bytes are as good as all: in
/// a file of two million rows, two of which are alike only so far, once in 10^16 files.
const KEPT: usize = 12;

/// An identifier and its line, in 16 bytes: the largest file has two million.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Met {
    id: [u8; KEPT],
    line: u32,
}

/// Crime identifiers met, and the line of each.
#[derive(Default)]
pub(crate) struct CrimeIds {
    met: Vec<Met>,
    blank: RowSet,
    malformed: RowSet,
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
        match (crime_id(id), u32::try_from(line)) {
            (Some(key), Ok(line)) => {
                let mut id = [0; KEPT];
                id.copy_from_slice(&key[key.len() - KEPT..]);
                self.met.push(Met { id, line });
            }
            _ => drop(self.malformed.push(line)),
        }
    }

    /// The lines whose identifier an earlier line has.
    fn repeated(&mut self) -> RowSet {
        self.met.sort_unstable();
        let pairs = self.met.windows(2).filter(|pair| pair[0].id == pair[1].id);
        let mut lines: Vec<u32> = pairs.map(|pair| pair[1].line).collect();
        lines.sort_unstable();
        let mut rows = RowSet::default();
        for line in lines {
            rows.push(u64::from(line));
        }
        rows
    }

    /// One line for each kind of problem, with every row that has it.
    pub(crate) fn tell(mut self, findings: &mut Findings) {
        let repeated = self.repeated();
        let different = self.met.len() as u64 - repeated.len();
        let kinds = [
            (&self.blank, &codes::CRIME_ID_BLANK, "no crime identifier"),
            (&self.malformed, &codes::CRIME_ID_MALFORMED, "no crime identifier of 64 hex digits"),
            (&repeated, &codes::CRIME_ID_REPEATED, "the crime identifier of an earlier row"),
        ];
        for (rows, code, what) in kinds {
            let Some(first) = rows.iter().next() else { continue };
            let noun = if rows.len() == 1 { "row has" } else { "rows have" };
            let message = format!("{} {noun} {what}: lines {rows}", rows.len());
            let at = findings.line(first).in_column(CRIME_ID);
            // A few repeats happen; a tenth of a file is a file pasted twice.
            let doubled = code.id == codes::CRIME_ID_REPEATED.id
                && rows.len() * 10 > different
                && rows.len() > MOST_REPEATS;
            if doubled {
                findings.error(code, at, message);
            } else {
                findings.warning(code, at, message);
            }
        }
    }
}
