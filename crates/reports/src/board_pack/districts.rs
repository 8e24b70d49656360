//! The force's districts, and what belongs to none of them.

use analysis::findings::DistrictFigures;
use document::chart::Shape;
use document::{
    Block, Chart, ChartKind, Column, Part, Prose, Row, RowKind, Section, Table, TableCell, words,
};
use domain::ids::MeasureId;

use super::similar_forces::class_bounds;
use super::{Inputs, section, source_of_finding};
use crate::charts;
use crate::sentences::counted;

pub(super) fn compose(inputs: &Inputs<'_>) -> Section {
    let blocks = blocks(inputs).unwrap_or_else(|| {
        let year = crate::sentences::spoken(inputs.findings.year);
        let text = format!("No district figures for the whole of {year} are held in this edition.");
        vec![Block::Paragraph(words(text))]
    });
    section("districts", "Districts", Part::Body, blocks)
}

fn blocks(inputs: &Inputs<'_>) -> Option<Vec<Block>> {
    let all = inputs.findings.of("PUK-001").filter(|f| f.monthly)?;
    let measure = &all.measure.id;
    let figures = of_measure(inputs, measure)?;
    let rated = || figures.iter().filter(|district| district.rate.is_some());
    let highest = rated().max_by(|a, b| rate(a).total_cmp(&rate(b)))?;
    let title = match highest.rate.as_ref().filter(|rate| rate.to_f64().is_some()) {
        Some(rate) => {
            format!("{} has the highest rate, {} per 1,000 residents", highest.name, rate.text())
        }
        None => "Counts by district".to_owned(),
    };
    let intro = Prose::new()
        .say(format!("The force area has {}. ", counted(rated().count(), "district", "districts")))
        .say("A crime is placed by police.uk at a point near where it happened; ")
        .say("crimes without a location or placed outside the area count in the force total only. ")
        .say("A city centre's rate counts visitors' crimes over residents, and reads high.");
    let table = table(inputs, "table-districts", measure, &figures);
    let chart = charts::districts(title, &figures, &all.rate, table.clone());
    let map = map(inputs, &figures, &table);
    let mut blocks = vec![Block::Paragraph(intro.done()), Block::Chart(Box::new(chart))];
    blocks.push(Block::Table(table));
    blocks.extend(map);
    Some(blocks)
}

fn rate(district: &DistrictFigures) -> f64 {
    district.rate.as_ref().and_then(domain::figure::Figure::to_f64).unwrap_or(f64::NEG_INFINITY)
}

fn of_measure(inputs: &Inputs<'_>, measure: &MeasureId) -> Option<Vec<DistrictFigures>> {
    let finding = inputs.findings.of(measure.as_str())?;
    let source = &finding.link.headline_source;
    let figures = inputs.findings.districts(inputs.frozen, measure, source);
    figures.iter().any(|d| d.count.to_f64().is_some()).then_some(figures)
}

/// The districts of a measure as a table, the residuals and the force below them.
pub(super) fn table_of(inputs: &Inputs<'_>, id: &str, measure: &str) -> Option<Table> {
    let measure = measure.parse().ok()?;
    let figures = of_measure(inputs, &measure)?;
    Some(table(inputs, id, &measure, &figures))
}

fn table(inputs: &Inputs<'_>, id: &str, measure: &MeasureId, figures: &[DistrictFigures]) -> Table {
    let row = |district: &DistrictFigures| Row {
        cells: vec![
            TableCell::words(district.name.clone()),
            district.count.clone().into(),
            district.before.clone().into(),
            district.change.clone().into(),
            district.percent.clone().into(),
            match &district.rate {
                Some(rate) => rate.clone().into(),
                None => TableCell::words("[z]"),
            },
        ],
        kind: RowKind::Plain,
    };
    let mut rows: Vec<Row> = figures.iter().map(row).collect();
    let finding = inputs.findings.of(measure.as_str());
    rows.extend(finding.map(|force| Row {
        cells: vec![
            TableCell::words("Whole force"),
            force.count.clone().into(),
            force.before.clone().into(),
            force.change.clone().into(),
            force.percent.clone().into(),
            force.rate.clone().into(),
        ],
        kind: RowKind::Total,
    }));
    let name = finding.map_or_else(|| measure.to_string(), |f| f.measure.short_name.clone());
    Table {
        id: id.to_owned(),
        caption: format!("{name} by district, {}", inputs.findings.year.label()),
        columns: vec![
            Column::left("District", 5),
            Column::right("Count", 2),
            Column::right("Year before", 2),
            Column::right("Change", 2),
            Column::right("%", 2),
            Column::right("Per 1,000", 2),
        ],
        rows,
        source: finding.map_or_else(Vec::new, |finding| source_of_finding(inputs, finding)),
        notes: vec![],
    }
}

fn map(inputs: &Inputs<'_>, figures: &[DistrictFigures], table: &Table) -> Option<Block> {
    let catalogue = &inputs.frozen.catalogue;
    let shapes: Vec<Shape> = figures
        .iter()
        .filter_map(|district| {
            let rate = district.rate.as_ref()?;
            Some(Shape {
                name: district.name.clone(),
                polygons: catalogue.shape(district.code.as_ref()?)?.to_vec(),
                value: rate.to_f64(),
                text: rate.text(),
                own: false,
                background: false,
            })
        })
        .collect();
    if shapes.len() < 2 {
        return None;
    }
    let rates: Vec<f64> = shapes.iter().filter_map(|shape| shape.value).collect();
    let chart = Chart {
        id: "chart-districts-map".into(),
        title: "The districts on the map".into(),
        subtitle: format!("Crimes per 1,000 residents, {}", inputs.findings.year.label()),
        alt: "Map of the force's districts shaded by crimes per 1,000 residents; the table of \
              districts gives every rate."
            .into(),
        kind: ChartKind::Map {
            shapes,
            class_bounds: class_bounds(&rates),
            axis: "Crimes per 1,000 residents".into(),
        },
        data: table.clone(),
    };
    Some(Block::Chart(Box::new(chart)))
}
