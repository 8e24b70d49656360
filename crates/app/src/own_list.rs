//! Lists of the office's own catalogue to which a line is added for every act: answers, texts.

use std::path::Path;

use crate::{AppError, Office};

/// Adds to a list and to the journal: both, or neither. `add` gives the file with what is added, from
/// the file as it stands, which is empty if it is not there; `act` is what is done, and its detail.
///
/// # Errors
/// The disk or store fails. Then nothing has changed.
pub(crate) async fn add(
    office: &Office,
    file: &str,
    add: &dyn Fn(&[u8]) -> Vec<u8>,
    (act, detail): (&str, &str),
) -> Result<(), AppError> {
    let path = office.folder.join("catalogue").join(file);
    let failed = |doing| {
        let path = path.clone();
        move |source| AppError::File { doing, path, source }
    };
    let write = storage::transaction::begin(&office.store).await?;
    // Under the write lock: nobody else adds a line in between.
    let before = match std::fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        read => Some(read.map_err(failed("read"))?),
    };
    let after = add(before.as_deref().unwrap_or_default());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed("make the folder of"))?;
    }
    replace(&path, &after).map_err(failed("write"))?;
    let done = write.commit(office.clock.now(), &office.actor, act, detail).await;
    if let Err(error) = done {
        match before {
            Some(before) => replace(&path, &before),
            None => std::fs::remove_file(&path),
        }
        .map_err(failed("put back"))?;
        return Err(error.into());
    }
    Ok(())
}

/// A file is whole at every moment: the new one is written beside it and put in its place.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // Hidden, so that what a crash leaves behind is never read as part of the catalogue.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.partial"));
    storage::durable::write(&beside, bytes)?;
    storage::durable::put_in_place(&beside, path)
}
