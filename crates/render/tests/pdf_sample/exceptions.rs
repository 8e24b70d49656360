//! Half a page for each exception, with every kind of chart among them.

use document::chart::{Item, Panel, Reference, Shape, TimePoint};
use document::{
    Block, Chart, ChartKind, Column, Inline, NoteKind, Part, Row, RowKind, Section, Table,
    TableCell, words,
};

use super::numbers::{by_type, count, districts, fraction, monthly, peers, percent};
use super::{section, source};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The exceptions, one section each.
pub fn sections() -> Vec<Section> {
    let theft = exception("Bicycle theft", "Leicester city centre accounts for two thirds of it.");
    let violence = exception(
        "Violence and sexual offences",
        "The rise is spread over every district and began when restrictions ended.",
    );
    let mut group = section(
        "exceptions",
        "Exceptions",
        Part::Body,
        vec![Block::Paragraph(words(
            "Each of these changed by more than chance and ordinary variation explain, or was asked \
         about at the last meeting.",
        ))],
    );
    group.sections = vec![theft, violence, exception("Robbery", "No signal; asked about.")];
    vec![group, compared(), places(), shapes()]
}

fn points(name: &str) -> Vec<TimePoint> {
    let point = |(month, value): (String, f64)| {
        let (year, number) = month.split_once('-').expect("a month");
        let name = MONTHS[number.parse::<usize>().expect("a number") - 1];
        TimePoint {
            label: format!("{name} {year}"),
            short: format!("{} {}", &name[..3], &year[2..]),
            value: Some(value),
            signal: None,
            hollow: false,
        }
    };
    monthly(name).into_iter().take(24).map(point).collect()
}

fn mean(points: &[TimePoint]) -> f64 {
    let values: Vec<f64> = points.iter().filter_map(|point| point.value).collect();
    values.iter().sum::<f64>() / 24.0
}

#[expect(clippy::cast_possible_truncation, reason = "counts of the sample are small")]
fn month_table(id: &str, name: &str, points: &[TimePoint]) -> Table {
    let row = |point: &TimePoint| Row {
        cells: vec![
            TableCell::words(&point.label),
            count(point.value.unwrap_or(0.0) as i64).into(),
        ],
        kind: RowKind::Plain,
    };
    Table {
        id: format!("{id}-data"),
        caption: format!("{name}, crimes a month"),
        columns: vec![Column::left("Month", 2), Column::right("Crimes", 1)],
        rows: points.iter().map(row).collect(),
        source: source(),
        notes: vec![],
    }
}

fn exception(name: &str, view: &str) -> Section {
    let id = name.to_lowercase().replace(' ', "-");
    let (_, before, now) = by_type().into_iter().find(|(n, ..)| n == name).expect("a type");
    let points = points(name);
    let centre = mean(&points);
    let data = month_table(&id, name, &points);
    let chart = Chart {
        id: format!("{id}-months"),
        title: format!("{name}: the second year lay above the first"),
        subtitle: "Crimes a month, April 2020 to March 2022".into(),
        alt: format!("{name} a month: the second year lay above the first in most months."),
        kind: ChartKind::Control {
            points,
            mean: Some(centre),
            limits: Some((centre * 0.55, centre * 1.45)),
            caveat: Some("season not removed".into()),
            year_starts_at: Some(12),
        },
        data,
    };
    let said = vec![
        Inline::Words(format!("{name}: ")),
        count(now).into(),
        Inline::Words(" in 2021/22, ".into()),
        percent(now, before).into(),
        Inline::Words(format!(" on the year before. {view}")),
    ];
    let force =
        words("Two series of thefts from stations were detected in March; patrols were moved.");
    let blocks = vec![
        Block::Paragraph(said),
        Block::Chart(Box::new(chart)),
        Block::Note(NoteKind::Information, force),
    ];
    section(&id, name, Part::Body, blocks)
}

fn compared() -> Section {
    let rate = |crimes: i64, people: i64| fraction(i128::from(crimes) * 1000, people.into(), 1);
    let own = |name: &str| name == "Leicestershire";
    let row = |(name, crimes, people): (String, i64, i64)| Row {
        kind: if own(&name) { RowKind::Own } else { RowKind::Plain },
        cells: vec![
            TableCell::words(name),
            count(crimes).into(),
            count(people).into(),
            rate(crimes, people).into(),
        ],
    };
    let item = |(name, crimes, people): (String, i64, i64)| Item {
        value: rate(crimes, people).to_f64(),
        text: rate(crimes, people).text(),
        own: own(&name),
        label: name,
    };
    let chart = Chart {
        id: "peers".into(),
        title: "Leicestershire is fifth lowest of eight similar forces".into(),
        subtitle: "Crimes per 1,000 residents, April 2021 to March 2022".into(),
        alt: "Dots from Hertfordshire, 63.8, to Kent, 95.2. Leicestershire stands at 85.4.".into(),
        kind: ChartKind::Dots {
            items: peers().into_iter().map(item).collect(),
            references: vec![Reference {
                label: "Mean of the other seven, 79.9".into(),
                value: 79.903_509,
            }],
            axis: "Crimes per 1,000 residents".into(),
        },
        data: Table {
            id: "peers-data".into(),
            caption: "Crime in similar forces, 2021/22".into(),
            columns: vec![
                Column::left("Force", 3),
                Column::right("Crimes without anti-social behaviour", 2),
                Column::right("Residents, mid-2020", 2),
                Column::right("Crimes per 1,000 residents", 2),
            ],
            rows: peers().into_iter().map(row).collect(),
            source: words("police.uk; ONS mid-2020 population estimates"),
            notes: vec![],
        },
    };
    let blocks = vec![Block::Chart(Box::new(chart))];
    section("similar-forces", "Similar forces", Part::Body, blocks)
}

fn bars(id: &str, title: &str, pick: fn(&(String, i64, i64)) -> i64) -> Chart {
    let item = |district: (String, i64, i64)| Item {
        value: count(pick(&district)).to_f64(),
        text: count(pick(&district)).text(),
        own: district.0 == "Leicester",
        label: district.0,
    };
    let row = |district: (String, i64, i64)| Row {
        cells: vec![count(pick(&district)).into()],
        kind: if district.0 == "Leicester" { RowKind::Own } else { RowKind::Plain },
    };
    let row = |district: (String, i64, i64)| {
        let name = TableCell::words(&district.0);
        let mut row = row(district);
        row.cells.insert(0, name);
        row
    };
    Chart {
        id: id.into(),
        title: title.into(),
        subtitle: "2021/22, by district".into(),
        alt: format!("{title}; the bars run from Leicester down to Rutland."),
        kind: ChartKind::Bars {
            items: districts().into_iter().map(item).collect(),
            references: vec![],
            axis: "Number".into(),
        },
        data: Table {
            id: format!("{id}-data"),
            caption: format!("{title}: by district"),
            columns: vec![Column::left("District", 3), Column::right("2021/22", 1)],
            rows: districts().into_iter().map(row).collect(),
            source: source(),
            notes: vec![],
        },
    }
}

fn places() -> Section {
    let row = vec![
        bars("crime-places", "Almost half of all crime is in Leicester", |d| d.1),
        bars("asb-places", "So is almost half of anti-social behaviour", |d| d.2),
    ];
    section(
        "places",
        "Places",
        Part::Body,
        vec![Block::ChartRow(row), Block::Chart(Box::new(map()))],
    )
}

/// Districts as squares: the drawing, not the geography, is what is looked at here.
fn map() -> Chart {
    let shape = |(n, district): (usize, (String, i64, i64))| {
        let at = |k: usize| f64::from(u32::try_from(k).expect("small"));
        let (x, y) = (at(n % 3) * 0.2 - 1.4, at(n / 3) * 0.12 + 52.4);
        let ring = vec![(x, y), (x + 0.2, y), (x + 0.2, y + 0.12), (x, y + 0.12), (x, y)];
        Shape {
            polygons: vec![vec![ring]],
            value: count(district.1).to_f64(),
            text: count(district.1).text(),
            own: false,
            background: false,
            name: district.0,
        }
    };
    let bars = bars("map-places", "Crime by district on a map", |d| d.1);
    Chart {
        id: "map".into(),
        kind: ChartKind::Map {
            shapes: districts().into_iter().enumerate().map(shape).collect(),
            class_bounds: vec![4_000.0, 6_000.0, 8_000.0],
            axis: "Crimes, 2021/22".into(),
        },
        ..bars
    }
}

fn shapes() -> Section {
    let types: Vec<String> = by_type().into_iter().map(|(name, ..)| name).collect();
    let panel = |name: &String| {
        let points = points(name);
        let centre = mean(&points);
        Panel {
            title: name.clone(),
            reading: "as in the table".into(),
            points,
            lines: Some((centre, centre * 0.6, centre * 1.4)),
        }
    };
    let row = |name: &String| Row {
        cells: std::iter::once(TableCell::words(name))
            .chain(
                monthly(name)
                    .into_iter()
                    .take(12)
                    .map(|(_, value)| TableCell::words(format!("{value}"))),
            )
            .collect(),
        kind: RowKind::Plain,
    };
    let month = |point: &TimePoint| Column::right(&point.short, 1);
    let mut columns = vec![Column::left("Crime type", 4)];
    columns.extend(points("Drugs").iter().take(12).map(month));
    let chart = Chart {
        id: "small-multiples".into(),
        title: "Most types rose out of the lockdowns and then held".into(),
        subtitle: "Crimes a month, each on its own scale".into(),
        alt: "Fourteen small lines, one for each crime type.".into(),
        kind: ChartKind::SmallMultiples { panels: types.iter().map(panel).collect() },
        data: Table {
            id: "small-multiples-data".into(),
            caption: "Crimes a month by type, April 2020 to March 2021".into(),
            columns,
            rows: types.iter().map(row).collect(),
            source: source(),
            notes: vec![],
        },
    };
    section("types", "Every type, month by month", Part::Body, vec![Block::Chart(Box::new(chart))])
}
