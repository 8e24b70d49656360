//! `scrutineer catalogue`

use serde_json::json;

use crate::arguments::{Arguments, Catalogue, Listed};
use crate::{Ended, show};

pub fn run(arguments: &Arguments, what: &Catalogue) -> anyhow::Result<Ended> {
    match what {
        Catalogue::Check => check(arguments),
        Catalogue::List { what } => list(arguments, *what),
        Catalogue::Propose { file } => propose(arguments, file),
        Catalogue::Season { season, files } => {
            show::line(app::season::fit(&arguments.data, season, files)?.trim_end());
            Ok(Ended::Done)
        }
    }
}

/// Prints a mapping for the office's own catalogue folder, with what was guessed and what is open.
fn propose(arguments: &Arguments, file: &std::path::Path) -> anyhow::Result<Ended> {
    let proposal = app::import::propose(&arguments.data, file)?;
    let toml = proposal.to_toml();
    if arguments.json {
        let guesses = proposal
            .guesses
            .iter()
            .map(|guess| json!({ "field": guess.field, "taken": guess.taken, "why": guess.why }));
        show::json(&json!({
            "mapping": toml,
            "guesses": guesses.collect::<Vec<_>>(),
            "open": proposal.open,
        }));
    } else {
        show::line(toml.trim_end());
        let folder = arguments.data.join("catalogue").join("mappings");
        let id = &proposal.mapping.id;
        show::aside(format_args!(
            "\nRead it, mend it, and keep it as {}; then import the file.",
            folder.join(format!("{id}.toml")).display()
        ));
    }
    Ok(if proposal.open.is_empty() { Ended::Done } else { Ended::WithWarnings })
}

fn list(arguments: &Arguments, what: Listed) -> anyhow::Result<Ended> {
    let (_, catalogue) = app::office::bundle(&arguments.data)?;
    let rows: Vec<(String, String)> = match what {
        Listed::Measures => catalogue.measures().map(|m| pair(&m.id, &m.name)).collect(),
        Listed::Sources => {
            catalogue.sources().map(|source| pair(&source.id, &source.name)).collect()
        }
        Listed::Areas => {
            let forces = catalogue.police_areas().map(|force| pair(&force.area.code, &force.name));
            let districts = catalogue.police_areas().flat_map(|f| catalogue.districts_of(&f.area));
            forces.chain(districts.map(|d| pair(&d.area.code, &d.name))).collect()
        }
        Listed::Plans => catalogue.plans().map(|plan| pair(&plan.id, &plan.title)).collect(),
        Listed::Formats => {
            app::import::READERS.iter().map(|reader| pair(&reader.name, reader.reads)).collect()
        }
        Listed::Groups => catalogue.groups().map(|group| pair(&group.id, &group.title)).collect(),
    };
    if arguments.json {
        let rows = rows.iter().map(|(id, name)| json!({ "id": id, "name": name }));
        show::json(&rows.collect::<Vec<_>>().into());
    } else {
        let rows: Vec<Vec<String>> = rows.into_iter().map(|(id, name)| vec![id, name]).collect();
        show::line(show::table(&["Id", "Name"], &rows));
    }
    Ok(Ended::Done)
}

fn pair(id: &impl ToString, name: &str) -> (String, String) {
    (id.to_string(), name.to_owned())
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
