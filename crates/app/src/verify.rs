//! Check that everything kept is whole: database, files, journal, freezes, artefacts.

use std::collections::BTreeSet;

use domain::digest::Digest;
use domain::journal::JournalEntry;
use storage::file_store::FileFault;

use crate::{AppError, Office, freeze, frozen};

/// What was checked and what was found wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    /// Files checked byte for byte.
    pub files: usize,
    /// Journal entries whose chain was followed.
    pub entries: usize,
    /// Freezes whose digest was computed again.
    pub freezes: usize,
    /// Artefacts checked byte for byte.
    pub artefacts: usize,
    /// Everything wrong, in words; empty is whole.
    pub faults: Vec<String>,
    /// Files in the store that nothing names: a killed import may leave some, and they do no harm.
    pub unused: Vec<String>,
}

/// Checks everything.
///
/// # Errors
/// The store cannot be read at all; what is merely wrong is a fault, not an error.
pub async fn verify(office: &Office) -> Result<Verified, AppError> {
    let store = &office.store;
    let mut verified = Verified::default();
    for found in store.integrity().await? {
        verified.faults.push(format!("database: {found}"));
    }
    let journal = storage::journal::all(store).await?;
    check_journal(&journal, &mut verified);
    for batch in storage::batch::all(store).await? {
        for release in &batch.releases {
            verified.files += 1;
            check_file(office, &release.file, &release.name, &mut verified);
        }
    }
    for made in storage::freeze::all(store).await? {
        verified.freezes += 1;
        check_file(office, &made.catalogue, &format!("catalogue of {}", made.id), &mut verified);
        if !journal.iter().any(|entry| entry.digest == made.journal_head) {
            let fault = format!("freeze {}: its journal head is not in the journal", made.id);
            verified.faults.push(fault);
        }
        let again = match frozen::load(office, &made).await {
            Ok(frozen) => frozen.ledger.digest(),
            Err(error) => {
                verified.faults.push(format!("freeze {}: {error}", made.id));
                continue;
            }
        };
        let again = freeze::digest(&made, &again);
        if again != made.digest {
            verified.faults.push(format!("freeze {}: its figures have changed", made.id));
        }
    }
    for artefact in storage::artefact::all(store).await? {
        verified.artefacts += 1;
        let name = format!("{} of {}", artefact.name, artefact.freeze);
        check_file(office, &artefact.file, &name, &mut verified);
    }
    unused(office, &mut verified).await?;
    Ok(verified)
}

async fn unused(office: &Office, verified: &mut Verified) -> Result<(), AppError> {
    let store = &office.store;
    let batches = storage::batch::all(store).await?;
    let releases = batches.iter().flat_map(|batch| &batch.releases);
    let mut named: BTreeSet<Digest> = releases.map(|release| release.file).collect();
    named.extend(storage::freeze::all(store).await?.iter().map(|freeze| freeze.catalogue));
    named.extend(storage::artefact::all(store).await?.iter().map(|artefact| artefact.file));
    let (whole, unfinished) = store.files.list()?;
    let whole = whole.iter().filter(|digest| !named.contains(digest)).map(ToString::to_string);
    verified.unused.extend(whole);
    verified.unused.extend(unfinished.iter().map(|path| path.display().to_string()));
    Ok(())
}

fn check_journal(journal: &[JournalEntry], verified: &mut Verified) {
    let mut previous = None;
    for entry in journal {
        verified.entries += 1;
        if !entry.is_sound(previous) {
            let fault = format!("journal: entry {} is not what was sealed", entry.sequence);
            verified.faults.push(fault);
        }
        previous = Some(entry);
    }
}

fn check_file(office: &Office, file: &Digest, name: &str, verified: &mut Verified) {
    let fault = match office.store.files.check(file) {
        Ok(()) => return,
        Err(FileFault::Missing) => "is missing",
        Err(FileFault::Changed) => "has changed",
    };
    verified.faults.push(format!("file {name} ({}) {fault}", file.short()));
}
