//! `scrutineer figures`

use app::figures::{FiguresRequest, Listed, Summary, list};
use domain::decimal::Decimal;
use domain::figure::{Exact, Format, text};
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
                "age_days": figure.age_days,
                "change": figure.change.map(|change| change.to_string()),
            })
        });
        show::json(&json!({
            "basis": found.basis,
            "handling": found.marking.to_string(),
            "figures": figures.collect::<Vec<_>>(),
            "revisions": found.revisions.iter().map(revision_json).collect::<Vec<_>>(),
        }));
    } else if found.figures.is_empty() {
        let measure = &asked.measure;
        show::line(format_args!("no figure of {measure} is held for this area and period"));
    } else {
        let handling = match found.marking {
            Marking::Official => String::new(),
            marking => format!(", {marking}"),
        };
        show::line(format_args!("{}: {}{handling}", asked.measure, found.basis));
        let rows: Vec<_> =
            found.figures.iter().map(|figure| row(figure, asked.all_vintages)).collect();
        let headers = if asked.all_vintages { &HEADERS[..] } else { &HEADERS[..7] };
        show::line(show::table(headers, &rows));
        found.revisions.iter().for_each(|summary| show::line(revision(summary)));
    }
    Ok(Ended::Done)
}

/// The last two are of every version, oldest first: the vintage triangle.
const HEADERS: [&str; 9] = [
    "Period",
    "Source",
    "Breakdown",
    "Value",
    "Version",
    "Published",
    "File",
    "Age in days",
    "Change on the version before",
];

fn row(figure: &Listed, all_vintages: bool) -> Vec<String> {
    let version = if figure.current { "current" } else { "earlier" };
    let mut row = vec![
        figure.key.period.to_string(),
        figure.key.source.to_string(),
        figure.key.breakdown.to_string(),
        format!("{} {}", figure.value, figure.markers).trim_end().to_owned(),
        version.to_owned(),
        figure.vintage.clone(),
        figure.file.clone(),
    ];
    if all_vintages {
        row.push(figure.age_days.map_or_else(String::new, |days| days.to_string()));
        row.push(figure.change.map_or_else(String::new, signed));
    }
    row
}

/// "+1,833", with as many digits after the point as it has.
fn signed(change: Decimal) -> String {
    let exact = match change.scale {
        0 => Exact::Whole(change.mantissa),
        scale => Exact::Ratio {
            numerator: i128::from(change.mantissa),
            denominator: 10i128.pow(u32::from(scale)),
        },
    };
    text::write(exact, Format::Signed { decimals: change.scale })
}

/// What revision did to the figures listed, in a sentence.
fn revision(summary: &Summary) -> String {
    let cut = cut(summary);
    let per_cent =
        |value: f64| text::write(Exact::Real(value), Format::SignedPercent { decimals: 1 });
    let mut said = format!(
        "{} ({cut}): {} published more than once, {} of them changed: {} now higher, {} lower",
        summary.source, summary.published_again, summary.moved, summary.raised, summary.lowered
    );
    if let Some((median, largest)) = summary.median.zip(summary.largest) {
        let median = text::write(Exact::Real(median), Format::Percent { decimals: 1 });
        said.push_str(&format!("; half by at most {median}, the most by {}", per_cent(largest)));
    }
    said
}

fn cut(summary: &Summary) -> String {
    let dimensions: Vec<&str> = summary.cut.iter().map(|dimension| dimension.as_str()).collect();
    if dimensions.is_empty() {
        "totals".to_owned()
    } else {
        format!("by {}", dimensions.join(", "))
    }
}

fn revision_json(summary: &Summary) -> serde_json::Value {
    json!({
        "source": summary.source.as_str(),
        "cut": cut(summary),
        "published_again": summary.published_again,
        "changed": summary.moved,
        "higher": summary.raised,
        "lower": summary.lowered,
        "median_percent": summary.median,
        "largest_percent": summary.largest,
    })
}
