//! `scrutineer checklist`

use domain::diagnostic::has_errors;
use serde_json::json;

use crate::arguments::{Arguments, Checklist};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Checklist) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let freeze = app::frozen::find(&office, asked.freeze.as_deref()).await?;
    let found = app::report::checklist(&office, &asked.paper, &freeze).await?;
    if arguments.json {
        let listed = found.iter().map(show::diagnostic_json).collect::<Vec<_>>();
        let freeze = freeze.id.to_string();
        show::json(&json!({ "paper": asked.paper, "freeze": freeze, "checklist": listed }));
    } else {
        show::diagnostics(&found);
        let issue = format!("scrutineer issue {} --freeze {}", asked.paper, freeze.id);
        show::line(match (found.is_empty(), has_errors(&found)) {
            (true, _) => format!("Nothing stands in the way: {issue}"),
            (false, true) => "The errors must be put right before it goes out.".into(),
            (false, false) => format!("To answer for: {issue} --because \"...\""),
        });
    }
    Ok(match has_errors(&found) {
        true => Ended::Refused,
        false => show::ended(&found),
    })
}
