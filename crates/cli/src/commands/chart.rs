//! `scrutineer chart`

use app::chart::{ChartRequest, make};
use app::report::write_into;
use serde_json::json;

use crate::arguments::{Arguments, Chart, ChartOrTable};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Chart) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let as_table = asked.kind == ChartOrTable::Table;
    let usual = if as_table { &["csv", "xlsx"][..] } else { &["svg", "png", "csv", "xlsx"] };
    let formats = match asked.format.as_slice() {
        [] => usual.iter().map(|format| (*format).to_owned()).collect(),
        formats => formats.to_vec(),
    };
    let request = ChartRequest {
        words: asked.words.join(" "),
        area: asked.area.clone(),
        years: asked.years,
        from: asked.from,
        to: asked.to,
        freeze: asked.freeze.clone(),
        as_table,
        formats,
    };
    let made = make(&office, &request).await?;
    let paths = write_into(&asked.out.join(made.freeze.id.to_string()), &made.files)?;
    if arguments.json {
        let files: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        show::json(&json!({
            "measure": made.measure.as_str(),
            "area": made.area,
            "title": made.title,
            "freeze": made.freeze.id.to_string(),
            "files": files,
            "diagnostics": made.diagnostics.iter().map(show::diagnostic_json).collect::<Vec<_>>(),
        }));
    } else {
        show::diagnostics(&made.diagnostics);
        show::line(format_args!("{}", made.title));
        show::line(format_args!("{}, freeze {}", made.measure, made.freeze.id));
        paths.iter().for_each(|path| show::line(format_args!("  {}", path.display())));
    }
    Ok(show::ended(&made.diagnostics))
}
