//! `scrutineer compare`

use app::compare::{CompareRequest, Compared, Comparison, Reading, compare};
use serde_json::json;

use crate::arguments::{Arguments, Compare};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Compare) -> anyhow::Result<Ended> {
    let office = super::open_for(arguments, asked.role.as_ref()).await?;
    let request = CompareRequest {
        measure: asked.measure.clone(),
        area: asked.area.clone(),
        breakdown: asked.part.clone(),
        period: asked.period,
        with: asked.with,
        freeze: asked.freeze.clone(),
    };
    let found = compare(&office, &request).await?;
    if arguments.json {
        as_json(&found, asked.freeze.is_some());
    } else {
        in_words(&found);
    }
    Ok(Ended::Done)
}

fn as_json(found: &Compared, citable: bool) {
    let source = |one: &Comparison| {
        let line = |(reading, figure): &(Reading, domain::figure::Figure)| {
            json!({
                "reading": word(*reading),
                "value": figure.text(),
                "missing_because": figure.missing_because,
                "id": citable.then(|| figure.id.to_string()),
                "figure": figure.id.key.to_string(),
            })
        };
        json!({
            "source": one.source.as_str(),
            "sum_of_parts": one.monthly,
            "published_apart": one.apart.map(|both| both.map(|vintage| vintage.label())),
            "verdict": one.verdict.map(|verdict| verdict.label()),
            "figures": one.lines.iter().map(line).collect::<Vec<_>>(),
        })
    };
    let version = |one: &app::figures::Listed| {
        json!({
            "source": one.key.source.as_str(),
            "period": one.key.period.to_string(),
            "value": one.value,
            "published": one.vintage,
            "file": one.file,
            "current": one.current,
        })
    };
    show::json(&json!({
        "basis": found.basis,
        "measure": found.question.measure.as_str(),
        "name": found.measure,
        "area": found.area,
        "period": found.question.period.to_string(),
        "with": found.question.with.to_string(),
        "sources": found.sources.iter().map(source).collect::<Vec<_>>(),
        "versions": found.versions.figures.iter().map(version).collect::<Vec<_>>(),
    }));
}

fn in_words(found: &Compared) {
    let (period, with) = (found.question.period.label(), found.question.with.label());
    show::line(format_args!("{}, {}: {period} with {with}", found.measure, found.area));
    show::line(format_args!("{}", found.basis));
    if found.sources.is_empty() {
        show::line("\nNo source holds either period. Where it is held: scrutineer figures.");
    }
    for one in &found.sources {
        let how = if one.monthly { "summed from its months or quarters" } else { "as published" };
        show::line(format_args!("\n{}, {how}", one.source));
        let rows: Vec<Vec<String>> = one
            .lines
            .iter()
            .map(|(reading, figure)| {
                let why = figure.missing_because.clone().unwrap_or_default();
                vec![label(found, *reading), figure.text(), why]
            })
            .collect();
        show::line(show::table(&["", "", ""], &rows));
        if let Some([now, then]) = one.apart {
            show::line(format_args!(
                "The two figures were published apart ({}, {}): one may hold revisions that the \
                 other has yet to have.",
                now.label(),
                then.label()
            ));
        }
        if let Some(verdict) = one.verdict {
            show::line(format_args!("What may be said of the change: {}", verdict.label()));
        }
    }
    if found.versions.figures.iter().any(|version| !version.current) {
        show::line("\nEvery version held");
        let rows: Vec<Vec<String>> = found
            .versions
            .figures
            .iter()
            .map(|one| {
                let version = if one.current { "current" } else { "earlier" };
                vec![
                    one.key.period.label(),
                    one.key.source.to_string(),
                    one.value.clone(),
                    version.to_owned(),
                    one.vintage.clone(),
                    one.file.clone(),
                ]
            })
            .collect();
        let headers = ["Period", "Source", "Value", "Version", "Published", "File"];
        show::line(show::table(&headers, &rows));
    }
}

fn label(found: &Compared, reading: Reading) -> String {
    let (period, with) = (found.question.period.label(), found.question.with.label());
    let population = &found.question.population;
    match reading {
        Reading::Size => period,
        Reading::SizeBefore => with,
        Reading::Change if found.is_percentage => "Change, percentage points".into(),
        Reading::Change => "Change".into(),
        Reading::Percent => "Change, per cent".into(),
        Reading::FirstPercent => "Change between first published figures, per cent".into(),
        Reading::Rate => format!("Per 1,000 residents of {population}, {period}"),
        Reading::RateBefore => format!("Per 1,000 residents of {population}, {with}"),
        Reading::GroupMean => "Mean rate of the similar forces, itself among them".into(),
        Reading::Rank => "Place among them (1st is the lowest rate)".into(),
        Reading::RatioLow => "New over old, 95% interval, lower end".into(),
        Reading::RatioHigh => "New over old, 95% interval, upper end".into(),
        Reading::P => "How often chance alone would show this (p)".into(),
    }
}

fn word(reading: Reading) -> &'static str {
    match reading {
        Reading::Size => "size",
        Reading::SizeBefore => "size-before",
        Reading::Change => "change",
        Reading::Percent => "percent",
        Reading::FirstPercent => "first-percent",
        Reading::Rate => "rate",
        Reading::RateBefore => "rate-before",
        Reading::GroupMean => "group-mean",
        Reading::Rank => "rank",
        Reading::RatioLow => "ratio-low",
        Reading::RatioHigh => "ratio-high",
        Reading::P => "p",
    }
}
