//! Checks on what was read, against itself and against what the office holds.

use std::collections::{BTreeMap, BTreeSet};

use analysis::findings::{Level, level};
use catalogue::Catalogue;
use domain::area::Area;
use domain::batch::Release;
use domain::diagnostic::{Diagnostic, Location};
use domain::digest::Digest;
use domain::ids::{Slug, SourceId};
use domain::observation::{Observation, ObservationKey};
use domain::period::{Period, PeriodKind};
use jiff::civil::Date;
use storage::observation::Wanted;

use super::Understood;
use crate::{AppError, Office, codes};

/// One key, two values, one publication date, one import: nothing could decide between them.
pub(super) fn conflicts(understood: &[Understood], problems: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(&ObservationKey, String), (&Understood, &Observation)> =
        BTreeMap::new();
    let mut told = std::collections::BTreeSet::new();
    for file in understood {
        for observation in &file.observations {
            let slot = (&observation.key, file.release.vintage.to_string());
            let (other, before) = *seen.entry(slot).or_insert((file, observation));
            let pair = (other.release.file, file.release.file);
            if before.cell != observation.cell && told.insert(pair) {
                let message = format!(
                    "it and {} give different values for {}, both published {}",
                    other.release.name,
                    observation.key,
                    file.release.vintage.label()
                );
                let place = Location::file(&file.release.name);
                problems.push(Diagnostic::error(&codes::CONFLICTING_VALUES, place, message));
            }
        }
    }
}

/// Nothing is published before the period it covers has ended, nor after today.
pub(super) fn dates(understood: &[Understood], today: Date, problems: &mut Vec<Diagnostic>) {
    for file in understood {
        let Some(published) = file.release.vintage.sort_day() else { continue };
        let label = file.release.vintage.label();
        let place = || Location::file(&file.release.name);
        let error = |message| Diagnostic::error(&codes::PUBLISHED_WHEN, place(), message);
        // "January 2023" may mean a day that has passed, so its first day is held against today.
        if file.release.vintage.first_day().is_some_and(|first| first > today) {
            problems
                .push(error(format!("it cannot have been published {label}: today is {today}")));
        }
        let ends = file.observations.iter().map(|observation| observation.key.period.end());
        if let Some(last) = ends.max().filter(|last| *last > published) {
            let message = format!("it cannot have been published {label}: it runs to {last}");
            problems.push(error(message));
        }
    }
}

/// Months of one series, each with a count and the file it came from.
type Months = BTreeMap<Period, (i64, Option<String>)>;

/// A month with far fewer or more crimes than the force's other months is a warning to answer:
/// publishers do lose rows (Dyfed-Powys gave 164 of some 3,500 in January 2024).
pub(super) async fn levels(
    office: &Office,
    catalogue: &Catalogue,
    understood: &[Understood],
    problems: &mut Vec<Diagnostic>,
) -> Result<(), AppError> {
    let mut series: BTreeMap<(SourceId, Area), Months> = BTreeMap::new();
    for (_, observation) in held(office).await? {
        add(&mut series, catalogue, &observation, None);
    }
    for file in understood {
        for observation in &file.observations {
            add(&mut series, catalogue, observation, Some(&file.release.name));
        }
    }
    let population: Slug = office.settings.population.parse()?;
    for ((_, area), months) in &series {
        let name = catalogue.police_area_by_code(&area.code).map_or("", |force| &force.name);
        let people = catalogue.districts_of(area).into_iter().map(|district| {
            let row = catalogue.population(&population, &district.area.code);
            row.map_or(0, |row| row.people)
        });
        question(name, months, people.sum(), problems);
    }
    Ok(())
}

async fn held(office: &Office) -> Result<Vec<(Digest, Observation)>, AppError> {
    let batches = storage::batch::all(&office.store).await?;
    let releases = batches.iter().flat_map(|batch| &batch.releases);
    let wanted = Wanted {
        releases: releases.map(|release| release.file).collect(),
        as_at: None,
        measure: Some(WATCHED.parse()?),
    };
    Ok(storage::observation::read_all(&office.store, &wanted).await?)
}

/// The measure whose level is watched: all crime of police.uk.
const WATCHED: &str = "PUK-001";

fn add(
    series: &mut BTreeMap<(SourceId, Area), Months>,
    catalogue: &Catalogue,
    observation: &Observation,
    file: Option<&str>,
) {
    let key = &observation.key;
    let is_force = || catalogue.police_area_by_code(&key.area.code).is_some();
    let watched = key.measure.as_str() == WATCHED
        && key.breakdown.is_total()
        && key.period.kind() == PeriodKind::Month;
    if let (true, Some(count)) = (watched && is_force(), observation.cell.value()) {
        let months = series.entry((key.source.clone(), key.area.clone())).or_default();
        months.insert(key.period, (count.mantissa, file.map(ToOwned::to_owned)));
    }
}

/// Crimes a month per 1,000 residents. Of 1,683 months of 42 forces on police.uk from 2014 to 2025
/// four are outside: the under-counts of Dyfed-Powys in 2024.
const PER_THOUSAND: std::ops::RangeInclusive<f64> = 2.5..=15.0;

/// Holds each new month against the months around it, or against the residents where too few are
/// held.
fn question(force: &str, months: &Months, people: i64, problems: &mut Vec<Diagnostic>) {
    let counts: BTreeMap<Period, i64> =
        months.iter().map(|(month, (count, _))| (*month, *count)).collect();
    for (month, (count, file)) in months {
        let Some(file) = file else { continue };
        let label = month.label();
        let said = match level(&counts, *month) {
            Level::Usual => None,
            Level::Odd(usual) => {
                let other = counts.get(&usual).copied().unwrap_or_default();
                Some(format!("{force} has {count} crimes in {label}; {other} is usual"))
            }
            Level::Unknown => per_resident(force, &label, *count, people),
        };
        problems.extend(said.map(|message| {
            let place = Location::file(file.as_str());
            Diagnostic::warning(&codes::IMPLAUSIBLE_LEVEL, place, message)
        }));
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of crimes and people are far below 2^52")]
fn per_resident(force: &str, month: &str, count: i64, people: i64) -> Option<String> {
    if people < analysis::evaluate::FEWEST_RESIDENTS {
        return None;
    }
    let rate = count as f64 * 1000.0 / people as f64;
    let (low, high) = (PER_THOUSAND.start(), PER_THOUSAND.end());
    (!PER_THOUSAND.contains(&rate)).then(|| {
        format!(
            "{force} has {count} crimes in {month}, {rate:.1} per 1,000 residents; forces have \
             between {low} and {high} a month"
        )
    })
}

/// A figure that the office holds already under the same publication date, with another value:
/// two files claim to be the same version.
pub(super) async fn same_date(
    office: &Office,
    understood: &[Understood],
    problems: &mut Vec<Diagnostic>,
) -> Result<(), AppError> {
    let version = |release: &Release| Some((release.source.clone(), release.vintage.sort_day()?));
    let new: BTreeSet<_> = understood.iter().filter_map(|one| version(&one.release)).collect();
    let batches = storage::batch::all(&office.store).await?;
    let releases = batches.iter().flat_map(|batch| &batch.releases);
    let alike: BTreeMap<Digest, &Release> = releases
        .filter(|release| version(release).is_some_and(|version| new.contains(&version)))
        .map(|release| (release.file, release))
        .collect();
    if alike.is_empty() {
        return Ok(());
    }
    let wanted = Wanted { releases: alike.keys().copied().collect(), ..Wanted::default() };
    let held = storage::observation::read_all(&office.store, &wanted).await?;
    let held: BTreeMap<_, _> = held
        .iter()
        .filter_map(|(file, one)| {
            let release = *alike.get(file)?;
            Some(((&one.key, release.vintage.sort_day()), (release, one.cell)))
        })
        .collect();
    for file in understood.iter().filter(|file| file.release.vintage.sort_day().is_some()) {
        let day = file.release.vintage.sort_day();
        let other = |one: &Observation| {
            let (release, cell) = held.get(&(&one.key, day))?;
            (*cell != one.cell).then_some(*release)
        };
        let differing: Vec<&Release> = file.observations.iter().filter_map(other).collect();
        let Some(first) = differing.first() else { continue };
        let message = format!(
            "{} of its figures differ from {}, which was published {} too; the later import is taken",
            differing.len(),
            first.name,
            file.release.vintage.label()
        );
        let place = Location::file(&file.release.name);
        problems.push(Diagnostic::warning(&codes::SAME_DATE, place, message));
    }
    Ok(())
}
