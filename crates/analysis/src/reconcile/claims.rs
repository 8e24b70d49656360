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
    /// For every 1,000 people.
    Rate,
    /// A percentage that is no change.
    Share,
    /// Pounds, of which nothing is held.
    Money,
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
    /// Whether it is given as a bound or an estimate: "over 80,000".
    pub is_hedged: bool,
    /// Where it ends in its passage, in bytes.
    pub end: usize,
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

/// A claim as the heads of its cell turn it: a change, a rate, a share. None for a year that stands
/// first in its row, which is a head itself.
pub fn in_cell(claim: Claim, heads: &[String]) -> Option<Claim> {
    let words = heads.join(" ").to_lowercase();
    let plain = !claim.written.contains([',', '.', '%', '£', '+', '-', '−']);
    let year = plain && (1990..2100).contains(&claim.digits);
    if year && heads.first().is_none_or(String::is_empty) {
        return None;
    }
    let percent = words.contains('%') || words.contains("per cent");
    let change = words.contains("change") || words.contains("differen");
    let kind = match claim.kind {
        Kind::Money => Kind::Money,
        Kind::Percent if change || claim.written.starts_with(['+', '-', '−']) => Kind::Percent,
        Kind::Percent | Kind::Share => Kind::Share,
        // A workbook may hold 0.153 for 15.3%: nothing tells which it is.
        Kind::Level | Kind::Change | Kind::Rate if percent => Kind::Share,
        Kind::Level | Kind::Change | Kind::Rate if words.contains("per 1,000") => Kind::Rate,
        Kind::Level | Kind::Change if change => Kind::Change,
        Kind::Level | Kind::Change | Kind::Rate => claim.kind,
    };
    Some(Claim { kind, ..claim })
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
    let money = ahead.ends_with('£') || before.ends_with('£');
    let (times, suffix) = magnitude(after);
    let glued = after[suffix..].starts_with(|c: char| c.is_alphabetic() || "/:]".contains(c));
    let ordinary = suffix == 0 || after.starts_with(' ') || money;
    if ahead.chars().next_back().is_some_and(joined) || glued || !ordinary {
        return None;
    }
    let (digits, decimals) = scaled(read(number)?, times)?;
    let after = &after[suffix..];
    let tail = after.trim_start().to_lowercase();
    let next = tail.split(|c: char| !c.is_alphanumeric() && c != '%').next().unwrap_or_default();
    let earlier = ahead.trim_end().to_lowercase();
    let last = earlier.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let month = |word: &str| word.len() > 2 && MONTHS.contains(&&word[..3.min(word.len())]);
    let plain = !number.contains([',', '.']);
    let plain = plain && !money && suffix == 0;
    let year = plain && number.len() == 4 && (1900..2100).contains(&digits);
    let dated = plain && ((word_is(next, month)) || word_is(last, month));
    let counted = matches!(next, "crimes" | "offences" | "incidents" | "burglaries" | "reports");
    // 020 7946 0000 is a telephone number.
    let padded = |word: &str| {
        let digits = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_digit());
        digits && word.starts_with('0')
    };
    if (year && !cell && !counted)
        || padded(number)
        || padded(next)
        || padded(last)
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
    let kind = if money {
        Kind::Money
    } else if rate_follows(&tail) {
        Kind::Rate
    } else if percent {
        Kind::Percent
    } else if sign.is_some() || more || by {
        Kind::Change
    } else {
        Kind::Level
    };
    // A share, or a confidence, is no change.
    let kind = match kind {
        Kind::Percent if sign.is_none() && way.is_none() && !cell => Kind::Share,
        kind => kind,
    };
    let falls = down && (cell || matches!(kind, Kind::Change | Kind::Percent));
    let written = format!(
        "{}{}{number}{}{}",
        if money { "£" } else { "" },
        sign.map(String::from).unwrap_or_default(),
        &text[end..end + suffix],
        if percent { "%" } else { "" }
    );
    let digits = if falls { -digits } else { digits };
    let is_hedged = hedged(&earlier);
    Some(Claim { written, at: start, digits, decimals, kind, is_hedged, end: end + suffix })
}

/// By which power of ten a number is to be multiplied, and how many bytes say so.
fn magnitude(after: &str) -> (u32, usize) {
    let word = after.trim_start_matches(' ');
    let gap = after.len() - word.len();
    let length = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
    let times = match (word[..length].to_ascii_lowercase().as_str(), gap) {
        ("k", 0) | ("thousand", 0 | 1) => 3,
        ("m", 0) | ("million", 0 | 1) => 6,
        ("bn", 0) | ("billion", 0 | 1) => 9,
        _ => return (0, 0),
    };
    (times, gap + length)
}

/// Digits times a power of ten.
fn scaled((digits, decimals): (i128, u8), times: u32) -> Option<(i128, u8)> {
    match times.checked_sub(u32::from(decimals)) {
        _ if times == 0 => Some((digits, decimals)),
        Some(more) => Some((digits.checked_mul(10i128.checked_pow(more)?)?, 0)),
        None => Some((digits, decimals - u8::try_from(times).ok()?)),
    }
}

/// Whether a rate for every 1,000 people is given: "85.4 crimes per 1,000".
fn rate_follows(tail: &str) -> bool {
    tail.find("per 1,000").is_some_and(|at| {
        let between = &tail[..at];
        between.split_whitespace().count() <= 3
            && !between.contains(|c: char| c.is_ascii_digit() || ".,;".contains(c))
    })
}

/// Whether the words before a number make it a bound or an estimate.
fn hedged(earlier: &str) -> bool {
    const HEDGES: [&str; 15] = [
        "about",
        "around",
        "approximately",
        "roughly",
        "some",
        "circa",
        "nearly",
        "almost",
        "over",
        "under",
        "above",
        "below",
        "than",
        "least",
        "most",
    ];
    let last = earlier.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    last.is_some_and(|last| HEDGES.contains(&last)) || earlier.ends_with("up to")
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
        assert_eq!(found("It was £3.6m."), [("£3.6m".to_owned(), 3_600_000, Kind::Money)]);
        let million = "4.8 million crimes";
        assert_eq!(found(million), [("4.8 million".to_owned(), 4_800_000, Kind::Level)]);
        assert_eq!(found("41% of them"), [("41%".to_owned(), 41, Kind::Share)]);
        let rate = "85.4 crimes per 1,000 residents";
        assert_eq!(found(rate)[0], ("85.4".to_owned(), 854, Kind::Rate));
        assert_eq!(found("−15.3% on the year")[0].1, -153);
        assert_eq!(found("ISO 9001:2015, 020 7946 0000, v2.1, A38, 10/12, 5th, 9am"), []);
        assert_eq!(found("500 fewer"), [("500".to_owned(), -500, Kind::Change)]);
        assert_eq!(found("a change of +13,371"), [("+13,371".to_owned(), 13_371, Kind::Change)]);
    }
}
