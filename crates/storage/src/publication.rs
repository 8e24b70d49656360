//! Papers that went out, in the order in which they did, each with what it told.

use domain::digest::Digest;
use domain::freeze::FreezeId;
use domain::instant::Instant;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryOrder};

use crate::entity::publication::{Column, Entity, Model};
use crate::transaction::Write;
use crate::{Doing, StorageError, Store, read};

/// A paper that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Its place in the order of all, from 1.
    pub sequence: i64,
    /// The edition it was made from.
    pub freeze: FreezeId,
    /// Which paper: `board-pack`.
    pub paper: String,
    /// What it told of what the office holds itself, in the file store.
    pub told: Digest,
    /// When it went out.
    pub issued_at: Instant,
}

/// Writes a publication. It is never changed afterwards.
///
/// # Errors
/// Database errors, among them that this paper of this edition went out before.
pub async fn insert(write: &Write, new: &Publication) -> Result<(), StorageError> {
    let row = Model {
        sequence: new.sequence,
        freeze: new.freeze.to_string(),
        paper: new.paper.clone(),
        told: new.told.to_string(),
        issued_at: new.issued_at.0,
    };
    row.into_active_model().insert(&write.transaction).await.doing("write a publication")?;
    Ok(())
}

/// Every publication, oldest first.
///
/// # Errors
/// Database errors; a row that cannot be read.
pub async fn all(store: &Store) -> Result<Vec<Publication>, StorageError> {
    let rows = Entity::find().order_by_asc(Column::Sequence);
    let rows = rows.all(&store.conn).await.doing("read the publications")?;
    let publications = rows.into_iter().map(|row| {
        Ok(Publication {
            sequence: row.sequence,
            freeze: read("freeze", &row.freeze)?,
            paper: row.paper,
            told: read("digest of a publication", &row.told)?,
            issued_at: Instant(row.issued_at),
        })
    });
    publications.collect()
}
