//! `scrutineer bundle`

use serde_json::json;

use crate::arguments::{Arguments, Bundle};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Bundle) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let freeze = app::frozen::find(&office, asked.freeze.as_deref()).await?;
    let made = app::bundle::write(&office, &asked.paper, &freeze, &asked.out).await?;
    let folder = asked.out.display();
    if arguments.json {
        let folder = folder.to_string();
        show::json(&json!({ "folder": folder, "files": made.files, "figures": made.figures }));
    } else {
        let (paper, id) = (&asked.paper, freeze.id);
        show::line(format_args!(
            "{paper} of freeze {id}: {} figures, {} files",
            made.figures, made.files
        ));
        show::line(format_args!("  {folder}"));
        show::line(format_args!("Whoever gets it checks it: scrutineer verify --bundle {folder}"));
    }
    Ok(Ended::Done)
}
