//! Seals: digests over what stands in the database, so that a flipped byte is found.
//!
//! The observations of a release are sealed when they are written; every smaller table, and the
//! schema, with each commit. The journal seals itself. A seal finds damage: whoever can write the
//! database can write seals as well.

use std::collections::BTreeMap;

use domain::digest::{Canonical, Digest};
use futures_util::TryStreamExt as _;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    DatabaseTransaction, DbBackend, EntityTrait, FromQueryResult, IntoActiveModel, Statement,
    TransactionTrait,
};

use crate::entity::seal::{Column, Entity, Model};
use crate::{Doing, StorageError, Store};

/// Not sealed as a whole: observations are sealed by release, the journal seals itself.
const ASIDE: [&str; 3] = ["journal", "observation", "seal"];

/// How many observations are digested as one text.
const TOGETHER: i64 = 256;

/// What the schema is sealed as.
const SCHEMA: &str = "schema";

#[derive(FromQueryResult)]
struct Text {
    text: String,
}

async fn texts(conn: &DatabaseTransaction, query: Statement) -> Result<Vec<String>, StorageError> {
    let rows = Text::find_by_statement(query).all(conn).await.doing("read what is sealed")?;
    Ok(rows.into_iter().map(|row| row.text).collect())
}

/// A row as one text: the kind and the bytes of each value, so that whatever stands there reads.
fn row(columns: &[String]) -> String {
    let one = |name: &String| format!("substr(typeof(\"{name}\"), 1, 1) || hex(\"{name}\")");
    columns.iter().map(one).collect::<Vec<_>>().join(" || ")
}

async fn columns(conn: &DatabaseTransaction, table: &str) -> Result<Vec<String>, StorageError> {
    let query = "SELECT name AS text FROM pragma_table_info(?) ORDER BY cid";
    texts(conn, Statement::from_sql_and_values(DbBackend::Sqlite, query, [table.into()])).await
}

async fn digest(
    conn: &DatabaseTransaction,
    kind: &str,
    query: Statement,
) -> Result<Digest, StorageError> {
    let rows = Text::find_by_statement(query).stream(conn).await;
    let mut rows = rows.doing("read what is sealed")?;
    let mut all = Canonical::new(kind);
    while let Some(row) = rows.try_next().await.doing("read what is sealed")? {
        all = all.text(&row.text);
    }
    Ok(all.finish())
}

async fn of_release(conn: &DatabaseTransaction, release: &str) -> Result<Digest, StorageError> {
    let mut columns = columns(conn, "observation").await?;
    columns.retain(|name| name != "release");
    let row = row(&columns);
    let query = format!(
        "SELECT string_agg({row}, '' ORDER BY number) AS text FROM observation \
         WHERE \"release\" = ? GROUP BY number / {TOGETHER} ORDER BY number / {TOGETHER}"
    );
    let query = Statement::from_sql_and_values(DbBackend::Sqlite, query, [release.into()]);
    digest(conn, "observations", query).await
}

async fn of_schema(conn: &DatabaseTransaction) -> Result<Digest, StorageError> {
    let schema = ["type", "name", "tbl_name", "sql"].map(str::to_owned);
    let query = format!("SELECT {} AS text FROM sqlite_master ORDER BY text", row(&schema));
    digest(conn, "schema", Statement::from_string(DbBackend::Sqlite, query)).await
}

/// The smaller tables and the schema, each with its digest as it now stands.
async fn of_tables(conn: &DatabaseTransaction) -> Result<BTreeMap<String, Digest>, StorageError> {
    let query = "SELECT name AS text FROM sqlite_master WHERE type = 'table' \
                 AND name NOT LIKE 'sqlite%' ORDER BY name";
    let mut tables = texts(conn, Statement::from_string(DbBackend::Sqlite, query)).await?;
    tables.retain(|table| !ASIDE.contains(&table.as_str()));
    let mut out = BTreeMap::from([(SCHEMA.to_owned(), of_schema(conn).await?)]);
    for table in tables {
        let row = row(&columns(conn, &table).await?);
        let query = format!("SELECT {row} AS text FROM \"{table}\" ORDER BY text");
        let query = Statement::from_string(DbBackend::Sqlite, query);
        out.insert(format!("table {table}"), digest(conn, "table", query).await?);
    }
    Ok(out)
}

async fn releases(conn: &DatabaseTransaction) -> Result<Vec<String>, StorageError> {
    let query = "SELECT file AS text FROM \"release\" ORDER BY file";
    texts(conn, Statement::from_string(DbBackend::Sqlite, query)).await
}

fn subject(release: &str) -> String {
    format!("release {release}")
}

async fn set(
    conn: &DatabaseTransaction,
    subject: String,
    digest: Digest,
) -> Result<(), StorageError> {
    let row = Model { subject, digest: digest.to_string() };
    let replace = OnConflict::column(Column::Subject).update_column(Column::Digest).to_owned();
    let insert = Entity::insert(row.into_active_model()).on_conflict(replace);
    insert.exec_without_returning(conn).await.doing("write a seal")?;
    Ok(())
}

/// Seals the observations of a release.
pub(crate) async fn release(conn: &DatabaseTransaction, file: &str) -> Result<(), StorageError> {
    let digest = of_release(conn, file).await?;
    set(conn, subject(file), digest).await
}

/// Seals the smaller tables and the schema, with every commit.
pub(crate) async fn tables(conn: &DatabaseTransaction) -> Result<(), StorageError> {
    for (subject, digest) in of_tables(conn).await? {
        set(conn, subject, digest).await?;
    }
    Ok(())
}

/// Seals the observations of every release anew, after the schema has changed.
pub(crate) async fn every_release(conn: &DatabaseTransaction) -> Result<(), StorageError> {
    for file in releases(conn).await? {
        release(conn, &file).await?;
    }
    Ok(())
}

/// What no longer is as it was sealed, in words. Reads one state, whoever writes meanwhile.
///
/// # Errors
/// Database errors.
pub async fn check(store: &Store) -> Result<Vec<String>, StorageError> {
    let conn = store.conn.begin().await.doing("read the seals")?;
    // First and alone: under a damaged schema no table reads as it should.
    let query = "SELECT '' || digest AS text FROM seal WHERE subject = 'schema'";
    let seal = texts(&conn, Statement::from_string(DbBackend::Sqlite, query)).await?;
    if seal != [of_schema(&conn).await?.to_string()] {
        return Ok(vec!["schema: not what was sealed".into()]);
    }
    let seals = Entity::find().all(&conn).await.doing("read the seals")?;
    let seals: BTreeMap<String, String> =
        seals.into_iter().map(|seal| (seal.subject, seal.digest)).collect();
    let mut now = of_tables(&conn).await?;
    for file in releases(&conn).await? {
        now.insert(subject(&file), of_release(&conn, &file).await?);
    }
    let gone = seals.keys().filter(|subject| !now.contains_key(*subject));
    let gone = gone.map(|subject| format!("{subject}: sealed, and no longer there"));
    let changed = now.iter().filter_map(|(subject, digest)| match seals.get(subject) {
        Some(seal) if *seal == digest.to_string() => None,
        Some(_) => Some(format!("{subject}: not what was sealed")),
        None => Some(format!("{subject}: has no seal")),
    });
    Ok(gone.chain(changed).collect())
}
