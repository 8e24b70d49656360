//! Numbered, forward-only changes of the schema. `schema.sql` is what they produce, held by a test.

use sea_orm_migration::prelude::*;

mod m0001_ledger;

/// Every migration, oldest first.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_ledger::Migration)]
    }
}
