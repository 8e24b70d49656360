//! What is printed: a quantity that knows its name and rounds once.

use crate::cell::{Cell, Markers};

pub mod derivation;
pub mod id;
pub mod missing;
pub mod text;

pub use derivation::{
    Base, ChartLine, CohortReading, Derivation, FunnelLine, PeerReading, Rate, RevisionReading,
    TestReading,
};
pub use id::{FigureId, FigureKey};
pub use missing::Missing;

/// A quantity before it is rounded. Counts and ratios of counts are exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Exact {
    /// A whole number: a count, a difference of counts, a rank.
    Whole(i64),
    /// A ratio of whole numbers; the denominator is above zero.
    Ratio {
        /// Above the line.
        numerator: i128,
        /// Below the line, above zero.
        denominator: i128,
    },
    /// A result of statistics, finite.
    Real(f64),
}

impl Exact {
    /// For drawing and statistics.
    #[expect(clippy::cast_precision_loss, reason = "drawing and statistics work in f64")]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Whole(value) => value as f64,
            Self::Ratio { numerator, denominator } => numerator as f64 / denominator as f64,
            Self::Real(value) => value,
        }
    }
}

/// How a quantity is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `94,597`, or with decimals.
    Number {
        /// Digits after the point.
        decimals: u8,
    },
    /// `+13,985`, `−12`, `0`: a difference.
    Signed {
        /// Digits after the point.
        decimals: u8,
    },
    /// `+17.3%`: a quantity that is already in per cent, with its sign.
    SignedPercent {
        /// Digits after the point.
        decimals: u8,
    },
    /// `41.0%`: a quantity that is already in per cent.
    Percent {
        /// Digits after the point.
        decimals: u8,
    },
    /// `5th`.
    Rank,
    /// `0.056`, `under 0.001`: a probability.
    Probability,
}

/// A printed number: its name, its quantity, and how it is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What `explain` takes.
    pub id: FigureId,
    /// The quantity, or the kind of missing.
    pub cell: Cell<Exact>,
    /// How it is written.
    pub format: Format,
    /// What is said beside it.
    pub markers: Markers,
    /// Why it is missing, in words, if it is.
    pub missing_because: Option<String>,
}

impl Figure {
    /// As printed: `94,597`, `[x]`, `6,432 [r]`. The number is rounded here and nowhere else.
    pub fn text(&self) -> String {
        let body = match self.cell.symbol() {
            Some(symbol) => symbol.to_owned(),
            None => self.number().unwrap_or_default(),
        };
        if self.markers == Markers::NONE {
            return body;
        }
        format!("{body} {}", self.markers.text())
    }

    /// The number alone, without markers; none if it is missing.
    pub fn number(&self) -> Option<String> {
        self.cell.value().map(|exact| text::write(exact, self.format))
    }

    /// For drawing; none if it is missing.
    pub fn to_f64(&self) -> Option<f64> {
        self.cell.value().map(Exact::to_f64)
    }
}

#[cfg(test)]
mod tests;
