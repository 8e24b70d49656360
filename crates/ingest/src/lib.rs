//! Bytes in, observations and diagnostics out: the readers of published files.
//!
//! A file is recognised by its content (its header line, or the names of its sheets), never by its
//! name. Each reader is a module under [`sources`]; [`READERS`] lists them.
//! Start reading at [`read`], then at [`sources`]; what a problem is called stands in [`codes`].
//!
//! This crate never writes anything, never stops at the first bad row, never trusts a size a file
//! claims.

pub mod archive;
pub mod codes;
mod dates;
mod findings;
pub mod last_outcomes;
mod mapped;
pub mod paper;
pub mod propose;
mod reading;
pub mod sent;
pub mod sources;
mod spelling;
mod tables;
mod text;
mod workbook;

use catalogue::Catalogue;
use domain::diagnostic::{Diagnostic, has_errors};
use domain::ids::SourceId;
use domain::observation::Observation;
use domain::vintage::Vintage;

pub use archive::{NotUnpacked, is_archive, unpack};
pub use last_outcomes::{OutcomeChanges, Transition, compare_last_outcomes};
pub use propose::{Guess, Proposal, propose};
pub use sent::Sent;
pub use sources::{READERS, Reader};

/// A file to read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Its path as the person named it, for diagnostics.
    pub name: &'a str,
    /// Its bytes as sent, plain or gzip; the caller has held them against a size cap.
    pub bytes: &'a dyn Sent,
    /// When it was published, if the person or a manifest said so.
    pub vintage: Option<(Vintage, &'a str)>,
}

/// A file that was understood whole: its diagnostics hold notes and warnings, never an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// Name of the reader that understood it.
    pub format: &'static str,
    /// Which data collection it is a release of.
    pub source: SourceId,
    /// When it was published and what that rests on; none if neither file nor caller says.
    pub vintage: Option<(Vintage, String)>,
    /// How many data rows (of text) or cells (of a workbook) were read.
    pub rows_read: u64,
    /// What it says.
    pub observations: Vec<Observation>,
    /// What is worth knowing or answering.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file that was not understood whole. Nothing of it is handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Name of the reader that recognised it, if one did.
    pub format: Option<&'static str>,
    /// Every problem found, errors among them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one file of any known format.
pub fn read(input: &Input<'_>, catalogue: &Catalogue) -> Result<Parsed, Refused> {
    let mut reading = reading::Reading::new(input, catalogue);
    let Some((known, mut content)) = sources::recognise(&mut reading) else {
        let diagnostics = reading.findings.finish();
        let format = None;
        return Err(Refused { format, diagnostics });
    };
    let observations = known.read(&mut content, &mut reading);
    let vintage = reading.vintage();
    let rows_read = reading.rows_read;
    let diagnostics = reading.findings.finish();
    if has_errors(&diagnostics) {
        let format = Some(known.name());
        return Err(Refused { format, diagnostics });
    }
    Ok(Parsed {
        format: known.name(),
        source: known.source(),
        vintage,
        rows_read,
        observations,
        diagnostics,
    })
}
