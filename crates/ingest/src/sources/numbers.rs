//! Whole numbers as publishers write them: `81960`, `81,960`, ` 66776 `.

use domain::diagnostic::Severity;
use domain::period::Period;

use crate::codes;
use crate::findings::Findings;
use crate::reading::Reading;
use crate::text::Row;

/// A count, not negative; commas only between thousands; anything else is told.
pub(crate) fn whole_number(
    row: &Row<'_>,
    column: usize,
    column_name: &str,
    reading: &mut Reading<'_>,
) -> Option<i64> {
    told(parse_whole, row, (column, column_name), reading)
}

/// A count that may be negative; anything else is told.
pub(crate) fn signed_number(
    row: &Row<'_>,
    column: usize,
    column_name: &str,
    reading: &mut Reading<'_>,
) -> Option<i64> {
    told(parse_signed, row, (column, column_name), reading)
}

fn told(
    parse: fn(&str) -> Option<i64>,
    row: &Row<'_>,
    (column, column_name): (usize, &str),
    reading: &mut Reading<'_>,
) -> Option<i64> {
    let text = row.text(column);
    let number = parse(text);
    if number.is_none() {
        let at = |f: &Findings| f.line(row.line).in_column(column_name);
        let message = || format!("\"{text}\" is not a count");
        reading.findings.add(Severity::Error, &codes::NUMBER_MALFORMED, at, message);
    }
    number
}

/// Digits, in groups of three if there are commas. Signs, points and exponents are refused.
pub(crate) fn parse_whole(text: &str) -> Option<i64> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    let all_digits = !first.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| all_digits)
}

/// `2013/14`, `2013-14`, `2013–14`, `2013/2014`: the second year must follow the first.
pub(crate) fn financial_year(text: &str) -> Option<Period> {
    let (first, second) = text.trim().split_once(['/', '-', '\u{2013}'])?;
    let second = if second.len() == 4 { second.get(2..)? } else { second };
    format!("fy{first}-{second}").parse().ok()
}

/// The same with a sign: records cancelled may outnumber records made. Typists' minus signs count
/// as one.
pub(crate) fn parse_signed(text: &str) -> Option<i64> {
    match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(digits) => parse_whole(digits.trim_start()).map(|n| -n),
        None => parse_whole(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_signed, parse_whole};

    #[test]
    fn counts_are_read_as_publishers_write_them() {
        for (text, count) in
            [("0", 0), ("81960", 81_960), ("81,960", 81_960), ("1,234,567", 1_234_567)]
        {
            assert_eq!(parse_whole(text), Some(count), "{text}");
        }
        for text in
            ["", "-1", "+1", "1.0", "1e3", "8,19,60", "1234,567", ",123", "99999999999999999999"]
        {
            assert_eq!(parse_whole(text), None, "{text}");
        }
    }

    #[test]
    fn counts_may_be_negative_where_records_are_cancelled() {
        for (text, count) in [("-36", -36), ("-00", 0), ("\u{2212}1,204", -1_204), ("7", 7)] {
            assert_eq!(parse_signed(text), Some(count), "{text}");
        }
        for text in ["--1", "-", "+3", "(36)", "36-"] {
            assert_eq!(parse_signed(text), None, "{text}");
        }
    }
}
