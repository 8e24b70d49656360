//! Missing is not zero: the four kinds of cell and the markers beside a value.
//!
//! Symbols are those of the Government Statistical Service ("Using symbols and shorthand",
//! January 2022): `[c]`, `[x]`, `[z]` stand in a cell, `[b]`, `[e]`, `[p]`, `[r]` beside a value.

/// What a cell holds. Zero is a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<T> {
    /// A known quantity.
    Value(T),
    /// Withheld to protect people, `[c]`.
    Suppressed,
    /// It exists or could, and we do not hold it, `[x]`.
    NotAvailable,
    /// It cannot exist, `[z]`.
    NotApplicable,
}

impl<T> Cell<T> {
    /// The quantity, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Suppressed | Self::NotAvailable | Self::NotApplicable => None,
        }
    }

    /// Applies `f` to the quantity; every kind of missing passes through as it is.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Cell<U> {
        match self {
            Self::Value(value) => Cell::Value(f(value)),
            Self::Suppressed => Cell::Suppressed,
            Self::NotAvailable => Cell::NotAvailable,
            Self::NotApplicable => Cell::NotApplicable,
        }
    }

    /// The shorthand that stands in place of a value, or nothing for a value.
    pub fn symbol(&self) -> Option<&'static str> {
        match self {
            Self::Value(_) => None,
            Self::Suppressed => Some("[c]"),
            Self::NotAvailable => Some("[x]"),
            Self::NotApplicable => Some("[z]"),
        }
    }
}

/// What is said beside a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Marker {
    /// The series is not comparable across this point, `[b]`.
    BreakInSeries,
    /// Estimated, `[e]`.
    Estimated,
    /// Provisional, `[p]`.
    Provisional,
    /// Changed since an earlier publication, `[r]`.
    Revised,
}

impl Marker {
    /// Every marker, in the order they are printed.
    pub const ALL: [Self; 4] =
        [Self::BreakInSeries, Self::Estimated, Self::Provisional, Self::Revised];

    /// The letter as it is printed and stored.
    pub fn letter(self) -> char {
        match self {
            Self::BreakInSeries => 'b',
            Self::Estimated => 'e',
            Self::Provisional => 'p',
            Self::Revised => 'r',
        }
    }

    /// What it says in words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::BreakInSeries => "break in the series",
            Self::Estimated => "estimated",
            Self::Provisional => "provisional",
            Self::Revised => "revised",
        }
    }
}

/// A set of markers, printed `[b][r]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Markers(u8);

impl Markers {
    /// No marker.
    pub const NONE: Self = Self(0);

    /// This set and one more marker.
    #[must_use]
    pub fn with(self, marker: Marker) -> Self {
        Self(self.0 | 1 << marker as u8)
    }

    /// Both sets together: what a derivation passes on from its inputs.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the marker is in the set.
    pub fn contains(self, marker: Marker) -> bool {
        self.0 & (1 << marker as u8) != 0
    }

    /// The letters alone, in printing order: `br`.
    pub fn letters(self) -> String {
        Marker::ALL.iter().filter(|m| self.contains(**m)).map(|m| m.letter()).collect()
    }

    /// Reads letters back; unknown letters are left out.
    pub fn from_letters(letters: &str) -> Self {
        let known = Marker::ALL.iter().filter(|m| letters.contains(m.letter()));
        known.fold(Self::NONE, |set, marker| set.with(*marker))
    }

    /// As printed beside a value: `[b][r]`, or nothing.
    pub fn text(self) -> String {
        self.letters().chars().map(|letter| format!("[{letter}]")).collect()
    }
}
