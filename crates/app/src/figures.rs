//! List the figures of a measure, and explain one.

use analysis::disclosure::Policy;
use analysis::frozen::Frozen;
use analysis::ledger::Supplied;
pub use analysis::revisions::Summary;
use analysis::revisions::{Line, summaries};
use domain::area::Area;
use domain::cell::Markers;
use domain::decimal::Decimal;
use domain::figure::{Derivation, Exact, FigureId};
use domain::ids::{MeasureId, SourceId};
use domain::marking::Marking;
use domain::observation::{Observation, ObservationKey};
use domain::period::Period;

use crate::{AppError, Office, frozen};

pub use reports::explanation::{Explanation, Origin};

/// Which figures to list.
#[derive(Debug, Clone)]
pub struct FiguresRequest {
    /// Of which measure.
    pub measure: MeasureId,
    /// Of which area, by code or name; the office's force by default.
    pub area: Option<String>,
    /// Of which source; every source by default.
    pub source: Option<SourceId>,
    /// Not starting before the start of this.
    pub from: Option<Period>,
    /// Not ending after the end of this.
    pub to: Option<Period>,
    /// From which freeze; live without one.
    pub freeze: Option<String>,
    /// Earlier versions, too.
    pub all_vintages: bool,
}

/// A figure as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What `explain` takes; none for a live figure or an earlier version.
    pub id: Option<FigureId>,
    /// What it is of.
    pub key: ObservationKey,
    /// The value as published, or its symbol.
    pub value: String,
    /// Markers as printed.
    pub markers: String,
    /// How it is to be handled.
    pub marking: Marking,
    /// When this version was published; empty where only the value is shown.
    pub vintage: String,
    /// The file it came with; empty where only the value is shown.
    pub file: String,
    /// Whether it is the current version.
    pub current: bool,
    /// Days from the end of its period to its publication, if its date is known.
    pub age_days: Option<i32>,
    /// What it has more than the dated version before it, if there is one.
    pub change: Option<Decimal>,
}

/// A list of figures and what it was taken from.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureList {
    /// "freeze 2022-03-31.1" or "live, not for citation".
    pub basis: String,
    /// The highest marking of its items.
    pub marking: Marking,
    /// The figures, by source, area, breakdown and period.
    pub figures: Vec<Listed>,
    /// What revision did to them, by source and cut; empty unless every version is listed.
    pub revisions: Vec<Summary>,
    /// If none is held: where the measure is held instead, from which period to which.
    pub held_for: Vec<(String, Period, Period)>,
}

/// What is said of figures that are of no freeze.
pub(crate) const LIVE: &str = "live, not for citation";

/// Lists the observations of a measure.
///
/// # Errors
/// No such freeze, measure, area or source; store errors.
pub async fn list(office: &Office, request: &FiguresRequest) -> Result<FigureList, AppError> {
    let (frozen, basis) = match &request.freeze {
        Some(asked) => {
            let freeze = frozen::find(office, Some(asked)).await?;
            (frozen::load(office, &freeze).await?, format!("freeze {}", freeze.id))
        }
        None => {
            let all = frozen::live(office, jiff::civil::Date::MAX).await?;
            (all, LIVE.to_owned())
        }
    };
    let area = match &request.area {
        Some(asked) => area(&frozen.catalogue, asked)?.code,
        None => office.area()?.code,
    };
    if let Some(source) = request.source.as_ref().filter(|s| frozen.catalogue.source(s).is_none()) {
        return Err(AppError::NotCatalogued { what: "source", value: source.to_string() });
    }
    let wanted = |key: &ObservationKey| {
        key.measure == request.measure
            && key.area.code == area
            && request.source.as_ref().is_none_or(|source| *source == key.source)
            && request.from.is_none_or(|from| key.period.start() >= from.start())
            && request.to.is_none_or(|to| key.period.end() <= to.end())
    };
    if frozen.catalogue.measure(&request.measure).is_none() {
        let value = request.measure.to_string();
        return Err(AppError::NotCatalogued { what: "measure", value });
    }
    let (citable, all) = (request.freeze.is_some(), request.all_vintages);
    let mut list = listing(&frozen, basis, wanted, (all, citable))?;
    if list.figures.is_empty() {
        list.held_for = held_for(&frozen, &request.measure);
    }
    Ok(list)
}

/// Where else and when a measure is held, for somebody who asked in vain.
fn held_for(frozen: &Frozen, measure: &MeasureId) -> Vec<(String, Period, Period)> {
    let mut out: Vec<(String, Period, Period)> = Vec::new();
    for key in frozen.held().filter(|key| key.measure == *measure) {
        let name = frozen.catalogue.place_name(&key.area.code).unwrap_or(&key.area.code);
        match out.iter_mut().find(|(other, ..)| other == name) {
            Some((_, first, last)) => {
                *first = (*first).min(key.period);
                *last = (*last).max(key.period);
            }
            None => out.push((name.to_owned(), key.period, key.period)),
        }
    }
    out
}

/// What is held of what is wanted.
///
/// # Errors
/// [`AppError::NotCited`].
pub(crate) fn listing(
    frozen: &Frozen,
    basis: String,
    wanted: impl Fn(&ObservationKey) -> bool,
    (all_vintages, citable): (bool, bool),
) -> Result<FigureList, AppError> {
    let mut figures = Vec::new();
    let mut marking = Marking::default();
    let (tracked, keys): (Vec<_>, Vec<_>) =
        frozen.held().filter(|key| wanted(key)).partition(|key| frozen.gate().is_tracked_only(key));
    if let (true, Some(first)) = (keys.is_empty(), tracked.first()) {
        let roles = frozen.gate().policy().map(Policy::roles).unwrap_or_default();
        let roles = roles.into_iter().map(ToString::to_string).collect();
        return Err(AppError::NotCited { measure: first.measure.to_string(), roles });
    }
    for key in keys {
        marking = marking.max(frozen.gate().marking(key));
        let versions = frozen.versions(key);
        let line = frozen.line(key);
        let earlier = versions.split_last().map_or(&[][..], |(_, earlier)| earlier);
        let earlier = earlier.iter().filter(|_| all_vintages);
        figures
            .extend(earlier.map(|version| earlier_version(frozen, key, *version, line.as_ref())));
        figures.push(current(frozen, key, versions.last(), line.as_ref(), citable));
    }
    let revisions = match all_vintages {
        true => summaries(&frozen.triangle(wanted)),
        false => Vec::new(),
    };
    Ok(FigureList { basis, marking, figures, revisions, held_for: Vec::new() })
}

/// A place named by its code or by any usual spelling of its name: a force first, then a region or
/// nation, a district, a community safety partnership.
///
/// # Errors
/// [`AppError::NotCatalogued`].
pub(crate) fn area(catalogue: &catalogue::Catalogue, asked: &str) -> Result<Area, AppError> {
    let area = catalogue.place(asked).or_else(|| catalogue.place_named(asked));
    let unknown = || AppError::NotCatalogued { what: "area", value: asked.to_owned() };
    Ok(area.ok_or_else(unknown)?.clone())
}

/// A version of an observation as it was published.
type Version<'f> = (&'f Observation, &'f Supplied);

fn earlier_version(
    frozen: &Frozen,
    key: &ObservationKey,
    (observation, supplied): Version<'_>,
    line: Option<&Line<'_>>,
) -> Listed {
    let cell = &observation.cell;
    let value = cell.value().map(|decimal| decimal.to_string());
    let value = value.or(cell.symbol().map(str::to_owned)).unwrap_or_default();
    let listed = listed(frozen, key, value, observation.markers, Some(supplied));
    placed(listed, observation, line)
}

/// Where a version stands among the dated ones.
fn placed(mut listed: Listed, one: &Observation, line: Option<&Line<'_>>) -> Listed {
    listed.age_days = line.and_then(|line| line.version(one)).map(|version| version.age);
    listed.change = line.and_then(|line| line.step(one));
    listed
}

/// The current version as the gate lets it out: digit for digit, rounded or withheld.
fn current(
    frozen: &Frozen,
    key: &ObservationKey,
    version: Option<&Version<'_>>,
    line: Option<&Line<'_>>,
    citable: bool,
) -> Listed {
    let figure = frozen.figure(key.clone(), Derivation::Value);
    let digits = version.and_then(|(observation, _)| observation.cell.value());
    let value = match (digits, figure.cell.value()) {
        (Some(digits), Some(_)) => digits.to_string(),
        (None, Some(Exact::Whole(count))) => count.to_string(),
        (None, Some(_)) => figure.number().unwrap_or_default(),
        (_, None) => figure.cell.symbol().unwrap_or_default().to_owned(),
    };
    let supplied = frozen.origin(key).map(|(supplied, _)| supplied);
    let mut listed = listed(frozen, key, value, figure.markers, supplied);
    listed.current = true;
    listed.id = citable.then_some(figure.id);
    match version {
        Some((observation, _)) => placed(listed, observation, line),
        None => listed,
    }
}

fn listed(
    frozen: &Frozen,
    key: &ObservationKey,
    value: String,
    markers: Markers,
    supplied: Option<&Supplied>,
) -> Listed {
    let release = supplied.map(|supplied| &supplied.release);
    Listed {
        id: None,
        key: key.clone(),
        value,
        markers: markers.text(),
        marking: frozen.gate().marking(key),
        vintage: release.map(|release| release.vintage.label()).unwrap_or_default(),
        file: release.map(|release| release.name.clone()).unwrap_or_default(),
        current: false,
        age_days: None,
        change: None,
    }
}

/// Explains a figure down to the cells of the files it came from.
///
/// # Errors
/// The id cannot be read; no such freeze; store errors.
pub async fn explain(office: &Office, figure: &str) -> Result<Explanation, AppError> {
    let id: FigureId = figure.parse()?;
    let freeze = frozen::find(office, Some(&id.freeze.to_string())).await?;
    let frozen = frozen::load(office, &freeze).await?;
    check_known(&frozen, &id)?;
    Ok(reports::explanation::explain(&frozen, &id.key))
}

/// An id may be well written and still name what the edition's catalogue does not know.
pub(crate) fn check_known(frozen: &Frozen, id: &FigureId) -> Result<(), AppError> {
    let (catalogue, of) = (&frozen.catalogue, &id.key.of);
    let unknown = |what, value: String| AppError::NotCatalogued { what, value };
    let measure = catalogue.measure(&of.measure);
    let versions = measure.map_or(0, |measure| measure.definition_version);
    if !(1..=versions).contains(&of.definition) {
        return Err(unknown("measure", format!("{}.{}", of.measure, of.definition)));
    }
    if catalogue.source(&of.source).is_none() {
        return Err(unknown("source", of.source.to_string()));
    }
    if catalogue.place(&of.area.code) != Some(&of.area) {
        return Err(unknown("area", of.area.to_string()));
    }
    Ok(())
}
