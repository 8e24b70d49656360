//! Papers as they were made, each archived whole in the file store.

use domain::digest::Digest;
use domain::freeze::FreezeId;
use domain::instant::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder};

use crate::entity::artefact::{Column, Entity, Model};
use crate::transaction::Write;
use crate::{Doing, StorageError, Store, read};

/// A paper in one format, made from one edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artefact {
    /// The edition it was made from.
    pub freeze: FreezeId,
    /// File name: `board-pack.pdf`.
    pub name: String,
    /// Which paper: `board-pack`.
    pub paper: String,
    /// Its bytes in the file store.
    pub file: Digest,
    /// Digest over every figure in it, the same in every format and later version.
    pub figures: Digest,
    /// When it was made.
    pub made_at: Instant,
}

/// Writes artefacts; one of the same edition and name is replaced, its old bytes stay in the file
/// store.
///
/// # Errors
/// Database errors.
pub async fn save(write: &Write, artefacts: &[Artefact]) -> Result<(), StorageError> {
    for artefact in artefacts {
        let row = Model {
            freeze: artefact.freeze.to_string(),
            name: artefact.name.clone(),
            paper: artefact.paper.clone(),
            file: artefact.file.to_string(),
            figures: artefact.figures.to_string(),
            made_at: artefact.made_at.0,
        };
        let replace = OnConflict::columns([Column::Freeze, Column::Name])
            .update_columns([Column::File, Column::Figures, Column::MadeAt])
            .to_owned();
        let insert = Entity::insert(row.into_active_model()).on_conflict(replace);
        insert.exec_without_returning(&write.transaction).await.doing("write an artefact")?;
    }
    Ok(())
}

/// Every artefact, by edition and name.
///
/// # Errors
/// Database errors; a row that cannot be read.
pub async fn all(store: &Store) -> Result<Vec<Artefact>, StorageError> {
    let rows = Entity::find().order_by_asc(Column::Freeze).order_by_asc(Column::Name);
    let rows = rows.all(&store.conn).await.doing("read the artefacts")?;
    let artefacts = rows.into_iter().map(|row| {
        Ok(Artefact {
            freeze: read("freeze", &row.freeze)?,
            file: read("file digest", &row.file)?,
            figures: read("figures digest", &row.figures)?,
            name: row.name,
            paper: row.paper,
            made_at: Instant(row.made_at),
        })
    });
    artefacts.collect()
}
