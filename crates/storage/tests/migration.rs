//! An office of an earlier program is brought up to date whole, with a copy, and only when asked.

use std::path::{Path, PathBuf};

use domain::instant::Instant;
use sea_orm::ConnectionTrait;
use storage::schema::{Keep, current, migrate};
use storage::{StorageError, Store, batch, journal, observation, seal};

fn first_release() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/first-release/scrutineer.sqlite")
}

#[tokio::test]
async fn an_office_of_the_first_release_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scrutineer.db");
    std::fs::copy(first_release(), &path).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(
        matches!(&refused, StorageError::OlderSchema { schema, .. } if schema == "m0001_ledger")
    );
    assert!(refused.to_string().contains("run `scrutineer migrate`"), "{refused}");
    let done = migrate(folder.path(), Keep::CopyBeside, Instant(5), "test").await.unwrap().unwrap();
    assert_eq!((done.from.as_str(), done.to), ("m0001_ledger", current()));
    let store = Store::open(folder.path()).await.unwrap();
    let acts = journal::all(&store).await.unwrap();
    let acts: Vec<&str> = acts.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(acts, ["init", "import", "migrate"]);
    let files: Vec<_> =
        batch::all(&store).await.unwrap()[0].releases.iter().map(|release| release.file).collect();
    let wanted = observation::Wanted { releases: files, ..Default::default() };
    assert_eq!(observation::read_all(&store, &wanted).await.unwrap().len(), 24);
    assert!(seal::check(&store).await.unwrap().is_empty());
    assert!(store.integrity().await.unwrap().is_empty());
    let again = migrate(folder.path(), Keep::CopyBeside, Instant(6), "test").await.unwrap();
    assert_eq!(again, None, "nothing to do");
    // The copy opens with the earlier program: it is migrated once more here.
    let copy = done.copy.unwrap();
    assert_eq!(copy.file_name().unwrap(), "scrutineer.m0001_ledger.db");
    let other = tempfile::tempdir().unwrap();
    std::fs::copy(copy, other.path().join("scrutineer.db")).unwrap();
    assert!(migrate(other.path(), Keep::Nothing, Instant(7), "test").await.unwrap().is_some());
}

#[tokio::test]
async fn the_migrated_schema_is_that_of_a_new_office() {
    let schema = async |folder: &Path| {
        let store = Store::create(folder).await.unwrap();
        let query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name";
        let query = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, query);
        let rows = store.conn.query_all_raw(query).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect::<Vec<String>>()
    };
    let (new, old) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::copy(first_release(), old.path().join("scrutineer.db")).unwrap();
    migrate(old.path(), Keep::Nothing, Instant(5), "test").await.unwrap().unwrap();
    assert_eq!(schema(new.path()).await, schema(old.path()).await);
}

#[tokio::test]
async fn a_newer_office_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path()).await.unwrap();
    let newer = "INSERT INTO seaql_migrations VALUES ('m9999_later', 0)";
    store.conn.execute_unprepared(newer).await.unwrap();
    store.close().await;
    let before = std::fs::read(folder.path().join("scrutineer.db")).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err().to_string();
    assert!(refused.contains("newer version") && refused.contains("m9999_later"), "{refused}");
    let migrated = migrate(folder.path(), Keep::CopyBeside, Instant(5), "test").await;
    assert_eq!(migrated.unwrap_err().to_string(), refused);
    assert!(Store::create(folder.path()).await.is_err());
    assert_eq!(std::fs::read(folder.path().join("scrutineer.db")).unwrap(), before);
}

/// What migrating would seal must be whole.
#[tokio::test]
async fn a_damaged_office_is_not_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scrutineer.db");
    let mut bytes = std::fs::read(first_release()).unwrap();
    let at = bytes.len() - 4 * 512;
    bytes[at..at + 64].iter_mut().for_each(|byte| *byte ^= 0xff);
    std::fs::write(&path, &bytes).unwrap();
    let refused = migrate(folder.path(), Keep::CopyBeside, Instant(5), "test").await.unwrap_err();
    assert!(refused.to_string().contains("restore a backup"), "{refused}");
    assert!(!folder.path().join("scrutineer.m0001_ledger.db").exists());
}

#[tokio::test]
async fn an_office_whose_making_was_cut_short_is_told_apart_from_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(folder.path()).await, Err(StorageError::NoOffice { .. })));
    std::fs::write(folder.path().join("scrutineer.db"), b"").unwrap();
    assert!(matches!(Store::open(folder.path()).await, Err(StorageError::Unmade { .. })));
    drop(Store::create(folder.path()).await.unwrap());
    assert!(matches!(Store::open(folder.path()).await, Err(StorageError::Unmade { .. })));
}
