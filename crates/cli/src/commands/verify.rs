//! `scrutineer verify`

use serde_json::json;

use crate::arguments::{Arguments, Verify};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Verify) -> anyhow::Result<Ended> {
    if let Some(folder) = &asked.bundle {
        return bundle(arguments, folder);
    }
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

fn bundle(arguments: &Arguments, folder: &std::path::Path) -> anyhow::Result<Ended> {
    let checked = app::bundle::check(folder)?;
    if arguments.json {
        show::json(&json!({ "files": checked.files, "faults": checked.faults }));
    } else {
        show::line(format_args!("checked: files {}", checked.files));
        checked.faults.iter().for_each(|fault| show::line(format_args!("  wrong: {fault}")));
        show::line(match checked.faults.is_empty() {
            true => "everything is as it was written",
            false => "Ask for the bundle again from whoever made it.",
        });
    }
    Ok(if checked.faults.is_empty() { Ended::Done } else { Ended::Refused })
}
