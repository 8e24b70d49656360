//! `scrutineer catalogue`

use serde_json::json;

use crate::arguments::{Arguments, Catalogue};
use crate::{Ended, show};

pub fn run(arguments: &Arguments, what: &Catalogue) -> anyhow::Result<Ended> {
    match what {
        Catalogue::Check => check(arguments),
    }
}

fn check(arguments: &Arguments) -> anyhow::Result<Ended> {
    let (measures, problems) = app::office::check_catalogue(&arguments.data)?;
    if arguments.json {
        let problems: Vec<_> = problems.iter().map(show::diagnostic_json).collect();
        show::json(&json!({ "measures": measures, "diagnostics": problems }));
    } else {
        show::diagnostics(&problems);
        show::line(format_args!("{measures} measures, {} problems", problems.len()));
    }
    if domain::diagnostic::has_errors(&problems) {
        return Ok(Ended::Refused);
    }
    Ok(show::ended(&problems))
}
