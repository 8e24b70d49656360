//! A board pack on Leicestershire's real numbers of 2021/22, for looking at and for tests.
//!
//! The numbers are those of `tests/golden/leicestershire`; the sentences are only there to be set.

mod annex;
mod exceptions;
mod numbers;

use document::{
    Block, Column, Document, Inline, KeyFigure, NoteKind, Part, Row, RowKind, Section, Table,
    TableCell, Text, VerdictGroup, words,
};
use domain::cell::{Marker, Markers};
use domain::figure::Figure;
use domain::verdict::Verdict;

use numbers::{by_type, count, fraction, monthly, percent};

/// The whole pack.
pub fn pack() -> Document {
    let mut sections = vec![summary(), asked()];
    sections.extend(exceptions::sections());
    sections.push(every_measure());
    sections.extend(annex::sections());
    Document {
        id: "board-pack".into(),
        title: "Performance board pack".into(),
        subtitle: "Leicestershire, January to March 2022".into(),
        body: "Office of the Police and Crime Commissioner for Leicestershire".into(),
        marking: "OFFICIAL".into(),
        freeze_statement: "As at 31 March 2022, as known on 2 November 2026, freeze 2022-03-31.1."
            .into(),
        description: "What changed in recorded crime in Leicestershire in 2021/22".into(),
        sections,
    }
}

/// A section of the paper.
pub fn section(id: &str, title: &str, part: Part, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), title: title.into(), part, new_page: false, blocks, sections: vec![] }
}

/// Where all numbers of the sample come from.
pub fn source() -> Text {
    words("police.uk street-level crime, April 2020 to March 2022")
}

fn revised(mut figure: Figure) -> Figure {
    figure.markers = Markers::NONE.with(Marker::Revised);
    figure
}

fn key(label: &str, figure: Figure, beneath: Vec<Inline>) -> KeyFigure {
    KeyFigure { label: label.into(), figure, beneath }
}

fn summary() -> Section {
    let lead = vec![
        Inline::Words("Recorded crime rose to ".into()),
        count(94_597).into(),
        Inline::Words(" in 2021/22, ".into()),
        percent(94_597, 80_656).into(),
        Inline::Words(" on the year before, which had two lockdowns in it. ".into()),
        Inline::Strong("Four of fourteen types rose more than chance explains.".into()),
    ];
    let keys = vec![
        key("All crime, police recorded", revised(count(94_597)), up(94_597, 80_656)),
        key("Crimes per 1,000 residents", fraction(94_597_000, 1_107_597, 1), peers()),
        key("Violence and sexual offences", count(40_761), up(40_761, 34_712)),
        key("Anti-social behaviour incidents", count(10_227), up(10_227, 13_182)),
    ];
    let note = words(
        "The year 2020/21 had two lockdowns. Where a comparison with it misleads, the table says so \
         and shows the year before as well.",
    );
    let blocks = vec![
        Block::Paragraph(lead),
        Block::KeyFigures(keys),
        Block::Verdicts(verdicts()),
        Block::Note(NoteKind::Important, note),
    ];
    section("summary", "What changed, and what did not", Part::Summary, blocks)
}

fn up(now: i64, before: i64) -> Text {
    vec![
        percent(now, before).into(),
        Inline::Words(" on 2020/21, ".into()),
        numbers::change(now, before).into(),
    ]
}

fn peers() -> Text {
    vec![
        numbers::rank(5).into(),
        Inline::Words(" lowest of eight similar forces; mean ".into()),
        fraction(80_591_498, 1_000_000, 1).into(),
    ]
}

fn verdicts() -> Vec<VerdictGroup> {
    let mut groups = vec![
        (Verdict::Risen, vec![]),
        (Verdict::Fallen, vec![]),
        (Verdict::NoClearChange, vec![]),
        (Verdict::TooEarlyToSay, vec![]),
    ];
    for (name, before, now) in by_type() {
        let place = match (now * 100 / before) - 100 {
            20.. => 0,
            ..=-10 => 1,
            -9..=9 => 2,
            10..=19 => 3,
        };
        let line = vec![
            Inline::Words(format!("{name} ")),
            count(now).into(),
            Inline::Words(", ".into()),
            percent(now, before).into(),
        ];
        groups[place].1.push(line);
    }
    let group = |(verdict, lines)| VerdictGroup { verdict, lines };
    groups.into_iter().map(group).collect()
}

fn asked() -> Section {
    let points = vec![
        words(
            "Asked of the Chief Constable in January: why bicycle theft doubled in Leicester city \
               centre, and what is done about it. Answered on 14 February.",
        ),
        vec![
            Inline::Words(
                "Asked in November: when the backlog of outcomes would be cleared. The \
                           answer is in "
                    .into(),
            ),
            Inline::Section("method".into()),
            Inline::Words(".".into()),
        ],
        words("Still open: knife possession by under-18s, due 30 April."),
    ];
    let blocks = vec![
        Block::Paragraph(words("Three questions stand from the last two meetings.")),
        Block::List(points),
    ];
    section("asked", "What was asked, and what happened next", Part::Summary, blocks)
}

fn every_measure() -> Section {
    let rows = by_type().into_iter().map(|(name, before, now)| {
        let own = name == "Bicycle theft";
        let last = if name == "Drugs" { numbers::missing() } else { percent(now, before) };
        let now = if name == "Robbery" { revised(count(now)) } else { count(now) };
        Row {
            cells: vec![
                TableCell::words(&name),
                TableCell::Sparkline {
                    values: monthly(&name).iter().map(|(_, value)| Some(*value)).collect(),
                    alt: format!("{name} a month from April 2020 to June 2022"),
                },
                count(before).into(),
                now.into(),
                last.into(),
                TableCell::Verdict(if own { Verdict::Risen } else { Verdict::NoClearChange }),
            ],
            kind: if own { RowKind::Own } else { RowKind::Plain },
        }
    });
    let total = Row {
        cells: vec![
            TableCell::words("All crime without anti-social behaviour"),
            TableCell::words("Not drawn"),
            count(80_656).into(),
            count(94_597).into(),
            percent(94_597, 80_656).into(),
            TableCell::Verdict(Verdict::Risen),
        ],
        kind: RowKind::Total,
    };
    let table = Table {
        id: "every-measure".into(),
        caption: "Every measure, one line each, 2021/22 against 2020/21".into(),
        columns: vec![
            Column::left("Crime type", 5),
            Column::left("By month", 2),
            Column::right("2020/21", 2),
            Column::right("2021/22", 2),
            Column::right("Change", 2),
            Column::left("Verdict", 3),
        ],
        rows: rows.chain([total]).collect(),
        source: source(),
        notes: vec![words("[r] revised since the last pack. [x] not available.")],
    };
    section("measures", "Every other measure", Part::Body, vec![Block::Table(table)])
}
