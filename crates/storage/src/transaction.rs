//! Writes that belong together, with the journal entry that records them.

use domain::instant::Instant;
use domain::journal::JournalEntry;
use sea_orm::{ConnectionTrait, DatabaseTransaction, TransactionTrait};

use crate::{Doing, StorageError, Store, journal, seal};

/// An open write transaction. Dropped without [`Write::commit`], it leaves nothing behind.
pub struct Write {
    pub(crate) transaction: DatabaseTransaction,
    store: Store,
}

/// Begins a write. The first statement takes the write lock, so that whatever is read afterwards
/// (the journal's last entry, the next batch number) is still true when it is written.
///
/// # Errors
/// Database errors, among them another writer holding the lock for more than twenty seconds.
pub async fn begin(store: &Store) -> Result<Write, StorageError> {
    let transaction = store.conn.begin().await.doing("begin a write")?;
    let lock = "UPDATE office SET value = value WHERE name = 'write-lock'";
    transaction.execute_unprepared(lock).await.doing("take the write lock")?;
    Ok(Write { transaction, store: store.clone() })
}

impl Write {
    /// Records the act in the journal, seals the tables, and commits everything with it.
    ///
    /// # Errors
    /// Database errors; then nothing of the write remains.
    pub async fn commit(
        self,
        at: Instant,
        actor: &str,
        action: &str,
        detail: &str,
    ) -> Result<JournalEntry, StorageError> {
        let last = journal::last(&self.transaction).await?;
        let entry = JournalEntry::seal(last.as_ref(), at, actor, action, detail);
        journal::append(&self.transaction, &entry).await?;
        seal::tables(&self.transaction).await?;
        self.transaction.commit().await.doing("commit a write")?;
        self.store.settle().await;
        Ok(entry)
    }
}
