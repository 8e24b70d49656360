//! `scrutineer findings`

use app::report::findings;
use serde_json::json;

use crate::arguments::{Arguments, Findings};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Findings) -> anyhow::Result<Ended> {
    let office = super::open_for(arguments, asked.role.as_ref()).await?;
    let freeze = app::frozen::find(&office, asked.freeze.as_deref()).await?;
    let all = findings(&office, &freeze).await?;
    let wanted = |id: &domain::ids::MeasureId| asked.measure.as_ref().is_none_or(|m| m == id);
    let found: Vec<_> = all.measures.iter().filter(|f| wanted(&f.measure.id)).collect();
    if let (true, Some(measure)) = (found.is_empty(), &asked.measure) {
        anyhow::bail!(
            "the plan of freeze {} does not use {measure}; see scrutineer plan show",
            freeze.id
        );
    }
    if arguments.json {
        let found = found.iter().map(|finding| {
            json!({
                "measure": finding.measure.id.as_str(),
                "name": finding.measure.name,
                "source": finding.link.headline_source.as_str(),
                "year": finding.year.to_string(),
                "baseline": finding.baseline.to_string(),
                "count": finding.count.text(),
                "before": finding.before.text(),
                "change": finding.change.text(),
                "percent": finding.percent.text(),
                "verdict": finding.verdict.label(),
                "p": finding.test.as_ref().map(|test| test.p.text()),
                "rate": finding.rate.text(),
                "group_mean": finding.peers.mean.text(),
                "rank": finding.peers.rank.text(),
                "rank_low": finding.peers.rank_low.text(),
                "rank_high": finding.peers.rank_high.text(),
                "expected_low": finding.peers.expected_low.text(),
                "expected_high": finding.peers.expected_high.text(),
                "id": finding.count.id.to_string(),
            })
        });
        let found: Vec<_> = found.collect();
        show::json(&json!({ "freeze": freeze.id.to_string(), "findings": found }));
        return Ok(Ended::Done);
    }
    let rows: Vec<Vec<String>> = found
        .iter()
        .map(|finding| {
            vec![
                finding.measure.id.to_string(),
                finding.measure.short_name.clone(),
                finding.year.label(),
                finding.count.text(),
                finding.change.text(),
                finding.percent.text(),
                finding.verdict.label().to_owned(),
            ]
        })
        .collect();
    show::line(format_args!("freeze {}", freeze.id));
    let headers = ["Measure", "Name", "Year", "Count", "Change", "%", "Verdict"];
    show::line(show::table(&headers, &rows));
    Ok(Ended::Done)
}
