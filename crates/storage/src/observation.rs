//! The ledger: observations as published, each tied to its release and place. Append-only.

use std::collections::HashMap;
use std::str::FromStr;

use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::digest::Digest;
use domain::ids::{MeasureId, SourceId};
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;
use domain::rows::RowSet;
use futures_util::TryStreamExt as _;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic as _, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::entity::observation::{Column, Entity, Model};
use crate::transaction::Write;
use crate::{Doing, StorageError, Store, read, seal};

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

/// Between the columns of a row read back, and between rows: ASCII's unit and record separators.
/// No id, date or number has them; in words of a file they are read as spaces.
const UNIT: char = '\u{1f}';
const RECORD: char = '\u{1e}';

/// How many rows are read back as one. The database hands over each value of each row by itself, at
/// a cost that is most of the time a large ledger takes to read.
const TOGETHER: i64 = 256;

/// The columns that hold no words of a file, in the order [`Rows::observation`] takes them.
const CODED: [Column; 16] = [
    Column::Release,
    Column::Measure,
    Column::Definition,
    Column::Source,
    Column::Area,
    Column::AreaVintage,
    Column::Breakdown,
    Column::PeriodStart,
    Column::PeriodEnd,
    Column::Age,
    Column::Kind,
    Column::Mantissa,
    Column::Scale,
    Column::Markers,
    Column::PlaceKind,
    Column::PlaceLine,
];

/// Many rows in one text: the coded columns, then name and rule of the place, then the row set in
/// hexadecimal digits. `concat_ws` leaves nulls out, so that they are made empty first.
fn together() -> Expr {
    let coded = CODED.iter().map(|column| format!("coalesce({}, '')", column.as_str()));
    let words = [Column::PlaceName, Column::PlaceRule].into_iter().map(|column| {
        let column = column.as_str();
        format!("replace(replace({column}, '{UNIT}', ' '), '{RECORD}', ' ')")
    });
    let rows = format!("coalesce(hex({}), '')", Column::PlaceRows.as_str());
    let columns: Vec<String> = coded.chain(words).chain([rows]).collect();
    let (columns, number) = (columns.join(", "), Column::Number.as_str());
    Expr::cust(format!("string_agg(concat_ws('{UNIT}', {columns}), '{RECORD}' ORDER BY {number})"))
}

fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.len().is_multiple_of(2).then(|| digits.as_bytes().chunks(2).map(pair).collect())?
}

fn number<T: FromStr>(what: &'static str, text: &str) -> Result<Option<T>, StorageError> {
    (!text.is_empty()).then(|| read(what, text)).transpose()
}

fn to_cell(kind: &str, mantissa: &str, scale: &str) -> Result<Cell<Decimal>, StorageError> {
    let scale = number("scale", scale)?.filter(|scale| *scale <= 15);
    let mantissa = number("value", mantissa)?;
    let decimal = mantissa.zip(scale).map(|(mantissa, scale)| Decimal { mantissa, scale });
    match (kind, decimal) {
        ("value", Some(decimal)) => Ok(Cell::Value(decimal)),
        ("[c]", _) => Ok(Cell::Suppressed),
        ("[x]", _) => Ok(Cell::NotAvailable),
        ("[z]", _) => Ok(Cell::NotApplicable),
        (other, _) => Err(corrupt("kind of cell", other)),
    }
}

fn to_place(
    (kind, line): (&str, &str),
    (name, rule): (&str, &str),
    rows: &str,
) -> Result<Place, StorageError> {
    let rows = || {
        let rows = from_hex(rows).and_then(|bytes| RowSet::from_bytes(&bytes));
        rows.ok_or_else(|| corrupt("row set", rule))
    };
    let (name, rule) = (name.to_owned(), rule.to_owned());
    match kind {
        "cell" => Ok(Place::Cell { sheet: rule, cell: name }),
        "field" => Ok(Place::Field { line: number("line", line)?.unwrap_or(0), column: name }),
        "rows" => Ok(Place::Rows { rows: rows()?, rule }),
        "sum" => Ok(Place::Sum { column: name, rows: rows()?, rule }),
        other => Err(corrupt("place", other)),
    }
}

/// Values that stand in many rows: each text is parsed once, and what it gives is shared.
struct Known<T>(HashMap<String, T>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Clone> Known<T> {
    fn or(
        &mut self,
        text: &str,
        parse: impl FnOnce() -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        if let Some(known) = self.0.get(text) {
            return Ok(known.clone());
        }
        let value = parse()?;
        self.0.insert(text.to_owned(), value.clone());
        Ok(value)
    }

    fn read(&mut self, what: &'static str, text: &str) -> Result<T, StorageError>
    where
        T: FromStr,
    {
        self.or(text, || read(what, text))
    }
}

/// Turns rows into observations.
#[derive(Default)]
struct Rows {
    files: Known<Digest>,
    measures: Known<MeasureId>,
    sources: Known<SourceId>,
    areas: Known<Area>,
    breakdowns: Known<Breakdown>,
    days: Known<Date>,
}

impl Rows {
    fn observation(&mut self, row: &str) -> Result<(Digest, Observation), StorageError> {
        let fields: Vec<&str> = row.split(UNIT).collect();
        let [
            release,
            measure,
            definition,
            source,
            code,
            vintage,
            breakdown,
            start,
            end,
            age,
            kind,
            mantissa,
            scale,
            markers,
            place,
            line,
            name,
            rule,
            rows,
        ] = fields[..]
        else {
            return Err(corrupt("observation", row));
        };
        let start = self.days.read("first day", start)?;
        let end = self.days.read("last day", end)?;
        let vintage = read("area", vintage)?;
        let area = || Area::new(code, vintage).map_err(|e| corrupt("area", e.text));
        let key = ObservationKey {
            measure: self.measures.read("measure", measure)?,
            definition: read("definition", definition)?,
            source: self.sources.read("source", source)?,
            area: Area { vintage, ..self.areas.or(code, area)? },
            breakdown: self.breakdowns.read("breakdown", breakdown)?,
            period: Period::new(start, end).map_err(|e| corrupt("period", e.text))?,
            age: number("age", age)?,
        };
        let cell = to_cell(kind, mantissa, scale)?;
        let markers = Markers::from_letters(markers);
        let place = to_place((place, line), (name, rule), rows)?;
        let file = self.files.read("file digest", release)?;
        Ok((file, Observation { key, cell, markers, place }))
    }
}

/// Writes and seals the observations of one release.
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
    seal::release(&write.transaction, &release.to_string()).await
}

/// Which observations to read.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of these releases.
    pub releases: Vec<Digest>,
    /// Of periods that end by this day; of every period without it.
    pub as_at: Option<Date>,
    /// Of these measures; of every measure without any.
    pub measures: Vec<MeasureId>,
}

/// Reads observations in the order of release and place, each with the file it came from.
///
/// # Errors
/// Database errors; a row that cannot be read.
pub async fn read_all(
    store: &Store,
    wanted: &Wanted,
) -> Result<Vec<(Digest, Observation)>, StorageError> {
    let names = wanted.releases.iter().map(ToString::to_string);
    let mut query = Entity::find().filter(Column::Release.is_in(names));
    if let Some(day) = wanted.as_at {
        query = query.filter(Column::PeriodEnd.lte(day.to_string()));
    }
    if !wanted.measures.is_empty() {
        let names = wanted.measures.iter().map(MeasureId::as_str);
        query = query.filter(Column::Measure.is_in(names));
    }
    let group = Expr::col(Column::Number).div(TOGETHER);
    let query = query.select_only().expr(together());
    let query = query.group_by(Column::Release).group_by(group.clone());
    let query = query.order_by_asc(Column::Release).order_by_asc(group);
    let mut texts =
        query.into_tuple::<String>().stream(&store.conn).await.doing("read observations")?;
    let (mut read, mut observations) = (Rows::default(), Vec::new());
    while let Some(text) = texts.try_next().await.doing("read observations")? {
        for row in text.split(RECORD) {
            observations.push(read.observation(row)?);
        }
    }
    Ok(observations)
}
