//! The words that fields of a measure may use: `vocabulary/words.toml`.

use std::collections::BTreeSet;

use crate::problems::Problems;
use crate::table::read_toml;

/// Each field's words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// What a headline figure is.
    pub(crate) units: BTreeSet<String>,
    /// How often data comes.
    pub(crate) frequencies: BTreeSet<String>,
    /// For which kinds of place it exists.
    pub(crate) levels: BTreeSet<String>,
    /// Dimensions a measure may be cut by.
    pub(crate) breakdowns: BTreeSet<String>,
    /// What an entry may rest on.
    pub(crate) evidence: BTreeSet<String>,
}

/// Reads the vocabulary.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Words {
    let words = read_toml(file, bytes, problems, |mut table| {
        let mut of = |field| table.texts(field).into_iter().map(|(word, _)| word).collect();
        let words = Words {
            units: of("units"),
            frequencies: of("frequencies"),
            levels: of("levels"),
            breakdowns: of("breakdowns"),
            evidence: of("evidence"),
        };
        table.finish();
        Some(words)
    });
    words.unwrap_or_default()
}
