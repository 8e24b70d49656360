//! The store keeps what it is given, whole or not at all, and never rewrites history.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domain::batch::{Batch, Release};
use domain::breakdown::Breakdown;
use domain::cell::{Cell, Marker, Markers};
use domain::decimal::Decimal;
use domain::digest::Digest;
use domain::freeze::{Freeze, FreezeState};
use domain::instant::Instant;
use domain::observation::{Observation, ObservationKey, Place};
use domain::rows::RowSet;
use sea_orm::ConnectionTrait;
use storage::publication::{self, Publication};
use storage::{Store, batch, freeze, journal, observation, transaction};

fn observation(measure: &str, cell: Cell<Decimal>, place: Place) -> Observation {
    let key = ObservationKey {
        measure: measure.parse().unwrap(),
        definition: 1,
        source: "police-uk-street".parse().unwrap(),
        area: "E23000021.2016".parse().unwrap(),
        breakdown: Breakdown::total(),
        period: "2022-01".parse().unwrap(),
        age: None,
    };
    Observation { key, cell, markers: Markers::NONE.with(Marker::Revised), place }
}

fn sample() -> Vec<Observation> {
    let mut rows = RowSet::default();
    assert!(rows.push(2) && rows.push(900));
    let value = |n| Cell::Value(Decimal::whole(n));
    let rule = "Crime type = \"Burglary\"".to_owned();
    vec![
        observation("PUK-004", value(2), Place::Rows { rule: rule.clone(), rows: rows.clone() }),
        observation("PUK-001", value(-36), Place::Sum { column: "count".into(), rule, rows }),
        observation("CRM-001", Cell::NotAvailable, Place::Field { line: 3, column: "x".into() }),
        observation(
            "PRR-001",
            Cell::Value("73.90".parse().unwrap()),
            Place::Cell { sheet: "Table P1 ".into(), cell: "D14".into() },
        ),
    ]
}

fn release(file: Digest) -> Release {
    Release {
        file,
        name: "2022-01-leicestershire-street.csv.gz".into(),
        source: "police-uk-street".parse().unwrap(),
        vintage: "about 2022-07".parse().unwrap(),
        vintage_basis: "given at import".into(),
        format: "police-uk-street".into(),
        bytes: 3,
        rows_read: 8730,
    }
}

async fn import(store: &Store, bytes: &[u8]) -> Result<(), storage::StorageError> {
    let file = store.files.put(bytes)?;
    let new = Batch {
        id: file,
        sequence: 0,
        imported_at: Instant(1),
        actor: "test".into(),
        releases: vec![release(file)],
    };
    let write = transaction::begin(store).await?;
    batch::insert(&write, &new).await?;
    observation::insert(&write, &file, &sample()).await?;
    write.commit(Instant(1), "test", "import", "one file").await.map(|_| ())
}

fn wanted(as_at: Option<&str>) -> observation::Wanted {
    let as_at = as_at.map(|day| day.parse().unwrap());
    observation::Wanted { releases: vec![Digest::of(b"abc")], as_at, measure: None }
}

#[tokio::test]
async fn what_is_written_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path()).await.unwrap();
    import(&store, b"abc").await.unwrap();
    let batches = batch::all(&store).await.unwrap();
    assert_eq!(batches[0].releases, [release(Digest::of(b"abc"))]);
    let back = observation::read_all(&store, &wanted(None)).await.unwrap();
    let back: Vec<Observation> = back.into_iter().map(|(_, one)| one).collect();
    assert_eq!(back, sample());
    let none = observation::read_all(&store, &wanted(Some("2022-01-30"))).await;
    assert!(none.unwrap().is_empty());
    assert_eq!(store.files.get(&Digest::of(b"abc")).unwrap(), b"abc");
    let known = batch::known_files(&store, &[Digest::of(b"abc"), Digest::of(b"x")]).await.unwrap();
    assert_eq!(known.len(), 1);
}

#[tokio::test]
async fn a_file_is_imported_once_and_a_refused_write_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path()).await.unwrap();
    import(&store, b"abc").await.unwrap();
    assert!(import(&store, b"abc").await.is_err());
    assert_eq!(journal::all(&store).await.unwrap().len(), 1);
    assert_eq!(batch::all(&store).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_write_that_is_not_committed_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path()).await.unwrap();
    {
        let write = transaction::begin(&store).await.unwrap();
        let file = Digest::of(b"abc");
        let releases = vec![release(file)];
        let actor = "test".to_owned();
        let new = Batch { id: file, sequence: 0, imported_at: Instant(1), actor, releases };
        batch::insert(&write, &new).await.unwrap();
    }
    assert!(batch::all(&store).await.unwrap().is_empty());
    assert!(store.integrity().await.unwrap().is_empty());
}

#[tokio::test]
async fn history_cannot_be_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path()).await.unwrap();
    import(&store, b"abc").await.unwrap();
    for slip in [
        "UPDATE observation SET mantissa = 0",
        "DELETE FROM observation",
        "UPDATE journal SET detail = 'nothing'",
        "DELETE FROM journal",
        "UPDATE \"release\" SET vintage = 'unknown'",
        "DELETE FROM batch",
    ] {
        let refused = store.conn.execute_unprepared(slip).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{slip}: {refused}");
    }
}

#[tokio::test]
async fn a_freeze_reads_back_and_its_edition_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path()).await.unwrap();
    import(&store, b"abc").await.unwrap();
    let made = Freeze {
        id: "2022-03-31.1".parse().unwrap(),
        known_by: Instant(5),
        made_at: Instant(6),
        made_by: "test".into(),
        state: FreezeState::Draft,
        catalogue: Digest::of(b"catalogue"),
        settings: [("plan".to_owned(), "a=b".to_owned())].into(),
        digest: Digest::of(b"digest"),
        journal_head: journal::head(&store).await.unwrap(),
        batches: vec![Digest::of(b"abc")],
    };
    let write = transaction::begin(&store).await.unwrap();
    freeze::insert(&write, &made).await.unwrap();
    write.commit(Instant(6), "test", "freeze", "2022-03-31.1").await.unwrap();
    assert_eq!(freeze::all(&store).await.unwrap(), std::slice::from_ref(&made));
    {
        let write = transaction::begin(&store).await.unwrap();
        assert!(freeze::insert(&write, &made).await.is_err());
    }
    // A paper of it goes out once, which is all that ever changes of the freeze.
    let out = Publication {
        sequence: 1,
        freeze: made.id,
        paper: "board-pack".into(),
        told: Digest::of(b"told"),
        issued_at: Instant(7),
    };
    let write = transaction::begin(&store).await.unwrap();
    publication::insert(&write, &out).await.unwrap();
    freeze::set_state(&write, made.id, FreezeState::Issued).await.unwrap();
    write.commit(Instant(7), "test", "issue", "board-pack").await.unwrap();
    assert_eq!(publication::all(&store).await.unwrap(), std::slice::from_ref(&out));
    let issued = Freeze { state: FreezeState::Issued, ..made };
    assert_eq!(freeze::all(&store).await.unwrap(), [issued]);
    {
        let write = transaction::begin(&store).await.unwrap();
        let again = Publication { sequence: 2, ..out };
        assert!(publication::insert(&write, &again).await.is_err());
    }
    for slip in ["UPDATE publication SET told = ''", "DELETE FROM publication"] {
        let refused = store.conn.execute_unprepared(slip).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{slip}: {refused}");
    }
    assert!(storage::seal::check(&store).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_changed_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path()).await.unwrap();
    let digest = store.files.put(b"abc").unwrap();
    assert_eq!(store.files.check(&digest), Ok(()));
    let name = digest.to_string();
    let path = folder.path().join("files").join(&name[..2]).join(&name);
    std::fs::write(&path, b"abd").unwrap();
    assert_eq!(store.files.check(&digest), Err(storage::file_store::FileFault::Changed));
    assert!(store.files.get(&digest).is_err());
    std::fs::remove_file(&path).unwrap();
    assert_eq!(store.files.check(&digest), Err(storage::file_store::FileFault::Missing));
}
