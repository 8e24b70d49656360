//! Freezes and what they list.

use std::collections::BTreeMap;

use domain::digest::Digest;
use domain::freeze::{Freeze, FreezeId, FreezeState};
use domain::instant::Instant;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::entity::{freeze, freeze_batch};
use crate::transaction::Write;
use crate::{Doing, StorageError, Store, read};

fn to_freeze(row: freeze::Model, batches: Vec<Digest>) -> Result<Freeze, StorageError> {
    let edition = u32::try_from(row.edition)
        .map_err(|_| StorageError::Corrupt { what: "edition", value: row.edition.to_string() })?;
    let state = FreezeState::from_label(&row.state)
        .ok_or_else(|| StorageError::Corrupt { what: "state of a freeze", value: row.state })?;
    Ok(Freeze {
        id: FreezeId { as_at: read("day", &row.as_at)?, edition },
        known_by: Instant(row.known_by),
        made_at: Instant(row.made_at),
        made_by: row.made_by,
        state,
        catalogue: read("catalogue digest", &row.catalogue)?,
        settings: row.settings.lines().filter_map(pair).collect(),
        digest: read("freeze digest", &row.digest)?,
        journal_head: read("journal digest", &row.journal_head)?,
        batches,
    })
}

/// Settings as stored: a line each, `name=value`.
fn lines(settings: &BTreeMap<String, String>) -> String {
    settings.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
}

fn pair(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once('=')?;
    Some((name.to_owned(), value.to_owned()))
}

/// Writes a freeze and its list of batches.
///
/// # Errors
/// Database errors, among them that the edition exists.
pub async fn insert(write: &Write, new: &Freeze) -> Result<(), StorageError> {
    let conn = &write.transaction;
    let (as_at, edition) = (new.id.as_at.to_string(), i64::from(new.id.edition));
    let row = freeze::Model {
        as_at: as_at.clone(),
        edition,
        known_by: new.known_by.0,
        made_at: new.made_at.0,
        made_by: new.made_by.clone(),
        state: new.state.label().to_owned(),
        catalogue: new.catalogue.to_string(),
        settings: lines(&new.settings),
        digest: new.digest.to_string(),
        journal_head: new.journal_head.to_string(),
    };
    row.into_active_model().insert(conn).await.doing("write a freeze")?;
    for batch in &new.batches {
        let row = freeze_batch::Model { as_at: as_at.clone(), edition, batch: batch.to_string() };
        row.into_active_model().insert(conn).await.doing("write a freeze's batches")?;
    }
    Ok(())
}

/// Says how far an edition has come; nothing else of it ever changes.
///
/// # Errors
/// Database errors.
pub async fn set_state(
    write: &Write,
    id: FreezeId,
    state: FreezeState,
) -> Result<(), StorageError> {
    let update = freeze::Entity::update_many()
        .col_expr(freeze::Column::State, state.label().into())
        .filter(freeze::Column::AsAt.eq(id.as_at.to_string()))
        .filter(freeze::Column::Edition.eq(i64::from(id.edition)));
    update.exec(&write.transaction).await.doing("write the state of a freeze")?;
    Ok(())
}

/// Every freeze, by day and edition; each lists its batches by digest.
///
/// # Errors
/// Database errors; a row that cannot be read.
pub async fn all(store: &Store) -> Result<Vec<Freeze>, StorageError> {
    let rows = freeze::Entity::find()
        .order_by_asc(freeze::Column::AsAt)
        .order_by_asc(freeze::Column::Edition);
    let mut out = Vec::new();
    for row in rows.all(&store.conn).await.doing("read the freezes")? {
        let listed = freeze_batch::Entity::find()
            .filter(freeze_batch::Column::AsAt.eq(&row.as_at))
            .filter(freeze_batch::Column::Edition.eq(row.edition))
            .order_by_asc(freeze_batch::Column::Batch);
        let listed = listed.all(&store.conn).await.doing("read a freeze's batches")?;
        let batches = listed.iter().map(|b| read("batch", &b.batch)).collect::<Result<_, _>>()?;
        out.push(to_freeze(row, batches)?);
    }
    Ok(out)
}
