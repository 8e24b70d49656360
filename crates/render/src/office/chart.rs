//! A chart as a native DrawingML part with a workbook of its own.
//!
//! `plot` says what is drawn (series, axes, marks), `part` writes it as `c:chartSpace`, `workbook`
//! writes the figures that "Edit data" opens. A gap is an empty cell and never zero. What a chart
//! says beside its marks, such as where its scale begins, is handed back as [`ChartPart::notes`].

mod axis;
mod part;
mod plot;
mod series;
mod workbook;

use document::chart::Panel;
use document::{Chart, ChartKind};
use domain::instant::Instant;

use super::OfficeError;
use super::package::{Package, Part};
use plot::{Form, Plot};
pub(crate) use workbook::moment;

/// What the content types of Office documents begin with.
pub(crate) const TYPES: &str = "application/vnd.openxmlformats-officedocument";

/// How a chart is to look where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartLook {
    /// Width and height of its frame, in points.
    pub size: (f64, f64),
    /// Size of its words, in points.
    pub text: f64,
    /// Creation date of its workbook.
    pub created: Instant,
}

/// A chart ready to be put into a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartPart {
    /// The `c:chartSpace`; its workbook is `rId1`.
    pub xml: Vec<u8>,
    /// The workbook with the figures it plots.
    pub workbook: Vec<u8>,
    /// What must be said beside the chart, a sentence each.
    pub notes: Vec<String>,
}

impl ChartPart {
    /// Adds the chart and its workbook to a package, below `folder` (`ppt`, `word`); answers the
    /// name of its part.
    pub fn add_to(self, package: &mut Package, folder: &str) -> String {
        let stem = format!("{folder}/embeddings/Microsoft_Excel_Sheet");
        let workbook = package.free_name(&stem, "xlsx");
        let sheet = Part::new(&format!("{TYPES}.spreadsheetml.sheet"), self.workbook);
        package.add(&workbook, sheet);
        let mut chart = Part::new(&format!("{TYPES}.drawingml.chart+xml"), self.xml);
        let id = chart.relate("package", &workbook);
        debug_assert_eq!(id, part::WORKBOOK);
        let name = package.free_name(&format!("{folder}/charts/chart"), "xml");
        package.add(&name, chart)
    }
}

/// A chart as a native one; none if its kind has no native form (a map, a funnel), if it is several charts
/// (see [`panel_part`]), or if it has no value to draw.
///
/// # Errors
/// Its workbook could not be written.
pub fn chart_part(chart: &Chart, look: &ChartLook) -> Result<Option<ChartPart>, OfficeError> {
    let mut plot = plotted(chart);
    if let ChartKind::Bars { items, references, axis } = &chart.kind {
        // Names that would have to be turned stand better beside bars that lie.
        let turns = |plot: &Plot| plot.form == Form::Columns && !axis::fits(plot, look);
        if plot.as_ref().is_some_and(turns) {
            plot = plot::lying_bars(items, references, axis);
        }
    }
    plot.map(|plot| made(&chart.title, &plot, look)).transpose()
}

/// What must be said beside a native chart, a sentence each: known before it is drawn.
pub fn notes(chart: &Chart) -> Vec<String> {
    plotted(chart).map_or_else(Vec::new, |plot| plot.notes)
}

fn plotted(chart: &Chart) -> Option<Plot> {
    match &chart.kind {
        ChartKind::Control { points, mean, limits, caveat, .. } => {
            let lines = plot::Lines { mean: *mean, limits: *limits, caveat: caveat.as_deref() };
            plot::control(points, &lines, &measured(chart))
        }
        ChartKind::Line { points } => plot::line(points, &measured(chart)),
        ChartKind::Dots { items, references, axis } => plot::dots(items, references, axis),
        ChartKind::Bars { items, references, axis } => plot::bars(items, references, axis),
        ChartKind::SmallMultiples { .. } | ChartKind::Funnel(_) | ChartKind::Map { .. } => None,
    }
}

/// One of many small charts as a native one, with its name and reading in it; none if it has no
/// value to draw.
///
/// # Errors
/// Its workbook could not be written.
pub fn panel_part(panel: &Panel, look: &ChartLook) -> Result<Option<ChartPart>, OfficeError> {
    plot::panel(panel).map(|plot| made(&panel.title, &plot, look)).transpose()
}

fn made(what: &str, plot: &Plot, look: &ChartLook) -> Result<ChartPart, OfficeError> {
    let workbook = workbook::write(what, plot, look.created)?;
    Ok(ChartPart { xml: part::write(plot, look), workbook, notes: plot.notes.clone() })
}

/// What the values are: the subtitle up to where it says when.
fn measured(chart: &Chart) -> String {
    let before = chart.subtitle.split(',').next().unwrap_or_default().trim();
    if before.is_empty() { "Value".to_owned() } else { before.to_owned() }
}

#[cfg(test)]
mod tests;
