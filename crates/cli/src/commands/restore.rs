//! `scrutineer restore`

use std::sync::Arc;

use serde_json::json;

use crate::arguments::{Arguments, Restore};
use crate::clock::SystemClock;
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Restore) -> anyhow::Result<Ended> {
    let bar = super::import::progress_bar("files copied");
    let progress = |done: usize, of: usize| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    };
    let (clock, actor) = (Arc::new(SystemClock), super::ACTOR);
    let to = &arguments.data;
    let made = app::backup::restore(&asked.backup, to, clock, actor, &progress).await;
    bar.finish_and_clear();
    let made = made?;
    if arguments.json {
        show::json(&json!({
            "office": made.folder.display().to_string(),
            "files": made.files,
            "journal_head": made.journal_head.to_string(),
        }));
    } else {
        let (files, folder) = (made.files, made.folder.display());
        show::line(format_args!("{files} files restored to {folder}; everything is whole"));
        show::line(format_args!("journal up to {}", made.journal_head));
    }
    Ok(Ended::Done)
}
