//! `scrutineer verify`

use serde_json::json;

use crate::arguments::Arguments;
use crate::{Ended, show};

pub async fn run(arguments: &Arguments) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let verified = app::verify::verify(&office).await?;
    if arguments.json {
        show::json(&json!({
            "files": verified.files,
            "journal_entries": verified.entries,
            "freezes": verified.freezes,
            "artefacts": verified.artefacts,
            "faults": verified.faults,
            "unused": verified.unused,
        }));
    } else {
        show::line(format_args!(
            "checked: files {}, journal entries {}, freezes {}, artefacts {}",
            verified.files, verified.entries, verified.freezes, verified.artefacts
        ));
        verified.faults.iter().for_each(|fault| show::line(format_args!("  wrong: {fault}")));
        if !verified.unused.is_empty() {
            show::line(format_args!(
                "  {} files in the store are named by nothing, such as a killed import leaves; \
                 they do no harm",
                verified.unused.len()
            ));
        }
        if verified.faults.is_empty() {
            show::line("everything is whole");
        } else {
            show::line("Restore the files named from a backup, then verify again.");
        }
    }
    Ok(if verified.faults.is_empty() { Ended::Done } else { Ended::Refused })
}
