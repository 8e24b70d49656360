//! `scrutineer figures`

use app::figures::{FiguresRequest, Listed, list};
use domain::marking::Marking;
use serde_json::json;

use crate::arguments::{Arguments, Figures};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Figures) -> anyhow::Result<Ended> {
    let office = super::open_for(arguments, asked.role.as_ref()).await?;
    let request = FiguresRequest {
        measure: asked.measure.clone(),
        area: asked.area.clone(),
        source: asked.source.clone(),
        from: asked.from,
        to: asked.to,
        freeze: asked.freeze.clone(),
        all_vintages: asked.all_vintages,
    };
    let found = list(&office, &request).await?;
    if arguments.json {
        let figures = found.figures.iter().map(|figure| {
            json!({
                "id": figure.id.as_ref().map(ToString::to_string),
                "figure": figure.key.to_string(),
                "source": figure.key.source.to_string(),
                "area": figure.key.area.to_string(),
                "breakdown": figure.key.breakdown.to_string(),
                "period": figure.key.period.to_string(),
                "value": figure.value,
                "markers": figure.markers,
                "handling": figure.marking.to_string(),
                "published": figure.vintage,
                "file": figure.file,
                "current": figure.current,
            })
        });
        let handling = found.marking.to_string();
        show::json(
            &json!({ "basis": found.basis, "handling": handling, "figures": figures.collect::<Vec<_>>() }),
        );
    } else if found.figures.is_empty() {
        let measure = &asked.measure;
        show::line(format_args!("no figure of {measure} is held for this area and period"));
    } else {
        let handling = match found.marking {
            Marking::Official => String::new(),
            marking => format!(", {marking}"),
        };
        show::line(format_args!("{}: {}{handling}", asked.measure, found.basis));
        show::line(show::table(&HEADERS, &found.figures.iter().map(row).collect::<Vec<_>>()));
    }
    Ok(Ended::Done)
}

const HEADERS: [&str; 7] =
    ["Period", "Source", "Breakdown", "Value", "Version", "Published", "File"];

fn row(figure: &Listed) -> Vec<String> {
    let version = if figure.current { "current" } else { "earlier" };
    vec![
        figure.key.period.to_string(),
        figure.key.source.to_string(),
        figure.key.breakdown.to_string(),
        format!("{} {}", figure.value, figure.markers).trim_end().to_owned(),
        version.to_owned(),
        figure.vintage.clone(),
        figure.file.clone(),
    ]
}
