//! The quarterly board pack: two pages of summary, half a page for each exception, one line for
//! every measure, then the annex.

mod all_crime;
mod annex;
mod answers;
mod districts;
mod exceptions;
pub(crate) mod framework;
pub(crate) mod glance;
mod outcomes;
pub(crate) mod plan;
mod revisions;
pub(crate) mod similar_forces;
mod since;
mod summary;
mod tests_and_charts;

use analysis::finding::MeasureFinding;
use document::{Document, Table, Text};
use domain::verdict::Verdict;

use crate::Report;
pub(crate) use crate::paper::{
    Inputs, RecordChanges, Since, force_name, freeze_statement, section, source_of,
};

/// The quarterly board pack.
pub(crate) const REPORT: Report =
    Report { id: "board-pack", title: "Quarterly board pack", framework: None, compose };

fn compose(inputs: &Inputs<'_>) -> Document {
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

/// Measures whose months make the year, except outcomes: those that verdicts are drawn from.
fn monthly<'a>(inputs: &Inputs<'a>) -> impl Iterator<Item = &'a MeasureFinding> {
    let findings = &inputs.findings.measures;
    findings.iter().filter(|f| f.monthly && f.measure.id.as_str() != "PUK-020")
}

/// The single crime types: without the sum of all of them.
pub(crate) fn types<'a>(inputs: &Inputs<'a>) -> Vec<&'a MeasureFinding> {
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

/// The source line of a measure's headline.
pub(crate) fn source_of_finding(inputs: &Inputs<'_>, finding: &MeasureFinding) -> Text {
    source_of(inputs, &finding.link.headline_source)
}
