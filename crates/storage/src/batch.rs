//! Imports and the files they brought.

use std::collections::BTreeMap;

use domain::batch::{Batch, Release};
use domain::digest::Digest;
use domain::instant::Instant;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::entity::{batch, release};
use crate::transaction::Write;
use crate::{Doing, StorageError, Store, read};

fn to_release(row: release::Model) -> Result<Release, StorageError> {
    Ok(Release {
        file: read("file digest", &row.file)?,
        source: read("source", &row.source)?,
        vintage: read("publication date", &row.vintage)?,
        name: row.name,
        vintage_basis: row.vintage_basis,
        format: row.format,
        bytes: row.bytes.unsigned_abs(),
        rows_read: row.rows_read.unsigned_abs(),
    })
}

fn signed(what: &'static str, value: u64) -> Result<i64, StorageError> {
    i64::try_from(value).map_err(|_| StorageError::Corrupt { what, value: value.to_string() })
}

/// Writes a batch and its releases; the batch's `sequence` is given here and returned.
///
/// # Errors
/// Database errors, among them that a file was imported before.
pub async fn insert(write: &Write, new: &Batch) -> Result<i64, StorageError> {
    let conn = &write.transaction;
    let last = batch::Entity::find().order_by_desc(batch::Column::Sequence).one(conn).await;
    let sequence = last.doing("read the last batch")?.map_or(0, |row| row.sequence) + 1;
    let row = batch::Model {
        id: new.id.to_string(),
        sequence,
        imported_at: new.imported_at.0,
        actor: new.actor.clone(),
    };
    row.into_active_model().insert(conn).await.doing("write a batch")?;
    for release in &new.releases {
        let row = release::Model {
            file: release.file.to_string(),
            batch: new.id.to_string(),
            name: release.name.clone(),
            source: release.source.to_string(),
            vintage: release.vintage.to_string(),
            vintage_basis: release.vintage_basis.clone(),
            format: release.format.clone(),
            bytes: signed("file size", release.bytes)?,
            rows_read: signed("row count", release.rows_read)?,
        };
        row.into_active_model().insert(conn).await.doing("write a release")?;
    }
    Ok(sequence)
}

/// Which of these files were imported before, as the releases they came as.
///
/// # Errors
/// Database errors.
pub async fn known_files(
    store: &Store,
    files: &[Digest],
) -> Result<BTreeMap<Digest, Release>, StorageError> {
    let names = files.iter().map(ToString::to_string);
    let found = release::Entity::find().filter(release::Column::File.is_in(names));
    let rows = found.all(&store.conn).await.doing("look for known files")?;
    rows.into_iter().map(|row| to_release(row).map(|release| (release.file, release))).collect()
}

/// Every batch in the order of import.
///
/// # Errors
/// Database errors; a row that cannot be read.
pub async fn all(store: &Store) -> Result<Vec<Batch>, StorageError> {
    let batches = batch::Entity::find().order_by_asc(batch::Column::Sequence);
    let batches = batches.all(&store.conn).await.doing("read the batches")?;
    let releases = release::Entity::find().order_by_asc(release::Column::Name);
    let releases = releases.order_by_asc(release::Column::File).all(&store.conn).await;
    let mut by_batch: BTreeMap<String, Vec<Release>> = BTreeMap::new();
    for row in releases.doing("read the releases")? {
        by_batch.entry(row.batch.clone()).or_default().push(to_release(row)?);
    }
    let with_releases = batches.into_iter().map(|row| {
        Ok(Batch {
            id: read("batch", &row.id)?,
            sequence: row.sequence,
            imported_at: Instant(row.imported_at),
            actor: row.actor,
            releases: by_batch.remove(&row.id).unwrap_or_default(),
        })
    });
    with_releases.collect()
}
