//! Seals: digests over observations and tables, by which flipped bytes are found.

use sea_orm_migration::prelude::*;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_seals"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let subject = ColumnDef::new(Alias::new("subject")).text().not_null().take();
        let digest = ColumnDef::new(Alias::new("digest")).text().not_null().take();
        let mut key = Index::create();
        key.col(Alias::new("subject"));
        let mut seal = Table::create();
        seal.table(Alias::new("seal")).col(subject).col(digest).primary_key(&mut key);
        manager.create_table(seal).await
    }
}
