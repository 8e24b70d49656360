//! The journal as stored.

use domain::digest::Digest;
use domain::instant::Instant;
use domain::journal::{JournalEntry, ORIGIN};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder};

use crate::entity::journal::{Column, Entity, Model};
use crate::{Doing, StorageError, Store, read};

fn to_entry(row: Model) -> Result<JournalEntry, StorageError> {
    Ok(JournalEntry {
        sequence: row.sequence,
        at: Instant(row.at),
        previous: read("journal digest", &row.previous)?,
        digest: read("journal digest", &row.digest)?,
        actor: row.actor,
        action: row.action,
        detail: row.detail,
    })
}

pub(crate) async fn last(
    conn: &impl ConnectionTrait,
) -> Result<Option<JournalEntry>, StorageError> {
    let row = Entity::find().order_by_desc(Column::Sequence).one(conn).await;
    row.doing("read the journal")?.map(to_entry).transpose()
}

pub(crate) async fn append(
    conn: &impl ConnectionTrait,
    entry: &JournalEntry,
) -> Result<(), StorageError> {
    let row = Model {
        sequence: entry.sequence,
        at: entry.at.0,
        actor: entry.actor.clone(),
        action: entry.action.clone(),
        detail: entry.detail.clone(),
        previous: entry.previous.to_string(),
        digest: entry.digest.to_string(),
    };
    row.into_active_model().insert(conn).await.doing("write the journal")?;
    Ok(())
}

/// Every act, oldest first.
///
/// # Errors
/// Database errors; an entry that cannot be read.
pub async fn all(store: &Store) -> Result<Vec<JournalEntry>, StorageError> {
    let rows = Entity::find().order_by_asc(Column::Sequence).all(&store.conn).await;
    rows.doing("read the journal")?.into_iter().map(to_entry).collect()
}

/// Digest of the last act; [`ORIGIN`] for an empty journal.
///
/// # Errors
/// Database errors.
pub async fn head(store: &Store) -> Result<Digest, StorageError> {
    Ok(last(&store.conn).await?.map_or(ORIGIN, |entry| entry.digest))
}
