//! `scrutineer plan coverage` and `scrutineer plan assurance`

use domain::ids::Slug;
use domain::plan::PoliceAndCrimePlan;
use domain::plan::assurance::{AssuranceRow, MapSubject, assurance_map};
use domain::plan::coverage::{CoverageRow, coverage as rows_of};
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::{Ended, show};

pub fn coverage(arguments: &Arguments, plan: &PoliceAndCrimePlan) -> anyhow::Result<Ended> {
    let rows = rows_of(plan);
    let orphans = rows.iter().filter(|row| row.is_orphan()).count();
    let unexplained = rows.iter().filter(|row| row.is_orphan() && row.because().is_none()).count();
    if arguments.json {
        let rows = rows.iter().map(covered_json).collect::<Vec<_>>();
        let plan = plan.id.as_str();
        let (orphans, unexplained) = (orphans, unexplained);
        show::json(&json!({
            "plan": plan, "rows": rows, "orphans": orphans, "orphans_without_reason": unexplained,
        }));
        return Ok(Ended::Done);
    }
    let table: Vec<Vec<String>> = rows.iter().map(covered).collect();
    let headers =
        ["No.", "Title", "Measures", "To come", "Watched by", "Forums", "Data", "Missing"];
    show::line(show::table(&headers, &table));
    let all = rows.len();
    show::line(format_args!(
        "{all} priorities; {orphans} with neither a measure nor an assurance, {unexplained} of them \
         without a reason"
    ));
    Ok(Ended::Done)
}

fn covered(row: &CoverageRow<'_>) -> Vec<String> {
    let measures: Vec<&str> = row.measures.iter().map(|id| id.as_str()).collect();
    let watched: Vec<&str> = row.assurances.iter().map(|kind| kind.word()).collect();
    let missing: Vec<&str> = row.gaps.iter().map(|gap| gap.word()).collect();
    vec![
        row.priority.number.to_string(),
        row.priority.title.clone().unwrap_or_else(|| "-".into()),
        measures.join(" "),
        row.planned.len().to_string(),
        watched.join(", "),
        row.forums.len().to_string(),
        row.evidence.len().to_string(),
        missing.join(", "),
    ]
}

fn covered_json(row: &CoverageRow<'_>) -> Value {
    json!({
        "number": row.priority.number,
        "title": row.priority.title,
        "themes": row.priority.themes().map(Slug::as_str).collect::<Vec<_>>(),
        "measures": row.measures.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        "planned_measures": ids(&row.planned),
        "assurances": row.assurances.iter().map(|kind| kind.word()).collect::<Vec<_>>(),
        "forums": ids(&row.forums),
        "data": ids(&row.evidence),
        "gaps": row.gaps.iter().map(|gap| gap.word()).collect::<Vec<_>>(),
        "because": row.because(),
    })
}

fn ids<'i>(ids: &[&'i Slug]) -> Vec<&'i str> {
    ids.iter().map(|id| id.as_str()).collect()
}

pub fn assurance(arguments: &Arguments, plan: &PoliceAndCrimePlan) -> anyhow::Result<Ended> {
    let map = assurance_map(plan);
    if arguments.json {
        let rows = map.iter().map(mapped_json).collect::<Vec<_>>();
        show::json(&json!({ "plan": plan.id.as_str(), "rows": rows }));
        return Ok(Ended::Done);
    }
    for row in &map {
        match row.subject {
            MapSubject::Outcome { title, theme, .. } => {
                show::line(format_args!("{title} ({theme})"));
            }
            MapSubject::Commitment { number, title } => {
                let untitled = "the source paper does not give its title";
                show::line(format_args!("{number}  {}", title.unwrap_or(untitled)));
            }
        }
        let columns = [
            ("force", ids(&row.constabulary)),
            ("commissioner", ids(&row.commissioner)),
            ("independent", ids(&row.independent)),
            ("by other means", row.means.clone()),
            ("data", ids(&row.evidence)),
            ("missing", row.gaps.iter().map(|gap| gap.word()).collect()),
        ];
        for (what, all) in columns.iter().filter(|(_, all)| !all.is_empty()) {
            show::line(format_args!("  {what:<15} {}", all.join(", ")));
        }
    }
    let gaps = map.iter().filter(|row| !row.gaps.is_empty()).count();
    show::line(format_args!("{} rows, {gaps} with something missing", map.len()));
    Ok(Ended::Done)
}

fn mapped_json(row: &AssuranceRow<'_>) -> Value {
    let (kind, id, title) = match row.subject {
        MapSubject::Outcome { id, title, .. } => ("outcome", id.to_string(), Some(title)),
        MapSubject::Commitment { number, title } => ("priority", number.to_string(), title),
    };
    json!({
        "subject": kind,
        "id": id,
        "title": title,
        "constabulary": ids(&row.constabulary),
        "commissioner": ids(&row.commissioner),
        "independent": ids(&row.independent),
        "means": row.means,
        "data": ids(&row.evidence),
        "gaps": row.gaps.iter().map(|gap| gap.word()).collect::<Vec<_>>(),
    })
}
