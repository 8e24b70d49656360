//! Bring an office of an earlier program up to date, with a copy of its database beside it.

use std::path::Path;
use std::sync::Arc;

use storage::schema::{Keep, Migrated};

use crate::{AppError, Clock};

/// Migrates; nothing if the office is up to date.
///
/// # Errors
/// There is no office, it is damaged, or it is of a newer program; the disk fails. Then nothing has
/// changed.
pub async fn migrate(
    folder: &Path,
    clock: Arc<dyn Clock>,
    actor: &str,
) -> Result<Option<Migrated>, AppError> {
    Ok(storage::schema::migrate(folder, Keep::CopyBeside, clock.now(), actor).await?)
}
