//! Numbered, forward-only changes of the schema. `schema.sql` is what they produce, held by a test.

use sea_orm_migration::prelude::*;

mod m0001_ledger;
mod m0002_seals;
mod m0003_publications;

/// Every migration, oldest first.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_ledger::Migration),
            Box::new(m0002_seals::Migration),
            Box::new(m0003_publications::Migration),
        ]
    }
}
