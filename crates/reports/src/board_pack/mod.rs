//! The quarterly board pack: two pages of summary, half a page for each exception, one line for
//! every measure, then the annex.

mod all_crime;
mod annex;
mod answers;
mod districts;
mod exceptions;
mod framework;
mod glance;
mod outcomes;
mod plan;
mod revisions;
mod similar_forces;
mod since;
mod sources;
mod summary;
mod tests_and_charts;

use analysis::changes::Changes;
use analysis::finding::MeasureFinding;
use analysis::findings::Findings;
use analysis::frozen::Frozen;
use document::{Block, Document, Part, Section, Table, Text};
use domain::freeze::Freeze;
use domain::ids::SourceId;
use domain::verdict::Verdict;

/// What a pack is composed from.
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

/// Composes the pack.
pub fn compose(inputs: &Inputs<'_>) -> Document {
    let findings = inputs.findings;
    let force = force_name(inputs);
    let quarter = findings.quarter.label();
    let mut sections = vec![summary::compose(inputs)];
    sections.extend(inputs.since.map(|since| since::compose(inputs, &since)));
    sections.extend(exceptions::compose(inputs));
    sections.push(all_crime::compose(inputs));
    sections.push(glance::compose(inputs));
    sections.push(similar_forces::compose(inputs));
    sections.push(districts::compose(inputs));
    sections.push(outcomes::compose(inputs));
    sections.push(plan::compose(inputs));
    let mut document = Document {
        id: "board-pack".into(),
        title: "Board pack".into(),
        subtitle: format!("{force}, {quarter}"),
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: format!(
            "Police performance in {force}, {quarter}: what changed and what did not"
        ),
        sections,
    };
    let annex = annex::compose(inputs, &document.figures());
    document.sections.extend(annex);
    document
}

pub(crate) fn force_name(inputs: &Inputs<'_>) -> String {
    let area = &inputs.findings.scope.area;
    let force = inputs.frozen.catalogue.police_area_by_code(&area.code);
    force.map_or_else(|| area.code.clone(), |force| force.name.clone())
}

fn section(id: &str, title: impl Into<String>, part: Part, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        title: title.into(),
        part,
        new_page: false,
        blocks,
        sections: vec![],
    }
}

/// Measures whose months make the year, except outcomes: those that verdicts are drawn from.
fn monthly<'a>(inputs: &Inputs<'a>) -> impl Iterator<Item = &'a MeasureFinding> {
    let findings = &inputs.findings.measures;
    findings.iter().filter(|f| f.monthly && f.measure.id.as_str() != "PUK-020")
}

/// The single crime types: without the sum of all of them.
fn types<'a>(inputs: &Inputs<'a>) -> Vec<&'a MeasureFinding> {
    monthly(inputs).filter(|finding| finding.measure.id.as_str() != "PUK-001").collect()
}

/// The months of every monthly measure, which all their charts share.
fn months(inputs: &Inputs<'_>) -> Table {
    let findings: Vec<&MeasureFinding> = monthly(inputs).collect();
    let source = findings.first().map_or_else(Vec::new, |f| source_of_finding(inputs, f));
    crate::charts::months_table(&findings, source)
}

/// Whether the charts of months are drawn without season.
fn without_season(inputs: &Inputs<'_>) -> bool {
    monthly(inputs).any(|f| f.chart.as_ref().is_some_and(|chart| chart.season.is_some()))
}

/// The months as their charts plot them.
fn plotted(inputs: &Inputs<'_>) -> Table {
    if !without_season(inputs) {
        return months(inputs);
    }
    let findings: Vec<&MeasureFinding> = monthly(inputs).collect();
    let source = findings.first().map_or_else(Vec::new, |f| source_of_finding(inputs, f));
    crate::charts::adjusted_table(&findings, source)
}

/// Types whose change is clear, those first that chance explains least, as their p is printed; those
/// it explains equally little by tier, headline first, then by the size of the change.
fn exceptional<'a>(inputs: &Inputs<'a>) -> Vec<&'a MeasureFinding> {
    let clear = |f: &&MeasureFinding| matches!(f.verdict, Verdict::Risen | Verdict::Fallen);
    let mut findings: Vec<&MeasureFinding> = types(inputs).into_iter().filter(clear).collect();
    let size = |f: &MeasureFinding| f.change.to_f64().map_or(0.0, f64::abs);
    findings.sort_by(|a, b| {
        (chance(a), a.link.tier)
            .cmp(&(chance(b), b.link.tier))
            .then(size(b).total_cmp(&size(a)))
            .then(a.measure.id.cmp(&b.measure.id))
    });
    findings
}

/// How much of a change chance explains, in thousandths, as it is printed; one without a test last.
fn chance(finding: &MeasureFinding) -> i128 {
    let p = finding.test.as_ref().and_then(|test| test.p.cell.value());
    p.map_or(i128::MAX, |p| domain::figure::text::rounded(p, 3))
}

/// The source line of a collection: its name and when its newest file here was published.
fn source_of(inputs: &Inputs<'_>, source: &SourceId) -> Text {
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

/// The source line of a measure's headline.
fn source_of_finding(inputs: &Inputs<'_>, finding: &MeasureFinding) -> Text {
    source_of(inputs, &finding.link.headline_source)
}
