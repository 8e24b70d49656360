//! `scrutineer catalogue`

use serde_json::json;

use crate::arguments::{Arguments, Catalogue, Listed};
use crate::{Ended, show};

pub fn run(arguments: &Arguments, what: &Catalogue) -> anyhow::Result<Ended> {
    match what {
        Catalogue::Check => check(arguments),
        Catalogue::List { what, words } => list(arguments, *what, words),
        Catalogue::Propose { file } => propose(arguments, file),
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

/// A thing of the catalogue.
struct Row {
    id: String,
    name: String,
    /// How it leaves the office; empty where that is not asked.
    leaves: String,
    /// What else is searched.
    more: String,
}

fn list(arguments: &Arguments, what: Listed, words: &[String]) -> anyhow::Result<Ended> {
    let (_, catalogue) = app::office::bundle(&arguments.data)?;
    let handling = app::disclosure::handling(&catalogue);
    let mut rows: Vec<Row> = match what {
        Listed::Measures => {
            let row = |m: &domain::measure::Measure| Row {
                more: format!("{} {}", m.definition.as_deref().unwrap_or_default(), m.theme),
                ..with(&m.id, &m.name, handling(&m.id))
            };
            catalogue.measures().map(row).collect()
        }
        Listed::Sources => {
            catalogue.sources().map(|s| with(&s.id, &s.name, s.standing.word())).collect()
        }
        Listed::Disclosure => {
            let rules = app::disclosure::rules(&catalogue).into_iter();
            rules.map(|(rule, said)| pair(&rule, &said)).collect()
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
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    rows.retain(|row| {
        let all = format!("{} {} {}", row.id, row.name, row.more).to_lowercase();
        words.iter().all(|word| all.contains(word.as_str()))
    });
    if arguments.json {
        let row = |row: &Row| match row.leaves.as_str() {
            "" => json!({ "id": row.id, "name": row.name }),
            leaves => json!({ "id": row.id, "name": row.name, "disclosure": leaves }),
        };
        show::json(&rows.iter().map(row).collect::<Vec<_>>().into());
    } else if rows.is_empty() {
        show::line("nothing in the catalogue has all of these words; try fewer");
    } else {
        let columns = if rows.iter().any(|row| !row.leaves.is_empty()) { 3 } else { 2 };
        let cells = |row: Row| [row.id, row.name, row.leaves][..columns].to_vec();
        let rows: Vec<Vec<String>> = rows.into_iter().map(cells).collect();
        show::line(show::table(&["Id", "Name", "Disclosure"][..columns], &rows));
    }
    Ok(Ended::Done)
}

fn pair(id: &impl ToString, name: &str) -> Row {
    with(id, name, "")
}

/// A thing with how it leaves the office.
fn with(id: &impl ToString, name: &str, leaves: &str) -> Row {
    let (id, name, leaves) = (id.to_string(), name.to_owned(), leaves.to_owned());
    Row { id, name, leaves, more: String::new() }
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
