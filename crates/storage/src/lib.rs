//! Everything that is kept: the ledger, freezes, artefacts and the journal in one SQLite
//! database, and files byte for byte in a store beside it.
//!
//! Start at [`Store::open`]. Writes that belong together go through one transaction, which takes
//! the write lock first ([`transaction`]); files are on disk before the row that names them.
//!
//! This crate never holds a business rule, and only `app` calls it.

pub mod artefact;
pub mod batch;
mod entity;
pub mod file_store;
pub mod freeze;
pub mod journal;
mod migration;
pub mod observation;
pub mod office;
pub mod transaction;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, SqlxSqliteConnector};
use sea_orm_migration::MigratorTrait;

pub use file_store::FileStore;

/// What can go wrong while keeping or finding things.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database refused or failed.
    #[error("the database could not {doing}")]
    Database {
        /// What we were doing.
        doing: &'static str,
        /// What the database said.
        #[source]
        source: sea_orm::DbErr,
    },
    /// The database of an office could not be opened.
    #[error("the office in {} could not be opened; check that its folder may be written, that its disk is not full and that its path is not too long", folder.display())]
    Unopened {
        /// The folder.
        folder: PathBuf,
        /// What the database said.
        #[source]
        source: sea_orm::DbErr,
    },
    /// A file or folder could not be read or written.
    #[error("could not {doing} {}", path.display())]
    File {
        /// What we were doing.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A stored row does not read back as what it should be.
    #[error("the stored {what} `{value}` cannot be read; run `scrutineer verify`")]
    Corrupt {
        /// Which kind of thing.
        what: &'static str,
        /// What is stored.
        value: String,
    },
    /// There is no office in this folder.
    #[error("there is no office in {}; run `scrutineer init --data {}` first", folder.display(), folder.display())]
    NoOffice {
        /// The folder looked in.
        folder: PathBuf,
    },
}

/// Adds what we were doing to a database error.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T, StorageError>;
}

impl<T> Doing<T> for Result<T, sea_orm::DbErr> {
    fn doing(self, doing: &'static str) -> Result<T, StorageError> {
        self.map_err(|source| StorageError::Database { doing, source })
    }
}

/// Reads a stored text back as what it should be.
pub(crate) fn read<T: std::str::FromStr>(
    what: &'static str,
    text: &str,
) -> Result<T, StorageError> {
    text.parse().map_err(|_| StorageError::Corrupt { what, value: text.to_owned() })
}

/// One office's database and file store.
#[derive(Debug, Clone)]
pub struct Store {
    /// The database.
    pub conn: DatabaseConnection,
    /// The files.
    pub files: FileStore,
}

const DATABASE: &str = "scrutineer.db";

impl Store {
    /// Whether a folder holds an office.
    pub fn exists(folder: &Path) -> bool {
        folder.join(DATABASE).is_file()
    }

    /// Opens the office in `folder` and brings its schema up to date.
    ///
    /// # Errors
    /// [`StorageError::NoOffice`] if there is none; database and file errors otherwise.
    pub async fn open(folder: &Path) -> Result<Self, StorageError> {
        if !Self::exists(folder) {
            return Err(StorageError::NoOffice { folder: folder.to_owned() });
        }
        Self::connect(folder).await
    }

    /// Makes a database and file store in `folder`, which may exist, or opens what is there.
    ///
    /// # Errors
    /// Database and file errors.
    pub async fn create(folder: &Path) -> Result<Self, StorageError> {
        std::fs::create_dir_all(folder).map_err(|source| StorageError::File {
            doing: "make the folder",
            path: folder.to_owned(),
            source,
        })?;
        Self::connect(folder).await
    }

    async fn connect(folder: &Path) -> Result<Self, StorageError> {
        let unopened = |source| StorageError::Unopened { folder: folder.to_owned(), source };
        let options = SqliteConnectOptions::new()
            .filename(folder.join(DATABASE))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(20))
            .foreign_keys(true);
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await
            .map_err(|e| sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(e.into())))
            .map_err(unopened)?;
        let conn = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
        migration::Migrator::up(&conn, None).await.map_err(unopened)?;
        Ok(Self { conn, files: FileStore::new(folder.join("files")) })
    }

    /// Asks the database to check itself; what it finds wrong, or nothing.
    ///
    /// # Errors
    /// Database errors.
    pub async fn integrity(&self) -> Result<Vec<String>, StorageError> {
        use sea_orm::{DbBackend, Statement};
        let mut found = Vec::new();
        for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
            let statement = Statement::from_string(DbBackend::Sqlite, pragma);
            let rows = self.conn.query_all_raw(statement).await.doing("check itself")?;
            for row in rows {
                let text: String = row.try_get_by_index(0).doing("check itself")?;
                if text != "ok" {
                    found.push(text);
                }
            }
        }
        Ok(found)
    }
}
