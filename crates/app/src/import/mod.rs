//! Import files: all or nothing, once for the same bytes, every problem at once.

mod check;
mod collect;
mod manifest;

pub use ingest::{Proposal, READERS};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use catalogue::Catalogue;
use domain::batch::{Batch, Release};
use domain::diagnostic::{Diagnostic, Location, has_errors};
use domain::digest::{Canonical, Digest};
use domain::ids::SourceId;
use domain::observation::Observation;
use domain::vintage::Vintage;

use crate::on_disk::OnDisk;
use crate::{AppError, Office, codes, freeze, office};
use collect::Found;

/// What to import and how.
#[derive(Debug, Clone, Default)]
pub struct ImportRequest {
    /// Files, folders and archives.
    pub paths: Vec<PathBuf>,
    /// When they were published, unless a file says so itself.
    pub published: Option<Vintage>,
    /// The source they must be of.
    pub source: Option<SourceId>,
    /// Read and check only.
    pub dry_run: bool,
    /// Go on without files that no reader knows, and tell of each.
    pub skip_unknown: bool,
}

/// What an import did, or would do.
#[derive(Debug, Clone)]
pub struct ImportReport {
    /// The batch, unless nothing was new or it was a dry run.
    pub batch: Option<Batch>,
    /// The releases read, by name.
    pub releases: Vec<Release>,
    /// How many rows or cells were read.
    pub rows: u64,
    /// How many observations they gave.
    pub observations: usize,
    /// Everything worth knowing or answering.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file read and understood.
struct Understood {
    release: Release,
    /// Which of the files found it is.
    found: usize,
    observations: Vec<Observation>,
}

/// Told how many files of how many have been read.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Imports files as one batch.
///
/// # Errors
/// [`AppError::Refused`] with every problem if any file cannot be taken whole; then nothing has
/// changed. Store errors.
pub async fn import(
    office: &Office,
    request: &ImportRequest,
    progress: Progress<'_>,
) -> Result<ImportReport, AppError> {
    let (_, catalogue) = office::bundle(&office.folder)?;
    let mut problems = Vec::new();
    let staging = office.store.files.staging()?;
    let mut found = collect::collect(&request.paths, &staging, &mut problems)?;
    drop_known(office, &mut found, &mut problems).await?;
    let (mut understood, read_problems) = read_all(&found, request, &catalogue, progress);
    problems.extend(read_problems);
    // Nothing to import is said where every file was passed over, too.
    let skipped = |problem: &&Diagnostic| std::ptr::eq(problem.code, &codes::FILE_SKIPPED);
    if !found.is_empty() && problems.iter().filter(skipped).count() == found.len() {
        let place = Location::file(&found[0].name);
        let message = "no reader knows any of the files";
        problems.push(Diagnostic::error(&codes::NOTHING_TO_IMPORT, place, message));
    }
    understood.sort_by(|a, b| a.release.name.cmp(&b.release.name));
    check::conflicts(&understood, &mut problems);
    let today = freeze::day_of(office.clock.now());
    check::dates(&understood, &catalogue, today, &mut problems);
    if has_errors(&problems) {
        return Err(AppError::Refused(problems));
    }
    check::plausible(office, &catalogue, &understood, &mut problems).await?;
    check::same_date(office, &understood, &mut problems).await?;
    let mut report = ImportReport {
        batch: None,
        releases: understood.iter().map(|one| one.release.clone()).collect(),
        rows: understood.iter().map(|one| one.release.rows_read).sum(),
        observations: understood.iter().map(|one| one.observations.len()).sum(),
        diagnostics: problems,
    };
    if !request.dry_run && !understood.is_empty() {
        report.batch = Some(commit(office, &found, &understood).await?);
    }
    Ok(report)
}

/// Files whose bytes are in the ledger already, or twice among those given, are left out.
async fn drop_known(
    office: &Office,
    found: &mut Vec<Found>,
    problems: &mut Vec<Diagnostic>,
) -> Result<(), AppError> {
    let digests: Vec<Digest> = found.iter().map(|file| file.staged.digest).collect();
    let known = storage::batch::known_files(&office.store, &digests).await?;
    let mut seen = BTreeSet::new();
    found.retain(|file| {
        let before = known.get(&file.staged.digest).map(|release| {
            let (name, published) = (&release.name, release.vintage.label());
            format!("it was imported as {name}, published {published}; that date stands")
        });
        let twice = || (!seen.insert(file.staged.digest)).then(|| "it is given twice".to_owned());
        let Some(message) = before.or_else(twice) else {
            return true;
        };
        let place = Location::file(&file.name);
        problems.push(Diagnostic::note(&codes::ALREADY_IMPORTED, place, message));
        false
    });
    Ok(())
}

/// Reads files on two threads; results are put back in the order given.
fn read_all(
    found: &[Found],
    request: &ImportRequest,
    catalogue: &Catalogue,
    progress: Progress<'_>,
) -> (Vec<Understood>, Vec<Diagnostic>) {
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let work = || {
        while let Some((n, file)) = {
            let n = next.fetch_add(1, Ordering::Relaxed);
            found.get(n).map(|file| (n, file))
        } {
            let result = read_one(file, request, catalogue);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, found.len());
            if let Ok(mut results) = results.lock() {
                results.push((n, result));
            }
        }
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(2, |n| n.get().min(8));
        (1..threads).for_each(|_| {
            scope.spawn(work);
        });
        work();
    });
    let mut results = results.into_inner().unwrap_or_default();
    results.sort_by_key(|(n, _)| *n);
    let mut understood = Vec::new();
    let mut problems = Vec::new();
    for (n, (file, diagnostics)) in results {
        understood.extend(file.map(|file| Understood { found: n, ..file }));
        problems.extend(diagnostics);
    }
    (understood, problems)
}

fn read_one(
    file: &Found,
    request: &ImportRequest,
    catalogue: &Catalogue,
) -> (Option<Understood>, Vec<Diagnostic>) {
    // What the file says of itself goes first, then what the person says, then the manifest.
    let manifest = file.published.as_ref().map(|(vintage, basis)| (*vintage, basis.as_str()));
    let vintage = request.published.map(|vintage| (vintage, "given at import")).or(manifest);
    let copy = OnDisk(file.staged.path().to_owned());
    let input = ingest::Input { name: &file.name, bytes: &copy, vintage };
    let parsed = match ingest::read(&input, catalogue) {
        Ok(parsed) => parsed,
        Err(refused) if request.skip_unknown => {
            return (None, refused.diagnostics.into_iter().map(skipped).collect());
        }
        Err(refused) => return (None, refused.diagnostics),
    };
    let mut problems = parsed.diagnostics;
    let place = || Location::file(&file.name);
    if let Some(wanted) = request.source.as_ref().filter(|wanted| **wanted != parsed.source) {
        let message = format!("it is of the source {}, not {wanted}", parsed.source);
        problems.push(Diagnostic::error(&codes::WRONG_SOURCE, place(), message));
    }
    let Some((vintage, vintage_basis)) = parsed.vintage else {
        let message = "the file does not say when it was published";
        problems.push(Diagnostic::error(&codes::NO_PUBLICATION_DATE, place(), message));
        return (None, problems);
    };
    let name = file.name.rsplit(['/', '\\']).next().unwrap_or(&file.name).to_owned();
    let release = Release {
        file: file.staged.digest,
        name,
        source: parsed.source,
        vintage,
        vintage_basis,
        format: parsed.format.to_owned(),
        bytes: file.staged.bytes,
        rows_read: parsed.rows_read,
    };
    let observations = parsed.observations;
    (Some(Understood { release, found: 0, observations }), problems)
}

/// What is told of a file that is passed over: that nobody reads it is no error then, and anything
/// else stays as it is.
fn skipped(problem: Diagnostic) -> Diagnostic {
    if problem.code.id != ingest::codes::FORMAT_UNKNOWN.id {
        return problem;
    }
    let message = format!("nothing was read of it: {}", problem.message);
    Diagnostic::warning(&codes::FILE_SKIPPED, problem.location, message)
}

async fn commit(
    office: &Office,
    found: &[Found],
    understood: &[Understood],
) -> Result<Batch, AppError> {
    let canonical = understood.iter().fold(Canonical::new("batch"), |canonical, one| {
        canonical.field(one.release.file).field(one.release.vintage)
    });
    let mut batch = Batch {
        id: canonical.finish(),
        sequence: 0,
        imported_at: office.clock.now(),
        actor: office.actor.clone(),
        releases: understood.iter().map(|one| one.release.clone()).collect(),
    };
    // Files first: a row must never name a file that is not there.
    for one in understood {
        office.store.files.keep(&found[one.found].staged)?;
    }
    let write = storage::transaction::begin(&office.store).await?;
    // Under the write lock: nobody can bring these files between here and the commit.
    let files: Vec<Digest> = understood.iter().map(|one| one.release.file).collect();
    let meanwhile = storage::batch::known_files(&office.store, &files).await?;
    if !meanwhile.is_empty() {
        let names = meanwhile.into_values().map(|release| release.name);
        return Err(AppError::ImportedMeanwhile(names.collect()));
    }
    batch.sequence = storage::batch::insert(&write, &batch).await?;
    for one in understood {
        storage::observation::insert(&write, &one.release.file, &one.observations).await?;
    }
    let detail = format!("batch {} with {} files", batch.id.short(), understood.len());
    write.commit(batch.imported_at, &office.actor, "import", &detail).await?;
    Ok(batch)
}

/// Proposes a mapping for a file that no reader knows.
///
/// # Errors
/// The file cannot be read, or nothing in it looks like a table; the office's catalogue has errors.
pub fn propose(folder: &std::path::Path, file: &std::path::Path) -> Result<Proposal, AppError> {
    let (_, catalogue) = crate::office::bundle(folder)?;
    not_too_large(file)?;
    let name = file.display().to_string();
    let sent = OnDisk(file.to_owned());
    let input = ingest::Input { name: &name, bytes: &sent, vintage: None };
    ingest::propose(&input, &catalogue).map_err(|refused| AppError::Refused(refused.diagnostics))
}

fn not_too_large(file: &std::path::Path) -> Result<(), AppError> {
    let failed = |source| AppError::File { doing: "read", path: file.to_owned(), source };
    let size = std::fs::metadata(file).map_err(failed)?.len();
    if size > collect::LARGEST {
        let place = Location::file(file.display().to_string());
        let message = format!("the file has {size} bytes, more than the {} read", collect::LARGEST);
        return Err(AppError::Refused(vec![Diagnostic::error(
            &codes::FILE_TOO_LARGE,
            place,
            message,
        )]));
    }
    Ok(())
}

/// The bytes of one file, refused if there are too many.
pub(crate) fn bytes_of(file: &std::path::Path) -> Result<Vec<u8>, AppError> {
    not_too_large(file)?;
    std::fs::read(file).map_err(|source| AppError::File {
        doing: "read",
        path: file.to_owned(),
        source,
    })
}
