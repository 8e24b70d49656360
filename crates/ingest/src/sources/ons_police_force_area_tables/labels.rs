//! Words of ONS tables, with the footnote digits that are glued to them.

use domain::period::{Period, month_name};
use jiff::civil::Date;

/// One space between words, none outside.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_footnote(c: char) -> bool {
    c.is_ascii_digit() || c == ',' || c == ' '
}

/// A name and its footnotes: `Greater Manchester7,8` → `Greater Manchester`, 7 and 8.
pub(super) fn split_footnotes(text: &str) -> (String, Vec<u32>) {
    let text = tidy(text);
    let name = text.trim_end_matches(is_footnote);
    let numbers = text[name.len()..].split([',', ' ']);
    let numbers = numbers.filter_map(|n| n.parse().ok()).collect();
    (name.to_owned(), numbers)
}

/// A header without footnotes, at its end or before a bracket closes:
/// `Total recorded crime (excluding fraud3)` → `Total recorded crime (excluding fraud)`.
pub(super) fn without_footnotes(text: &str) -> String {
    let (name, _) = split_footnotes(text);
    let parts: Vec<&str> = name.split(')').collect();
    let last = parts.len() - 1;
    let strip = |(n, part): (usize, &&str)| {
        let digits = |c: char| c.is_ascii_digit() || c == ',';
        let kept = if n == last { part } else { part.trim_end_matches(digits) };
        kept.to_owned()
    };
    let parts: Vec<String> = parts.iter().enumerate().map(strip).collect();
    parts.join(")")
}

/// The last day of the year a title is of. Footnotes may follow the year without a space, and the
/// year may have two digits: `March 181,2,3` is March 2018 with three footnotes.
pub(super) fn year_ending(title: &str) -> Option<Date> {
    let title = tidy(title);
    let (_, rest) = title.split_once("year ending ")?;
    let (month, rest) = rest.split_once(' ')?;
    let month = (1..=12).find(|n| month_name(*n) == month)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let digits = &rest[..digits];
    let year: i16 = match digits.len() {
        2 | 3 => 2000 + digits[..2].parse::<i16>().ok()?,
        4.. if digits.starts_with("20") => digits[..4].parse().ok()?,
        _ => return None,
    };
    Some(Period::month(year, month).ok()?.end())
}

/// The year of `Population figures (mid-2017)3 rounded to 100`.
pub(super) fn mid_year(header: &str) -> Option<i16> {
    let (_, rest) = header.split_once("(mid-")?;
    let (year, _) = rest.split_once(')')?;
    year.parse().ok().filter(|year| (1980..2100).contains(year))
}

/// The first date written as `6th February 2019` in a text.
pub(super) fn date_in(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).find_map(|w| {
        let day = w[0].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let month = (1..=12).find(|n| month_name(*n) == w[1])?;
        let year = w[2].trim_end_matches(|c: char| !c.is_ascii_digit());
        Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
    })
}

/// A code and nothing but footnotes behind it: `E23000005`.
pub(super) fn area_code(text: &str) -> Option<&str> {
    let (code, rest) = text.trim().split_at_checked(9)?;
    let mut bytes = code.bytes();
    let letter = bytes.next().is_some_and(|b| b.is_ascii_uppercase());
    (letter && bytes.all(|b| b.is_ascii_digit()) && rest.chars().all(is_footnote)).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_are_taken_off() {
        let clean = [
            ("Total recorded crime (excluding fraud3)", "Total recorded crime (excluding fraud)"),
            ("Stalking\nand harassment 4", "Stalking and harassment"),
            ("Residential burglary (households) 6,7,9", "Residential burglary (households)"),
            ("Non-residential  burglary5,6", "Non-residential burglary"),
        ];
        for (raw, label) in clean {
            assert_eq!(without_footnotes(raw), label);
        }
        assert_eq!(split_footnotes("North West 7,8"), ("North West".into(), vec![7, 8]));
        assert_eq!(split_footnotes(""), (String::new(), vec![]));
        assert_eq!(area_code("E2300000512,13"), Some("E23000005"));
        assert_eq!(area_code("Source: Home Office"), None);
    }

    #[test]
    fn the_year_is_told_from_its_footnotes() {
        let ending = |t: &str| year_ending(t).map(|d| d.to_string());
        let title = |year: &str| format!("Table P1: offences, year ending {year}");
        for (text, day) in [
            ("December 181,2", "2018-12-31"),
            ("March 181,2,3", "2018-03-31"),
            ("June 20191,2", "2019-06-30"),
            ("September 2018", "2018-09-30"),
        ] {
            assert_eq!(ending(&title(text)).as_deref(), Some(day), "{text}");
        }
        for text in ["Smarch 2018", "March", "March 1", "March 99999", "March x"] {
            assert_eq!(ending(&title(text)), None, "{text}");
        }
    }

    #[test]
    fn dates_and_mid_years_are_found_in_words() {
        let date = date_in("Published on 6th February 2019").map(|d| d.to_string());
        assert_eq!(date.as_deref(), Some("2019-02-06"));
        assert_eq!(date_in("We apologise for any inconvenience."), None);
        assert_eq!(mid_year("Population figures (mid-2017)3 rounded to 100"), Some(2017));
        assert_eq!(mid_year("Population figures"), None);
    }
}
