//! The ledger: observations as published, each tied to its release and place. Append-only.

use domain::area::Area;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::digest::Digest;
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;
use domain::rows::RowSet;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::entity::observation::{Column, Entity, Model};
use crate::transaction::Write;
use crate::{Doing, StorageError, Store, read};

/// Rows in one statement: 20 columns each, below SQLite's limit of 32,766 bound values.
const CHUNK: usize = 1_500;

fn to_row(release: &Digest, number: usize, observation: &Observation) -> Model {
    let Observation { key, cell, markers, place } = observation;
    let decimal = cell.value();
    let (place_kind, place_line, place_name, place_rule, place_rows) = match place {
        Place::Cell { sheet, cell } => ("cell", None, cell.clone(), sheet.clone(), None),
        Place::Field { line, column } => {
            ("field", i64::try_from(*line).ok(), column.clone(), String::new(), None)
        }
        Place::Rows { rule, rows } => {
            ("rows", None, String::new(), rule.clone(), Some(rows.as_bytes().to_vec()))
        }
        Place::Sum { column, rule, rows } => {
            ("sum", None, column.clone(), rule.clone(), Some(rows.as_bytes().to_vec()))
        }
    };
    Model {
        release: release.to_string(),
        number: i64::try_from(number).unwrap_or(i64::MAX),
        measure: key.measure.to_string(),
        definition: i64::from(key.definition),
        source: key.source.to_string(),
        area: key.area.code.clone(),
        area_vintage: i64::from(key.area.vintage),
        breakdown: key.breakdown.to_string(),
        period_start: key.period.start().to_string(),
        period_end: key.period.end().to_string(),
        age: key.age.map(i64::from),
        kind: cell.symbol().unwrap_or("value").to_owned(),
        mantissa: decimal.map(|d| d.mantissa),
        scale: decimal.map_or(0, |d| i64::from(d.scale)),
        markers: markers.letters(),
        place_kind: place_kind.to_owned(),
        place_line,
        place_name,
        place_rule,
        place_rows,
    }
}

fn corrupt(what: &'static str, value: impl ToString) -> StorageError {
    StorageError::Corrupt { what, value: value.to_string() }
}

fn to_cell(row: &Model) -> Result<Cell<Decimal>, StorageError> {
    let scale = u8::try_from(row.scale).ok().filter(|scale| *scale <= 15);
    let decimal = row.mantissa.zip(scale).map(|(mantissa, scale)| Decimal { mantissa, scale });
    match (row.kind.as_str(), decimal) {
        ("value", Some(decimal)) => Ok(Cell::Value(decimal)),
        ("[c]", _) => Ok(Cell::Suppressed),
        ("[x]", _) => Ok(Cell::NotAvailable),
        ("[z]", _) => Ok(Cell::NotApplicable),
        (other, _) => Err(corrupt("kind of cell", other)),
    }
}

fn to_place(row: &Model) -> Result<Place, StorageError> {
    let rows = || {
        let bytes = row.place_rows.as_deref().unwrap_or_default();
        RowSet::from_bytes(bytes).ok_or_else(|| corrupt("row set", row.release.clone()))
    };
    let (name, rule) = (row.place_name.clone(), row.place_rule.clone());
    match row.place_kind.as_str() {
        "cell" => Ok(Place::Cell { sheet: rule, cell: name }),
        "field" => {
            Ok(Place::Field { line: row.place_line.unwrap_or(0).unsigned_abs(), column: name })
        }
        "rows" => Ok(Place::Rows { rule, rows: rows()? }),
        "sum" => Ok(Place::Sum { column: name, rule, rows: rows()? }),
        other => Err(corrupt("place", other)),
    }
}

fn to_observation(row: &Model) -> Result<(Digest, Observation), StorageError> {
    let start = read("first day", &row.period_start)?;
    let end = read("last day", &row.period_end)?;
    let period = Period::new(start, end).map_err(|e| corrupt("period", e.text))?;
    let vintage = u16::try_from(row.area_vintage).map_err(|_| corrupt("area", &row.area))?;
    let definition =
        u16::try_from(row.definition).map_err(|_| corrupt("definition", row.definition))?;
    let age = row.age.map(u16::try_from).transpose().map_err(|_| corrupt("age", &row.measure))?;
    let key = ObservationKey {
        measure: read("measure", &row.measure)?,
        definition,
        source: read("source", &row.source)?,
        area: Area::new(&row.area, vintage).map_err(|e| corrupt("area", e.text))?,
        breakdown: read("breakdown", &row.breakdown)?,
        period,
        age,
    };
    let markers = Markers::from_letters(&row.markers);
    let observation = Observation { key, cell: to_cell(row)?, markers, place: to_place(row)? };
    Ok((read("file digest", &row.release)?, observation))
}

/// Writes the observations of one release.
///
/// # Errors
/// Database errors.
pub async fn insert(
    write: &Write,
    release: &Digest,
    observations: &[Observation],
) -> Result<(), StorageError> {
    for (chunk, some) in observations.chunks(CHUNK).enumerate() {
        let rows = some.iter().enumerate();
        let rows = rows.map(|(n, one)| to_row(release, chunk * CHUNK + n, one));
        let rows = Entity::insert_many(rows.map(IntoActiveModel::into_active_model));
        rows.exec_without_returning(&write.transaction).await.doing("write observations")?;
    }
    Ok(())
}

/// Reads the observations of these releases, in the order of release and place, each with the file
/// it came from. Periods that end after `as_at` are left out if it is given.
///
/// # Errors
/// Database errors; a row that cannot be read.
pub async fn of_releases(
    store: &Store,
    releases: &[Digest],
    as_at: Option<&str>,
) -> Result<Vec<(Digest, Observation)>, StorageError> {
    let names = releases.iter().map(ToString::to_string);
    let mut query = Entity::find().filter(Column::Release.is_in(names));
    if let Some(day) = as_at {
        query = query.filter(Column::PeriodEnd.lte(day));
    }
    let query = query.order_by_asc(Column::Release).order_by_asc(Column::Number);
    let rows = query.all(&store.conn).await.doing("read observations")?;
    rows.iter().map(to_observation).collect()
}
