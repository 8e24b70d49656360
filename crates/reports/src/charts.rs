//! Charts from findings: what is plotted, the title that states the finding, the data beneath.

use analysis::finding::{MeasureFinding, MonthFigure, PeerMember, Rule};
use analysis::findings::DistrictFigures;
use document::chart::{Item, Panel, Reference, Signal, TimePoint};
use document::{Chart, ChartKind, Column, Prose, Row, RowKind, Table, TableCell, Text, words};
use domain::figure::Figure;
use domain::period::{Period, PeriodKind, month_name};

use crate::sentences::{counted, in_sentence, listed, noun};

/// "Mar 22" for a month, "2021/22" for a year, "Jan to Mar 22" for a quarter, "30 Sep 19" for a day.
pub fn short(period: Period) -> String {
    let month = |day: jiff::civil::Date| &month_name(day.month())[..3];
    let (start, end) = (period.start(), period.end());
    let of_year = format!("{} {:02}", month(end), end.year().rem_euclid(100));
    match period.kind() {
        PeriodKind::Month => of_year,
        PeriodKind::Quarter => format!("{} to {of_year}", month(start)),
        PeriodKind::RollingYear => format!("to {of_year}"),
        PeriodKind::Other if start == end => format!("{} {of_year}", end.day()),
        PeriodKind::FinancialYear | PeriodKind::Other => period.label(),
    }
}

fn signal(rule: Rule) -> Signal {
    match rule {
        Rule::AboveUpperLimit | Rule::BelowLowerLimit => Signal::Outside,
        Rule::TrendRising | Rule::TrendFalling => Signal::Trend,
        Rule::TwoOfThreeHigh | Rule::TwoOfThreeLow => Signal::TwoOfThree,
        Rule::ShiftAbove | Rule::ShiftBelow => Signal::Shift,
    }
}

fn time_point(period: Period, figure: &Figure, signal: Option<Signal>) -> TimePoint {
    TimePoint {
        label: period.label(),
        short: short(period),
        value: figure.to_f64(),
        signal,
        hollow: false,
    }
}

/// What a chart of months plots: counts without season where one is declared.
fn points(months: &[MonthFigure]) -> Vec<TimePoint> {
    let point = |m: &MonthFigure| TimePoint {
        hollow: m.unripe,
        ..time_point(m.period, m.adjusted.as_ref().unwrap_or(&m.count), m.signal.map(signal))
    };
    months.iter().map(point).collect()
}

/// What is said of months or years that still move: "Still moving, and not judged: March 2022
/// (published too soon after to have settled)."; nothing where there are none.
pub fn still_moving(unripe: &[Period]) -> Option<String> {
    let years = unripe.iter().any(|period| period.kind() != PeriodKind::Month);
    let names: Vec<String> = unripe.iter().map(|period| period.label()).collect();
    let names = if years { listed(&names) } else { domain::period::spans(unripe) };
    let said = "Still moving, and not judged";
    let why = "published too soon after to have settled";
    (!unripe.is_empty()).then(|| format!("{said}: {names} ({why})."))
}

/// Whether a chart's points are without season, as it is written beside it.
fn season_of(finding: &MeasureFinding) -> &'static str {
    match finding.chart.as_ref().and_then(|chart| chart.season.as_ref()) {
        Some(_) => "season taken out",
        None => "season not removed",
    }
}

/// A table of periods and one figure each.
pub fn series_table(
    id: &str,
    caption: &str,
    header: &str,
    rows: &[(Period, &Figure)],
    source: Text,
) -> Table {
    Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        columns: vec![Column::left("Period", 2), Column::right(header, 1)],
        rows: rows
            .iter()
            .map(|(period, figure)| Row {
                cells: vec![TableCell::words(period.label()), (*figure).clone().into()],
                kind: RowKind::Plain,
            })
            .collect(),
        source,
        notes: vec![],
    }
}

/// The months of a measure with centre and limits: each count over its month's factor where a season
/// is declared, and the chart says which.
///
/// The numbers stand in `data`, the table of every measure's months as they are plotted.
pub fn control(finding: &MeasureFinding, title: String, data: Table) -> Option<Chart> {
    let lines = finding.chart.as_ref()?;
    let id = finding.measure.id.as_str().to_lowercase();
    let limits = lines.lower.to_f64().zip(lines.upper.to_f64());
    let (first, last) = (finding.months.first()?, finding.months.last()?);
    let name = &finding.measure.short_name;
    let span = format!("{} to {}", first.period.label(), last.period.label());
    let what = noun(finding);
    let mean = lines.mean.text();
    let signals = counted(lines.signals, "month signals", "months signal");
    let unripe = finding.months.iter().any(|month| month.unripe);
    let alt = format!(
        "Line chart of {} {what} a month, {span}. The mean is {mean} a month and the last month \
         is {}. {signals}; {}.",
        in_sentence(name),
        last.adjusted.as_ref().unwrap_or(&last.count).text(),
        season_of(finding),
    );
    Some(Chart {
        id: format!("chart-{id}"),
        title,
        subtitle: format!(
            "Recorded {what} a month{}, {span}, with mean and process limits{}",
            if lines.season.is_some() { " over the month's factor" } else { "" },
            if unripe { "; hollow months still move" } else { "" }
        ),
        alt,
        kind: ChartKind::Control {
            points: points(&finding.months),
            mean: lines.mean.to_f64(),
            limits,
            caveat: Some(season_of(finding).into()),
            year_starts_at: finding
                .months
                .iter()
                .position(|m| m.period.start() == finding.year.start()),
        },
        data,
    })
}

/// Anchor of the table of every measure's months, which its charts share.
pub const MONTHS_TABLE: &str = "table-months";

/// Anchor of the table of every measure's months without season.
pub const ADJUSTED_TABLE: &str = "table-months-adjusted";

/// Every measure, each month, as counted.
pub fn months_table(findings: &[&MeasureFinding], source: Text) -> Table {
    let caption = "Every police.uk measure, each month, as counted";
    by_month(MONTHS_TABLE, caption, findings, source, |month| Some(&month.count))
}

/// Every measure, each month as its chart plots it: over the month's factor where a season is
/// declared.
pub fn adjusted_table(findings: &[&MeasureFinding], source: Text) -> Table {
    let caption = "Every police.uk measure, each month, season taken out";
    let mut table = by_month(ADJUSTED_TABLE, caption, findings, source, |month| {
        Some(month.adjusted.as_ref().unwrap_or(&month.count))
    });
    table.notes.push(words("Count over the factor of its month. The counts stand beside this."));
    table
}

fn by_month(
    id: &str,
    caption: &str,
    findings: &[&MeasureFinding],
    source: Text,
    figure: impl Fn(&MonthFigure) -> Option<&Figure>,
) -> Table {
    let months = findings.first().map_or(&[][..], |finding| finding.months.as_slice());
    let mut columns = vec![Column::left("Month", 2)];
    columns.extend(findings.iter().map(|f| Column::right(&f.measure.short_name, 1)));
    let row = |n: usize, month: &MonthFigure| Row {
        cells: std::iter::once(TableCell::words(short(month.period)))
            .chain(findings.iter().map(|f| match f.months.get(n).and_then(&figure) {
                Some(figure) => figure.clone().into(),
                None => TableCell::words("[x]"),
            }))
            .collect(),
        kind: RowKind::Plain,
    };
    Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        columns,
        rows: months.iter().enumerate().map(|(n, month)| row(n, month)).collect(),
        source,
        notes: notes_on_unripe(findings),
    }
}

/// One note for every set of months that still move.
pub fn notes_on_unripe(findings: &[&MeasureFinding]) -> Vec<Text> {
    let notes: std::collections::BTreeSet<String> =
        findings.iter().filter_map(|finding| still_moving(&finding.unripe)).collect();
    notes.into_iter().map(words).collect()
}

/// A small chart for each of several measures; the numbers stand in `data`.
pub fn small_multiples(
    id: &str,
    title: String,
    findings: &[&MeasureFinding],
    data: Table,
) -> Chart {
    let panel = |finding: &&MeasureFinding| Panel {
        title: finding.measure.short_name.clone(),
        reading: match finding.percent.number() {
            Some(percent) => format!("{}, {percent}", finding.count.text()),
            None => finding.count.text(),
        },
        points: points(&finding.months),
        lines: finding.chart.as_ref().and_then(|chart| {
            Some((chart.mean.to_f64()?, chart.lower.to_f64()?, chart.upper.to_f64()?))
        }),
    };
    let names: Vec<String> = findings.iter().map(|f| in_sentence(&f.measure.short_name)).collect();
    Chart {
        id: id.to_owned(),
        title,
        subtitle: {
            let season = findings.first().map_or("", |finding| season_of(finding));
            format!(
                "Count a month, {season}; each on its own scale; year's total and change beneath \
                 the name"
            )
        },
        alt: format!("Small line charts of {}. The figures are in the table.", names.join(", ")),
        kind: ChartKind::SmallMultiples { panels: findings.iter().map(panel).collect() },
        data,
    }
}

/// Years of an official series.
pub fn years(
    id: &str,
    title: String,
    years: &[(Period, Figure)],
    what: &str,
    source: Text,
) -> Chart {
    let ends = years.first().zip(years.last());
    let alt = ends.map_or_else(String::new, |(first, last)| {
        format!(
            "Line chart of {what}, from {} in {} to {} in {}.",
            first.1.text(),
            first.0.label(),
            last.1.text(),
            last.0.label()
        )
    });
    let rows: Vec<(Period, &Figure)> = years.iter().map(|(p, f)| (*p, f)).collect();
    Chart {
        id: id.to_owned(),
        title,
        subtitle: format!("{what}, each financial year"),
        alt,
        kind: ChartKind::Line {
            points: years.iter().map(|(p, figure)| time_point(*p, figure, None)).collect(),
        },
        data: series_table(&format!("data-{id}"), what, "Count", &rows, source),
    }
}

/// The group of similar forces as dots, lowest rate first.
pub fn peers(finding: &MeasureFinding, title: String, source: Text) -> Chart {
    let item = |member: &PeerMember| Item {
        label: member.name.clone(),
        value: member.rate.to_f64(),
        text: member.rate.text(),
        own: member.own,
    };
    let line = |name: &str, figure: &Figure| {
        let label = format!("{name} {}", figure.text());
        figure.to_f64().map(|value| Reference { label, value })
    };
    let peers = &finding.peers;
    let references = [line("Group mean", &peers.mean), line("Mean of the others", &peers.others)];
    Chart {
        id: "chart-peers".into(),
        title,
        subtitle: format!("Crimes per 1,000 residents, {}, lowest first", finding.year.label()),
        alt: format!(
            "Dot chart of the rates of {}; the group's mean is {}.",
            counted(peers.members.len(), "similar force", "similar forces"),
            peers.mean.text()
        ),
        kind: ChartKind::Dots {
            items: peers.members.iter().map(item).collect(),
            references: references.into_iter().flatten().collect(),
            axis: "Crimes per 1,000 residents".into(),
        },
        data: peer_table(PEER_TABLE, finding, source),
    }
}

/// Anchor of the table of the group, which its charts share.
pub const PEER_TABLE: &str = "table-peers";

/// The group as a table: count, population, rate.
pub fn peer_table(id: &str, finding: &MeasureFinding, source: Text) -> Table {
    let row = |member: &PeerMember| Row {
        cells: vec![
            TableCell::words(member.name.clone()),
            member.count.clone().into(),
            member.population.clone().into(),
            member.rate.clone().into(),
        ],
        kind: if member.own { RowKind::Own } else { RowKind::Plain },
    };
    let mean = |name: &str, figure: &Figure| Row {
        cells: vec![
            TableCell::words(name),
            TableCell::words("[z]"),
            TableCell::words("[z]"),
            figure.clone().into(),
        ],
        kind: RowKind::Total,
    };
    let peers = &finding.peers;
    let mut rows: Vec<Row> = peers.members.iter().map(row).collect();
    rows.push(mean("Mean of the group, with the force itself", &peers.mean));
    rows.push(mean("Mean of the other forces", &peers.others));
    rows.push(mean("All crimes over all residents", &peers.weighted));
    Table {
        id: id.to_owned(),
        caption: format!("Similar forces, {}, lowest rate first", finding.year.label()),
        columns: vec![
            Column::left("Force", 4),
            Column::right("Crimes", 2),
            Column::right("Residents", 2),
            Column::right("Per 1,000", 2),
        ],
        rows,
        source,
        notes: vec![words(
            "The order is for finding a force, not a league table: the rates of neighbours in the \
             list differ by less than they vary from year to year.",
        )],
    }
}

/// Districts as bars of rates.
pub fn districts(
    title: String,
    districts: &[DistrictFigures],
    mean: &Figure,
    data: Table,
) -> Chart {
    let mut rated: Vec<(&DistrictFigures, &Figure)> =
        districts.iter().filter_map(|d| Some((d, d.rate.as_ref()?))).collect();
    rated.sort_by(|a, b| {
        let rate = |f: &Figure| f.to_f64().unwrap_or(f64::NEG_INFINITY);
        rate(b.1).total_cmp(&rate(a.1)).then(a.0.name.cmp(&b.0.name))
    });
    let items = rated.iter().map(|(district, rate)| Item {
        label: district.name.clone(),
        value: rate.to_f64(),
        text: rate.text(),
        own: false,
    });
    let references = mean
        .to_f64()
        .map(|value| Reference { label: format!("Whole force {}", mean.text()), value });
    Chart {
        id: "chart-districts".into(),
        title,
        subtitle: "Crimes per 1,000 residents, highest first".into(),
        alt: format!(
            "Bar chart of crimes per 1,000 residents in {}; the whole force has {}.",
            counted(rated.len(), "district", "districts"),
            mean.text()
        ),
        kind: ChartKind::Bars {
            items: items.collect(),
            references: references.into_iter().collect(),
            axis: "Crimes per 1,000 residents".into(),
        },
        data,
    }
}

/// What stands after "Source:", with a full stop.
pub fn source(text: &str) -> Text {
    Prose::new().say(format!("{text}.")).done()
}
