//! Checks on what was read, against itself and against what the office holds.

use std::collections::{BTreeMap, BTreeSet};

use analysis::doubt::{Doubt, Looked, doubts};
use analysis::ledger::Ledger;
use catalogue::Catalogue;
use domain::batch::{Batch, Release};
use domain::diagnostic::{Diagnostic, Location};
use domain::digest::Digest;
use domain::ids::{MeasureId, Slug, SourceId};
use domain::observation::{Observation, ObservationKey};
use jiff::civil::Date;
use storage::observation::Wanted;

use super::Understood;
use crate::{AppError, Office, answer, codes};

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
pub(super) fn dates(
    understood: &[Understood],
    catalogue: &Catalogue,
    today: Date,
    problems: &mut Vec<Diagnostic>,
) {
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
        let source = catalogue.source(&file.release.source);
        if source.is_some_and(|source| source.published_ahead) {
            continue;
        }
        let ends = file.observations.iter().map(|observation| observation.key.period.end());
        if let Some(last) = ends.max().filter(|last| *last > published) {
            let message = format!("it cannot have been published {label}: it runs to {last}");
            problems.push(error(message));
        }
    }
}

/// Figures far from their own series or from an earlier release are warnings to answer: publishers
/// do lose rows (Dyfed-Powys gave 164 of some 3,500 in March 2024). Watched are the plan's measures
/// in the office's area, and the whole of every force's month.
pub(super) async fn plausible(
    office: &Office,
    catalogue: &Catalogue,
    understood: &[Understood],
    problems: &mut Vec<Diagnostic>,
) -> Result<(), AppError> {
    let own = office.area()?;
    let plan = catalogue.plan(&office.settings.plan.parse()?);
    let used: BTreeSet<(&MeasureId, &SourceId)> = plan
        .into_iter()
        .flat_map(|plan| plan.measures().map(|link| (&link.measure, &link.headline_source)))
        .collect();
    let is_force = |key: &ObservationKey| catalogue.police_area_by_code(&key.area.code).is_some();
    let whole = |source: &SourceId| catalogue.source(source).and_then(|s| s.watch.whole.as_ref());
    let watched = |key: &ObservationKey| {
        key.breakdown.is_total()
            && (whole(&key.source) == Some(&key.measure) && is_force(key)
                || key.area == own && used.contains(&(&key.measure, &key.source)))
    };
    let sources: BTreeSet<&SourceId> = understood.iter().map(|one| &one.release.source).collect();
    let of_sources = used.iter().filter(|(_, source)| sources.contains(source));
    let measures: BTreeSet<&MeasureId> = of_sources
        .map(|(measure, _)| *measure)
        .chain(sources.iter().filter_map(|source| whole(source)))
        .collect();
    if measures.is_empty() {
        return Ok(());
    }
    let ledger = ledger_with(office, understood, &measures, &watched).await?;
    let new: BTreeSet<Digest> = understood.iter().map(|one| one.release.file).collect();
    let release =
        |key: &ObservationKey| ledger.current(key).map(|held| &ledger.supplied(held).release);
    let asked = |key: &ObservationKey| release(key).is_some_and(|r| new.contains(&r.file));
    let population: Slug = office.settings.population.parse()?;
    let looked = Looked { watched: &watched, asked: &asked, population: &population };
    for doubt in doubts(catalogue, &ledger, &looked).into_iter().filter(Doubt::is_open) {
        let place = Location::file(release(&doubt.key).map_or("", |release| &release.name));
        let says = reports::doubts::asked(catalogue, &doubt);
        problems.push(Diagnostic::warning(answer::code(&doubt), place, says));
    }
    Ok(())
}

/// What the office holds of some measures, and what is being imported, as if it were held.
async fn ledger_with(
    office: &Office,
    understood: &[Understood],
    measures: &BTreeSet<&MeasureId>,
    watched: &dyn Fn(&ObservationKey) -> bool,
) -> Result<Ledger, AppError> {
    let mut batches = storage::batch::all(&office.store).await?;
    let releases = batches.iter().flat_map(|batch| &batch.releases);
    let wanted = Wanted {
        releases: releases.map(|release| release.file).collect(),
        as_at: None,
        measures: measures.iter().map(|measure| (*measure).clone()).collect(),
    };
    let mut observations = storage::observation::read_all(&office.store, &wanted).await?;
    observations.retain(|(_, observation)| watched(&observation.key));
    for file in understood {
        let new = file.observations.iter().filter(|one| watched(&one.key));
        observations.extend(new.map(|one| (file.release.file, one.clone())));
    }
    batches.push(Batch {
        id: Digest::of(&[]),
        sequence: i64::MAX,
        imported_at: office.clock.now(),
        actor: office.actor.clone(),
        releases: understood.iter().map(|one| one.release.clone()).collect(),
    });
    Ok(Ledger::new(&batches, observations))
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
