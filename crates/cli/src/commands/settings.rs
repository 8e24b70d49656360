//! `scrutineer settings`

use serde_json::json;

use crate::arguments::{Arguments, Settings};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Settings) -> anyhow::Result<Ended> {
    let mut office = super::open(arguments).await?;
    if let (Some(name), Some(value)) = (&asked.name, &asked.value) {
        office.set(name, value).await?;
    }
    let all = office.settings.pairs();
    let asked_for = |name: &str| asked.name.as_deref().is_none_or(|asked| asked == name);
    let pairs: Vec<_> = all.iter().filter(|(name, _)| asked_for(name)).collect();
    if pairs.is_empty() {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        anyhow::bail!("there is no such setting; there are: {}", names.join(", "));
    }
    if arguments.json {
        let settings = pairs.iter().map(|(name, value)| ((*name).to_owned(), json!(value)));
        show::json(&settings.collect::<serde_json::Map<_, _>>().into());
    } else {
        let rows = pairs.iter().map(|(name, value)| vec![(*name).to_owned(), (*value).to_owned()]);
        show::line(show::table(&["Setting", "Value"], &rows.collect::<Vec<_>>()));
    }
    if asked.value.is_some() && !arguments.json {
        show::line("Freezes made before keep their settings; the next freeze has these.");
    }
    Ok(Ended::Done)
}
