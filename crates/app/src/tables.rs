//! The tables of a paper as files for people who compute: a workbook, and tidy data.

use analysis::frozen::Frozen;
use document::Document;
use domain::freeze::Freeze;
use render::office::OfficeOptions;

use crate::AppError;
use crate::report::Made;

/// Makes those that are asked for.
///
/// # Errors
/// The workbook cannot be written.
pub(crate) fn made(
    paper: &str,
    freeze: &Freeze,
    formats: &[&str],
    (document, frozen): (&Document, &Frozen),
) -> Result<Vec<Made>, AppError> {
    let mut files = Vec::new();
    let facts = [CSV, JSON].iter().any(|format| formats.contains(format));
    let facts = facts.then(|| reports::facts::facts(frozen, document));
    for format in formats {
        let name = format!("{paper}.{format}");
        match (*format, &facts) {
            (XLSX, _) => {
                let options = OfficeOptions { created: freeze.made_at, template: None };
                let bytes = render::xlsx::emit(document, &options)?;
                files.push(Made { name, bytes });
            }
            (CSV, Some(facts)) => {
                let described = render::csv::describe(document, facts, &name);
                let bytes = render::csv::emit(document, facts).into_bytes();
                let beside = format!("{paper}{DESCRIPTION}");
                files.push(Made { name, bytes });
                files.push(Made { name: beside, bytes: described.into_bytes() });
            }
            (JSON, Some(facts)) => {
                let bytes = render::json::emit(document, facts).into_bytes();
                files.push(Made { name, bytes });
            }
            _ => {}
        }
    }
    Ok(files)
}

const CSV: &str = "csv";
const JSON: &str = "json";
const XLSX: &str = "xlsx";
/// What describes a CSV for programs stands beside it under this name.
const DESCRIPTION: &str = ".csv-metadata.json";

/// Whether an artefact is of a format; the description of a CSV is of its format.
pub(crate) fn is_of(name: &str, format: &str) -> bool {
    match name.ends_with(DESCRIPTION) {
        true => format == CSV,
        false => name.ends_with(&format!(".{format}")),
    }
}
