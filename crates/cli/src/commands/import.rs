//! `scrutineer import`

use app::import::{ImportReport, ImportRequest};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::arguments::{Arguments, Import};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, import: &Import) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let request = ImportRequest {
        paths: import.paths.clone(),
        published: import.published,
        source: import.source.clone(),
        dry_run: import.dry_run,
        skip_unknown: import.skip_unknown,
    };
    let bar = progress_bar("files read");
    let progress = |done: usize, of: usize| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    };
    let report = app::import::import(&office, &request, &progress).await;
    bar.finish_and_clear();
    let report = report?;
    if arguments.json {
        show::json(&as_json(&report));
    } else {
        show::diagnostics(&report.diagnostics);
        show::line(in_words(&report, import.dry_run));
    }
    Ok(show::ended(&report.diagnostics))
}

/// A bar on a terminal, nothing elsewhere.
pub fn progress_bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    let template = format!("{{bar:30}} {{pos}} of {{len}} {what}");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}

fn in_words(report: &ImportReport, dry_run: bool) -> String {
    let read = format!(
        "{} files read, {} rows, {} observations",
        report.releases.len(),
        report.rows,
        report.observations
    );
    match &report.batch {
        Some(batch) => {
            format!("{read}; imported as batch {} ({})", batch.sequence, batch.id.short())
        }
        None if dry_run => format!("{read}; a dry run, nothing was changed"),
        None => "nothing new to import".into(),
    }
}

fn as_json(report: &ImportReport) -> serde_json::Value {
    let releases = report.releases.iter().map(|release| {
        json!({
            "name": release.name,
            "sha256": release.file.to_string(),
            "source": release.source.to_string(),
            "format": release.format,
            "published": release.vintage.to_string(),
            "basis": release.vintage_basis,
            "rows": release.rows_read,
        })
    });
    json!({
        "batch": report.batch.as_ref().map(|batch| batch.sequence),
        "id": report.batch.as_ref().map(|batch| batch.id.to_string()),
        "rows": report.rows,
        "observations": report.observations,
        "releases": releases.collect::<Vec<_>>(),
        "diagnostics": report.diagnostics.iter().map(show::diagnostic_json).collect::<Vec<_>>(),
    })
}
