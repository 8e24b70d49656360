//! `scrutineer migrate`

use std::sync::Arc;

use serde_json::json;

use crate::arguments::Arguments;
use crate::clock::SystemClock;
use crate::{Ended, show};

pub async fn run(arguments: &Arguments) -> anyhow::Result<Ended> {
    let clock = Arc::new(SystemClock);
    let done = app::migrate::migrate(&arguments.data, clock, super::ACTOR).await?;
    let copy = done.as_ref().and_then(|done| done.copy.as_ref());
    let copy = copy.map(|copy| copy.display().to_string());
    if arguments.json {
        show::json(&json!({
            "from": done.as_ref().map(|done| &done.from),
            "to": done.as_ref().map(|done| &done.to),
            "copy": copy,
        }));
    } else if let Some(done) = &done {
        show::line(format_args!("brought from {} to {}", done.from, done.to));
        if let Some(copy) = copy {
            show::line(format_args!("the database as it was stands in {copy}"));
        }
    } else {
        show::line("the office is up to date");
    }
    Ok(Ended::Done)
}
