//! Data collections, one file each, `sources/<id>.toml`: what each covers, leaves out, and how long
//! its figures take to settle.

use domain::ids::{MeasureId, SourceId};

use crate::problems::{Placed, Problems};
use crate::table::{Table, read_toml};

/// Whether a collection's figures are out already, which decides what may be withheld of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Another has published every figure of it: none is ever withheld.
    Published,
    /// The office holds it: small counts are protected.
    #[default]
    HeldByOffice,
    /// Shared with the office under a restriction: tracked, not cited (SF-111).
    Restricted,
}

impl Standing {
    const ALL: &[Self] = &[Self::Published, Self::HeldByOffice, Self::Restricted];

    /// The word the catalogue uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::HeldByOffice => "held-by-office",
            Self::Restricted => "restricted",
        }
    }
}

/// A data collection, such as `police-uk-street`; neither a publisher nor a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Its full name.
    pub name: String,
    /// A name for table heads and chart legends.
    pub short_name: String,
    /// Who publishes it.
    pub publisher: String,
    /// Whether its figures are out already; held by the office unless it is written.
    pub standing: Standing,
    /// The licence it may be used under.
    pub licence: String,
    /// The acknowledgement to print.
    pub attribution: String,
    /// Where it is found, in words.
    pub found_at: String,
    /// What it covers.
    pub covers: String,
    /// What it leaves out.
    pub leaves_out: Vec<String>,
    /// What to beware of.
    pub caveat: String,
    /// In what kinds of file it comes.
    pub formats: Vec<String>,
    /// Whether figures are published before their period ends, as grants and budgets are.
    pub published_ahead: bool,
    /// Measures it feeds, beside those that name it themselves: how an office's own source feeds
    /// measures of the shipped catalogue.
    pub feeds: Vec<MeasureId>,
    /// Months until its figures have mostly settled, if they move after publication.
    pub ripening_lag_months: Option<u8>,
    /// How its figures are watched.
    pub watch: Watch,
    /// The catalogue file that declares it.
    pub file: String,
}

/// What is plausible of a source's figures. Outside it a question is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// The measure that counts the whole of a file: where it is far off, every figure of the file is
    /// in question.
    pub whole: Option<MeasureId>,
    /// Lowest and highest share of a usual month that the whole of a month plausibly has, in per cent.
    pub percent_of_usual: [u32; 2],
    /// Lowest and highest count of the whole of a month for 10,000 residents, where no other months
    /// are held to compare with.
    pub per_10_000_residents: Option<[u32; 2]>,
    /// By how much a release plausibly revises what an earlier one gave, in per cent.
    pub revised_within_percent: u32,
}

impl Default for Watch {
    fn default() -> Self {
        Self {
            whole: None,
            percent_of_usual: [50, 200],
            per_10_000_residents: None,
            revised_within_percent: 25,
        }
    }
}

fn watch(table: &mut Table<'_>) -> Watch {
    let usual = Watch::default();
    Watch {
        whole: table.parsed("whole"),
        percent_of_usual: range(table, "whole-percent-of-usual").unwrap_or(usual.percent_of_usual),
        per_10_000_residents: range(table, "whole-per-10000-residents"),
        revised_within_percent: table
            .whole("revised-within-percent")
            .unwrap_or(usual.revised_within_percent),
    }
}

/// A lowest and a highest value.
fn range(table: &mut Table<'_>, field: &'static str) -> Option<[u32; 2]> {
    let written = table.wholes(field);
    match written.as_slice() {
        [] => None,
        [low, high] if low < high => Some([*low, *high]),
        _ => {
            table.wrong(field, format!("`{field}` should be a lowest and a highest value"));
            None
        }
    }
}

/// Reads one source.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Option<Placed<Source>> {
    read_toml(file, bytes, problems, declared)
}

fn declared(mut table: Table<'_>) -> Option<Placed<Source>> {
    let (file, line, lines) = (table.file().to_owned(), table.line, table.lines());
    let id: Option<SourceId> = table.need_parsed("id");
    let mut texts = |field| -> Vec<String> {
        let items = table.texts(field).into_iter();
        items.map(|(text, _)| text).collect()
    };
    let (leaves_out, formats) = (texts("leaves-out"), texts("formats"));
    let value = Source {
        // Stands for an id that could not be read, so that the rest is still checked; such a
        // source is dropped below.
        id: id.clone().or_else(|| "unread".parse().ok())?,
        name: table.need_text("name"),
        short_name: table.need_text("short-name"),
        publisher: table.need_text("publisher"),
        standing: table.word("standing", Standing::ALL, Standing::word).unwrap_or_default(),
        licence: table.need_text("licence"),
        attribution: table.need_text("attribution"),
        found_at: table.need_text("found-at"),
        covers: table.need_text("covers"),
        leaves_out,
        caveat: table.need_text("caveat"),
        formats,
        published_ahead: table.yes("published-ahead"),
        feeds: table.parsed_list("feeds"),
        ripening_lag_months: table.whole("ripening-lag-months"),
        watch: watch(&mut table),
        file: file.clone(),
    };
    table.finish();
    id?;
    Some(Placed { value, file, line, lines })
}
