//! A board pack as it will be composed: summary, exceptions, every other measure, annex.

use document::explanation::{Explained, ExplainedInput, Explanations};
use document::{Block, Chart, Column, Document, Inline, KeyFigure, NoteKind, Part, Row, RowKind};
use document::{Section, Table, TableCell, Text, VerdictGroup, words};
use domain::cell::{Cell, Marker, Markers};
use domain::figure::{Exact, Figure, Format};
use domain::verdict::Verdict;

use crate::charts::{control, table};
use crate::data::Months;

const YEAR: &str = "police-uk-street/E23000021.2016";

fn figure(tail: &str, exact: Exact, format: Format) -> Figure {
    let id = format!("2022-03-31.1/PUK-001.1/{YEAR}/{tail}");
    Figure {
        id: id.parse().expect("a figure id"),
        cell: Cell::Value(exact),
        format,
        markers: Markers::NONE,
        missing_because: None,
    }
}

fn slug(name: &str) -> String {
    domain::ids::Slug::of(name).to_string()
}

fn total(name: &str, value: f64) -> Figure {
    let tail = format!("crime-type.{}/fy2021-22/total", slug(name));
    figure(&tail, Exact::Whole(value as i64), Format::Number { decimals: 0 })
}

fn change(name: &str, value: f64) -> Figure {
    let tail = format!("crime-type.{}/fy2021-22/change~total~fy2020-21", slug(name));
    figure(&tail, Exact::Whole(value as i64), Format::Signed { decimals: 0 })
}

fn percent(name: &str, new: f64, old: f64) -> Figure {
    let tail = format!("crime-type.{}/fy2021-22/percent~total~fy2020-21", slug(name));
    let value = Exact::Real((new - old) / old * 100.0);
    figure(&tail, value, Format::SignedPercent { decimals: 1 })
}

fn missing() -> Figure {
    Figure {
        cell: Cell::NotAvailable,
        missing_because: Some("the force has not sent its return for March 2022".into()),
        ..figure("repeat.yes/fy2021-22/total", Exact::Whole(0), Format::Number { decimals: 0 })
    }
}

fn years(series: &[(String, f64)]) -> (f64, f64) {
    let sum = |from: usize| series[from..from + 12].iter().map(|(_, v)| v).sum();
    (sum(0), sum(12))
}

fn text<const N: usize>(parts: [Inline; N]) -> Text {
    parts.into()
}

fn say(words: &str) -> Inline {
    Inline::Words(words.to_owned())
}

fn line(name: &str, months: &Months) -> Text {
    let (old, new) = years(&months[name]);
    text([
        Inline::Strong(name.to_owned()),
        say(" "),
        total(name, new).into(),
        say(", "),
        change(name, new - old).into(),
        say(" ("),
        percent(name, new, old).into(),
        say(")"),
    ])
}

fn section(id: &str, title: &str, part: Part, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        title: title.to_owned(),
        part,
        new_page: false,
        blocks,
        sections: vec![],
    }
}

fn summary(months: &Months) -> Section {
    let (old, new) = years(&months["All crime"]);
    let mut revised = total("Robbery", 699.0);
    revised.markers = Markers::NONE.with(Marker::Revised);
    let key = |label: &str, figure: Figure, beneath: Text| KeyFigure {
        label: label.to_owned(),
        figure,
        beneath,
    };
    let group = |verdict, names: &[&str]| VerdictGroup {
        verdict,
        lines: names.iter().map(|name| line(name, months)).collect(),
    };
    let rate = figure(
        "total/fy2021-22/rate~total~1000~mid-2020",
        Exact::Ratio { numerator: 94_597_000, denominator: 1_107_597 },
        Format::Number { decimals: 1 },
    );
    let blocks = vec![
        Block::Paragraph(text([
            say("Recorded crime rose to "),
            total("All crime", new).into(),
            say(" in the year to March 2022, "),
            percent("All crime", new, old).into(),
            say(" on a year of lockdowns. Six of fourteen measures rose by more than chance \
                 explains, one fell, and two cannot be judged yet."),
        ])),
        Block::KeyFigures(vec![
            key(
                "All crime, police recorded",
                total("All crime", new),
                text([
                    change("All crime", new - old).into(),
                    say(" ("),
                    percent("All crime", new, old).into(),
                    say(") on 2020/21"),
                ]),
            ),
            key("Crimes per 1,000 residents", rate, words("5th of eight similar forces")),
            key("Robbery", revised, words("No clear change on 2020/21")),
            key("Repeat victims", missing(), words("The force’s return is late")),
        ]),
        Block::Verdicts(vec![
            group(
                Verdict::Risen,
                &[
                    "Bicycle theft",
                    "Other theft",
                    "Public order",
                    "Shoplifting",
                    "Violence and sexual offences",
                ],
            ),
            group(Verdict::Fallen, &["Anti-social behaviour"]),
            group(Verdict::NoClearChange, &["Burglary", "Drugs", "Robbery", "Vehicle crime"]),
            group(Verdict::TooEarlyToSay, &[]),
        ]),
        Block::Note(
            NoteKind::Important,
            text([
                say("2020/21 was a year of lockdowns. A rise from it is not a rise on ordinary \
                 years; the longer view is in "),
                Inline::Section("exceptions".into()),
                say("."),
            ]),
        ),
    ];
    let mut asked = section(
        "asked",
        "What we asked and what was done",
        Part::Summary,
        vec![Block::List(vec![
            words(
                "Asked in January: why are bicycle thefts not screened in for investigation? \
                   Answered on 14 February; the force now reviews every theft above £1,000.",
            ),
            words(
                "Asked in January: when will repeat victims be counted again? Not answered; \
                   due 31 January.",
            ),
        ])],
    );
    asked.part = Part::Summary;
    let mut summary = section("summary", "Summary", Part::Summary, blocks);
    summary.sections.push(asked);
    summary
}

fn small_table(id: &str, name: &str, months: &Months) -> Table {
    let (old, new) = years(&months[name]);
    let before = Figure {
        id: format!("2022-03-31.1/PUK-001.1/{YEAR}/crime-type.{}/fy2020-21/total", slug(name))
            .parse()
            .expect("a figure id"),
        ..total(name, old)
    };
    Table {
        id: id.to_owned(),
        caption: format!("{name}, financial years"),
        columns: vec![
            Column::left("Measure", 4),
            Column::right("2020/21", 2),
            Column::right("2021/22", 2),
            Column::right("Change", 2),
            Column::right("Change, %", 2),
        ],
        rows: vec![Row {
            cells: vec![
                TableCell::words(name),
                before.into(),
                total(name, new).into(),
                change(name, new - old).into(),
                percent(name, new, old).into(),
            ],
            kind: RowKind::Plain,
        }],
        source: words("police.uk street-level crime, published August 2022."),
        notes: vec![],
    }
}

fn exception(name: &str, title: &str, months: &Months) -> Section {
    let (old, new) = years(&months[name]);
    let id = slug(name);
    let mut chart: Chart = control(&format!("{id}-chart"), title, &months[name]);
    let rows: Vec<(String, String)> = months[name]
        .iter()
        .take(24)
        .map(|(month, value)| (crate::data::point(month, *value).label, format!("{value}")))
        .collect();
    chart.data =
        table(&format!("{id}-data"), &format!("{name}, by month"), ["Month", "Crimes"], &rows);
    section(
        &id,
        name,
        Part::Body,
        vec![
            Block::Paragraph(text([
                say("There were "),
                total(name, new).into(),
                say(" crimes in 2021/22, "),
                change(name, new - old).into(),
                say(" ("),
                percent(name, new, old).into(),
                say(") on the year before. Eight of the last nine months lie above the mean. The \
                 force links the rise to the reopening of town centres in April 2021."),
            ])),
            Block::Chart(Box::new(chart)),
            Block::Table(small_table(&format!("{id}-table"), name, months)),
        ],
    )
}

fn every_measure(months: &Months) -> Table {
    let row = |name: &str, verdict| {
        let (old, new) = years(&months[name]);
        let values = months[name].iter().take(24).map(|(_, v)| Some(*v)).collect();
        Row {
            cells: vec![
                TableCell::words(name),
                total(name, new).into(),
                change(name, new - old).into(),
                percent(name, new, old).into(),
                TableCell::Sparkline {
                    values,
                    alt: format!("{name} by month, April 2020 to March 2022"),
                },
                TableCell::Verdict(verdict),
            ],
            kind: if name == "All crime" { RowKind::Total } else { RowKind::Plain },
        }
    };
    let mut rows: Vec<Row> = months
        .iter()
        .filter(|(name, _)| *name != "All crime")
        .map(|(name, series)| {
            let (old, new) = years(series);
            let verdict = match (new - old) / old {
                r if r > 0.1 => Verdict::Risen,
                r if r < -0.1 => Verdict::Fallen,
                r if r > 0.02 => Verdict::TooEarlyToSay,
                _ => Verdict::NoClearChange,
            };
            row(name, verdict)
        })
        .collect();
    rows.push(row("All crime", Verdict::Risen));
    Table {
        id: "every-measure".into(),
        caption: "Every measure, 2021/22 against 2020/21".into(),
        columns: vec![
            Column::left("Measure", 5),
            Column::right("2021/22", 2),
            Column::right("Change", 2),
            Column::right("Change, %", 2),
            Column::left("24 months", 3),
            Column::left("Verdict", 4),
        ],
        rows,
        source: words("police.uk street-level crime, published August 2022."),
        notes: vec![words("All crime leaves out anti-social behaviour, which is not a crime.")],
    }
}

fn annex(charts: &[Chart]) -> Vec<Section> {
    let find = |id: &str| charts.iter().find(|c| c.id == id).cloned().expect("a chart");
    let method = section("method", "Annex A: how we judge a change", Part::Annex, vec![
        Block::Paragraph(text([
            say("A change is called a rise or a fall only where both the year’s total and the \
                 run of months say so. The program that made this paper prints every step: "),
            Inline::Code("scrutineer explain 2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/total".into()),
            say("."),
        ])),
        Block::Terms(vec![
            (words("Risen, fallen"), words("More, or less, than chance and ordinary variation explain.")),
            (words("No clear change"), words("Within what chance and ordinary variation explain. It does not mean that nothing changed.")),
            (words("Too early to say"), words("Not enough data to tell.")),
        ]),
        Block::Note(NoteKind::Information, words("The indicators monitored are not targets.")),
    ]);
    let peers = section(
        "peers",
        "Annex B: similar forces and districts",
        Part::Annex,
        vec![
            Block::Chart(Box::new(find("dots"))),
            Block::Chart(Box::new(find("map"))),
            Block::ChartRow(vec![
                Chart { id: "row-one".into(), ..relabel(find("line"), "row-one-data") },
                Chart { id: "row-two".into(), ..relabel(find("control-plain"), "row-two-data") },
            ]),
        ],
    );
    vec![method, peers]
}

fn relabel(mut chart: Chart, data: &str) -> Chart {
    chart.data.id = data.to_owned();
    chart
}

/// The whole paper.
pub fn board_pack(months: &Months, charts: Vec<Chart>) -> anyhow::Result<Document> {
    let mut exceptions = section(
        "exceptions",
        "Exceptions",
        Part::Body,
        vec![Block::Paragraph(words(
            "Measures that changed by more than chance explains, or that the \
            Commissioner asked to see. Half a page each.",
        ))],
    );
    exceptions.sections = vec![
        exception("Bicycle theft", "Bicycle theft rose by 54.8% in 2021/22", months),
        exception(
            "Public order",
            "Public order offences have been above their mean since April 2021",
            months,
        ),
        exception(
            "Anti-social behaviour",
            "Anti-social behaviour fell by 22.4% as lockdown rules ended",
            months,
        ),
    ];
    let multiples = charts.iter().find(|c| c.id == "multiples").cloned();
    let others = section(
        "others",
        "Every measure in one line",
        Part::Body,
        std::iter::once(Block::Table(every_measure(months)))
            .chain(multiples.map(|c| Block::Chart(Box::new(c))))
            .collect(),
    );
    let mut sections = vec![summary(months), exceptions, others];
    sections.extend(annex(&charts));
    Ok(Document {
        id: "board-pack".into(),
        title: "Quarterly board pack".into(),
        subtitle: "Leicestershire, January to March 2022, with the year 2021/22".into(),
        body: "Office of the Police and Crime Commissioner for Leicestershire".into(),
        marking: "OFFICIAL".into(),
        freeze_statement: "As at 31 March 2022, as known on 2 November 2026, freeze 2022-03-31.1. \
            Journal 5f8d3c1a9b07.".into(),
        description: "What changed in crime and policing in Leicestershire in 2021/22, what did not, and what is too early to say.".into(),
        sections,
    })
}

/// An explanation of each figure, in the words of a program that knows more.
pub fn explanations(document: &Document) -> Explanations {
    let mut entries: Vec<Explained> = Vec::new();
    for figure in document.figures() {
        let id = figure.id.to_string();
        if entries.iter().any(|entry| entry.id == id) {
            continue;
        }
        let inputs = entries.iter().take(3).map(|entry| ExplainedInput {
            id: entry.id.clone(),
            of: entry.of.clone(),
            value: entry.value.clone(),
        });
        entries.push(Explained {
            of: "Bicycle theft (police.uk), Leicestershire, 2021/22".into(),
            value: figure.text(),
            made: "The sum of the twelve months from April 2021 to March 2022.".into(),
            facts: vec![
                (
                    "Definition".into(),
                    "PUK-001, version 1: crimes published at street level.".into(),
                ),
                ("File".into(), "2022-03-leicestershire-street.csv, rows 2 to 9,133".into()),
                ("Published".into(), "by the Home Office, about August 2022".into()),
            ],
            inputs: inputs.collect(),
            id,
        });
    }
    Explanations {
        title: "Where every figure comes from".into(),
        subtitle: document.title.clone() + ", " + &document.subtitle,
        body: document.body.clone(),
        marking: document.marking.clone(),
        freeze_statement: document.freeze_statement.clone(),
        entries,
    }
}
