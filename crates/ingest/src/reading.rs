//! One file being read: what it is called, what it is checked against, what was found so far.

use std::collections::BTreeMap;

use catalogue::Catalogue;
use domain::ids::{MeasureId, SourceId};
use domain::vintage::Vintage;

use crate::Input;
use crate::codes;
use crate::findings::Findings;
use crate::text::Table;
use crate::workbook::Workbook;

/// What a file turned out to be, before any reader is asked.
pub enum Content<'a> {
    /// Lines of fields under a header.
    Text(Box<Table<'a>>),
    /// Sheets of cells.
    Workbook(Workbook),
}

/// The state a reader works on.
pub struct Reading<'a> {
    pub(crate) input: Input<'a>,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) findings: Findings,
    pub(crate) rows_read: u64,
    stated: Option<(Vintage, String)>,
    fallback: Option<(Vintage, String)>,
}

/// A measure and the version of its definition in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MeasureVersion {
    pub(crate) id: MeasureId,
    pub(crate) definition: u16,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(input: &Input<'a>, catalogue: &'a Catalogue) -> Self {
        Self {
            input: *input,
            catalogue,
            findings: Findings::new(input.name),
            rows_read: 0,
            stated: None,
            fallback: None,
        }
    }

    /// Records the publication date that the file itself states.
    pub(crate) fn states_vintage(&mut self, vintage: Vintage, basis: &str) {
        if let Some(given) =
            self.input.vintage.map(|(given, _)| given).filter(|given| *given != vintage)
        {
            let at = self.findings.file();
            let message =
                format!("the file states {vintage}, the import says {given}; {vintage} is taken");
            self.findings.warning(&codes::VINTAGE_DIFFERS, at, message);
        }
        self.stated = Some((vintage, basis.to_owned()));
    }

    /// Records what to take if neither file nor caller gives a publication date.
    pub(crate) fn falls_back_to(&mut self, vintage: Vintage, basis: &str) {
        self.fallback = Some((vintage, basis.to_owned()));
    }

    pub(crate) fn vintage(&self) -> Option<(Vintage, String)> {
        let given = self.input.vintage.map(|(vintage, basis)| (vintage, basis.to_owned()));
        self.stated.clone().or(given).or_else(|| self.fallback.clone())
    }

    /// A measure by its code. A catalogue without it refuses the file.
    pub(crate) fn measure(&mut self, id: &str) -> Option<MeasureVersion> {
        let found = id.parse().ok().and_then(|id: MeasureId| self.catalogue.measure(&id));
        let found = found.map(MeasureVersion::of);
        if found.is_none() {
            self.lacks_measure(id);
        }
        found
    }

    /// The measure a source means by a label. A catalogue without it refuses the file.
    pub(crate) fn measure_labelled(
        &mut self,
        source: &SourceId,
        label: &str,
    ) -> Option<MeasureVersion> {
        let found = self.catalogue.measure_for(source, label);
        let found = found.map(MeasureVersion::of);
        if found.is_none() {
            self.lacks_measure(&format!("\"{label}\" of {source}"));
        }
        found
    }

    fn lacks_measure(&mut self, what: &str) {
        let at = self.findings.file();
        let message = format!("the catalogue has no measure for {what}");
        self.findings.error(&codes::MEASURE_NOT_CATALOGUED, at, message);
    }
}

impl MeasureVersion {
    pub(crate) fn of(measure: &domain::measure::Measure) -> Self {
        Self { id: measure.id.clone(), definition: measure.definition_version }
    }
}

/// Rows counted by a name, with the first line of each: for what is left out or set aside.
#[derive(Default)]
pub(crate) struct Tallied(BTreeMap<String, (u64, u64)>);

impl Tallied {
    /// Counts a row under a name.
    pub(crate) fn add(&mut self, name: &str, line: u64) {
        if let Some((count, _)) = self.0.get_mut(name) {
            *count += 1;
        } else {
            self.0.insert(name.to_owned(), (1, line));
        }
    }

    /// Name, rows, first line; by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, u64, u64)> {
        self.0.iter().map(|(name, (count, line))| (name.as_str(), *count, *line))
    }
}

/// `1 row`, `12 rows`.
pub(crate) fn rows(count: u64) -> String {
    let noun = if count == 1 { "row" } else { "rows" };
    format!("{count} {noun}")
}
