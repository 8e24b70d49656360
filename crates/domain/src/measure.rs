//! What is measured, as declared in the catalogue.

use jiff::civil::Date;

use crate::ids::{MeasureId, Slug, SourceId};

/// Declares a closed list of words of the catalogue as an enumeration: each with what it means, the
/// list of all, the word, and the reading of it.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every one, as listed in the standard.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word the catalogue uses.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Reads the catalogue's word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.word() == word)
            }
        }
    };
}

words! {
    /// Which way is better, if any. It belongs to a plan's link to a measure; the
    /// measure only suggests it.
    Polarity {
        /// Lower is better.
        LowerIsBetter = "lower-is-better",
        /// Higher is better.
        HigherIsBetter = "higher-is-better",
        /// Best inside a range.
        InRange = "in-range",
        /// Never coloured or ranked as good or bad.
        NoPolarity = "no-polarity",
        /// A rise is not adverse in the short term, a fall not automatically good (001 s11).
        IncreaseAcceptable = "increase-acceptable",
        /// Demand or scale; never judged.
        ContextOnly = "context-only",
    }
}

words! {
    /// Who may see it, before disclosure control of its cells.
    Visibility {
        /// Anyone.
        Public = "public",
        /// Anyone, after small numbers are withheld.
        PublicWithSuppression = "public-with-suppression",
        /// Named people only.
        Restricted = "restricted",
    }
}

words! {
    /// Where it stands between effort and effect (004 s10).
    LogicType {
        /// What is put in.
        Input = "input",
        /// What is done.
        Activity = "activity",
        /// What comes out of it.
        Output = "output",
        /// What changes because of it.
        Outcome = "outcome",
    }
}

impl Measure {
    /// Whether its headline is a percentage, so that it changes in points.
    pub fn is_percentage(&self) -> bool {
        self.unit.as_ref().is_some_and(|unit| unit.as_str() == "percent")
    }
}

/// A date from which a series is not comparable with what came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesBreak {
    /// First day after the break.
    pub from: Date,
    /// What changed.
    pub why: String,
}

/// A catalogued measure. What its file does not give is `None` and named in `unwritten`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its code.
    pub id: MeasureId,
    /// Current version of its definition, from 1.
    pub definition_version: u16,
    /// Its name.
    pub name: String,
    /// A shorter name for charts and narrow columns; its name if none is declared.
    pub short_name: String,
    /// Which part of the catalogue it stands in.
    pub theme: Slug,
    /// What exactly is counted.
    pub definition: Option<String>,
    /// What stands above the line.
    pub numerator: Option<String>,
    /// What stands below it.
    pub denominator: Option<String>,
    /// `count`, `rate-per-1000-pop`, `percent` and so on, as catalogued.
    pub unit: Option<Slug>,
    /// How often data comes.
    pub frequency: Option<Slug>,
    /// The suggested polarity.
    pub polarity: Option<Polarity>,
    /// Who typically supplies it, in words.
    pub typical_source: Option<String>,
    /// For which kinds of place it exists.
    pub levels: Vec<Slug>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// Where it stands between effort and effect.
    pub logic_type: Option<LogicType>,
    /// What to beware of.
    pub caveat: Option<String>,
    /// Source papers that name it.
    pub source_documents: Vec<String>,
    /// What the entry rests on: S named in a source paper, V seen published, B background only.
    pub evidence: Vec<String>,
    /// Catalogued sources that feed it; empty until one does.
    pub sources: Vec<SourceId>,
    /// The words a source uses for it: police.uk's `Burglary`, ONS's `Residential burglary`.
    pub labels: Vec<(SourceId, String)>,
    /// Dimensions it may be cut by.
    pub breakdowns: Vec<Slug>,
    /// Where its series breaks.
    pub breaks: Vec<SeriesBreak>,
    /// Fields the catalogue leaves unwritten, by name.
    pub unwritten: Vec<&'static str>,
    /// The catalogue file that declares it.
    pub file: String,
}
