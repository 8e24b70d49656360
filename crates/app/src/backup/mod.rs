//! Back up an office while others work in it, and restore it: all or nothing, every byte checked.
//!
//! A backup is a folder laid out as the office's own, with a [`manifest`]. It is built under a
//! passing name beside its place, and the manifest is written last, so that what was cut short is
//! never taken for a backup.

pub mod manifest;
mod partial;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalogue::Bundle;
use domain::digest::Digest;
use storage::schema::Keep;
use storage::{Store, durable, file_store};

use crate::{AppError, Clock, Office, verify};
use manifest::Manifest;
use partial::Partial;

const DATABASE: &str = "scrutineer.db";

/// Told how many files of how many have been copied.
pub type Progress<'a> = &'a dyn Fn(usize, usize);

/// A backup written, or read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its folder.
    pub folder: PathBuf,
    /// How many files.
    pub files: usize,
    /// The last act in its journal: kept elsewhere, it shows that a journal goes on from here.
    pub journal_head: Digest,
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> AppError {
    let path = path.to_owned();
    move |source| AppError::File { doing, path, source }
}

/// Every stored file that the database names: releases, catalogues of freezes, papers and what
/// they told.
///
/// # Errors
/// Store errors.
pub(crate) async fn named(store: &Store) -> Result<BTreeSet<Digest>, AppError> {
    let batches = storage::batch::all(store).await?;
    let releases = batches.iter().flat_map(|batch| &batch.releases);
    let mut named: BTreeSet<Digest> = releases.map(|release| release.file).collect();
    named.extend(storage::freeze::all(store).await?.iter().map(|freeze| freeze.catalogue));
    named.extend(storage::artefact::all(store).await?.iter().map(|artefact| artefact.file));
    named.extend(storage::publication::all(store).await?.iter().map(|one| one.told));
    Ok(named)
}

/// Writes a backup of the office into a new folder, while others may write to the office.
///
/// # Errors
/// The folder is there already; something kept is damaged; the disk fails. Then there is no backup.
pub async fn backup(
    office: &Office,
    to: &Path,
    progress: Progress<'_>,
) -> Result<Copied, AppError> {
    if to.exists() {
        return Err(AppError::InTheWay(to.to_owned()));
    }
    let partial = Partial::beside(to)?;
    let inside = |path: &str| partial.path.join(path);
    storage::snapshot::take(&office.store, &inside(DATABASE)).await?;
    // Which files to copy is asked of the copy: it stands still.
    let store = Store::open_unchanged(&partial.path).await?;
    let named = named(&store).await?;
    let mut paths = vec![DATABASE.to_owned()];
    for (done, digest) in named.iter().enumerate() {
        progress(done, named.len());
        store.files.copy_from(&office.store.files, digest)?;
        let name = digest.to_string();
        paths.push(format!("files/{}/{name}", &name[..2]));
    }
    paths.extend(copy_catalogue(&office.folder, &partial.path)?);
    let copy = Office { folder: partial.path.clone(), store, ..office.clone() };
    whole(&copy).await?;
    let journal_head = storage::journal::head(&copy.store).await?;
    copy.store.close().await;
    let files = paths.into_iter().map(|path| {
        let digest = file_store::digest_of(&inside(&path))?;
        Ok((path, digest))
    });
    let files = files.collect::<Result<Vec<_>, AppError>>()?;
    let count = files.len();
    let manifest = Manifest { schema: storage::schema::current(), journal_head, files };
    let list = inside(manifest::NAME);
    durable::write(&list, manifest.text().as_bytes()).map_err(failed("write", &list))?;
    partial.put_in_place(to)?;
    Ok(Copied { folder: to.to_owned(), files: count, journal_head })
}

/// The office's own catalogue, as verify and freeze see it.
fn copy_catalogue(from: &Path, to: &Path) -> Result<Vec<String>, AppError> {
    let local = from.join("catalogue");
    if !local.is_dir() {
        return Ok(vec![]);
    }
    let mut paths = Vec::new();
    for (path, bytes) in Bundle::from_folder(&local)?.files() {
        let path = format!("catalogue/{path}");
        if !manifest::is_inside(&path) {
            return Err(AppError::UnfitName(local.join(path)));
        }
        let target = to.join(&path);
        durable::write(&target, bytes).map_err(failed("write", &target))?;
        paths.push(path);
    }
    Ok(paths)
}

async fn whole(office: &Office) -> Result<(), AppError> {
    let faults = verify::verify(office).await?.faults;
    if faults.is_empty() { Ok(()) } else { Err(AppError::Damaged(faults)) }
}

/// Puts the office of a backup into a folder that is empty or not there. A backup of an earlier
/// program is brought up to date; the journal records the act.
///
/// # Errors
/// It is not a whole backup, or one of a newer program; the folder holds something; the disk
/// fails. Then nothing has been put in place.
pub async fn restore(
    from: &Path,
    to: &Path,
    clock: Arc<dyn Clock>,
    actor: &str,
    progress: Progress<'_>,
) -> Result<Copied, AppError> {
    if to.exists() && std::fs::read_dir(to).map_or(true, |mut inside| inside.next().is_some()) {
        return Err(AppError::InTheWay(to.to_owned()));
    }
    let list = from.join(manifest::NAME);
    let text = std::fs::read_to_string(&list).map_err(|_| AppError::NotABackup(from.to_owned()))?;
    let manifest = Manifest::read(&text).ok_or_else(|| AppError::NotABackup(from.to_owned()))?;
    let partial = Partial::beside(to)?;
    let mut faults = Vec::new();
    for (done, (path, digest)) in manifest.files.iter().enumerate() {
        progress(done, manifest.files.len());
        if !from.join(path).is_file() {
            faults.push(format!("{path} is missing"));
        } else if copied(&from.join(path), &partial.path.join(path))? != *digest {
            faults.push(format!("{path} has changed"));
        }
    }
    if !faults.is_empty() {
        return Err(AppError::Damaged(faults));
    }
    storage::schema::migrate(&partial.path, Keep::Nothing, clock.now(), actor).await?;
    let office = Office::open(&partial.path, clock, actor).await?;
    let head = manifest.journal_head;
    let write = storage::transaction::begin(&office.store).await?;
    let detail = format!("a backup with the journal up to {}", head.short());
    write.commit(office.clock.now(), actor, "restore", &detail).await?;
    whole(&office).await?;
    office.store.close().await;
    partial.put_in_place(to)?;
    Ok(Copied { folder: to.to_owned(), files: manifest.files.len(), journal_head: head })
}

/// Copies a file, and tells the digest of the copy.
fn copied(from: &Path, to: &Path) -> Result<Digest, AppError> {
    if let Some(above) = to.parent() {
        std::fs::create_dir_all(above).map_err(failed("make the folder", above))?;
    }
    std::fs::copy(from, to).map_err(failed("copy", from))?;
    durable::file(to).map_err(failed("write", to))?;
    Ok(file_store::digest_of(to)?)
}
