//! Numbers in words: which of them are figures, and of what kind.

/// What a figure is, by its grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// How many.
    Level,
    /// How many more or fewer.
    Change,
    /// How many per cent more or fewer.
    Percent,
    /// For every so many people.
    Rate,
}

/// A figure that a paper gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// As written, with its sign and what stands behind it.
    pub written: String,
    /// Where it begins in its passage, in bytes.
    pub at: usize,
    /// Its digits as one whole number, below zero for a fall.
    pub digits: i128,
    /// How many of the digits stand after the point.
    pub decimals: u8,
    /// What it is.
    pub kind: Kind,
}

impl Claim {
    /// To the nearest how many it seems to be given: 1,000 for 82,000.
    pub fn unit(&self) -> i128 {
        let mut unit = 1;
        while self.digits != 0 && self.digits % (unit * 10) == 0 && unit < 1_000_000 {
            unit *= 10;
        }
        unit
    }

    /// Whether it has digits enough that it is hardly equal to another figure by chance.
    pub fn is_telling(&self) -> bool {
        self.digits.abs() >= 100
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Words before a number that make it a place in a paper.
const PLACES: [&str; 12] = [
    "section",
    "paragraph",
    "para",
    "page",
    "table",
    "figure",
    "note",
    "appendix",
    "annex",
    "chapter",
    "quarter",
    "per",
];
const UP: [&str; 9] =
    ["rise", "rose", "risen", "increas", "up", "grew", "higher", "more", "growth"];
const DOWN: [&str; 9] =
    ["fall", "fell", "fallen", "decreas", "down", "drop", "lower", "fewer", "reduc"];

/// Every figure of a passage; alone in a cell, a number needs no words.
pub fn find(text: &str, cell: bool) -> Vec<Claim> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || (matches!(bytes[at], b',' | b'.')
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)))
        {
            at += 1;
        }
        if let Some(claim) = claim(text, start, at, cell) {
            out.push(claim);
        }
    }
    out
}

fn claim(text: &str, start: usize, end: usize, cell: bool) -> Option<Claim> {
    let (before, after) = (&text[..start], &text[end..]);
    let number = &text[start..end];
    let sign = before.chars().next_back().filter(|c| "+-−".contains(*c));
    let ahead = sign.map_or(before, |sign| &before[..before.len() - sign.len_utf8()]);
    let joined = |c: char| c.is_alphanumeric() || "/.-−–:#[".contains(c);
    if ahead.chars().next_back().is_some_and(joined)
        || after.starts_with(|c: char| c.is_alphabetic() || "/:]".contains(c))
    {
        return None;
    }
    let (digits, decimals) = read(number)?;
    let tail = after.trim_start().to_lowercase();
    let next = tail.split(|c: char| !c.is_alphanumeric() && c != '%').next().unwrap_or_default();
    let earlier = ahead.trim_end().to_lowercase();
    let last = earlier.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let month = |word: &str| word.len() > 2 && MONTHS.contains(&&word[..3.min(word.len())]);
    let plain = !number.contains([',', '.']);
    let year = plain && number.len() == 4 && (1900..2100).contains(&digits);
    let dated = plain && ((word_is(next, month)) || word_is(last, month));
    let counted = matches!(next, "crimes" | "offences" | "incidents" | "burglaries" | "reports");
    if (year && !cell && !counted)
        || dated
        || PLACES.contains(&last)
        || matches!(next, "months" | "month" | "years" | "year" | "weeks" | "days")
        || (ahead.trim().is_empty() && !cell && after.starts_with(['.', ')']))
    {
        return None;
    }
    let percent = tail.starts_with('%') || tail.starts_with("per cent") || next == "percent";
    let way = way(&earlier, &tail);
    let down = matches!(sign, Some('-' | '−')) || (sign.is_none() && way == Some(false));
    let by = matches!(last, "by" | "of" | "up" | "down") && way.is_some();
    let more = matches!(next, "more" | "fewer" | "less");
    let kind = if tail.starts_with("per 1,000") {
        Kind::Rate
    } else if percent {
        Kind::Percent
    } else if sign.is_some() || more || by {
        Kind::Change
    } else {
        Kind::Level
    };
    // A share, or a confidence, is no change.
    if kind == Kind::Percent && sign.is_none() && way.is_none() && !cell {
        return None;
    }
    let falls = down && (cell || matches!(kind, Kind::Change | Kind::Percent));
    let written = format!(
        "{}{number}{}",
        sign.map(String::from).unwrap_or_default(),
        if percent { "%" } else { "" }
    );
    let digits = if falls { -digits } else { digits };
    Some(Claim { written, at: start, digits, decimals, kind })
}

fn word_is(word: &str, is: impl Fn(&str) -> bool) -> bool {
    word.is_ascii() && is(word)
}

/// The digits of a number and how many stand after the point; none if its commas make no sense.
fn read(number: &str) -> Option<(i128, u8)> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3);
    if !grouped || part.contains(['.', ',']) || part.len() > 4 || whole.len() > 20 {
        return None;
    }
    let digits: String = groups.concat() + part;
    Some((digits.parse().ok()?, u8::try_from(part.len()).ok()?))
}

/// Whether the nearest word of direction says up or down.
fn way(before: &str, after: &str) -> Option<bool> {
    let direction = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is = |list: &[&str], word: &str| {
            list.iter().any(|one| word == *one || (one.len() > 3 && word.starts_with(one)))
        };
        match (is(&UP, word), is(&DOWN, word)) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            (false, false) => None,
        }
    };
    let near = after.split(['.', ';', ',']).next().unwrap_or_default();
    let soon = near.split_whitespace().take(4).find_map(direction);
    let clause = before.rsplit(". ").next().unwrap_or_default();
    let said = clause.split_whitespace().rev().take(8).find_map(direction);
    said.or(soon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, i128, Kind)> {
        find(text, false).into_iter().map(|one| (one.written, one.digits, one.kind)).collect()
    }

    #[test]
    fn figures_are_told_from_dates_years_and_places() {
        let text = "1. In 2017/18 (see section 4, page 12) there were 81,960 crimes to 31 March \
                    2018, as in CRM-001 and table 3.";
        assert_eq!(found(text), [("81,960".to_owned(), 81_960, Kind::Level)]);
    }

    #[test]
    fn grammar_says_what_a_figure_is() {
        assert_eq!(found("Crime rose by 16.4%"), [("16.4%".to_owned(), 164, Kind::Percent)]);
        assert_eq!(found("It fell by 500"), [("500".to_owned(), -500, Kind::Change)]);
        assert_eq!(found("a 5% fall"), [("5%".to_owned(), -5, Kind::Percent)]);
        assert_eq!(found("It rose to 8,004"), [("8,004".to_owned(), 8_004, Kind::Level)]);
        assert_eq!(found("500 fewer"), [("500".to_owned(), -500, Kind::Change)]);
        assert_eq!(found("a change of +13,371"), [("+13,371".to_owned(), 13_371, Kind::Change)]);
    }
}
