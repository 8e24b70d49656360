//! The disclosure policy: `disclosure.toml`, an office's rules for what may leave it.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{MeasureId, Slug};
use domain::marking::Marking;

use crate::problems::{Placed, Problems};
use crate::table::{Table, read_toml};

/// What is done with counts that could tell of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Small counts, and what would give them away, are withheld.
    #[default]
    Suppress,
    /// Every count is printed to the nearest five, each on its own; parts need not add up.
    RoundTo5,
}

impl Method {
    const ALL: &[Self] = &[Self::Suppress, Self::RoundTo5];

    /// The word the file uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Suppress => "suppress",
            Self::RoundTo5 => "round-to-5",
        }
    }
}

/// A measure that is the sum of others; without it a reader who knows could subtract.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SumOfMeasures {
    /// The whole.
    pub whole: MeasureId,
    /// Its parts.
    pub parts: Vec<MeasureId>,
}

/// The rules of one office, as declared. What others have published is never withheld; what the
/// office holds itself is protected, unless a line here says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Lowest and highest count that is small. Zero is shown unless the range begins with it.
    pub small: (i64, i64),
    /// What is done.
    pub method: Method,
    /// Where a row of at most so many stands in one cell alone, its zeros tell the class of each
    /// of them. Nought switches it off.
    pub lone_class_up_to: i64,
    /// Marking of what no line names.
    pub marking: Marking,
    /// Measures of the office's own that are shown as they are, such as sums of money.
    pub open: BTreeSet<MeasureId>,
    /// Measures that are tracked, not cited, each with why, in words that can be printed.
    pub restricted: BTreeMap<MeasureId, String>,
    /// Markings of single measures.
    pub markings: BTreeMap<MeasureId, Marking>,
    /// Roles of the office that see every measure whole.
    pub readers: BTreeSet<Slug>,
    /// Roles that see one measure whole, in place of those who see all others.
    pub readers_of: BTreeMap<MeasureId, BTreeSet<Slug>>,
    /// Measures that add up.
    pub sums: BTreeSet<SumOfMeasures>,
}

impl Default for Disclosure {
    fn default() -> Self {
        Self {
            small: (1, 4),
            method: Method::Suppress,
            lone_class_up_to: 9,
            marking: Marking::Official,
            open: BTreeSet::new(),
            restricted: BTreeMap::new(),
            markings: BTreeMap::new(),
            readers: BTreeSet::new(),
            readers_of: BTreeMap::new(),
            sums: BTreeSet::new(),
        }
    }
}

/// Reads the policy.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Option<Placed<Disclosure>> {
    read_toml(file, bytes, problems, declared)
}

fn declared(mut table: Table<'_>) -> Option<Placed<Disclosure>> {
    let (file, line, mut lines) = (table.file().to_owned(), table.line, table.lines());
    let standard = Disclosure::default();
    let value = Disclosure {
        small: small(&mut table).unwrap_or(standard.small),
        method: table.word("method", Method::ALL, Method::word).unwrap_or_default(),
        lone_class_up_to: table
            .whole::<u16>("lone-class-up-to")
            .map_or(standard.lone_class_up_to, i64::from),
        marking: table.parsed("marking").unwrap_or_default(),
        open: table.parsed_list("open").into_iter().collect(),
        restricted: restricted(&mut table, &mut lines),
        markings: markings(&mut table, &mut lines),
        readers: table.parsed_list("readers").into_iter().collect(),
        readers_of: readers_of(&mut table, &mut lines),
        sums: sums(&mut table, &mut lines),
    };
    table.finish();
    Some(Placed { value, file, line, lines })
}

fn small(table: &mut Table<'_>) -> Option<(i64, i64)> {
    let range: Vec<u16> = table.wholes("small");
    match range.as_slice() {
        [] => None,
        [low, high] if low <= high => Some((i64::from(*low), i64::from(*high))),
        _ => {
            table.wrong("small", "`small` is the lowest and the highest small count, as in [1, 4]");
            None
        }
    }
}

fn restricted(
    table: &mut Table<'_>,
    lines: &mut BTreeMap<String, u64>,
) -> BTreeMap<MeasureId, String> {
    let mut out = BTreeMap::new();
    for mut entry in table.tables("restricted") {
        let (measure, why) = (entry.need_parsed::<MeasureId>("measure"), entry.need_text("why"));
        if let Some(measure) = measure {
            lines.insert(format!("restricted {measure}"), entry.line);
            out.insert(measure, why);
        }
        entry.finish();
    }
    out
}

fn markings(
    table: &mut Table<'_>,
    lines: &mut BTreeMap<String, u64>,
) -> BTreeMap<MeasureId, Marking> {
    let mut out = BTreeMap::new();
    for mut entry in table.tables("marked") {
        let measure = entry.need_parsed::<MeasureId>("measure");
        let marking = entry.need_parsed::<Marking>("marking");
        if let (Some(measure), Some(marking)) = (measure, marking) {
            lines.insert(format!("marked {measure}"), entry.line);
            out.insert(measure, marking);
        }
        entry.finish();
    }
    out
}

fn readers_of(
    table: &mut Table<'_>,
    lines: &mut BTreeMap<String, u64>,
) -> BTreeMap<MeasureId, BTreeSet<Slug>> {
    let mut out = BTreeMap::new();
    for mut entry in table.tables("read-by") {
        let measure = entry.need_parsed::<MeasureId>("measure");
        let roles = entry.parsed_list("roles").into_iter().collect();
        if let Some(measure) = measure {
            lines.insert(format!("read-by {measure}"), entry.line);
            out.insert(measure, roles);
        }
        entry.finish();
    }
    out
}

fn sums(table: &mut Table<'_>, lines: &mut BTreeMap<String, u64>) -> BTreeSet<SumOfMeasures> {
    let mut out = BTreeSet::new();
    for mut entry in table.tables("sum") {
        let whole = entry.need_parsed::<MeasureId>("whole");
        let parts: Vec<MeasureId> = entry.parsed_list("parts");
        if parts.len() < 2 {
            entry.wrong("parts", "a sum has at least two parts");
        }
        if let Some(whole) = whole {
            lines.insert(format!("sum {whole}"), entry.line);
            out.insert(SumOfMeasures { whole, parts });
        }
        entry.finish();
    }
    out
}
