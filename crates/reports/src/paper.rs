//! What every paper is composed from, and what several say alike.

use analysis::changes::Changes;
use analysis::findings::Findings;
use analysis::frozen::Frozen;
use catalogue::Catalogue;
use document::{Block, Part, Section, Text};
use domain::freeze::Freeze;
use domain::ids::SourceId;

/// What a paper is composed from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The freeze, as stored.
    pub freeze: &'a Freeze,
    /// Its edition, opened.
    pub frozen: &'a Frozen,
    /// Its findings.
    pub findings: &'a Findings,
    /// Whose paper it is.
    pub body: &'a str,
    /// Protective marking.
    pub marking: &'a str,
    /// The edition before, if there is one, and what differs.
    pub since: Option<Since<'a>>,
}

/// What differs from the edition before.
#[derive(Debug, Clone, Copy)]
pub struct Since<'a> {
    /// The edition before.
    pub freeze: &'a Freeze,
    /// Its catalogue and plans.
    pub catalogue: &'a Catalogue,
    /// Figure by figure.
    pub changes: &'a Changes,
    /// Crime by crime, for each replaced file of street-level crime.
    pub records: &'a [RecordChanges],
}

/// How the last outcomes of one month's crimes moved between two versions of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChanges {
    /// "January 2022".
    pub month: String,
    /// Crimes in both versions.
    pub in_both: u64,
    /// Crimes whose last outcome differs.
    pub changed: u64,
    /// Crimes only in the older version.
    pub only_in_older: u64,
    /// Crimes only in the newer version.
    pub only_in_newer: u64,
    /// From, to, how many; most first.
    pub transitions: Vec<(String, String, u64)>,
}

/// "As at 31 March 2022, as known on 2 November 2026 at 09:30, freeze 2022-03-31.1."
pub fn freeze_statement(freeze: &Freeze) -> String {
    let as_at = domain::period::Period::new(freeze.id.as_at, freeze.id.as_at);
    let day = as_at.map_or_else(|_| freeze.id.as_at.to_string(), domain::period::Period::label);
    let known = freeze.known_by.label();
    format!("As at {day}, as known on {known} UTC. Freeze {}.", freeze.id)
}

pub(crate) fn force_name(inputs: &Inputs<'_>) -> String {
    let area = &inputs.findings.scope.area;
    let force = inputs.frozen.catalogue.police_area_by_code(&area.code);
    force.map_or_else(|| area.code.clone(), |force| force.name.clone())
}

pub(crate) fn section(
    id: &str,
    title: impl Into<String>,
    part: Part,
    blocks: Vec<Block>,
) -> Section {
    Section {
        id: id.to_owned(),
        title: title.into(),
        part,
        new_page: false,
        blocks,
        sections: vec![],
    }
}

/// The source line of a collection: its name and when its newest file here was published.
pub(crate) fn source_of(inputs: &Inputs<'_>, source: &SourceId) -> Text {
    let name = inputs
        .frozen
        .catalogue
        .source(source)
        .map_or_else(|| source.to_string(), |s| s.name.clone());
    let releases = inputs.frozen.releases().iter();
    let dated =
        releases.filter(|s| s.release.source == *source && s.release.vintage.sort_day().is_some());
    let newest = dated.map(|s| s.release.vintage).max_by(|a, b| a.compare(*b));
    crate::charts::source(&match newest {
        Some(vintage) => format!("{name}, newest file published {}", vintage.label()),
        None => name,
    })
}
