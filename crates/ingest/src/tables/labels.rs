//! Words of published tables, with the footnote digits that are glued to them.

use domain::period::{Period, month_name};
use jiff::civil::Date;

/// One space between words, none outside.
pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_footnote(c: char) -> bool {
    c.is_ascii_digit() || c == ',' || c == ' '
}

/// A name and its footnotes: `Greater Manchester7,8` and `Greater Manchester [note 7, 8]` are
/// `Greater Manchester`, 7 and 8.
pub(crate) fn split_footnotes(text: &str) -> (String, Vec<u32>) {
    let (text, mut numbers) = split_notes(&tidy(text));
    let name = text.trim_end_matches(is_footnote);
    let glued = text[name.len()..].split([',', ' ']);
    numbers.extend(glued.filter_map(|n| n.parse::<u32>().ok()));
    (name.to_owned(), numbers)
}

/// Takes `[note 7, 8]` out of a text, wherever it stands.
fn split_notes(text: &str) -> (String, Vec<u32>) {
    let mut kept = String::new();
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('[') {
        let inside = behind.split_once(']');
        let note =
            inside.filter(|(i, _)| i.get(..4).is_some_and(|n| n.eq_ignore_ascii_case("note")));
        let Some((inside, after)) = note else {
            kept.push_str(before);
            kept.push('[');
            rest = behind;
            continue;
        };
        kept.push_str(before);
        let words = inside.split(|c: char| !c.is_ascii_digit());
        numbers.extend(words.filter_map(|n| n.parse::<u32>().ok()));
        rest = after;
    }
    kept.push_str(rest);
    (tidy(&kept), numbers)
}

/// A header without footnotes, at its end or before a bracket closes:
/// `Total recorded crime (excluding fraud3)` → `Total recorded crime (excluding fraud)`.
pub(crate) fn without_footnotes(text: &str) -> String {
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

/// Words before the month and year that twelve months end with.
pub(crate) const YEAR_ENDING: &str = "year ending ";

/// The last day of the year a title is of. Footnotes may follow the year without a space, and the
/// year may have two digits: `March 181,2,3` is March 2018 with three footnotes.
pub(crate) fn year_ending(title: &str) -> Option<Date> {
    let title = tidy(title);
    let at = title.to_ascii_lowercase().find(YEAR_ENDING)?;
    let rest = &title[at + YEAR_ENDING.len()..];
    let (month, rest) = rest.split_once(' ')?;
    let month = (1..=12).find(|n| month_name(*n).eq_ignore_ascii_case(month))?;
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
pub(crate) fn mid_year(header: &str) -> Option<i16> {
    let (_, rest) = header.split_once("(mid-")?;
    let (year, _) = rest.split_once(')')?;
    year.parse().ok().filter(|year| (1980..2100).contains(year))
}

/// The first date written as `6th February 2019` in a text.
pub(crate) fn date_in(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).find_map(|w| {
        let day = w[0].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let month = (1..=12).find(|n| month_name(*n) == w[1])?;
        let year = w[2].trim_end_matches(|c: char| !c.is_ascii_digit());
        Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
    })
}

/// The twelve months of `Apr '17 to Mar '185, 6`: footnotes may follow the second year.
pub(crate) fn year_span(text: &str) -> Option<Period> {
    let text = tidy(text).replace(['\u{2018}', '\u{2019}'], "'");
    let (first, second) = text.split_once(" to ")?;
    let month = |text: &str| -> Option<(Period, String)> {
        let (name, rest) = text.split_once(" '")?;
        let month = (1..=12).find(|n| month_name(*n).get(..3) == Some(name))?;
        let (year, rest) = rest.split_at_checked(2)?;
        let year: i16 = year.parse().ok()?;
        let century = if year < 60 { 2000 } else { 1900 };
        Some((Period::month(century + year, month).ok()?, rest.to_owned()))
    };
    let ((start, behind), (end, notes)) = (month(first)?, month(second)?);
    let span = Period::new(start.start(), end.end()).ok()?;
    let year = span.whole_months() == Some(12);
    (year && behind.is_empty() && notes.chars().all(is_footnote)).then_some(span)
}

/// The last day of the month of `Sep-15`, which a cell may hold as any day of it.
pub(crate) fn month_end(text: &str) -> Option<Date> {
    if let Some(day) = day_of_cell(text) {
        return Some(day.last_of_month());
    }
    let (name, year) = tidy(text).split_once('-').map(|(n, y)| (n.to_owned(), y.to_owned()))?;
    let same = |short: &str| short.eq_ignore_ascii_case(&name);
    let month = (1..=12).find(|n| month_name(*n).get(..3).is_some_and(same))?;
    let year: i16 = (year.len() == 2).then(|| year.parse().ok())??;
    Some(Period::month(2000 + year, month).ok()?.end())
}

/// The day a cell holds as a day: `2015-09-30`.
fn day_of_cell(text: &str) -> Option<Date> {
    let day: Date = text.trim().get(..10)?.parse().ok()?;
    (text.trim().len() == 10 && (1900..2100).contains(&day.year())).then_some(day)
}

/// The day of `30 September 20123`, a footnote perhaps glued to the year.
pub(crate) fn day_of(text: &str) -> Option<Date> {
    if let Some(day) = day_of_cell(text) {
        return Some(day);
    }
    let text = tidy(text);
    let mut words = text.splitn(3, ' ');
    let day = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = (1..=12).find(|n| month_name(*n).eq_ignore_ascii_case(name))?;
    let rest = words.next()?;
    let (year, notes) = rest.split_at_checked(4)?;
    let year = year.parse().ok().filter(|y| (1900..2100).contains(y))?;
    notes.chars().all(is_footnote).then(|| Date::new(year, month, day).ok())?
}

/// The financial year of `2018/19`, `04/05` or `15/16*`: the second must follow the first.
pub(crate) fn financial_year(text: &str) -> Option<Period> {
    let text = text.trim().trim_end_matches(['*', '^', '~', '"', ' ']);
    let (first, second) = text.split_once('/')?;
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let known = digits(first) && digits(second) && second.len() == 2;
    let first: i16 = match first.len() {
        4 if known => first.parse().ok()?,
        2 if known => {
            let year: i16 = first.parse().ok()?;
            year + if year < 60 { 2000 } else { 1900 }
        }
        _ => return None,
    };
    let follows = second.parse() == Ok((first + 1).rem_euclid(100));
    follows.then(|| Period::financial_year(first).ok())?
}

/// A code and nothing but footnotes behind it: `E23000005`.
pub(crate) fn area_code(text: &str) -> Option<&str> {
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
        let noted = split_footnotes("Surrey [note 3, 4][note 9]");
        assert_eq!(noted, ("Surrey".into(), vec![3, 4, 9]));
        assert_eq!(split_footnotes("A [x] b"), ("A [x] b".into(), vec![]));
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
    fn spans_and_days_are_read_with_footnotes_behind_them() {
        let span = |t: &str| year_span(t).map(|p| p.to_string());
        assert_eq!(span("Apr '17 to Mar '185, 6").as_deref(), Some("fy2017-18"));
        assert_eq!(span("Apr '10 to\n Mar '114").as_deref(), Some("fy2010-11"));
        assert_eq!(span("Oct ’18 to Sep ’19").as_deref(), Some("12m2019-09"));
        for text in ["Apr '17 to Mar '19", "Apr '17", "Apr 17 to Mar 18", "Foo '17 to Mar '18"] {
            assert_eq!(span(text), None, "{text}");
        }
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        assert_eq!(day(month_end("Sep-15")).as_deref(), Some("2015-09-30"));
        assert_eq!(day(month_end("SEP-15")).as_deref(), Some("2015-09-30"));
        assert_eq!(
            day(month_end("2015-09-01")).as_deref(),
            Some("2015-09-30"),
            "a day in the cell"
        );
        assert_eq!(day(month_end("number")), None);
        assert_eq!(day(day_of("30 September 20123")).as_deref(), Some("2012-09-30"));
        assert_eq!(day(day_of("2012-09-30")).as_deref(), Some("2012-09-30"));
        assert_eq!(day(day_of("30 September 201")), None);
        let year = |t: &str| financial_year(t).map(|p| p.to_string());
        assert_eq!(year("15/16\" **").as_deref(), Some("fy2015-16"));
        assert_eq!(year("2018/19").as_deref(), Some("fy2018-19"));
        assert_eq!(year("18/20"), None);
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
