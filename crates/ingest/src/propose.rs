//! A mapping proposed from a file: what was guessed, why, and what is left open.
//!
//! A proposal is a beginning. It is written as a file of the catalogue, looked at by a person, and
//! only then read by: nothing here is believed by [`crate::read`].
//! Start at [`propose`]; `header` finds the table, `columns` what each column holds.

mod columns;
mod header;

use catalogue::mapping::{Holds, Level, Mapping, PeriodForm, Rows, ValueColumn};
use catalogue::{Catalogue, mapping::Cut};
use domain::ids::{Slug, SourceId};

use crate::mapped::Grid;
use crate::reading::Reading;
use crate::sources::{no_figures, not_a_table, opened, recognise, start_of};
use crate::text::Dialect;
use crate::{Input, Refused, codes};
use columns::{Column, Role};

/// One thing that was guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The field of the mapping.
    pub field: &'static str,
    /// What was taken.
    pub taken: String,
    /// Why.
    pub why: String,
}

/// A mapping proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The mapping; [`Mapping::to_toml`] writes it.
    pub mapping: Mapping,
    /// What was guessed and why, in the order of the fields.
    pub guesses: Vec<Guess>,
    /// What a person has to say before the mapping can be used.
    pub open: Vec<String>,
}

impl Proposal {
    /// The mapping as a file, with what was guessed and what is open as comments above it.
    pub fn to_toml(&self) -> String {
        let line = |words: &str| words.replace(|c: char| c.is_control(), " ");
        let mut out = String::from("# Proposed from a file; to be looked at before it is used.\n");
        for Guess { field, taken, why } in &self.guesses {
            out.push_str(&format!("# {field}: {}, because {}.\n", line(taken), line(why)));
        }
        for open in &self.open {
            out.push_str(&format!("# OPEN: {}.\n", line(open)));
        }
        out.push('\n');
        out + &self.mapping.to_toml()
    }
}

/// Stands for a source that a person has to name.
const NO_SOURCE: &str = "name-the-source";

/// Proposes a mapping for a file, or says why there is no table to propose one for.
pub fn propose(input: &Input<'_>, catalogue: &Catalogue) -> Result<Proposal, Refused> {
    let mut reading = Reading::new(input, catalogue);
    let found = if could_be_a_table(&mut reading) { header::find(&mut reading) } else { None };
    let refused =
        |reading: Reading<'_>| Refused { format: None, diagnostics: reading.findings.finish() };
    let Some((grid, guesses)) = found else {
        let at = reading.findings.file();
        let message =
            "no row looks like the header of a table: at least two different names above \
                       a row with a number"
                .to_owned();
        let told = reading.findings.has_errors();
        if !told {
            reading.findings.error(&codes::FORMAT_UNKNOWN, at, message);
        }
        return Err(refused(reading));
    };
    if reading.findings.has_errors() && grid.rows.is_empty() {
        return Err(refused(reading));
    }
    let mut proposal = of_grid(stem(input.name), &grid, guesses, catalogue);
    // What is told on the way is told again when the file is imported.
    if let Some((known, _)) = recognise(&mut Reading::new(input, catalogue)) {
        let open =
            format!("the file is read already, by {}: no mapping is needed", known.described());
        proposal.open.insert(0, open);
    }
    // What was told of single rows does not stop a proposal: reading by it will tell them again.
    Ok(proposal)
}

/// Whether a file may hold a table of figures; what else it is is told.
fn could_be_a_table(reading: &mut Reading<'_>) -> bool {
    let bytes = reading.input.bytes;
    let at = reading.findings.file();
    let Some(start) = start_of(reading) else { return false };
    if let Some(what) = not_a_table(bytes, &start) {
        reading.findings.error(&codes::FORMAT_UNKNOWN, at, what.to_owned());
        return false;
    }
    if start.starts_with(b"PK") {
        return true;
    }
    let Some(table) = opened(bytes, Dialect::PLAIN, reading) else { return false };
    let what = no_figures(table.header());
    if let Some(what) = what {
        reading.findings.error(&codes::NOT_FIGURES, at, what.to_owned());
    }
    what.is_none()
}

/// A file's name without folders and endings, as an id.
fn stem(name: &str) -> Slug {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    Slug::of(last.split('.').next().unwrap_or(last))
}

fn of_grid(id: Slug, grid: &Grid, guesses: Vec<Guess>, catalogue: &Catalogue) -> Proposal {
    let columns = columns::of(grid, catalogue);
    let mut proposal = Proposal { mapping: empty(id, catalogue), guesses, open: Vec::new() };
    areas(&columns, &mut proposal);
    periods(grid, &columns, &mut proposal);
    measures(&columns, catalogue, &mut proposal);
    values(&columns, catalogue, &mut proposal);
    cuts(&columns, catalogue, &mut proposal);
    if proposal.mapping.area_column.is_empty() && columns::unnamed_areas(grid, catalogue) {
        let open = "the column of areas has no header, and a mapping finds columns by theirs: \
                    write a header into a copy of the file";
        proposal.open.push(open.to_owned());
    }
    proposal
}

fn empty(id: Slug, catalogue: &Catalogue) -> Mapping {
    let first = catalogue.sources().next().map(|source| source.id.clone());
    let named: Option<SourceId> = NO_SOURCE.parse().ok();
    Mapping {
        name: id.as_str().replace('-', " "),
        file: format!("mappings/{id}.toml"),
        id,
        source: named.or(first).expect("the constant is an id"),
        published: None,
        sheets: Vec::new(),
        area_column: Vec::new(),
        area: None,
        levels: Vec::new(),
        period_column: Vec::new(),
        period_after: None,
        period: PeriodForm::Month,
        date_order: None,
        periods_across: false,
        measure_column: Vec::new(),
        measure: None,
        decimal_mark: None,
        rows: Rows::Figures,
        breakdowns: Vec::new(),
        values: Vec::new(),
        symbols: Vec::new(),
        skips: Vec::new(),
        checks: Vec::new(),
        known_by: Vec::new(),
        ignored: Vec::new(),
    }
}

impl Proposal {
    fn guess(&mut self, field: &'static str, taken: &str, why: impl Into<String>) {
        self.guesses.push(Guess { field, taken: taken.to_owned(), why: why.into() });
    }
}

fn areas(columns: &[Column<'_>], proposal: &mut Proposal) {
    let mut areas = columns.iter().filter(|c| matches!(c.role, Role::Area { .. }));
    let best = areas.clone().max_by_key(|column| match column.role {
        // The names of smaller places say more than those of the forces they lie in.
        Role::Area { known, level } => (level == Level::Csp, known),
        _ => (false, 0),
    });
    let Some(column) = best else {
        proposal.open.push("no column names areas the catalogue knows: write `area`".to_owned());
        return;
    };
    if let Role::Area { known, level } = column.role {
        let what = if level == Level::Force { "police areas" } else { "districts or partnerships" };
        proposal.guess("area-column", column.name, format!("{known} of its names are {what}"));
        proposal.mapping.area_column = vec![column.name.to_owned()];
        proposal.mapping.levels = vec![level];
    }
    let others: Vec<String> =
        areas.by_ref().filter(|c| c.name != column.name).map(|c| c.name.to_owned()).collect();
    proposal.mapping.ignored.extend(others);
}

fn periods(grid: &Grid, columns: &[Column<'_>], proposal: &mut Proposal) {
    let across: Vec<&Column<'_>> =
        columns.iter().filter(|c| matches!(c.role, Role::Across(_))).collect();
    if let [first, .., last] = across.as_slice() {
        if let Role::Across(form) = first.role {
            proposal.mapping.period = form;
        }
        proposal.mapping.periods_across = true;
        let taken = format!("{} to {}", first.name, last.name);
        proposal.guess("periods-across", &taken, "these headers are periods");
        return;
    }
    let found = columns.iter().find_map(|column| match &column.role {
        Role::Period { form, why, open } => Some((column, *form, why, open)),
        _ => None,
    });
    if let Some((column, form, why, open)) = found {
        proposal.guess("period-column", column.name, why.clone());
        proposal.mapping.period_column = vec![column.name.to_owned()];
        proposal.mapping.period = form;
        proposal.open.extend(open.clone());
        return;
    }
    match header::period_above(grid) {
        Some((words, form)) => {
            proposal.guess("period-after", &words, "a period stands after these words above");
            proposal.mapping.period_after = Some(words);
            proposal.mapping.period = form;
        }
        None => proposal.open.push("no column and no line above says the period".to_owned()),
    }
}

fn measures(columns: &[Column<'_>], catalogue: &Catalogue, proposal: &mut Proposal) {
    let best = columns.iter().filter_map(|column| match &column.role {
        Role::Labels { source, known, of } => Some((known, column, source, of)),
        _ => None,
    });
    let best = best.max_by_key(|(known, ..)| **known);
    if let Some((known, column, source, of)) = best {
        let why = format!("{known} of its {of} labels are measures of {source}");
        proposal.guess("measure-column", column.name, why);
        proposal.mapping.measure_column = vec![column.name.to_owned()];
        proposal.mapping.source = (*source).clone();
        return;
    }
    // Or the headers themselves are labels.
    let headers = || columns.iter().filter(|c| matches!(c.role, Role::Value(_)));
    let count = |source: &SourceId| {
        headers().filter(|c| catalogue.measure_for(source, c.name).is_some()).count()
    };
    let best = catalogue.sources().map(|source| (count(&source.id), &source.id));
    match best.filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count) {
        Some((count, source)) => {
            proposal.mapping.source = source.clone();
            let why = format!("{count} headers are labels of its measures");
            proposal.guess("source", source.as_str(), why);
        }
        None => {
            proposal.open.push("no label is known: write `source` and each `measure`".to_owned())
        }
    }
}

fn values(columns: &[Column<'_>], catalogue: &Catalogue, proposal: &mut Proposal) {
    if proposal.mapping.periods_across {
        let holds = columns.iter().find_map(|column| match &column.role {
            Role::Across(_) => column.holds.clone(),
            _ => None,
        });
        let (holds, why) = holds.unwrap_or((Holds::Number, "nothing else is known".to_owned()));
        proposal.guess("holds", holds.word(), why);
        proposal.mapping.values.push(value(Vec::new(), holds));
        return;
    }
    for column in columns {
        let Role::Value(holds) = &column.role else { continue };
        let why = column.holds.as_ref().map(|(_, why)| why.clone()).unwrap_or_default();
        proposal.guess("value", &format!("{} as {}", column.name, holds.word()), why);
        proposal.open.extend(column.doubt.clone());
        let mut declared = value(vec![column.name.to_owned()], *holds);
        if proposal.mapping.measure_column.is_empty() {
            let measure = catalogue.measure_for(&proposal.mapping.source, column.name);
            declared.measure = measure.map(|measure| measure.id.clone());
            if declared.measure.is_none() {
                let name = column.name;
                proposal.open.push(format!("no measure is known for the values of \"{name}\""));
            }
        }
        proposal.mapping.values.push(declared);
    }
    if proposal.mapping.values.is_empty() {
        proposal.open.push("no column holds numbers".to_owned());
    }
}

fn value(column: Vec<String>, holds: Holds) -> ValueColumn {
    ValueColumn {
        column,
        holds,
        measure: None,
        area: None,
        repeated: false,
        of_the_whole: false,
        at_end: false,
        cut: None,
    }
}

fn cuts(columns: &[Column<'_>], catalogue: &Catalogue, proposal: &mut Proposal) {
    for column in columns {
        let Role::Words { different } = column.role else { continue };
        let dimension = Slug::of(column.name);
        if catalogue.dimensions().any(|known| known == dimension.as_str()) {
            let why = format!("its name is a declared dimension; it has {different} values");
            proposal.guess("breakdown", column.name, why);
            let column = vec![column.name.to_owned()];
            proposal.mapping.breakdowns.push(Cut { dimension, column });
        } else {
            let name = column.name;
            let open = format!(
                "\"{name}\" has {different} different texts: make it a breakdown, or leave it ignored"
            );
            proposal.open.push(open);
            proposal.mapping.ignored.push(name.to_owned());
        }
    }
}
