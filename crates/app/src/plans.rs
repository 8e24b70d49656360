//! Plans beside the one in force: finding them, comparing them, and reading statements for them.
//!
//! Nothing here writes: what was found is handed over, and a person decides what becomes of it.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use catalogue::Catalogue;
use catalogue::statements::import_statements;
pub use catalogue::statements::{ImportedStatements, statements_toml};
use domain::diagnostic::{Diagnostic, Location, has_errors};
use domain::ids::Slug;
use domain::plan::PoliceAndCrimePlan;

use crate::office::bundle;
use crate::{AppError, codes};

/// A larger file of statements is not read; 900 of them take a few hundred kilobytes.
const LARGEST_STATEMENTS: u64 = 16 << 20;
/// A larger file of a plan is not read.
const LARGEST_PLAN: u64 = 4 << 20;

/// Every plan of the office's catalogue, by id.
///
/// # Errors
/// The catalogue has errors.
pub fn all(folder: &Path) -> Result<Vec<PoliceAndCrimePlan>, AppError> {
    Ok(bundle(folder)?.1.plans().cloned().collect())
}

/// One plan of the office's catalogue.
///
/// # Errors
/// The catalogue has errors; there is no such plan.
pub fn named(folder: &Path, id: &str) -> Result<PoliceAndCrimePlan, AppError> {
    find(&bundle(folder)?.1, id)
}

fn find(catalogue: &Catalogue, id: &str) -> Result<PoliceAndCrimePlan, AppError> {
    let plan = id.parse::<Slug>().ok().and_then(|id| catalogue.plan(&id)).cloned();
    plan.ok_or_else(|| AppError::NotCatalogued { what: "plan", value: id.to_owned() })
}

/// A plan by its id, or in a file or folder of its own that is named as the plan is: an earlier
/// version, or a draft. It is checked as if it stood in the catalogue.
///
/// # Errors
/// It is neither; it cannot be read; it has errors, all of which are listed.
pub fn given(folder: &Path, plan: &str) -> Result<PoliceAndCrimePlan, AppError> {
    let (mut laid, catalogue) = bundle(folder)?;
    let path = Path::new(plan);
    let named = find(&catalogue, plan);
    if named.is_ok() || !path.exists() {
        return named;
    }
    let name = if path.is_dir() { path.file_name() } else { path.file_stem() };
    let id = name.unwrap_or_default().to_string_lossy().into_owned();
    laid.remove_plan(&id);
    if path.is_dir() {
        for inside in files_of(path)? {
            let name = inside.file_name().unwrap_or_default().to_string_lossy().into_owned();
            laid.insert(&format!("plans/{id}/{name}"), read(&inside, LARGEST_PLAN)?);
        }
    } else {
        laid.insert(&format!("plans/{id}.toml"), read(path, LARGEST_PLAN)?);
    }
    let (catalogue, problems) = Catalogue::load(&laid);
    if has_errors(&problems) {
        return Err(AppError::Refused(problems));
    }
    find(&catalogue, &id)
}

/// The files a plan's folder may have; nothing else in it is read, nor any folder below it.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    let failed = |source| AppError::File { doing: "list", path: folder.to_owned(), source };
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_file() && path.extension().is_some_and(|ending| ending == "toml") {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

/// Statements of intent in a CSV file, copies marked and near copies proposed (SF-227).
///
/// # Errors
/// The file cannot be read; it has errors, all of which are listed.
pub fn statements(path: &Path, document: &str) -> Result<ImportedStatements, AppError> {
    let bytes = read(path, LARGEST_STATEMENTS)?;
    let name = path.display().to_string();
    let (imported, problems) = import_statements(&name, &bytes, document);
    if has_errors(&problems) {
        return Err(AppError::Refused(problems));
    }
    Ok(imported)
}

fn read(path: &Path, most: u64) -> Result<Vec<u8>, AppError> {
    let failed = |source| AppError::File { doing: "read", path: path.to_owned(), source };
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large, whatever its size claims to be.
    File::open(path).and_then(|f| f.take(most + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > most {
        let at = Location::file(path.display().to_string());
        let message = format!("the file has more than the {most} bytes that are read");
        let problem = Diagnostic::error(&codes::FILE_TOO_LARGE, at, message);
        return Err(AppError::Refused(vec![problem]));
    }
    Ok(bytes)
}
