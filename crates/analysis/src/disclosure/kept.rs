//! A publication as text, for the office's own store: one fact in a line, in one order.

use std::fmt;
use std::str::FromStr;

use domain::ParseError;
use domain::figure::{Derivation, Exact, FigureKey};

use super::published::{Edition, Printed, Shown};

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "publication {}", self.name)?;
        for (of, count) in &self.held {
            writeln!(f, "held {of}/value {count}")?;
        }
        for printed in &self.printed {
            writeln!(f, "printed {} {} {}", printed.key, printed.shown, truth(printed.truth))?;
            for (key, count) in &printed.made_from {
                let count = count.map_or("-".to_owned(), |count| count.to_string());
                writeln!(f, "from {key} {count}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { digits, decimals } => write!(f, "{digits}:{decimals}"),
            Self::Rounded(to) => write!(f, "~{to}"),
            Self::RoundedRatio { numerator, denominator } => {
                write!(f, "~{numerator}/{denominator}")
            }
            Self::Withheld => f.write_str("[c]"),
            Self::Nothing => f.write_str("[x]"),
        }
    }
}

/// Results of statistics by their bits, so that they read back as they were.
fn truth(exact: Option<Exact>) -> String {
    match exact {
        None => "-".into(),
        Some(Exact::Whole(count)) => count.to_string(),
        Some(Exact::Ratio { numerator, denominator }) => format!("{numerator}/{denominator}"),
        Some(Exact::Real(value)) => format!("real:{:016x}", value.to_bits()),
    }
}

impl FromStr for Edition {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut edition = Self::default();
        for (n, line) in text.lines().enumerate() {
            let read = match (n, line.strip_prefix("publication ")) {
                (0, Some(name)) => {
                    name.clone_into(&mut edition.name);
                    Some(())
                }
                (0, None) => None,
                _ => edition.read(line),
            };
            read.ok_or_else(|| {
                ParseError::new("a line of a publication", line, "it is not as it was kept")
            })?;
        }
        Ok(edition)
    }
}

impl Edition {
    fn read(&mut self, line: &str) -> Option<()> {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["held", key, count] => {
                let key: FigureKey = key.parse().ok()?;
                let count = count.parse().ok()?;
                (key.by == Derivation::Value).then(|| self.held.insert(key.of, count))?;
            }
            ["printed", key, shown, truth] => self.printed.push(Printed {
                key: key.parse().ok()?,
                shown: read_shown(shown)?,
                truth: read_truth(truth)?,
                made_from: Vec::new(),
            }),
            ["from", key, count] => {
                let count = if *count == "-" { None } else { Some(count.parse().ok()?) };
                self.printed.last_mut()?.made_from.push((key.parse().ok()?, count));
            }
            _ => return None,
        }
        Some(())
    }
}

fn ratio(text: &str) -> Option<(i128, i128)> {
    let (numerator, denominator) = text.split_once('/')?;
    let denominator = denominator.parse().ok().filter(|below| *below > 0)?;
    Some((numerator.parse().ok()?, denominator))
}

fn read_shown(text: &str) -> Option<Shown> {
    Some(match (text, text.strip_prefix('~'), text.split_once(':')) {
        ("[c]", ..) => Shown::Withheld,
        ("[x]", ..) => Shown::Nothing,
        (_, Some(rounded), _) => match ratio(rounded) {
            Some((numerator, denominator)) => Shown::RoundedRatio { numerator, denominator },
            None => Shown::Rounded(rounded.parse().ok()?),
        },
        (_, None, Some((digits, decimals))) => {
            Shown::Number { digits: digits.parse().ok()?, decimals: decimals.parse().ok()? }
        }
        _ => return None,
    })
}

fn read_truth(text: &str) -> Option<Option<Exact>> {
    Some(match (text, text.strip_prefix("real:"), ratio(text)) {
        ("-", ..) => None,
        (_, Some(bits), _) => {
            Some(Exact::Real(f64::from_bits(u64::from_str_radix(bits, 16).ok()?)))
        }
        (.., Some((numerator, denominator))) => Some(Exact::Ratio { numerator, denominator }),
        _ => Some(Exact::Whole(text.parse().ok()?)),
    })
}
