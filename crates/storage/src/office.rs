//! The office itself: whose it is, as configuration and not code (SF-066).

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter};

use crate::entity::office::{ActiveModel, Column, Entity};
use crate::transaction::Write;
use crate::{Doing, StorageError, Store};

/// Reads one setting of the office.
///
/// # Errors
/// Database errors.
pub async fn get(store: &Store, name: &str) -> Result<Option<String>, StorageError> {
    let row = Entity::find().filter(Column::Name.eq(name)).one(&store.conn).await;
    Ok(row.doing("read the office's settings")?.map(|row| row.value))
}

/// Writes a setting, in the place of an earlier value.
///
/// # Errors
/// Database errors.
pub async fn set(write: &Write, name: &str, value: &str) -> Result<(), StorageError> {
    let row = ActiveModel {
        name: ActiveValue::Set(name.to_owned()),
        value: ActiveValue::Set(value.to_owned()),
    };
    let replace = OnConflict::column(Column::Name).update_column(Column::Value).to_owned();
    let insert = Entity::insert(row).on_conflict(replace);
    insert.exec_without_returning(&write.transaction).await.doing("write the office's settings")?;
    Ok(())
}
