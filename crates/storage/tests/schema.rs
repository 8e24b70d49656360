//! `schema.sql` is what the migrations produce; `cargo xtask bless` writes it anew.

use std::fs;
use std::path::Path;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use storage::Store;

#[tokio::test]
async fn the_migrations_produce_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(folder.path()).await.unwrap();
    let query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name";
    let rows = store.conn.query_all_raw(Statement::from_string(DbBackend::Sqlite, query)).await;
    let mut schema = String::from("-- What the migrations produce on SQLite. Written by a test.\n");
    for row in rows.unwrap() {
        let sql: String = row.try_get_by_index(0).unwrap();
        schema.push_str(&format!("\n{sql};\n"));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/schema.sql");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), schema, "run cargo xtask bless");
}
