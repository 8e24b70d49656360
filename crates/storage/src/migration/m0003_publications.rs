//! Publications: which paper of which edition went out, and what it told.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0003_publications"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text = |name: &'static str| ColumnDef::new(Alias::new(name)).text().not_null().take();
        let whole =
            |name: &'static str| ColumnDef::new(Alias::new(name)).big_integer().not_null().take();
        let mut key = Index::create();
        key.col(Alias::new("sequence"));
        let mut table = Table::create();
        table
            .table(Alias::new("publication"))
            .col(whole("sequence"))
            .col(text("freeze"))
            .col(text("paper"))
            .col(text("told"))
            .col(whole("issued_at"))
            .primary_key(&mut key);
        manager.create_table(table).await?;
        let mut once = Index::create();
        once.name("publication_once").table(Alias::new("publication")).unique();
        once.col(Alias::new("freeze")).col(Alias::new("paper"));
        manager.create_index(once).await?;
        for verb in ["UPDATE", "DELETE"] {
            let name = format!("publication_no_{}", verb.to_lowercase());
            let trigger = format!(
                "CREATE TRIGGER {name} BEFORE {verb} ON \"publication\" \
                 BEGIN SELECT RAISE(ABORT, 'publication is append-only'); END"
            );
            manager.get_connection().execute_unprepared(&trigger).await?;
        }
        Ok(())
    }
}
