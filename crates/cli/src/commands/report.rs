//! `scrutineer report`

use std::collections::BTreeMap;

use app::report::{ReportMade, make, write_into};
use domain::diagnostic::{Diagnostic, Severity};
use serde_json::json;

use crate::arguments::{Arguments, Report};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Report) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let freeze = app::frozen::find(&office, asked.freeze.as_deref()).await?;
    let formats: Vec<&str> = asked.format.iter().map(String::as_str).collect();
    let made = make(&office, &asked.paper, &freeze, &formats).await?;
    tell(arguments, &asked.paper, &asked.out, &made)
}

/// How many notes of one kind are told one by one; `--json` lists all.
const TOLD: usize = 3;

/// What was found; where many figures are withheld by one rule, the first of them and how many more.
fn in_short(diagnostics: &[Diagnostic]) {
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told = Vec::new();
    for diagnostic in diagnostics {
        let kind = notes.entry(diagnostic.code.id).or_default();
        *kind += usize::from(diagnostic.severity == Severity::Note);
        if *kind <= TOLD {
            told.push(diagnostic.clone());
        }
    }
    show::diagnostics(&told);
    for (kind, all) in notes.iter().filter(|(_, all)| **all > TOLD) {
        show::aside(format_args!("{} more {kind}; --json lists all of them\n", all - TOLD));
    }
}

/// Writes the files of a paper where they are wanted, and says what was made.
pub fn tell(
    arguments: &Arguments,
    paper: &str,
    out: &std::path::Path,
    made: &ReportMade,
) -> anyhow::Result<Ended> {
    let freeze = made.freeze.id;
    let paths = write_into(&out.join(freeze.to_string()), &made.files)?;
    if arguments.json {
        let files: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        show::json(&json!({
            "paper": paper,
            "freeze": freeze.to_string(),
            "figures": made.figures,
            "files": files,
            "diagnostics": made.diagnostics.iter().map(show::diagnostic_json).collect::<Vec<_>>(),
        }));
    } else {
        in_short(&made.diagnostics);
        match made.figures {
            Some(figures) => {
                show::line(format_args!("{paper} of freeze {freeze}: {figures} figures"));
            }
            None => show::line(format_args!("{paper} of freeze {freeze}, as it was issued")),
        }
        paths.iter().for_each(|path| show::line(format_args!("  {}", path.display())));
    }
    Ok(show::ended(&made.diagnostics))
}
