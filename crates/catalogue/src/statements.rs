//! Statements of intent in bulk: a CSV file in, a file of a plan out (SF-227).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use domain::diagnostic::{Diagnostic, Location};
use domain::ids::Slug;
use domain::plan::statements::{NearCopy, PlanStatement, mark_copies, near_copies};

use crate::codes;
use crate::problems::Problems;

/// Columns the file may have, in any order; `text` must be there.
pub const COLUMNS: &[&str] = &["id", "text", "heading", "document", "page", "priorities"];
/// More statements than this are refused: the largest review known of had some 900.
pub const MOST_STATEMENTS: usize = 5_000;
/// A longer statement is refused.
pub const LONGEST_STATEMENT: usize = 4_000;

/// Statements as read, copies marked, with the pairs that a person should look at.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedStatements {
    /// Every statement, in the order of the file.
    pub statements: Vec<PlanStatement>,
    /// Pairs that may say the same, the likest first.
    pub near: Vec<NearCopy>,
}

impl ImportedStatements {
    /// How many are no copy of another.
    pub fn distinct(&self) -> usize {
        self.statements.iter().filter(|statement| statement.same_as.is_none()).count()
    }
}

/// Reads statements. `document` stands for the paper of every line that does not name one.
pub fn import_statements(
    file: &str,
    bytes: &[u8],
    document: &str,
) -> (ImportedStatements, Vec<Diagnostic>) {
    let problems = Problems::default();
    let mut statements = read(file, bytes, document, &problems);
    mark_copies(&mut statements);
    let near = near_copies(&statements);
    (ImportedStatements { statements, near }, problems.into_sorted())
}

fn read(file: &str, bytes: &[u8], document: &str, problems: &Problems) -> Vec<PlanStatement> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let unreadable = |line: u64, message: String| {
        problems.error(&codes::UNREADABLE_FILE, Location::line(file, line), message);
    };
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => {
            unreadable(1, error.to_string());
            return Vec::new();
        }
    };
    let names: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
    for name in names.iter().filter(|name| !COLUMNS.contains(&name.as_str())) {
        let message = format!("`{name}` is none of: {}", COLUMNS.join(", "));
        problems.error(&codes::UNKNOWN_FIELD, Location::line(file, 1), message);
    }
    if !names.iter().any(|name| name == "text") {
        unreadable(1, "the first line names no column `text`".into());
        return Vec::new();
    }
    let mut out = Reading {
        file,
        document,
        problems,
        statements: Vec::new(),
        ids: Vec::new(),
        taken: BTreeSet::new(),
    };
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(1, csv::Position::line);
                if record.len() != names.len() {
                    let (found, wanted) = (record.len(), names.len());
                    unreadable(line, format!("the line has {found} cells, not {wanted}"));
                } else if out.statements.len() >= MOST_STATEMENTS {
                    unreadable(line, format!("more than {MOST_STATEMENTS} statements"));
                    break;
                } else {
                    out.one(line, &names, &record);
                }
            }
            Err(error) => {
                unreadable(error.position().map_or(1, csv::Position::line), error.to_string());
            }
        }
    }
    out.with_ids()
}

struct Reading<'r> {
    file: &'r str,
    document: &'r str,
    problems: &'r Problems,
    statements: Vec<PlanStatement>,
    /// For each statement, whether its id was given.
    ids: Vec<bool>,
    /// Ids given so far.
    taken: BTreeSet<Slug>,
}

impl Reading<'_> {
    fn one(&mut self, line: u64, names: &[String], record: &csv::StringRecord) {
        let cell = |column: &str| {
            let place = names.iter().position(|name| name == column)?;
            record.get(place).map(str::trim).filter(|text| !text.is_empty())
        };
        let at = |column: &str| Location::line(self.file, line).in_column(column);
        let Some(text) = cell("text") else {
            let message = "`text` is empty";
            self.problems.error(&codes::MISSING_FIELD, at("text"), message);
            return;
        };
        if text.len() > LONGEST_STATEMENT {
            let message = format!("the statement is longer than {LONGEST_STATEMENT} bytes");
            self.problems.error(&codes::UNREADABLE_VALUE, at("text"), message);
            return;
        }
        let mut priorities = Vec::new();
        let numbers = cell("priorities").unwrap_or_default();
        for number in numbers.split([' ', ';', ',']).filter(|number| !number.is_empty()) {
            match number.parse() {
                Ok(number) => priorities.push(number),
                Err(_) => {
                    let message = format!("`{number}` is no priority's number");
                    self.problems.error(&codes::UNREADABLE_VALUE, at("priorities"), message);
                }
            }
        }
        let given = cell("id").and_then(|id| match id.parse::<Slug>() {
            Ok(id) => Some(id),
            Err(error) => {
                let message = error.to_string();
                self.problems.error(&codes::UNREADABLE_VALUE, at("id"), message);
                None
            }
        });
        if given.as_ref().is_some_and(|id| !self.taken.insert(id.clone())) {
            let message = "another statement has this id";
            self.problems.error(&codes::DUPLICATE_ID, at("id"), message);
        }
        self.ids.push(given.is_some());
        self.statements.push(PlanStatement {
            id: given.unwrap_or_else(|| Slug::of("")),
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            heading: cell("heading").map(str::to_owned),
            document: cell("document").unwrap_or(self.document).to_owned(),
            page: cell("page").map(str::to_owned),
            priorities,
            same_as: None,
        });
    }

    /// Numbers the statements that have no id, by their place in the file, past ids already taken.
    fn with_ids(mut self) -> Vec<PlanStatement> {
        let mut number = 0;
        for (statement, given) in self.statements.iter_mut().zip(&self.ids) {
            if *given {
                continue;
            }
            loop {
                number += 1;
                let id = Slug::of(&format!("statement-{number:04}"));
                if !self.taken.contains(&id) {
                    statement.id = id;
                    break;
                }
            }
        }
        self.statements
    }
}

/// The statements as a file to lay beside a plan's own. Near copies are told in comments, for a
/// person to judge.
pub fn statements_toml(imported: &ImportedStatements) -> String {
    let (all, distinct) = (imported.statements.len(), imported.distinct());
    let mut out = format!("# {all} statements of intent, {distinct} without copies.\n");
    for statement in &imported.statements {
        out.push_str("\n[[statements]]\n");
        line(&mut out, "id", Some(statement.id.as_str()));
        line(&mut out, "text", Some(&statement.text));
        line(&mut out, "heading", statement.heading.as_deref());
        line(&mut out, "document", Some(&statement.document));
        line(&mut out, "page", statement.page.as_deref());
        if !statement.priorities.is_empty() {
            let numbers: Vec<String> = statement.priorities.iter().map(u16::to_string).collect();
            let _ = writeln!(out, "priorities = [{}]", numbers.join(", "));
        }
        line(&mut out, "same-as", statement.same_as.as_ref().map(Slug::as_str));
        for near in imported.near.iter().filter(|near| near.second == statement.id) {
            // The share is told in hundredths, cut off, so that only copies are told as 1.00.
            let hundredths = (near.likeness * 100.0).floor() / 100.0;
            let _ = writeln!(out, "# may repeat {} (likeness {hundredths:.2})", near.first);
        }
    }
    out
}

fn line(out: &mut String, field: &str, text: Option<&str>) {
    let Some(text) = text else {
        return;
    };
    let _ = write!(out, "{field} = \"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push_str("\"\n");
}
