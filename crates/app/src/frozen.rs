//! An edition as everything that prints sees it. No figure leaves but through here.

use std::collections::BTreeSet;

use analysis::disclosure::Edition;
use analysis::frozen::Frozen;
use analysis::ledger::Ledger;
use catalogue::{Bundle, Catalogue};
use domain::batch::Batch;
use domain::digest::Digest;
use domain::freeze::{Freeze, FreezeId};
use domain::ids::Slug;
use domain::marking::Audience;
use domain::observation::Observation;
use storage::observation::Wanted;

use crate::{AppError, Office, Settings, office, publication};

/// Finds a freeze by id (`2022-03-31.1`) or by day, which means its latest edition; without a name
/// the freeze made last.
///
/// # Errors
/// [`AppError::NoSuchFreeze`]; store errors.
pub async fn find(office: &Office, asked: Option<&str>) -> Result<Freeze, AppError> {
    let freezes = storage::freeze::all(&office.store).await?;
    let fits = |freeze: &&Freeze| match asked {
        None => true,
        Some(asked) => freeze.id.to_string() == asked || freeze.id.as_at.to_string() == asked,
    };
    let newest = match asked {
        None => freezes.iter().max_by_key(|freeze| (freeze.made_at, freeze.id)),
        Some(_) => freezes.iter().filter(fits).max_by_key(|freeze| freeze.id),
    };
    newest.cloned().ok_or_else(|| AppError::NoSuchFreeze {
        asked: asked.unwrap_or("yet").to_owned(),
        freezes: freezes.iter().map(|freeze| freeze.id).collect(),
    })
}

/// Loads an edition: its own catalogue, its own batches, up to its own day.
///
/// # Errors
/// The stored catalogue cannot be read; store errors.
pub async fn load(office: &Office, freeze: &Freeze) -> Result<Frozen, AppError> {
    let all = storage::batch::all(&office.store).await?;
    let batches = batches_of(&all, freeze);
    let observations = observations(office, &batches, freeze.id.as_at).await?;
    let told = publication::told_of(office, freeze.id).await?;
    edition(office, freeze, &batches, observations, &told)
}

/// Loads two editions, the earlier first. Most of what they hold is the same: it is read once.
///
/// # Errors
/// As [`load`].
pub async fn load_both(
    office: &Office,
    earlier: &Freeze,
    later: &Freeze,
) -> Result<(Frozen, Frozen), AppError> {
    let all = storage::batch::all(&office.store).await?;
    let either =
        |batch: &&Batch| earlier.batches.contains(&batch.id) || later.batches.contains(&batch.id);
    let union: Vec<Batch> = all.iter().filter(either).cloned().collect();
    let as_at = earlier.id.as_at.max(later.id.as_at);
    let mut observations = observations(office, &union, as_at).await?;
    let held = |freeze: &Freeze, batches: &[Batch]| {
        let releases = batches.iter().flat_map(|batch| &batch.releases);
        let files: BTreeSet<Digest> = releases.map(|release| release.file).collect();
        let as_at = freeze.id.as_at;
        move |(file, observation): &(Digest, Observation)| {
            files.contains(file) && observation.key.period.end() <= as_at
        }
    };
    let batches = batches_of(&all, earlier);
    let earlier_held = held(earlier, &batches);
    let own = observations.iter().filter(|one| earlier_held(one)).cloned().collect();
    let told = publication::told_of(office, earlier.id).await?;
    let earlier = edition(office, earlier, &batches, own, &told)?;
    let batches = batches_of(&all, later);
    observations.retain(held(later, &batches));
    let told = publication::told_of(office, later.id).await?;
    Ok((earlier, edition(office, later, &batches, observations, &told)?))
}

fn batches_of(all: &[Batch], freeze: &Freeze) -> Vec<Batch> {
    all.iter().filter(|batch| freeze.batches.contains(&batch.id)).cloned().collect()
}

fn edition(
    office: &Office,
    freeze: &Freeze,
    batches: &[Batch],
    observations: Vec<(Digest, Observation)>,
    told: &[Edition],
) -> Result<Frozen, AppError> {
    let bundle = Bundle::from_bytes(&office.store.files.get(&freeze.catalogue)?)?;
    let (catalogue, problems) = Catalogue::load(&bundle);
    if domain::diagnostic::has_errors(&problems) {
        return Err(AppError::Refused(problems));
    }
    let settings = Settings::of(freeze);
    let ledger = ledger(&catalogue, &bundle, &settings, batches, observations)?;
    seen(office, Frozen::new(freeze.id, catalogue, ledger, told))
}

/// An edition as far as whoever is looking may see it.
fn seen(office: &Office, frozen: Frozen) -> Result<Frozen, AppError> {
    if let (Audience::Role(role), Some(policy)) = (&office.audience, frozen.gate().policy()) {
        let roles = policy.roles();
        if !roles.contains(role) {
            let roles = roles.into_iter().map(ToString::to_string).collect();
            return Err(AppError::NoSuchRole { asked: role.to_string(), roles });
        }
    }
    Ok(frozen.seen_by(office.audience.clone()))
}

/// Everything imported so far, under today's catalogue: live, not for citation.
///
/// # Errors
/// The catalogue has errors; store errors.
pub async fn live(office: &Office, as_at: jiff::civil::Date) -> Result<Frozen, AppError> {
    let (bundle, catalogue) = office::bundle(&office.folder)?;
    let batches = storage::batch::all(&office.store).await?;
    let id = FreezeId { as_at, edition: 0 };
    assemble(office, id, (catalogue, &bundle), &office.settings, &batches).await
}

pub(crate) async fn assemble(
    office: &Office,
    id: FreezeId,
    (catalogue, bundle): (Catalogue, &Bundle),
    settings: &Settings,
    batches: &[Batch],
) -> Result<Frozen, AppError> {
    let observations = observations(office, batches, id.as_at).await?;
    let ledger = ledger(&catalogue, bundle, settings, batches, observations)?;
    seen(office, Frozen::new(id, catalogue, ledger, &[]))
}

async fn observations(
    office: &Office,
    batches: &[Batch],
    as_at: jiff::civil::Date,
) -> Result<Vec<(Digest, Observation)>, AppError> {
    let releases = batches.iter().flat_map(|batch| &batch.releases);
    let wanted = Wanted {
        releases: releases.map(|release| release.file).collect(),
        as_at: Some(as_at),
        measure: None,
    };
    Ok(storage::observation::read_all(&office.store, &wanted).await?)
}

fn ledger(
    catalogue: &Catalogue,
    bundle: &Bundle,
    settings: &Settings,
    batches: &[Batch],
    observations: Vec<(Digest, Observation)>,
) -> Result<Ledger, AppError> {
    let mut ledger = Ledger::new(batches, observations);
    let population: Slug = settings.population.parse()?;
    ledger.add_reference(catalogue, &population, |path| bundle.get(path).map(Digest::of));
    Ok(ledger)
}
