//! Every figure of a paper's tables as one row: what CSV and JSON are written from.
//!
//! The value is the printed one, rounded once, in its unit; a missing one is its symbol. What a
//! document does not hold (names of measures and areas, units, licence) comes
//! with [`Facts`].

pub use document::facts::Facts;
use document::{Block, Chart, Document, Inline, Table, TableCell};
use domain::figure::{Derivation, Figure, Format, RevisionReading, TestReading};
use domain::period::PeriodKind;

/// A figure where it stands in a table.
#[derive(Debug, Clone, Copy)]
pub struct Stands<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its row, from 1.
    pub row: usize,
    /// Its column, from 1.
    pub column: usize,
    /// Which figure of its cell, from 1.
    pub item: usize,
    /// The figure.
    pub figure: &'a Figure,
}

/// Every table of a paper, those behind charts too, each once and in its order.
pub fn tables(document: &Document) -> Vec<&Table> {
    let mut seen = std::collections::BTreeSet::new();
    let blocks = document.walk().into_iter().flat_map(|(_, section)| &section.blocks);
    let all = blocks.flat_map(|block| match block {
        Block::Table(table) => vec![table],
        Block::Chart(chart) => vec![&chart.data],
        Block::ChartRow(charts) => charts.iter().map(|chart| &chart.data).collect(),
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Terms(_)
        | Block::KeyFigures(_)
        | Block::Verdicts(_)
        | Block::Note(..) => vec![],
    });
    all.filter(|table| seen.insert(table.id.as_str())).collect()
}

/// Every chart of a paper.
pub fn charts(document: &Document) -> Vec<&Chart> {
    let blocks = document.walk().into_iter().flat_map(|(_, section)| &section.blocks);
    let all = blocks.flat_map(|block| match block {
        Block::Chart(chart) => vec![chart.as_ref()],
        Block::ChartRow(charts) => charts.iter().collect(),
        Block::Table(_)
        | Block::Paragraph(_)
        | Block::List(_)
        | Block::Terms(_)
        | Block::KeyFigures(_)
        | Block::Verdicts(_)
        | Block::Note(..) => vec![],
    });
    all.collect()
}

/// Every figure of a paper's tables, in printing order.
pub fn figures(document: &Document) -> Vec<Stands<'_>> {
    let mut out = Vec::new();
    for table in tables(document) {
        for (row, line) in (1..).zip(&table.rows) {
            for (column, cell) in (1..).zip(&line.cells) {
                for (item, figure) in (1..).zip(in_cell(cell)) {
                    out.push(Stands { table, row, column, item, figure });
                }
            }
        }
    }
    out
}

/// The figures of a cell.
pub fn in_cell(cell: &TableCell) -> Vec<&Figure> {
    match cell {
        TableCell::Figure(figure) => vec![figure],
        TableCell::Text(text) => {
            let figures = text.iter().filter_map(|inline| match inline {
                Inline::Figure(figure) => Some(figure.as_ref()),
                Inline::Words(_) | Inline::Strong(_) | Inline::Code(_) | Inline::Section(_) => None,
            });
            figures.collect()
        }
        TableCell::Verdict(_) | TableCell::Sparkline { .. } => vec![],
    }
}

/// The words of running text, a reference by its section's id.
pub fn words(text: &document::Text) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Words(words) | Inline::Strong(words) | Inline::Code(words) => words.clone(),
        Inline::Figure(figure) => figure.text(),
        Inline::Section(id) => id.clone(),
    };
    text.iter().map(one).collect()
}

/// What a cell says in words.
pub fn cell_words(cell: &TableCell) -> String {
    match cell {
        TableCell::Figure(figure) => figure.text(),
        TableCell::Text(text) => words(text),
        TableCell::Verdict(verdict) => verdict.label().to_owned(),
        TableCell::Sparkline { alt, .. } => alt.clone(),
    }
}

/// A printed number in digits that every program reads, `-0.05`; what stands in its place if it is
/// none: `[x]`, `under 0.001`.
pub fn value(figure: &Figure) -> Result<String, String> {
    let Some(number) = figure.number() else {
        return Err(figure.cell.symbol().unwrap_or_default().to_owned());
    };
    let body = match figure.format {
        Format::Rank => number.trim_end_matches(|c: char| c.is_ascii_alphabetic()),
        Format::Percent { .. } | Format::SignedPercent { .. } => number.trim_end_matches('%'),
        Format::Number { .. } | Format::Signed { .. } | Format::Probability => &number,
    };
    let digits = body.trim_start_matches('+').replace('\u{2212}', "-").replace(',', "");
    if digits.parse::<f64>().is_ok() { Ok(digits) } else { Err(number) }
}

/// What a figure is counted in.
pub fn unit(figure: &Figure, facts: &Facts) -> String {
    let key = &figure.id.key;
    let own = || {
        let measure = facts.measures.get(&key.of.measure).map(|measure| measure.unit.clone());
        measure.filter(|unit| !unit.is_empty()).unwrap_or_else(|| "count".to_owned())
    };
    let said = match &key.by {
        Derivation::Value
        | Derivation::Total
        | Derivation::Districts
        | Derivation::First
        | Derivation::Change(..)
        | Derivation::Revision(RevisionReading::Change)
        | Derivation::Chart(..)
        | Derivation::Adjusted(_) => return own(),
        Derivation::Cohort(reading, _) => match reading {
            domain::figure::CohortReading::Count => return own(),
            domain::figure::CohortReading::Share => "percent",
        },
        Derivation::Revision(RevisionReading::Percent)
        | Derivation::Percent(..)
        | Derivation::Share(_) => "percent",
        Derivation::CohortChange(..) => "percentage-points",
        Derivation::PerHundred(..) => "per-100",
        Derivation::Rate(rate) => return format!("per-{}-residents", rate.per),
        Derivation::Peers(reading, _, rate) => match reading {
            domain::figure::PeerReading::Rank
            | domain::figure::PeerReading::RankLow
            | domain::figure::PeerReading::RankHigh => "rank",
            domain::figure::PeerReading::Mean
            | domain::figure::PeerReading::Others
            | domain::figure::PeerReading::Weighted
            | domain::figure::PeerReading::OthersLow
            | domain::figure::PeerReading::OthersHigh
            | domain::figure::PeerReading::ExpectedLow
            | domain::figure::PeerReading::ExpectedHigh
            | domain::figure::PeerReading::Spread => {
                return format!("per-{}-residents", rate.per);
            }
        },
        Derivation::Funnel(line, rate) => match line {
            domain::figure::FunnelLine::Spread => "ratio",
            domain::figure::FunnelLine::Mean
            | domain::figure::FunnelLine::Low95
            | domain::figure::FunnelLine::High95
            | domain::figure::FunnelLine::Low998
            | domain::figure::FunnelLine::High998 => {
                return format!("per-{}-residents", rate.per);
            }
        },
        Derivation::LastMonth(..) => "probability",
        Derivation::Factor(_) => "ratio",
        Derivation::AnnualTest(reading, _) | Derivation::SeasonalStep(reading) => match reading {
            TestReading::Ratio | TestReading::Low | TestReading::High => "ratio",
            TestReading::P => "probability",
            TestReading::Dispersion => "ratio",
            TestReading::Revision => "percent",
            TestReading::Pairs => "count",
        },
    };
    said.to_owned()
}

/// What kind of stretch a period is.
pub fn period_type(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Month => "month",
        PeriodKind::Quarter => "quarter",
        PeriodKind::FinancialYear => "financial-year",
        PeriodKind::RollingYear => "rolling-year",
        PeriodKind::Other => "other",
    }
}
