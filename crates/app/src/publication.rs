//! Papers that went out. What each told of the office's own counts is kept, since it decides what
//! may be told next; see [`analysis::disclosure`].

use analysis::disclosure::Edition;
use domain::digest::Digest;
use domain::freeze::{FreezeId, FreezeState};
use storage::artefact::Artefact;
pub use storage::publication::Publication;

use crate::{AppError, Office};

/// Every publication, oldest first.
///
/// # Errors
/// Store errors.
pub async fn all(office: &Office) -> Result<Vec<Publication>, AppError> {
    Ok(storage::publication::all(&office.store).await?)
}

/// The publication of a paper of an edition, if it went out.
///
/// # Errors
/// Store errors.
pub async fn of(
    office: &Office,
    paper: &str,
    freeze: FreezeId,
) -> Result<Option<Publication>, AppError> {
    let all = all(office).await?;
    Ok(all.into_iter().find(|one| one.freeze == freeze && one.paper == paper))
}

/// What was told by the papers of one edition.
pub(crate) async fn told_of(office: &Office, freeze: FreezeId) -> Result<Vec<Edition>, AppError> {
    let all = all(office).await?;
    all.iter().filter(|one| one.freeze == freeze).map(|one| told(office, one)).collect()
}

/// What a publication told.
///
/// # Errors
/// What was kept is missing, has changed or does not read.
pub(crate) fn told(office: &Office, publication: &Publication) -> Result<Edition, AppError> {
    let bytes = office.store.files.get(&publication.told)?;
    let text = String::from_utf8(bytes).unwrap_or_default();
    Ok(text.parse()?)
}

/// A finished paper, ready to go out.
pub(crate) struct Ready<'a> {
    pub(crate) paper: &'a str,
    pub(crate) freeze: FreezeId,
    pub(crate) told: &'a Edition,
    pub(crate) artefacts: &'a [Artefact],
    /// How many publications it was judged against.
    pub(crate) judged_against: usize,
    /// Over its figures.
    pub(crate) figures: Digest,
    /// Why it goes out although there are warnings.
    pub(crate) because: Option<&'a str>,
    /// What is told the public of what it corrects.
    pub(crate) correction: Option<&'a str>,
}

/// Records that a paper went out: its files, what it told, how far its edition has come and the
/// journal's entry, all or nothing.
///
/// # Errors
/// Another paper went out meanwhile; store errors.
pub(crate) async fn record(office: &Office, ready: &Ready<'_>) -> Result<(), AppError> {
    let now = office.clock.now();
    let told = office.store.files.put(ready.told.to_string().as_bytes())?;
    let write = storage::transaction::begin(&office.store).await?;
    // Under the write lock: what was judged against is still everything.
    let before = all(office).await?.len();
    if before != ready.judged_against {
        return Err(AppError::IssuedMeanwhile);
    }
    let publication = Publication {
        sequence: i64::try_from(before).unwrap_or(i64::MAX - 1) + 1,
        freeze: ready.freeze,
        paper: ready.paper.to_owned(),
        told,
        issued_at: now,
    };
    storage::artefact::save(&write, ready.artefacts).await?;
    storage::publication::insert(&write, &publication).await?;
    storage::freeze::set_state(&write, ready.freeze, FreezeState::Issued).await?;
    let said = |what: &str, text: Option<&str>| {
        text.map_or_else(String::new, |text| format!("; {what}: {text}"))
    };
    let detail = format!(
        "{} of {}, figures {}{}{}",
        ready.paper,
        ready.freeze,
        ready.figures.short(),
        said("warnings answered", ready.because),
        said("correction", ready.correction),
    );
    write.commit(now, &office.actor, "issue", &detail).await?;
    Ok(())
}
