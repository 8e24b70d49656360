//! `scrutineer backup`

use serde_json::json;

use crate::arguments::{Arguments, Backup};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Backup) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let bar = super::import::progress_bar("files copied");
    let progress = |done: usize, of: usize| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    };
    let made = app::backup::backup(&office, &asked.folder, &progress).await;
    bar.finish_and_clear();
    let made = made?;
    if arguments.json {
        show::json(&json!({
            "backup": made.folder.display().to_string(),
            "files": made.files,
            "journal_head": made.journal_head.to_string(),
        }));
    } else {
        let (files, folder) = (made.files, made.folder.display());
        show::line(format_args!("{files} files, checked byte for byte, are in {folder}"));
        show::line(format_args!("journal {}", made.journal_head));
        show::line("Keep it on another machine, with the journal's digest noted elsewhere.");
    }
    Ok(Ended::Done)
}
