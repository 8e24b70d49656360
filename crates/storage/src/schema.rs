//! Which schema a database has, and bringing an older one up to date.
//!
//! A new database gets the whole schema in one transaction. An older one is never changed by merely
//! opening it: [`migrate`] keeps a copy beside it first, and changes it whole or not at all.

use std::path::{Path, PathBuf};

use domain::instant::Instant;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;

use crate::migration::Migrator;
use crate::{Doing, StorageError, Store, durable, seal, snapshot, transaction};

/// What a database's schema is, seen from this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Schema {
    /// There is none yet.
    Empty,
    /// As this program writes it.
    Current,
    /// The last migration of an earlier program.
    Older(String),
    /// A migration this program does not have.
    Newer(String),
}

/// Whether a copy of the older database is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Beside the database, under the name of its schema.
    CopyBeside,
    /// There is one elsewhere.
    Nothing,
}

/// A database brought up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// The schema it had.
    pub from: String,
    /// The schema it has.
    pub to: String,
    /// Where the database stands as it was.
    pub copy: Option<PathBuf>,
}

fn known() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

/// The schema of this program.
pub fn current() -> String {
    known().pop().unwrap_or_default()
}

pub(crate) async fn of(conn: &impl ConnectionTrait) -> Result<Schema, sea_orm::DbErr> {
    let texts = async |query: &str| -> Result<Vec<String>, sea_orm::DbErr> {
        let rows = conn.query_all_raw(Statement::from_string(DbBackend::Sqlite, query)).await?;
        rows.iter().map(|row| row.try_get_by_index(0)).collect()
    };
    if texts("SELECT name FROM sqlite_master LIMIT 1").await?.is_empty() {
        return Ok(Schema::Empty);
    }
    let applied = texts("SELECT version FROM seaql_migrations ORDER BY version").await?;
    let known = known();
    let newer = applied.iter().rev().find(|name| !known.contains(name));
    let missing = known.iter().any(|name| !applied.contains(name));
    Ok(match (newer, applied.last()) {
        (Some(name), _) => Schema::Newer(name.clone()),
        (None, Some(last)) if missing => Schema::Older(last.clone()),
        (None, Some(_)) => Schema::Current,
        (None, None) => Schema::Empty,
    })
}

/// Gives a new database its schema, whole or not at all.
pub(crate) async fn make(store: &Store) -> Result<(), sea_orm::DbErr> {
    let transaction = store.conn.begin().await?;
    Migrator::up(&transaction, None).await?;
    transaction.commit().await
}

/// Brings the database of an office up to date, in one transaction with its journal entry; nothing
/// if it is already. It must be whole, since what it says is sealed anew.
///
/// # Errors
/// There is no office, or one of a newer program; the database is damaged; database and file
/// errors. Then nothing has changed.
pub async fn migrate(
    folder: &Path,
    keep: Keep,
    at: Instant,
    actor: &str,
) -> Result<Option<Migrated>, StorageError> {
    let store = Store::connect(folder, false).await?;
    let from = match store.schema(folder).await? {
        Schema::Older(from) => from,
        Schema::Current => return Ok(None),
        Schema::Empty => return Err(StorageError::Unmade { folder: folder.to_owned() }),
        Schema::Newer(schema) => {
            return Err(StorageError::NewerSchema { folder: folder.to_owned(), schema });
        }
    };
    let mut faults = store.integrity().await?;
    if sealed(&store).await? {
        faults.extend(seal::check(&store).await?);
    }
    if let Some(fault) = faults.into_iter().next() {
        return Err(StorageError::Damaged { folder: folder.to_owned(), fault });
    }
    let copy = match keep {
        Keep::Nothing => None,
        Keep::CopyBeside => Some(copy_beside(&store, folder, &from).await?),
    };
    let write = transaction::begin(&store).await?;
    // Under the write lock: another program may have been quicker.
    if of(&write.transaction).await.doing("read its schema")? == Schema::Current {
        return Ok(None);
    }
    Migrator::up(&write.transaction, None).await.doing("bring its schema up to date")?;
    seal::every_release(&write.transaction).await?;
    let to = current();
    write.commit(at, actor, "migrate", &format!("{from} to {to}")).await?;
    store.close().await;
    Ok(Some(Migrated { from, to, copy }))
}

async fn sealed(store: &Store) -> Result<bool, StorageError> {
    let query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'seal'";
    let found = store.conn.query_one_raw(Statement::from_string(DbBackend::Sqlite, query)).await;
    Ok(found.doing("look for seals")?.is_some())
}

/// An earlier copy of the same schema holds less: observations are only ever added.
async fn copy_beside(store: &Store, folder: &Path, from: &str) -> Result<PathBuf, StorageError> {
    let copy = folder.join(format!("scrutineer.{from}.db"));
    let partial = folder.join(format!("scrutineer.{from}.{}.partial", std::process::id()));
    let failed = |source| StorageError::File { doing: "write", path: copy.clone(), source };
    let written = match snapshot::take(store, &partial).await {
        Ok(()) => durable::put_in_place(&partial, &copy).map_err(failed),
        Err(error) => Err(error),
    };
    if written.is_err() {
        drop(std::fs::remove_file(&partial));
    }
    written.map(|()| copy)
}
