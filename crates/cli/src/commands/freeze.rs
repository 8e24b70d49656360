//! `scrutineer freeze`

use app::freeze::{FreezeRequest, freeze};
use serde_json::json;

use crate::arguments::{Arguments, Freeze};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, request: &Freeze) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let request = FreezeRequest { as_at: request.as_at, known_by: request.known_by };
    let done = freeze(&office, request).await?;
    let made = &done.freeze;
    if arguments.json {
        show::json(&json!({
            "freeze": made.id.to_string(),
            "as_at": made.id.as_at.to_string(),
            "edition": made.id.edition,
            "known_by": made.known_by.to_string(),
            "batches": made.batches.len(),
            "digest": made.digest.to_string(),
            "journal_head": made.journal_head.to_string(),
            "diagnostics": done.warnings.iter().map(show::diagnostic_json).collect::<Vec<_>>(),
        }));
    } else {
        show::diagnostics(&done.warnings);
        let known = made.known_by.label();
        show::line(format_args!("freeze {} made, as known on {known} UTC", made.id));
        show::line(format_args!("digest {}", made.digest));
        show::line(format_args!("Next: scrutineer report board-pack --freeze {}", made.id));
    }
    Ok(show::ended(&done.warnings))
}
