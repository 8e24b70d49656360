//! Month factors from files of counts: what the catalogue keeps beside a season.

use std::path::{Path, PathBuf};

use domain::ids::Slug;

use crate::AppError;

/// Fits the factors of a declared season to files of monthly counts, and gives the file that the
/// catalogue keeps as `seasons/<id>.csv`. Where two files hold one month, the later file's holds.
///
/// # Errors
/// The office's catalogue has errors or does not declare the season; a file is refused.
pub fn fit(folder: &Path, season: &Slug, files: &[PathBuf]) -> Result<String, AppError> {
    let (_, catalogue) = crate::office::bundle(folder)?;
    let declared = catalogue
        .season(season)
        .ok_or_else(|| AppError::NotCatalogued { what: "season", value: season.to_string() })?;
    let mut observations = Vec::new();
    for file in files {
        let bytes = crate::import::bytes_of(file)?;
        let name = file.display().to_string();
        let input = ingest::Input { name: &name, bytes: &bytes, vintage: None };
        let parsed = ingest::read(&input, &catalogue);
        let parsed = parsed.map_err(|refused| AppError::Refused(refused.diagnostics))?;
        observations.extend(parsed.observations);
    }
    Ok(analysis::season::to_csv(&analysis::season::fit(&catalogue, declared, &observations)))
}
