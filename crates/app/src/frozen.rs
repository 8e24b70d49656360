//! An edition as everything that prints sees it. No figure leaves but through here.

use analysis::frozen::Frozen;
use analysis::ledger::Ledger;
use catalogue::{Bundle, Catalogue};
use domain::batch::Batch;
use domain::digest::Digest;
use domain::freeze::{Freeze, FreezeId};
use domain::ids::Slug;

use crate::{AppError, Office, Settings, office};

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
    let bundle = Bundle::from_bytes(&office.store.files.get(&freeze.catalogue)?)?;
    let (catalogue, problems) = Catalogue::load(&bundle);
    if domain::diagnostic::has_errors(&problems) {
        return Err(AppError::Refused(problems));
    }
    let mut batches = storage::batch::all(&office.store).await?;
    batches.retain(|batch| freeze.batches.contains(&batch.id));
    assemble(office, freeze.id, (catalogue, &bundle), &Settings::of(freeze), &batches).await
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
    let releases = batches.iter().flat_map(|batch| &batch.releases);
    let files: Vec<Digest> = releases.map(|release| release.file).collect();
    let as_at = id.as_at.to_string();
    let observations =
        storage::observation::of_releases(&office.store, &files, Some(&as_at)).await?;
    let mut ledger = Ledger::new(batches, observations);
    let population: Slug = settings.population.parse()?;
    ledger.add_reference(&catalogue, &population, |path| bundle.get(path).map(Digest::of));
    Ok(Frozen { id, catalogue, ledger, gate: analysis::disclosure::Gate::open() })
}
