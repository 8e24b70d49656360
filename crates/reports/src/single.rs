//! One chart or table alone: a series of one measure and place, what it comes to, and what may be said
//! of the change.

use analysis::comparison::{Comparison, Reading};
use analysis::frozen::Frozen;
use document::chart::TimePoint;
use document::{
    Block, Chart, ChartKind, Column, Document, Part, Prose, Row, RowKind, Section, Table,
    TableCell, Text, words,
};
use domain::figure::{Derivation, Figure};
use domain::freeze::Freeze;
use domain::observation::ObservationKey;
use domain::period::{Period, PeriodKind};
use domain::verdict::Verdict;

use crate::board_pack::freeze_statement;
use crate::charts;
use crate::sentences::{in_sentence, known, spoken};

/// What a series is composed from.
#[derive(Debug)]
pub struct Inputs<'a> {
    /// The freeze, as stored.
    pub freeze: &'a Freeze,
    /// Its edition, opened.
    pub frozen: &'a Frozen,
    /// Whose chart it is.
    pub body: &'a str,
    /// Protective marking.
    pub marking: &'a str,
    /// What the series is of; its period is left aside.
    pub of: &'a ObservationKey,
    /// The periods, in order.
    pub periods: &'a [Period],
    /// The last stretch against the one a year before, as the series' source answers.
    pub compared: &'a Comparison,
    /// Its two periods, later first.
    pub stretches: [Period; 2],
    /// What to know of the stretch shown, if anything.
    pub note: Option<String>,
    /// A table instead of a chart.
    pub as_table: bool,
}

/// Composes the chart or table with what it comes to.
pub fn compose(inputs: &Inputs<'_>) -> Document {
    let frozen = inputs.frozen;
    let measure = frozen.catalogue.measure(&inputs.of.measure);
    let name = measure.map_or_else(|| inputs.of.measure.to_string(), |m| m.short_name.clone());
    let area = crate::explanation::place_name(frozen, &inputs.of.area);
    let series: Vec<(Period, Figure)> = inputs
        .periods
        .iter()
        .map(|period| {
            let key = ObservationKey { period: *period, ..inputs.of.clone() };
            (*period, frozen.figure(key, Derivation::Value))
        })
        .collect();
    let ends = inputs.periods.first().zip(inputs.periods.last());
    let span = ends.map_or_else(String::new, |(first, last)| match first == last {
        true => last.label(),
        false => format!("{} to {}", first.label(), last.label()),
    });
    let id = slug(&format!("{name} {area}"));
    let said = finding(inputs, &name, &area, &series);
    let title = plain(&said);
    let each = match inputs.periods.first().map(|period| period.kind()) {
        Some(PeriodKind::Month) => "each month",
        Some(PeriodKind::Quarter) => "each quarter",
        Some(PeriodKind::FinancialYear | PeriodKind::RollingYear) => "each year",
        Some(PeriodKind::Other) | None => "each period",
    };
    let plotted = format!("{name}, {area}, {each}, {span}");
    let rows: Vec<(Period, &Figure)> = series.iter().map(|(p, figure)| (*p, figure)).collect();
    let source = || source(inputs);
    let header = match measure.is_some_and(|m| m.is_percentage()) {
        true => "Per cent",
        false => "Value",
    };
    let mut data = charts::series_table("table-series", &plotted, header, &rows, source());
    data.notes.extend(inputs.note.clone().map(words));
    let definition = measure.and_then(|m| m.definition.as_deref());
    data.notes.extend(definition.map(|said| words(format!("{}.", said.trim_end_matches('.')))));
    let block = if inputs.as_table {
        Block::Table(data)
    } else {
        let alt = alt(&plotted, &series);
        let points = series.iter().map(|(period, figure)| TimePoint {
            label: period.label(),
            short: charts::short(*period),
            value: figure.to_f64(),
            signal: None,
            hollow: false,
        });
        Block::Chart(Box::new(Chart {
            id: format!("chart-{id}"),
            title: title.clone(),
            subtitle: plotted.clone(),
            alt,
            kind: ChartKind::Line { points: points.collect() },
            data,
        }))
    };
    let section = Section {
        id: "series".into(),
        title: format!("{name}, {area}"),
        part: Part::Body,
        new_page: false,
        blocks: vec![Block::Paragraph(said), block, Block::Table(comparison(inputs, source()))],
        sections: vec![],
    };
    Document {
        id,
        title: format!("{name}, {area}"),
        subtitle: span,
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: title,
        sections: vec![section],
    }
}

fn reading<'a>(inputs: &'a Inputs<'_>, wanted: Reading) -> Option<&'a Figure> {
    let lines = inputs.compared.lines.iter();
    lines.into_iter().find(|(reading, _)| *reading == wanted).map(|(_, figure)| figure)
}

/// The size always; the change where there is one, with what may be said of it.
fn finding(inputs: &Inputs<'_>, name: &str, area: &str, series: &[(Period, Figure)]) -> Text {
    let start = Prose::new().say(format!("{name}, {area}: "));
    let [now, then] = inputs.stretches;
    let Some(size) = reading(inputs, Reading::Size).filter(|size| known(size)) else {
        return match series.last() {
            Some((period, figure)) => {
                start.figure(figure).say(format!(" in {}", spoken(*period))).done()
            }
            None => start.say("not held").done(),
        };
    };
    let prose = start.figure(size).say(format!(" in {}", spoken(now)));
    let Some(change) = reading(inputs, Reading::Change).filter(|change| known(change)) else {
        return prose.done();
    };
    let prose = prose.say(", ").figure(change);
    let prose = match reading(inputs, Reading::Percent).filter(|percent| known(percent)) {
        Some(percent) => prose.say(" (").figure(percent).say(")"),
        None => prose,
    };
    let prose = prose.say(format!(" on {}", spoken(then)));
    match inputs.compared.verdict {
        Some(Verdict::Risen) => prose.say("; risen by more than chance explains"),
        Some(Verdict::Fallen) => prose.say("; fallen by more than chance explains"),
        Some(Verdict::NoClearChange) => prose.say("; no clear change"),
        Some(Verdict::TooEarlyToSay) => prose.say("; too early to say"),
        None => prose,
    }
    .done()
}

fn comparison(inputs: &Inputs<'_>, source: Text) -> Table {
    let [now, then] = inputs.stretches;
    let named = |reading: &Reading| {
        Some(match reading {
            Reading::Size => capital(&spoken(now)),
            Reading::SizeBefore => capital(&spoken(then)),
            Reading::Change => "Change".to_owned(),
            Reading::Percent => "Change in per cent".to_owned(),
            Reading::Rate => format!("Per 1,000 residents, {}", spoken(now)),
            Reading::RateBefore => format!("Per 1,000 residents, {}", spoken(then)),
            Reading::FirstPercent
            | Reading::GroupMean
            | Reading::Rank
            | Reading::RatioLow
            | Reading::RatioHigh
            | Reading::P => return None,
        })
    };
    let row = |(reading, figure): &(Reading, Figure)| {
        let cells = vec![TableCell::words(named(reading)?), figure.clone().into()];
        Some(Row { cells, kind: RowKind::Plain })
    };
    Table {
        id: "table-comparison".into(),
        caption: format!("{} with {}", capital(&spoken(now)), spoken(then)),
        columns: vec![Column::left("Reading", 3), Column::right("Figure", 1)],
        rows: inputs.compared.lines.iter().filter_map(row).collect(),
        source,
        notes: vec![],
    }
}

/// The source, when its newest file was published, and the last day of its data here.
fn source(inputs: &Inputs<'_>) -> Text {
    let facts = crate::facts::source(inputs.frozen, &inputs.of.source);
    let published = match facts.published.as_str() {
        "" => String::new(),
        day => format!(", newest file published {day}"),
    };
    let to = inputs.periods.last().map_or_else(String::new, |last| {
        let day = Period::new(last.end(), last.end()).map_or_else(|_| last.label(), Period::label);
        format!(" Data to {day}.")
    });
    Prose::new().say(format!("{}{published}.{to}", facts.name)).done()
}

fn alt(plotted: &str, series: &[(Period, Figure)]) -> String {
    let values = series.iter().filter(|(_, figure)| known(figure));
    let by = |a: &&(Period, Figure), b: &&(Period, Figure)| {
        let value = |one: &(Period, Figure)| one.1.to_f64().unwrap_or(0.0);
        value(a).total_cmp(&value(b))
    };
    let said = |what: &str, one: Option<&(Period, Figure)>| {
        one.map_or_else(String::new, |(period, figure)| {
            format!(" {what} {} in {}.", figure.text(), spoken(*period))
        })
    };
    format!(
        "Line chart of {}.{}{}{}",
        in_sentence(plotted),
        said("Lowest", values.clone().min_by(by)),
        said("Highest", values.clone().max_by(by)),
        said("Last", series.last()),
    )
}

fn plain(text: &Text) -> String {
    let one = |inline: &document::Inline| match inline {
        document::Inline::Words(words)
        | document::Inline::Strong(words)
        | document::Inline::Code(words)
        | document::Inline::Section(words) => words.clone(),
        document::Inline::Figure(figure) => figure.text(),
    };
    text.iter().map(one).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "burglary-hinckley-and-bosworth".
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
