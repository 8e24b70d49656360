//! What differs between two editions, down to the records of replaced files.

use analysis::changes::{Changes, Replacement};
pub use analysis::frozen::Frozen;
use domain::freeze::{Freeze, FreezeId};
use ingest::OutcomeChanges;
pub use reports::explanation::{key_name, place_name};

use crate::on_disk::OnDisk;
use crate::{AppError, Office, frozen};

/// What differs between an earlier edition and a later one.
#[derive(Debug)]
pub struct ChangeReport {
    /// The earlier edition.
    pub earlier: FreezeId,
    /// The later edition.
    pub later: FreezeId,
    /// Figure by figure.
    pub changes: Changes,
    /// Crime by crime, for each replaced police.uk file.
    pub records: Vec<(Replacement, OutcomeChanges)>,
}

/// Compares two editions and returns the later as well: the one made later, whatever the order
/// given.
///
/// # Errors
/// No such freeze; store errors; a stored file that no longer reads.
pub async fn between(
    office: &Office,
    one: &str,
    other: &str,
) -> Result<(ChangeReport, Frozen), AppError> {
    let one = frozen::find(office, Some(one)).await?;
    let other = frozen::find(office, Some(other)).await?;
    let one_first = (one.made_at, one.id) <= (other.made_at, other.id);
    let (earlier, later) = if one_first { (one, other) } else { (other, one) };
    let (earlier, later) = frozen::load_both(office, &earlier, &later).await?;
    Ok((compare(office, &earlier, &later)?, later))
}

/// The edition made before another, if there is one.
///
/// # Errors
/// Store errors.
pub async fn previous(office: &Office, freeze: &Freeze) -> Result<Option<Freeze>, AppError> {
    let freezes = storage::freeze::all(&office.store).await?;
    let before = freezes.into_iter().filter(|other| {
        other.id.as_at < freeze.id.as_at && (other.made_at, other.id) < (freeze.made_at, freeze.id)
    });
    Ok(before.max_by_key(|other| (other.id.as_at, other.id.edition)))
}

/// Compares an earlier with a later edition.
///
/// # Errors
/// File errors; a stored file that no longer reads.
pub fn compare(
    office: &Office,
    earlier: &Frozen,
    later: &Frozen,
) -> Result<ChangeReport, AppError> {
    let changes = Changes::between(earlier, later);
    let mut records = Vec::new();
    for replacement in &changes.replaced {
        if is_street(later, replacement) && is_street(earlier, replacement) {
            let stored = |file| office.store.files.whole(file).map(OnDisk);
            let (older, newer) = (stored(&replacement.older)?, stored(&replacement.newer)?);
            let input = |name, bytes| ingest::Input { name, bytes, vintage: None };
            let (older, newer) = (input("older version", &older), input("newer version", &newer));
            let compared = ingest::compare_last_outcomes(&older, &newer, &later.catalogue);
            let compared = compared.map_err(|refused| AppError::Refused(refused.diagnostics))?;
            records.push((replacement.clone(), compared));
        }
    }
    Ok(ChangeReport { earlier: earlier.id, later: later.id, changes, records })
}

fn is_street(frozen: &Frozen, replacement: &Replacement) -> bool {
    let files = [replacement.older, replacement.newer];
    let mut street =
        frozen.releases().iter().filter(|supplied| files.contains(&supplied.release.file));
    street.all(|supplied| supplied.release.format == "police-uk-street")
}
