//! The outcomes met in a file, by the words used.

use catalogue::Catalogue;
use domain::ids::Slug;

use crate::codes;
use crate::findings::Findings;
use crate::reading::rows;
use crate::text::Row;

/// More outcomes than this beyond the catalogue's are counted together: only a made-up file has so
/// many, and each would be looked through for every row.
const MOST_UNLISTED: usize = 100;

/// An outcome, and the rows that have it although the catalogue does not list it.
struct Outcome {
    slug: Slug,
    words: String,
    unlisted: Option<Unlisted>,
}

struct Unlisted {
    rows: u64,
    first_line: u64,
}

/// Outcomes in a neutral order, none better than another: as the catalogue lists them, then "not
/// stated", then others as they are met.
pub(crate) struct Outcomes {
    all: Vec<Outcome>,
    /// How many are the catalogue's, and "not stated".
    listed: usize,
    latest: usize,
}

impl Outcomes {
    pub(crate) fn new(catalogue: &Catalogue) -> Self {
        let of = |slug: &Slug, words: &str| Outcome {
            slug: slug.clone(),
            words: words.to_owned(),
            unlisted: None,
        };
        let listed = catalogue.outcome_categories().map(|o| of(&o.slug, &o.label));
        let mut all: Vec<Outcome> = listed.collect();
        all.push(of(&Slug::of("not stated"), ""));
        Self { listed: all.len(), latest: all.len() - 1, all }
    }

    /// Where the outcome of a row stands in this list.
    pub(crate) fn index(&mut self, row: &Row<'_>, column: usize) -> usize {
        let bytes = row.bytes(column);
        if self.all[self.latest].words.as_bytes() != bytes {
            let known = self.all.iter().position(|o| o.words.as_bytes() == bytes);
            self.latest = known.unwrap_or_else(|| self.index_of(row.text(column), row.line));
        }
        if let Some(unlisted) = &mut self.all[self.latest].unlisted {
            unlisted.rows += 1;
        }
        self.latest
    }

    fn index_of(&mut self, words: &str, first_line: u64) -> usize {
        // Two spellings with one value in a breakdown are one outcome.
        let slug = Slug::of(words);
        let same = |o: &Outcome| o.words == words || (!words.is_empty() && o.slug == slug);
        if let Some(known) = self.all.iter().position(same) {
            return known;
        }
        if self.all.len() == self.listed + MOST_UNLISTED {
            return self.all.len() - 1;
        }
        let rows = 0;
        self.all.push(Outcome {
            slug,
            words: words.to_owned(),
            unlisted: Some(Unlisted { rows, first_line }),
        });
        self.all.len() - 1
    }

    /// Whether the catalogue lists an outcome, or it is "not stated".
    pub(crate) fn is_listed(&self, index: usize) -> bool {
        index < self.listed
    }

    /// Each outcome's place in the list, its value in a breakdown, and its words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &Slug, &str)> {
        let all = self.all.iter().enumerate();
        all.map(|(n, outcome)| (n, &outcome.slug, outcome.words.as_str()))
    }

    /// Tells the outcomes the catalogue does not list.
    pub(crate) fn tell(&self, findings: &mut Findings, column: &str) {
        for outcome in &self.all {
            let Some(unlisted) = &outcome.unlisted else {
                continue;
            };
            let at = findings.line(unlisted.first_line).in_column(column);
            let count = rows(unlisted.rows);
            let message = format!("{count} of \"{}\", which is not listed", outcome.words);
            findings.warning(&codes::OUTCOME_UNKNOWN, at, message);
        }
    }
}
