//! Symbols that stand in place of a number, as the Government Statistical Service writes them and
//! as publishers did before.

use std::collections::BTreeMap;

use domain::cell::Cell;
use domain::diagnostic::Location;

use crate::codes;
use crate::reading::Reading;

/// Symbols beyond doubt, and what they say.
const SYMBOLS: [(&str, Missing); 8] = [
    ("[c]", Missing::Suppressed),
    ("[x]", Missing::NotAvailable),
    ("[z]", Missing::NotApplicable),
    ("..", Missing::NotAvailable),
    (":", Missing::NotApplicable),
    ("n/a", Missing::NotApplicable),
    ("[low]", Missing::NotAvailable),
    ("-", Missing::NotAvailable),
];

/// In which way a value is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    Suppressed,
    NotAvailable,
    NotApplicable,
}

impl Missing {
    /// The cell it makes.
    pub(crate) fn cell<T>(self) -> Cell<T> {
        match self {
            Self::Suppressed => Cell::Suppressed,
            Self::NotAvailable => Cell::NotAvailable,
            Self::NotApplicable => Cell::NotApplicable,
        }
    }
}

/// Symbols met in a file: how often, and where first.
#[derive(Default)]
pub(crate) struct SymbolsMet(BTreeMap<&'static str, (u64, Location)>);

impl SymbolsMet {
    /// What a text says if it is a symbol.
    pub(crate) fn read(&mut self, text: &str, at: impl FnOnce() -> Location) -> Option<Missing> {
        let (symbol, missing) = SYMBOLS.iter().find(|(s, _)| s.eq_ignore_ascii_case(text))?;
        self.0.entry(symbol).or_insert_with(|| (0, at())).0 += 1;
        Some(*missing)
    }

    /// Tells each symbol once. A file rarely explains them, so how each was read is a warning only
    /// where the symbol itself does not say it.
    pub(crate) fn tell(self, reading: &mut Reading<'_>) {
        for (symbol, (count, at)) in self.0 {
            let known = SYMBOLS.iter().find(|(s, _)| *s == symbol);
            let cell: Option<Cell<()>> = known.map(|(_, missing)| missing.cell());
            let kind = cell.and_then(|cell| cell.symbol()).unwrap_or_default();
            let cells = if count == 1 { "cell" } else { "cells" };
            let message = format!("\"{symbol}\" in {count} {cells} is held as {kind}");
            if symbol.starts_with('[') {
                reading.findings.note(&codes::SYMBOL_READ, at, message);
            } else {
                reading.findings.warning(&codes::SYMBOL_READ, at, message);
            }
        }
    }
}
