//! The ledger, freezes, artefacts and the journal.
//!
//! Exact quantities are integers with a scale, moments are microseconds, digests are hex text, so
//! that the same rows mean the same on SQLite and PostgreSQL. What may never change is
//! guarded by triggers, so that a slip in the program cannot rewrite history.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_ledger"
    }
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().not_null().take()
}

fn whole(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().take()
}

fn maybe_whole(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().take()
}

fn table(
    name: &'static str,
    columns: Vec<ColumnDef>,
    key: &[&'static str],
) -> TableCreateStatement {
    let mut table = Table::create().table(Alias::new(name)).take();
    for mut column in columns {
        table.col(&mut column);
    }
    let mut index = Index::create();
    for column in key {
        index.col(Alias::new(*column));
    }
    table.primary_key(&mut index).take()
}

fn refers(
    mut table: TableCreateStatement,
    columns: &[(&'static str, &'static str)],
    to: &'static str,
) -> TableCreateStatement {
    let mut key = ForeignKey::create();
    key.to_tbl(Alias::new(to));
    for (own, other) in columns {
        key.from_col(Alias::new(*own)).to_col(Alias::new(*other));
    }
    table.foreign_key(&mut key).take()
}

fn tables() -> Vec<TableCreateStatement> {
    let office = table("office", vec![text("name"), text("value")], &["name"]);
    let batch = vec![
        text("id"),
        whole("sequence").unique_key().take(),
        whole("imported_at"),
        text("actor"),
    ];
    let release = vec![
        text("file"),
        text("batch"),
        text("name"),
        text("source"),
        text("vintage"),
        text("vintage_basis"),
        text("format"),
        whole("bytes"),
        whole("rows_read"),
    ];
    let observation = vec![
        text("release"),
        whole("number"),
        text("measure"),
        whole("definition"),
        text("source"),
        text("area"),
        whole("area_vintage"),
        text("breakdown"),
        text("period_start"),
        text("period_end"),
        maybe_whole("age"),
        text("kind"),
        maybe_whole("mantissa"),
        whole("scale"),
        text("markers"),
        text("place_kind"),
        maybe_whole("place_line"),
        text("place_name"),
        text("place_rule"),
        ColumnDef::new(Alias::new("place_rows")).blob().take(),
    ];
    let freeze = vec![
        text("as_at"),
        whole("edition"),
        whole("known_by"),
        whole("made_at"),
        text("made_by"),
        text("state"),
        text("catalogue"),
        text("settings"),
        text("digest"),
        text("journal_head"),
    ];
    let freeze_batch = vec![text("as_at"), whole("edition"), text("batch")];
    let artefact = vec![
        text("freeze"),
        text("name"),
        text("paper"),
        text("file"),
        text("figures"),
        whole("made_at"),
    ];
    let journal = vec![
        whole("sequence"),
        whole("at"),
        text("actor"),
        text("action"),
        text("detail"),
        text("previous"),
        text("digest"),
    ];
    let freeze_batch = table("freeze_batch", freeze_batch, &["as_at", "edition", "batch"]);
    let freeze_batch = refers(freeze_batch, &[("batch", "id")], "batch");
    let freeze_key = [("as_at", "as_at"), ("edition", "edition")];
    vec![
        office,
        table("batch", batch, &["id"]),
        refers(table("release", release, &["file"]), &[("batch", "id")], "batch"),
        refers(
            table("observation", observation, &["release", "number"]),
            &[("release", "file")],
            "release",
        ),
        table("freeze", freeze, &["as_at", "edition"]),
        refers(freeze_batch, &freeze_key, "freeze"),
        table("artefact", artefact, &["freeze", "name"]),
        table("journal", journal, &["sequence"]),
    ]
}

/// Tables whose rows are never changed or deleted.
const APPEND_ONLY: [&str; 5] = ["batch", "freeze_batch", "journal", "observation", "release"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        let mut index = Index::create();
        index.name("release_batch").table(Alias::new("release")).col(Alias::new("batch"));
        manager.create_index(index).await?;
        let lock = "INSERT INTO office (name, value) VALUES ('write-lock', '')";
        manager.get_connection().execute_unprepared(lock).await?;
        for table in APPEND_ONLY {
            for verb in ["UPDATE", "DELETE"] {
                let name = format!("{table}_no_{}", verb.to_lowercase());
                let trigger = format!(
                    "CREATE TRIGGER {name} BEFORE {verb} ON \"{table}\" \
                     BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                );
                manager.get_connection().execute_unprepared(&trigger).await?;
            }
        }
        Ok(())
    }
}
