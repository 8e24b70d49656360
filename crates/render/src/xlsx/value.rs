//! What a cell holds: a figure as a number that prints exactly what every other format prints.
//!
//! The number in the cell is the printed one, rounded, and never a longer one behind it: whoever
//! unhides the digits of a percentage can otherwise work back to a count that is withheld. A marker
//! is part of the number format (`#,##0" [r]"`), so that the cell reads as in every other format,
//! stays a number, and no column appears or goes when a figure is revised.

use domain::figure::{Figure, Format};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Words.
    Text(String),
    /// Words where a number would stand: `[c]`, `under 0.001`.
    Symbol(String),
    /// A number.
    Number(Number),
    /// Nothing, so that a chart shows a gap; only in a table of plotted values.
    Empty,
}

/// A number and how it is written: `mantissa × 10^-scale`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// All its digits.
    pub mantissa: i128,
    /// How many of them stand after the point.
    pub scale: u32,
    /// Excel's number format.
    pub format: String,
    /// As printed.
    pub printed: String,
}

impl Value {
    /// A figure.
    pub(super) fn of(figure: &Figure) -> Self {
        let number = figure.number().and_then(|number| parse(&number, figure.format));
        match number {
            Some((mantissa, scale, pattern)) => Self::Number(Number {
                mantissa,
                scale,
                format: marked(pattern, &figure.markers.text()),
                printed: figure.text(),
            }),
            None => Self::Symbol(figure.text()),
        }
    }

    /// As printed.
    pub(super) fn printed(&self) -> &str {
        match self {
            Self::Text(text) | Self::Symbol(text) => text,
            Self::Number(number) => &number.printed,
            Self::Empty => "",
        }
    }
}

impl Number {
    /// In digits that any program reads: `-0.173`.
    pub(super) fn decimal(&self) -> String {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = usize::try_from(self.scale).unwrap_or(0);
        let digits = format!("{:0width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, part) = digits.split_at(digits.len() - scale);
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }

    /// The nearest binary number.
    pub(super) fn to_f64(&self) -> f64 {
        self.decimal().parse().unwrap_or(f64::NAN)
    }
}

/// Digits, scale and number format of a printed number; none if it is no number but a bound, such as
/// "under 0.001".
fn parse(printed: &str, format: Format) -> Option<(i128, u32, Vec<String>)> {
    let minus = |pattern: &str| format!("\"\u{2212}\"{pattern}");
    let (decimals, shift, pattern) = match format {
        Format::Number { decimals } => {
            let plain = grouped(decimals);
            (decimals, 0, vec![plain.clone(), minus(&plain)])
        }
        Format::Signed { decimals } => {
            let plain = grouped(decimals);
            (decimals, 0, vec![format!("+{plain}"), minus(&plain), plain])
        }
        Format::Percent { decimals } => {
            let plain = grouped(decimals) + "%";
            (decimals, 2, vec![plain.clone(), minus(&plain)])
        }
        Format::SignedPercent { decimals } => {
            let plain = grouped(decimals) + "%";
            (decimals, 2, vec![format!("+{plain}"), minus(&plain), plain])
        }
        Format::Rank => {
            let ending = printed.trim_start_matches(|c: char| c.is_ascii_digit());
            (0, 0, vec![format!("0\"{ending}\"")])
        }
        Format::Probability => (3, 0, vec!["0.000".to_owned()]),
    };
    let body = match format {
        Format::Rank => printed.trim_end_matches(|c: char| c.is_ascii_alphabetic()),
        Format::Number { .. }
        | Format::Signed { .. }
        | Format::Percent { .. }
        | Format::SignedPercent { .. }
        | Format::Probability => printed.trim_end_matches('%').trim_start_matches('+'),
    };
    let (sign, body) = match body.strip_prefix('\u{2212}') {
        Some(rest) => (-1, rest),
        None => (1, body),
    };
    let digits: String = body.chars().filter(|c| *c != ',' && *c != '.').collect();
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let mantissa: i128 = digits.parse().ok()?;
    Some((sign * mantissa, u32::from(decimals) + shift, pattern))
}

fn grouped(decimals: u8) -> String {
    match decimals {
        0 => "#,##0".to_owned(),
        more => format!("#,##0.{}", "0".repeat(usize::from(more))),
    }
}

/// Every section of a number format with the markers after it.
fn marked(sections: Vec<String>, markers: &str) -> String {
    let tail = if markers.is_empty() { String::new() } else { format!("\" {markers}\"") };
    let sections: Vec<String> = sections.into_iter().map(|section| section + &tail).collect();
    sections.join(";")
}

/// Whether a program that reads cells as people type them would take this text for a formula.
pub(crate) fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
