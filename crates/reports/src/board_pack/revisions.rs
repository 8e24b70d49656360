//! How the figures of this paper changed between publications.

use std::collections::{BTreeMap, BTreeSet};

use analysis::cohort::{CohortFigures, CohortOutcome, ages_held};
use analysis::revisions::{Line, Summary, summaries};
use document::{Block, Column, Part, Prose, Row, RowKind, Section, Table, TableCell, Text, words};
use domain::figure::{Base, Derivation, Exact, Figure, Format, RevisionReading, text};
use domain::ids::{MeasureId, Slug, SourceId};
use domain::observation::ObservationKey;
use domain::period::Period;

use super::{Inputs, section};
use crate::charts;
use crate::sentences::{counted, grouped, known};

/// How many revised figures are listed before the rest is counted.
const LISTED: usize = 10;
/// How many comparisons of first figures are listed, the latest years first.
const YEARS_LISTED: usize = 5;

/// What a paper prints, as far as revision can touch it: the stretches of each series.
struct Printed {
    stretches: BTreeMap<ObservationKey, BTreeSet<Period>>,
    kinds: BTreeSet<(MeasureId, SourceId, Vec<Slug>)>,
}

impl Printed {
    fn of(figures: &[&Figure]) -> Self {
        let (mut stretches, mut kinds) = (BTreeMap::<_, BTreeSet<Period>>::new(), BTreeSet::new());
        for figure in figures {
            let of = &figure.id.key.of;
            kinds.insert(kind(of));
            stretches.entry(series(of)).or_default().insert(of.period);
        }
        Self { stretches, kinds }
    }

    /// Whether a figure of the paper is of this observation, or made from it.
    fn holds(&self, of: &ObservationKey) -> bool {
        let within = |p: &Period| p.start() <= of.period.start() && of.period.end() <= p.end();
        self.stretches.get(&series(of)).is_some_and(|periods| periods.iter().any(within))
    }
}

/// The key of a series: the same for all its periods.
fn series(of: &ObservationKey) -> ObservationKey {
    let any = Period::month_of(jiff::civil::Date::MIN);
    ObservationKey { period: any, ..of.clone() }
}

fn kind(of: &ObservationKey) -> (MeasureId, SourceId, Vec<Slug>) {
    let cut = of.breakdown.parts().iter().map(|(dimension, _)| dimension.clone());
    (of.measure.clone(), of.source.clone(), cut.collect())
}

pub(super) fn compose(inputs: &Inputs<'_>, figures: &[&Figure]) -> Section {
    let printed = Printed::of(figures);
    let alike = inputs.frozen.triangle(|of| printed.kinds.contains(&kind(of)));
    let mut blocks = vec![Block::Paragraph(words(
        "Figures are published more than once, and later versions differ: crimes are reclassified, \
         cancelled or recorded late, and outcomes come in. This paper prints the latest version \
         held and marks it [r] where an earlier file said otherwise. Versions whose date of \
         publication is not known are left out here.",
    ))];
    let sentences: Vec<Text> = summaries(&alike).iter().map(|s| sentence(inputs, s)).collect();
    if sentences.is_empty() {
        let none = "No figure like those of this paper is held in two dated versions.";
        blocks.push(Block::Paragraph(words(none)));
    } else {
        blocks.push(Block::List(sentences));
    }
    blocks.extend(revised(inputs, &printed, &alike).map(Block::Table));
    blocks.extend(first_figures(inputs, &alike).map(Block::Table));
    blocks.extend(ripening(inputs).map(Block::Table));
    section("annex-revisions", "Revisions", Part::Annex, blocks)
}

/// What revision did to one source, over every area held.
fn sentence(inputs: &Inputs<'_>, summary: &Summary) -> Text {
    let source = inputs.frozen.catalogue.source(&summary.source);
    let name =
        source.map_or_else(|| summary.source.to_string(), |source| source.short_name.clone());
    let dimensions: Vec<String> =
        summary.cut.iter().map(|dimension| dimension.as_str().replace('-', " ")).collect();
    let what = match dimensions.as_slice() {
        [] => "totals".to_owned(),
        dimensions => format!("by {}", dimensions.join(" and ")),
    };
    let number = |n: usize| grouped(n as u64);
    let again = summary.published_again;
    let start = match summary.moved {
        0 => format!("{} published more than once, none changed.", number(again)),
        moved => format!(
            "{} published more than once, {} changed: {} upwards, {} downwards{}.",
            number(again),
            number(moved),
            number(summary.raised),
            number(summary.lowered),
            match moved.saturating_sub(summary.raised + summary.lowered) {
                0 => String::new(),
                gaps => format!(", {} between a value and a gap", number(gaps)),
            }
        ),
    };
    let sizes =
        summary.median.zip(summary.largest).filter(|_| summary.raised + summary.lowered > 0);
    let sizes = sizes.map_or_else(String::new, |(median, largest)| {
        let median = text::write(Exact::Real(median), Format::Percent { decimals: 1 });
        let largest = text::write(Exact::Real(largest), Format::SignedPercent { decimals: 1 });
        format!(" Half changed by at most {median}, the most by {largest}.")
    });
    Prose::new().strong(format!("{name}, {what}, all areas held: ")).say(start).say(sizes).done()
}

/// The figures of the paper that were revised, the largest difference first.
fn revised(inputs: &Inputs<'_>, printed: &Printed, alike: &[Line<'_>]) -> Option<Table> {
    let changed = |line: &&Line<'_>| printed.holds(line.key) && line.change().is_some_and(nonzero);
    let mut lines: Vec<&Line<'_>> = alike.iter().filter(changed).collect();
    let size = |line: &Line<'_>| line.change().map_or(0.0, |change| change.to_f64().abs());
    lines.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.key.cmp(b.key)));
    let more = lines.len().saturating_sub(LISTED);
    let rows: Vec<Row> = lines.iter().take(LISTED).map(|line| row(inputs, line)).collect();
    let mut notes = vec![];
    if more > 0 {
        let smaller = counted(more, "smaller revision is", "smaller revisions are");
        notes.push(words(format!(
            "{smaller} not listed; figures --all-vintages lists every version of a measure."
        )));
    }
    (!rows.is_empty()).then(|| Table {
        id: "table-revised".into(),
        caption: "Figures of this paper that were revised, the largest difference first".into(),
        columns: vec![
            Column::left("Figure", 5),
            Column::left("Period", 3),
            Column::right("First", 2),
            Column::left("Published", 3),
            Column::right("Latest", 2),
            Column::left("Published", 3),
            Column::right("Difference", 2),
            Column::right("%", 2),
        ],
        rows,
        source: charts::source("the ledger of this edition"),
        notes,
    })
}

fn nonzero(change: domain::decimal::Decimal) -> bool {
    change.mantissa != 0
}

fn row(inputs: &Inputs<'_>, line: &Line<'_>) -> Row {
    let figure = |by| inputs.frozen.figure(line.key.clone(), by);
    Row {
        cells: vec![
            TableCell::words(name(inputs, line.key)),
            TableCell::words(line.key.period.label()),
            figure(Derivation::First).into(),
            TableCell::words(line.first.vintage.label()),
            figure(Derivation::Value).into(),
            TableCell::words(line.latest().vintage.label()),
            figure(Derivation::Revision(RevisionReading::Change)).into(),
            figure(Derivation::Revision(RevisionReading::Percent)).into(),
        ],
        kind: RowKind::Plain,
    }
}

/// "All crime (police.uk): Awaiting court outcome", with the place where it is not the force.
fn name(inputs: &Inputs<'_>, of: &ObservationKey) -> String {
    let catalogue = &inputs.frozen.catalogue;
    let measure = catalogue.measure(&of.measure);
    let mut name = measure.map_or_else(|| of.measure.to_string(), |m| m.short_name.clone());
    for (_, value) in of.breakdown.parts() {
        let label = catalogue.outcome_label(value).map_or_else(|| value.to_string(), str::to_owned);
        name.push_str(&format!(": {label}"));
    }
    if of.area != inputs.findings.scope.area {
        name.push_str(&format!(", {}", crate::explanation::place_name(inputs.frozen, &of.area)));
    }
    name
}

/// First published figures against first published figures of the year before, where both came as
/// long after their years (Lawless 1994).
fn first_figures(inputs: &Inputs<'_>, alike: &[Line<'_>]) -> Option<Table> {
    let own = |line: &&Line<'_>| {
        line.key.area == inputs.findings.scope.area && line.key.breakdown.is_total()
    };
    let mut rows: Vec<(Period, Row)> = Vec::new();
    for line in alike.iter().filter(own).filter(|line| line.key.period.whole_months() == Some(12)) {
        let before = line.key.period.years_earlier(1);
        let figure = |by| inputs.frozen.figure(line.key.clone(), by);
        let change = figure(Derivation::Change(Base::First, before));
        if !known(&change) {
            continue;
        }
        let then = ObservationKey { period: before, ..line.key.clone() };
        let cells = vec![
            TableCell::words(name(inputs, line.key)),
            TableCell::words(line.key.period.label()),
            figure(Derivation::First).into(),
            inputs.frozen.figure(then, Derivation::First).into(),
            change.into(),
            figure(Derivation::Percent(Base::First, before)).into(),
            figure(Derivation::Percent(Base::Value, before)).into(),
        ];
        rows.push((line.key.period, Row { cells, kind: RowKind::Plain }));
    }
    rows.sort_by_key(|(period, _)| std::cmp::Reverse(period.end()));
    rows.truncate(YEARS_LISTED);
    (!rows.is_empty()).then(|| Table {
        id: "table-first-figures".into(),
        caption: "First published figures against those of the year before".into(),
        columns: vec![
            Column::left("Figure", 4),
            Column::left("Year", 4),
            Column::right("First", 2),
            Column::right("Year before, first", 3),
            Column::right("Change", 2),
            Column::right("%", 2),
            Column::right("% by latest versions", 3),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        source: charts::source("the ledger of this edition"),
        notes: vec![words(
            "A newly published year against a year that has been revised since is not like with \
             like. Here both stand as first published, equally long after their end.",
        )],
    })
}

/// The latest month whose outcomes are held at more than one age: the same crimes at each.
fn ripening(inputs: &Inputs<'_>) -> Option<Table> {
    let all = inputs.findings.of("PUK-001")?;
    let dimension: Slug = "last-outcome".parse().ok()?;
    let (measure, source) = (&all.measure.id, &all.link.headline_source);
    let key = |month| inputs.frozen.key(measure, source, &inputs.findings.scope.area, month);
    let held = |month| (key(month), ages_held(inputs.frozen, &key(month)));
    let months: Vec<_> = inputs.findings.window.months().map(held).collect();
    let (key, ages) = months.iter().rfind(|(_, ages)| ages.len() > 1)?;
    let (young, old) = (*ages.first()?, *ages.last()?);
    let at = |age| CohortFigures::gather(inputs.frozen, key, &dimension, age);
    let (young, old) = (at(young), at(old));
    let cells = |label: &str, figures: [&Figure; 4]| {
        let figures = figures.into_iter().cloned().map(TableCell::from);
        std::iter::once(TableCell::words(label)).chain(figures).collect()
    };
    let both = young.outcomes.iter().zip(&old.outcomes);
    let row = |(young, old): (&CohortOutcome, &CohortOutcome)| Row {
        cells: cells(&young.label, [&young.count, &young.share, &old.count, &old.share]),
        kind: RowKind::Plain,
    };
    let mut rows: Vec<Row> = both.map(row).collect();
    let whole = |cohort: &CohortFigures| [cohort.all.clone().into(), TableCell::words("100%")];
    let sums = [TableCell::words("All")].into_iter().chain(whole(&young)).chain(whole(&old));
    rows.push(Row { cells: sums.collect(), kind: RowKind::Total });
    let after = |cohort: &CohortFigures| format!("At {} months", cohort.age);
    let month = key.period.label();
    Some(Table {
        id: "table-ripening".into(),
        caption: format!("How outcomes come in: the same crimes of {month} at two ages"),
        columns: vec![
            Column::left("Outcome, alphabetically", 6),
            Column::right(&after(&young), 3),
            Column::right("Share", 2),
            Column::right(&after(&old), 3),
            Column::right("Share", 2),
        ],
        rows,
        source: super::source_of_finding(inputs, all),
        notes: vec![words(format!(
            "As published in {} and in {}. A younger cohort always looks less finished, which is \
             why years are compared only at an equal age.",
            young.published.label(),
            old.published.label()
        ))],
    })
}
