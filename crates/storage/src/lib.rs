//! Everything that is kept: the ledger, freezes, artefacts and the journal in one SQLite
//! database, and files byte for byte in a store beside it.
//!
//! Start at [`Store::open`]. Writes that belong together go through one transaction, which takes
//! the write lock first ([`transaction`]); files are on disk before the row that names them.
//!
//! This crate never holds a business rule, and only `app` calls it.

pub mod artefact;
pub mod batch;
pub mod durable;
mod entity;
pub mod file_store;
pub mod freeze;
pub mod journal;
mod migration;
pub mod observation;
pub mod office;
pub mod publication;
pub mod schema;
pub mod seal;
pub mod snapshot;
pub mod staging;
pub mod transaction;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, SqlxSqliteConnector};

pub use file_store::FileStore;
use schema::Schema;

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
    #[error("the office in {} could not be opened; check that its folder may be written, that its disk is not full and that its path is not too long; if its database is damaged, restore a backup: scrutineer restore", folder.display())]
    Unopened {
        /// The folder.
        folder: PathBuf,
        /// What the database said.
        #[source]
        source: sea_orm::DbErr,
    },
    /// The disk refused.
    #[error(
        "the database could not {doing}, and nothing was changed; check that the disk is not full and that the office's folder may be written, then try again"
    )]
    Disk {
        /// What we were doing.
        doing: &'static str,
        /// What the database said.
        #[source]
        source: sea_orm::DbErr,
    },
    /// The database has no office in it.
    #[error("the database in {} is empty: if `scrutineer init` was cut short, run it again; if there was an office, restore a backup: scrutineer restore", folder.display())]
    Unmade {
        /// The folder.
        folder: PathBuf,
    },
    /// The office was last written by an earlier program.
    #[error("the office in {} was last written by an earlier version of this program (schema {schema}); run `scrutineer migrate`, which keeps a copy first", folder.display())]
    OlderSchema {
        /// The folder.
        folder: PathBuf,
        /// Its schema.
        schema: String,
    },
    /// The office was written by a newer program.
    #[error("the office in {} was written by a newer version of this program (schema {schema}, and this one knows up to {}); use that version", folder.display(), schema::current())]
    NewerSchema {
        /// The folder.
        folder: PathBuf,
        /// Its schema.
        schema: String,
    },
    /// The database is damaged, and what was asked needs it whole.
    #[error("the database in {} is damaged, and nothing was changed: {fault}; restore a backup: scrutineer restore", folder.display())]
    Damaged {
        /// The folder.
        folder: PathBuf,
        /// The first thing wrong.
        fault: String,
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
        self.map_err(|source| {
            let said = source.to_string();
            let disk = ["disk I/O error", "is full", "readonly database", "unable to open"];
            if disk.iter().any(|words| said.contains(words)) {
                StorageError::Disk { doing, source }
            } else {
                StorageError::Database { doing, source }
            }
        })
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

    /// Opens the office in `folder`, whose schema must be this program's.
    ///
    /// # Errors
    /// [`StorageError::NoOffice`] if there is none; it was made by another version of the program;
    /// database and file errors.
    pub async fn open(folder: &Path) -> Result<Self, StorageError> {
        let store = Self::connect(folder, false).await?;
        store.expect_current(folder).await?;
        Ok(store)
    }

    /// Opens the office in a folder without writing anything there, such as one in a backup.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_unchanged(folder: &Path) -> Result<Self, StorageError> {
        let options = SqliteConnectOptions::new().filename(folder.join(DATABASE)).read_only(true);
        let store = Self::connect_with(folder, options).await?;
        store.expect_current(folder).await?;
        Ok(store)
    }

    /// Makes a database and file store in `folder`, which may exist, or opens what is there.
    ///
    /// # Errors
    /// Database and file errors; what is there was made by another version of the program.
    pub async fn create(folder: &Path) -> Result<Self, StorageError> {
        std::fs::create_dir_all(folder).map_err(|source| StorageError::File {
            doing: "make the folder",
            path: folder.to_owned(),
            source,
        })?;
        let store = Self::connect(folder, true).await?;
        if store.schema(folder).await? == Schema::Empty {
            let unopened = |source| StorageError::Unopened { folder: folder.to_owned(), source };
            schema::make(&store).await.map_err(unopened)?;
        }
        match store.expect_current(folder).await {
            Ok(()) | Err(StorageError::Unmade { .. }) => Ok(store),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn connect(folder: &Path, create: bool) -> Result<Self, StorageError> {
        if !create && !Self::exists(folder) {
            return Err(StorageError::NoOffice { folder: folder.to_owned() });
        }
        let options = SqliteConnectOptions::new()
            .filename(folder.join(DATABASE))
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(20))
            .foreign_keys(true);
        Self::connect_with(folder, options).await
    }

    async fn connect_with(
        folder: &Path,
        options: SqliteConnectOptions,
    ) -> Result<Self, StorageError> {
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await
            .map_err(|e| sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(e.into())))
            .map_err(|source| StorageError::Unopened { folder: folder.to_owned(), source })?;
        let conn = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
        Ok(Self { conn, files: FileStore::new(folder.join("files")) })
    }

    async fn schema(&self, folder: &Path) -> Result<Schema, StorageError> {
        let unopened = |source| StorageError::Unopened { folder: folder.to_owned(), source };
        schema::of(&self.conn).await.map_err(unopened)
    }

    /// An office begins with its first act; without one, making it was cut short.
    async fn expect_current(&self, folder: &Path) -> Result<(), StorageError> {
        let folder = folder.to_owned();
        match self.schema(&folder).await? {
            Schema::Older(schema) => Err(StorageError::OlderSchema { folder, schema }),
            Schema::Newer(schema) => Err(StorageError::NewerSchema { folder, schema }),
            Schema::Empty => Err(StorageError::Unmade { folder }),
            Schema::Current if journal::head(self).await? == domain::journal::ORIGIN => {
                Err(StorageError::Unmade { folder })
            }
            Schema::Current => Ok(()),
        }
    }

    /// Moves what was committed from the write-ahead log into the database file, unless others are
    /// reading: what stands in the file can be checked, and copied, without the log.
    pub async fn settle(&self) {
        let settle = "PRAGMA busy_timeout = 200; PRAGMA wal_checkpoint(TRUNCATE); \
                      PRAGMA busy_timeout = 20000";
        // Nothing is lost if it fails: the log is read with the database, and settled next time.
        drop(self.conn.execute_unprepared(settle).await);
    }

    /// Closes the database, so that its file stands alone.
    pub async fn close(self) {
        drop(self.conn.close().await);
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
