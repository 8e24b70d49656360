//! A byte flipped anywhere in the database is found, or does no harm.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::Path;

use domain::instant::Instant;
use storage::schema::{Keep, migrate};
use storage::{Store, batch, journal, observation, seal};

/// An office of the first release, brought up to date, its database in one file.
async fn office(folder: &Path) {
    let first = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/first-release/scrutineer.sqlite");
    std::fs::copy(first, folder.join("scrutineer.db")).unwrap();
    migrate(folder, Keep::Nothing, Instant(1), "test").await.unwrap().unwrap();
}

/// Everything the program reads, as text; an error if any of it cannot be read.
async fn content(store: &Store) -> Result<String, storage::StorageError> {
    let batches = batch::all(store).await?;
    let releases: Vec<_> = batches.iter().flat_map(|batch| &batch.releases).collect();
    let files: Vec<_> = releases.iter().map(|release| release.file).collect();
    let wanted = observation::Wanted { releases: files, ..Default::default() };
    let observations = observation::read_all(store, &wanted).await?;
    let journal = journal::all(store).await?;
    let body = storage::office::get(store, "body").await?;
    Ok(format!("{batches:?} {observations:?} {journal:?} {body:?}"))
}

/// Whether the damage is found: on opening, by a seal, by the database or by the journal's chain.
async fn found(folder: &Path) -> Result<bool, storage::StorageError> {
    let store = Store::open(folder).await?;
    if !seal::check(&store).await?.is_empty() || !store.integrity().await?.is_empty() {
        return Ok(true);
    }
    let journal = journal::all(&store).await?;
    let previous = std::iter::once(None).chain(journal.iter().map(Some));
    Ok(!journal.iter().zip(previous).all(|(entry, previous)| entry.is_sound(previous)))
}

/// Every so many bytes of the file one is inverted, so that each kind of page is met. What is not
/// found stands where the database keeps nothing: free space in a page, and counters of its
/// header. Then all that is read must be as it was.
#[tokio::test]
async fn a_flipped_byte_is_found_or_changes_nothing() {
    let made = tempfile::tempdir().unwrap();
    office(made.path()).await;
    let store = Store::open(made.path()).await.unwrap();
    assert!(seal::check(&store).await.unwrap().is_empty());
    let before = content(&store).await.unwrap();
    store.close().await;
    let whole = std::fs::read(made.path().join("scrutineer.db")).unwrap();
    let (mut told, mut harmless) = (0, 0);
    for offset in (0..whole.len()).step_by(67) {
        let folder = tempfile::tempdir().unwrap();
        let mut flipped = whole.clone();
        flipped[offset] ^= 0xff;
        std::fs::write(folder.path().join("scrutineer.db"), flipped).unwrap();
        if found(folder.path()).await.unwrap_or(true) {
            told += 1;
        } else {
            let store = Store::open(folder.path()).await.unwrap();
            assert_eq!(content(&store).await.unwrap(), before, "byte {offset} changed a value");
            harmless += 1;
        }
    }
    assert!(told > harmless, "{told} found, {harmless} not, in space that holds nothing");
}

/// Text of an observation that no freeze holds yet: each of its bytes is found.
#[tokio::test]
async fn a_changed_observation_is_found_without_a_freeze() {
    let folder = tempfile::tempdir().unwrap();
    office(folder.path()).await;
    let path = folder.path().join("scrutineer.db");
    let whole = std::fs::read(&path).unwrap();
    let needle = b"2012-04-012013-03-31value";
    let places: Vec<usize> =
        (0..whole.len() - needle.len()).filter(|at| whole[*at..].starts_with(needle)).collect();
    assert!(!places.is_empty(), "an observation of 2012/13 stands in the file");
    for offset in places[0]..places[0] + needle.len() {
        let mut flipped = whole.clone();
        flipped[offset] ^= 1;
        std::fs::write(&path, flipped).unwrap();
        assert!(found(folder.path()).await.unwrap_or(true), "byte {offset}");
    }
}
