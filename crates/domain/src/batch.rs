//! One import and the files it brought.

use crate::digest::Digest;
use crate::ids::SourceId;
use crate::instant::Instant;
use crate::vintage::Vintage;

/// A file as a publisher released it: one version of a stretch of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// SHA-256 of the bytes as sent; the file store's key.
    pub file: Digest,
    /// The file's own name, without folders.
    pub name: String,
    /// Which data collection it is a release of.
    pub source: SourceId,
    /// When the publisher published it.
    pub vintage: Vintage,
    /// What the vintage rests on: "stated on its Correction sheet", "given at import".
    pub vintage_basis: String,
    /// Which reader understood it: `police-uk-street`.
    pub format: String,
    /// How many bytes as sent.
    pub bytes: u64,
    /// How many data rows or cells were read.
    pub rows_read: u64,
}

/// One import, committed whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Globally unique: made from the digests of what it brought.
    pub id: Digest,
    /// Place in the order of imports in this office, from 1.
    pub sequence: i64,
    /// When it was committed.
    pub imported_at: Instant,
    /// Who imported it.
    pub actor: String,
    /// What it brought, by name.
    pub releases: Vec<Release>,
}
