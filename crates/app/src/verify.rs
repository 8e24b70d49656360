//! Check that everything kept is whole: database, files, journal, freezes, artefacts.

use domain::digest::Digest;
use domain::freeze::Freeze;
use domain::journal::JournalEntry;
use storage::file_store::FileFault;

use crate::{AppError, Office, backup, freeze, frozen, publication};

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

/// Checks everything. What cannot be read is a fault like any other, and checking goes on, unless
/// the schema is damaged: then nothing reads as it should.
///
/// # Errors
/// The folder of the files cannot be listed; whatever else is wrong is a fault, not an error.
pub async fn verify(office: &Office) -> Result<Verified, AppError> {
    let store = &office.store;
    let mut verified = Verified::default();
    // What stands in the file is what will be there tomorrow.
    store.settle().await;
    let sealed = storage::seal::check(store).await;
    for fault in verified.part("database", sealed) {
        verified.faults.push(format!("database: {fault}"));
    }
    if verified.faults.iter().any(|fault| fault.starts_with("database: schema")) {
        return Ok(verified);
    }
    for fault in verified.part("database", store.integrity().await) {
        verified.faults.push(format!("database: {fault}"));
    }
    let journal = verified.part("journal", storage::journal::all(store).await);
    check_journal(&journal, &mut verified);
    for batch in verified.part("imports", storage::batch::all(store).await) {
        for release in &batch.releases {
            verified.files += 1;
            check_file(office, &release.file, &release.name, &mut verified);
        }
    }
    for made in verified.part("freezes", storage::freeze::all(store).await) {
        verified.freezes += 1;
        check_freeze(office, &made, &journal, &mut verified).await;
    }
    for artefact in verified.part("papers", storage::artefact::all(store).await) {
        verified.artefacts += 1;
        let name = format!("{} of {}", artefact.name, artefact.freeze);
        check_file(office, &artefact.file, &name, &mut verified);
    }
    for publication in verified.part("publications", storage::publication::all(store).await) {
        let name = format!("what {} of {} told", publication.paper, publication.freeze);
        check_file(office, &publication.told, &name, &mut verified);
        if let Err(error) = publication::told(office, &publication) {
            verified.faults.push(format!("{name}: {error}"));
        }
    }
    if verified.faults.is_empty() {
        unused(office, &mut verified).await?;
    }
    Ok(verified)
}

impl Verified {
    /// What could be read; if it could not, why not is a fault.
    fn part<T: Default>(&mut self, what: &str, read: Result<T, storage::StorageError>) -> T {
        read.unwrap_or_else(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            let cause = cause.map_or_else(String::new, |cause| format!(": {cause}"));
            self.faults.push(format!("{what}: {error}{cause}"));
            T::default()
        })
    }
}

async fn check_freeze(
    office: &Office,
    made: &Freeze,
    journal: &[JournalEntry],
    verified: &mut Verified,
) {
    check_file(office, &made.catalogue, &format!("catalogue of {}", made.id), verified);
    if !journal.iter().any(|entry| entry.digest == made.journal_head) {
        let fault = format!("freeze {}: its journal head is not in the journal", made.id);
        verified.faults.push(fault);
    }
    match frozen::load(office, made).await {
        Err(error) => verified.faults.push(format!("freeze {}: {error}", made.id)),
        Ok(frozen) if freeze::digest(made, &frozen.digest()) == made.digest => {}
        Ok(_) => verified.faults.push(format!("freeze {}: its figures have changed", made.id)),
    }
}

async fn unused(office: &Office, verified: &mut Verified) -> Result<(), AppError> {
    let named = backup::named(&office.store).await?;
    let (whole, unfinished) = office.store.files.list()?;
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
