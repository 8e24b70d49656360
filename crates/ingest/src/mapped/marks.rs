//! Numbers whose marks have to be found out: `1,234.5`, `1.234,5`, `0,67`, `£1,204.00`, `(36)`.

use domain::decimal::Decimal;

/// What stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Point,
    Comma,
}

/// What the numbers of a column say together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MarkSettled {
    /// This mark, or it makes no difference.
    Mark(Mark),
    /// Every number could be read in two ways; one of them.
    Either(String),
    /// Two numbers that cannot be of one column.
    Both(String, String),
}

/// What one number says.
enum Says {
    Nothing,
    Mark(Mark),
    Either,
}

/// A number without currency, percent sign and outer brackets, and whether it is negative.
fn bare(text: &str) -> Option<(String, bool)> {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let negative = inner.is_some();
    let text: String = inner
        .unwrap_or(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '£' | '%' | '\u{feff}'))
        .collect();
    let minus = ['-', '\u{2212}', '\u{2013}'];
    let (text, signed) = match text.strip_prefix(minus) {
        Some(rest) => (rest.to_owned(), true),
        None => (text, false),
    };
    let number = !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
        && text.bytes().any(|b| b.is_ascii_digit());
    (number && !(negative && signed)).then_some((text, negative || signed))
}

/// Whether a text is a number in one way or another.
pub(crate) fn looks_like_number(text: &str) -> bool {
    [Mark::Point, Mark::Comma].iter().any(|mark| parse(text, *mark).is_some())
}

fn says(text: &str) -> Says {
    let point = parse(text, Mark::Point);
    let comma = parse(text, Mark::Comma);
    match (point, comma) {
        (Some(a), Some(b)) if a.compare(b).is_eq() => Says::Nothing,
        (Some(_), Some(_)) => Says::Either,
        (Some(_), None) => Says::Mark(Mark::Point),
        (None, Some(_)) => Says::Mark(Mark::Comma),
        (None, None) => Says::Nothing,
    }
}

/// Settles the mark of a column. Whole numbers have no decimals, so in a column of them a mark
/// before three digits stands between thousands.
pub(crate) fn settle_mark<'t>(column: impl Iterator<Item = &'t str>, whole: bool) -> MarkSettled {
    let (mut settled, mut either): (Option<(Mark, String)>, Option<String>) = (None, None);
    for text in column {
        match says(text) {
            Says::Nothing => {}
            Says::Either if whole => {
                let thousands = if text.contains(',') { Mark::Point } else { Mark::Comma };
                if let Some(found) = note(&mut settled, thousands, text) {
                    return found;
                }
            }
            Says::Either => {
                either.get_or_insert_with(|| text.to_owned());
            }
            Says::Mark(mark) => {
                if let Some(found) = note(&mut settled, mark, text) {
                    return found;
                }
            }
        }
    }
    match (settled, either) {
        (Some((mark, _)), _) => MarkSettled::Mark(mark),
        (None, Some(text)) => MarkSettled::Either(text),
        (None, None) => MarkSettled::Mark(Mark::Point),
    }
}

fn note(settled: &mut Option<(Mark, String)>, mark: Mark, text: &str) -> Option<MarkSettled> {
    match settled {
        Some((other, first)) if *other != mark => {
            Some(MarkSettled::Both(first.clone(), text.to_owned()))
        }
        Some(_) => None,
        None => {
            *settled = Some((mark, text.to_owned()));
            None
        }
    }
}

/// Reads a number under a mark, digit for digit; the other mark may stand between thousands.
pub(crate) fn parse(text: &str, mark: Mark) -> Option<Decimal> {
    let (text, negative) = bare(text)?;
    let (decimal, thousands) = match mark {
        Mark::Point => ('.', ','),
        Mark::Comma => (',', '.'),
    };
    let (whole, part) = match text.split_once(decimal) {
        Some((whole, part)) => (whole, Some(part)),
        None => (text.as_str(), None),
    };
    if part.is_some_and(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut groups = whole.split(thousands);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = !rest.is_empty();
    let fits = rest.iter().all(|group| group.len() == 3)
        && !first.is_empty()
        && (!grouped || first.len() <= 3 && !first.starts_with('0'));
    if !fits {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    let digits = format!("{sign}{first}{}", rest.concat());
    let plain = part.map_or(digits.clone(), |part| format!("{digits}.{part}"));
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_under_their_mark() {
        let read = |text, mark| parse(text, mark).map(|d| d.to_string());
        let point = [
            ("1,234.50", "1234.50"),
            ("£1,204.00", "1204.00"),
            ("(36)", "-36"),
            (" -0.5 ", "-0.5"),
            ("12%", "12"),
            ("66776", "66776"),
            ("1 234", "1234"),
        ];
        for (text, digits) in point {
            assert_eq!(read(text, Mark::Point).as_deref(), Some(digits), "{text}");
        }
        for (text, digits) in [("0,67", "0.67"), ("1.234,5", "1234.5"), ("7", "7")] {
            assert_eq!(read(text, Mark::Comma).as_deref(), Some(digits), "{text}");
        }
        for text in ["", "-", "1,23,4", "0,123", "1.2.3", "(-3)", "12e3", "x", ",", "1,234,"] {
            assert_eq!(read(text, Mark::Point), None, "{text}");
        }
    }

    #[test]
    fn a_column_settles_its_mark_or_nothing_does() {
        let settled = |texts: &[&str], whole| settle_mark(texts.iter().copied(), whole);
        let (point, comma) = (MarkSettled::Mark(Mark::Point), MarkSettled::Mark(Mark::Comma));
        assert_eq!(settled(&["0,67", "1"], false), comma);
        assert_eq!(settled(&["0.67", "1,234"], false), point);
        assert_eq!(settled(&["0,123"], false), comma, "no thousands begin with nought");
        assert_eq!(settled(&["1,234", "1.5"], false), point);
        assert_eq!(settled(&["1,234"], true), point);
        assert_eq!(settled(&["1.234"], true), comma);
        assert_eq!(settled(&["1,234"], false), MarkSettled::Either("1,234".into()));
        let both = MarkSettled::Both("0,5".into(), "0.7".into());
        assert_eq!(settled(&["0,5", "0.7"], false), both);
    }
}
