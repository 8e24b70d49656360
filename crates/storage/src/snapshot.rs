//! A database as it stands at one moment, in a file of its own, whoever writes meanwhile.

use std::path::Path;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{Doing, StorageError, Store, durable};

/// Writes the database as it now stands into a new file, and makes it last.
///
/// # Errors
/// There is such a file; database and file errors, such as a full disk.
pub async fn take(store: &Store, into: &Path) -> Result<(), StorageError> {
    let failed = |source| StorageError::File { doing: "write", path: into.to_owned(), source };
    let name = into.to_str().ok_or_else(|| {
        failed(std::io::Error::other("its name is not Unicode; choose another folder"))
    })?;
    let query = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
    store.conn.execute_raw(query).await.doing("write a copy of itself")?;
    durable::file(into).map_err(failed)
}
