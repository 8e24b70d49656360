//! `scrutineer report`

use app::report::{make, write_into};
use serde_json::json;

use crate::arguments::{Arguments, Report};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Report) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let freeze = app::frozen::find(&office, asked.freeze.as_deref()).await?;
    let formats: Vec<&str> = asked.format.iter().map(String::as_str).collect();
    let made = make(&office, &asked.paper, &freeze, &formats).await?;
    let paths = write_into(&asked.out.join(freeze.id.to_string()), &made.files)?;
    if arguments.json {
        let files: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        show::json(&json!({
            "paper": asked.paper,
            "freeze": freeze.id.to_string(),
            "figures": made.figures,
            "files": files,
        }));
    } else {
        show::diagnostics(&made.diagnostics);
        let (paper, figures) = (&asked.paper, made.figures);
        show::line(format_args!("{paper} of freeze {}: {figures} figures", freeze.id));
        paths.iter().for_each(|path| show::line(format_args!("  {}", path.display())));
    }
    Ok(show::ended(&made.diagnostics))
}
