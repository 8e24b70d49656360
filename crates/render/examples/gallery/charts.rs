//! One chart of every kind, with real figures.

use document::chart::{Item, Reference, Shape, Signal};
use document::{Block, Chart, ChartKind, Column, Document, Part, Row, RowKind, Section, Table};
use document::{TableCell, words};

use crate::data::{self, Months};

/// A table of words.
pub fn table(id: &str, caption: &str, headers: [&str; 2], rows: &[(String, String)]) -> Table {
    let row = |(name, value): &(String, String)| Row {
        cells: vec![TableCell::words(name), TableCell::words(value)],
        kind: RowKind::Plain,
    };
    Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        columns: vec![Column::left(headers[0], 3), Column::right(headers[1], 1)],
        rows: rows.iter().map(row).collect(),
        source: words("police.uk street-level crime, published August 2022."),
        notes: vec![],
    }
}

fn chart(id: &str, title: &str, subtitle: &str, kind: ChartKind) -> Chart {
    Chart {
        id: id.to_owned(),
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        alt: format!("{title}. {subtitle}."),
        kind,
        data: table(
            &format!("{id}-data"),
            subtitle,
            ["Month", "Crimes"],
            &[("March 2022".into(), "9,132".into()), ("April 2022".into(), "8,612".into())],
        ),
    }
}

/// A control chart of one type of crime.
pub fn control(id: &str, title: &str, series: &[(String, f64)]) -> Chart {
    let (points, (mean, low, high)) = data::xmr(series);
    let kind = ChartKind::Control {
        points,
        mean: Some(mean),
        limits: Some((low, high)),
        caveat: Some("season not removed".into()),
        year_starts_at: Some(12),
    };
    chart(id, title, "Crimes a month, April 2020 to March 2022", kind)
}

const PEERS: [(&str, f64, &str); 8] = [
    ("Hertfordshire", 63.790_07, "63.8"),
    ("Sussex", 68.436_904, "68.4"),
    ("Bedfordshire", 71.196_273, "71.2"),
    ("Hampshire", 84.698_054, "84.7"),
    ("Leicestershire", 85.407_418, "85.4"),
    ("Nottinghamshire", 85.958_265, "86.0"),
    ("Essex", 90.022_806, "90.0"),
    ("Kent", 95.222_19, "95.2"),
];

const OUTCOMES: [(&str, f64, &str); 13] = [
    ("Action to be taken by another organisation", 1541.0, "1,541"),
    ("Awaiting court outcome", 1395.0, "1,395"),
    ("Court result unavailable", 4660.0, "4,660"),
    ("Formal action is not in the public interest", 1565.0, "1,565"),
    ("Further action is not in the public interest", 871.0, "871"),
    ("Further investigation is not in the public interest", 833.0, "833"),
    ("Investigation complete; no suspect identified", 36_427.0, "36,427"),
    ("Local resolution", 5811.0, "5,811"),
    ("Offender given a caution", 860.0, "860"),
    ("Offender given a drugs possession warning", 6.0, "6"),
    ("Status update unavailable", 1845.0, "1,845"),
    ("Suspect charged as part of another case", 10.0, "10"),
    ("Unable to prosecute suspect", 38_773.0, "38,773"),
];

fn items(list: &[(&str, f64, &str)], own: &str) -> Vec<Item> {
    let item = |(label, value, text): &(&str, f64, &str)| Item {
        label: (*label).to_owned(),
        value: Some(*value),
        text: (*text).to_owned(),
        own: *label == own,
    };
    list.iter().map(item).collect()
}

fn reference(label: &str, value: f64) -> Reference {
    Reference { label: label.to_owned(), value }
}

/// Every kind.
pub fn all(months: &Months, shapes: Vec<Shape>) -> Vec<Chart> {
    let mut bicycles = control(
        "control",
        "Bicycle theft rose by 54.8% in 2021/22, from 1,156 to 1,790 crimes",
        &months["Bicycle theft"],
    );
    if let ChartKind::Control { points, .. } = &mut bicycles.kind {
        points[7].value = None;
        points[23].hollow = true;
        points[14].signal = Some(Signal::Trend);
        points[15].signal = Some(Signal::TwoOfThree);
    }
    let all_crime =
        control("control-plain", "All crime is back where it was", &months["All crime"]);
    let years = [
        "2010/11", "2011/12", "2012/13", "2013/14", "2014/15", "2015/16", "2016/17", "2017/18",
        "2018/19", "2019/20", "2020/21", "2021/22",
    ];
    let values = [
        68_241.0, 64_105.0, 57_980.0, 56_733.0, 60_874.0, 65_120.0, 73_405.0, 0.0, 89_992.0,
        92_871.0, 83_262.0, 100_581.0,
    ];
    let points = years.iter().zip(values).map(|(year, value)| document::chart::TimePoint {
        label: (*year).to_owned(),
        short: (*year).to_owned(),
        value: (value > 0.0).then_some(value),
        signal: (*year == "2013/14").then_some(Signal::Outside),
        hollow: *year == "2021/22",
    });
    let line = ChartKind::Line { points: points.collect() };
    let panels = months
        .iter()
        .filter(|(name, _)| !name.starts_with("A"))
        .map(|(name, series)| data::panel(name, "1,790 in the year, +54.8%", series));
    let mut peers = items(&PEERS, "Leicestershire");
    peers.push(Item { label: "Staffordshire".into(), value: None, text: "[x]".into(), own: false });
    vec![
        bicycles,
        all_crime,
        chart(
            "line",
            "Recorded crime passed its level of 2010/11 in 2016/17",
            "Police recorded crime, excluding fraud, financial years",
            line,
        ),
        chart(
            "multiples",
            "Thirteen types of crime, month by month",
            "Crimes a month, April 2020 to March 2022",
            ChartKind::SmallMultiples { panels: panels.collect() },
        ),
        chart(
            "dots",
            "Leicestershire is fifth of eight similar forces",
            "Crimes per 1,000 residents, 2021/22",
            ChartKind::Dots {
                items: peers,
                references: vec![
                    reference("Mean of the other seven, 79.9", 79.903_509),
                    reference("Where one more like them would lie, up to 107.2", 107.2),
                ],
                axis: "Crimes per 1,000 residents".into(),
            },
        ),
        chart(
            "bars",
            "Two outcomes close four in five crimes",
            "Last outcome of crimes recorded in 2021/22, in alphabetical order",
            ChartKind::Bars {
                items: items(&OUTCOMES, ""),
                references: vec![],
                axis: "Crimes".into(),
            },
        ),
        chart(
            "map",
            "Nearly half of all crime is recorded in the city",
            "Crimes in 2021/22 by district",
            ChartKind::Map {
                shapes,
                class_bounds: vec![4000.0, 6000.0, 8000.0, 20_000.0],
                axis: "Crimes recorded, April 2021 to March 2022".into(),
            },
        ),
    ]
}

/// All of them on a page.
pub fn page(charts: Vec<Chart>) -> Document {
    let mut row = charts[..2].to_vec();
    for chart in &mut row {
        chart.id.push_str("-row");
        chart.data.id.push_str("-row");
        chart.title.push_str(", beside another");
    }
    let mut blocks: Vec<Block> = charts.into_iter().map(|c| Block::Chart(Box::new(c))).collect();
    blocks.push(Block::ChartRow(row));
    Document {
        id: "gallery".into(),
        title: "Charts".into(),
        subtitle: "Every kind, with real figures".into(),
        body: "Scrutineer".into(),
        marking: "OFFICIAL".into(),
        freeze_statement: String::new(),
        description: "Charts to look at".into(),
        sections: vec![Section {
            id: "charts".into(),
            title: "Charts".into(),
            part: Part::Body,
            new_page: false,
            blocks,
            sections: vec![],
        }],
    }
}
