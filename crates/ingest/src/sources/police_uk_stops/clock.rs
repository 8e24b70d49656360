//! The local month of a time stamp.
//!
//! Stamps are written with an offset, nearly always `+00:00`, also in summer, when clocks in Britain
//! stand an hour ahead. A search of half past midnight on 1 July is then stamped 30 June.

use domain::period::Period;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday, date};

/// A time stamp's month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// By the clocks of Britain.
    pub(super) local: Period,
    /// As the stamp is written.
    pub(super) stamped: Period,
}

/// Reads `2019-05-01T00:56:44+00:00`. Without an offset the stamp is taken as local time.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let time = rest.strip_prefix(['T', ' '])?;
    let (clock, offset) = match time.find(['+', '-', 'Z']) {
        Some(at) => (&time[..at], Some(&time[at..])),
        None => (time, None),
    };
    let clock = clock.split('.').next()?;
    let stamp: DateTime = format!("{day}T{clock}").parse().ok()?;
    if !(2000..=2200).contains(&stamp.year()) {
        return None;
    }
    let local = match offset {
        None => stamp,
        Some(offset) => {
            let universal = stamp.checked_sub(minutes(offset)?.minutes()).ok()?;
            let ahead = if is_summer(universal) { 1 } else { 0 };
            universal.checked_add(ahead.hours()).ok()?
        }
    };
    let stamped = Period::month_of(stamp.date());
    Some(Moment { local: Period::month_of(local.date()), stamped })
}

/// `+01:00`, `+0100`, `Z`; in minutes.
fn minutes(offset: &str) -> Option<i64> {
    if offset == "Z" {
        return Some(0);
    }
    let (sign, digits) = offset.split_at_checked(1)?;
    let digits = digits.replace(':', "");
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i64, i64) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    let fits = hours < 24 && minutes < 60;
    let all = hours * 60 + minutes;
    fits.then_some(if sign == "-" { -all } else { all })
}

/// British summer time: from the last Sunday of March to that of October, at one in the morning of
/// universal time (Summer Time Order 2002).
fn is_summer(universal: DateTime) -> bool {
    let year = universal.year();
    let change = |month: i8| last_sunday(date(year, month, 31)).at(1, 0, 0, 0);
    (change(3)..change(10)).contains(&universal)
}

fn last_sunday(last: Date) -> Date {
    let past = last.weekday().since(Weekday::Sunday);
    last.saturating_sub(past.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(text: &str) -> Option<(String, String)> {
        moment(text).map(|m| (m.local.to_string(), m.stamped.to_string()))
    }

    #[test]
    fn the_month_is_that_of_the_clocks() {
        for (text, local, stamped) in [
            ("2018-12-02T00:58:29+00:00", "2018-12", "2018-12"),
            ("2019-06-30T23:10:00+00:00", "2019-07", "2019-06"),
            ("2019-07-01T00:10:00+01:00", "2019-07", "2019-07"),
            ("2019-11-30T23:10:00Z", "2019-11", "2019-11"),
            ("2020-08-31T23:59:59.000+0000", "2020-09", "2020-08"),
            ("2020-08-31 23:59:59", "2020-08", "2020-08"),
            ("2021-03-28T00:59:59+00:00", "2021-03", "2021-03"),
        ] {
            assert_eq!(months(text), Some((local.to_owned(), stamped.to_owned())), "{text}");
        }
        for text in ["", "2019-05-01", "2019-13-01T00:00:00", "2019-05-01T25:00:00+00:00", "é"] {
            assert_eq!(months(text), None, "{text}");
        }
    }

    #[test]
    fn clocks_change_on_the_last_sunday() {
        let summer = |d: Date, hour| is_summer(d.at(hour, 0, 0, 0));
        assert!(!summer(date(2019, 3, 31), 0) && summer(date(2019, 3, 31), 1));
        assert!(summer(date(2019, 10, 27), 0) && !summer(date(2019, 10, 27), 1));
        assert!(summer(date(2020, 7, 1), 0) && !summer(date(2020, 1, 1), 0));
    }
}
