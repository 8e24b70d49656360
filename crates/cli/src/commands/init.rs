//! `scrutineer init`

use std::sync::Arc;

use app::{AppError, Office, Settings};
use serde_json::json;

use crate::arguments::{Arguments, Init};
use crate::clock::SystemClock;
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, init: &Init) -> anyhow::Result<Ended> {
    let (_, catalogue) = app::office::bundle(&arguments.data)?;
    let settings =
        Settings::for_area(&catalogue, &init.office).ok_or_else(|| AppError::Setting {
            name: "police force area",
            value: init.office.clone(),
            help: "use a name such as \"Leicestershire\" or \"Devon and Cornwall\"".into(),
        })?;
    let clock = Arc::new(SystemClock);
    let office = Office::init(&arguments.data, settings, clock, super::ACTOR).await?;
    if arguments.json {
        let settings: serde_json::Map<_, _> =
            office.settings.pairs().iter().map(|(k, v)| ((*k).to_owned(), json!(v))).collect();
        show::json(&settings.into());
    } else {
        let (body, folder) = (&office.settings.body, office.folder.display());
        show::line(format_args!("{body}: made in {folder}"));
        if office.settings.body.starts_with("Local policing body") {
            show::line("Its own name for its papers: scrutineer settings body \"NAME\"");
        }
        show::line("Next: scrutineer import PATH");
    }
    Ok(Ended::Done)
}
