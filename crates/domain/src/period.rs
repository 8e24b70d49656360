//! Stretches of time that figures are about. A period's kind follows from its first and last day.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::ParseError;

/// A stretch of whole days, first and last included.
///
/// Written, safe in a web address and a shell: `2022-03` (month), `fy2021-22` (financial year),
/// `fy2021-22q4` (its fourth quarter), `12m2022-06` (twelve months ending June 2022), or
/// `2022-01-05_2022-02-01` for any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start: Date,
    end: Date,
}

/// What a period is, as its days say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// One calendar month.
    Month,
    /// A quarter of the financial year (Q1 is April to June).
    Quarter,
    /// April to March.
    FinancialYear,
    /// Twelve whole months ending in any month but March.
    RollingYear,
    /// Anything else: a day, a term, a survey wave.
    Other,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, 1 to 12; anything else gives the nearest of them.
pub fn month_name(month: i8) -> &'static str {
    MONTHS[usize::try_from(month.clamp(1, 12) - 1).unwrap_or(0)]
}

impl Period {
    /// Any period; `start` must not be after `end`.
    pub fn new(start: Date, end: Date) -> Result<Self, ParseError> {
        if start > end {
            let text = format!("{start}_{end}");
            return Err(ParseError::new("a period", &text, "the first day is after the last"));
        }
        Ok(Self { start, end })
    }

    /// The calendar month, 1 to 12.
    pub fn month(year: i16, month: i8) -> Result<Self, ParseError> {
        let start = Date::new(year, month, 1).map_err(|_| {
            let text = format!("{year}-{month}");
            ParseError::new("a month", &text, "months run from 1 to 12")
        })?;
        Ok(Self { start, end: start.last_of_month() })
    }

    /// The month a day is in.
    pub fn month_of(day: Date) -> Self {
        Self { start: day.first_of_month(), end: day.last_of_month() }
    }

    /// The financial year that begins in April of `first_year`.
    pub fn financial_year(first_year: i16) -> Result<Self, ParseError> {
        let april = Self::month(first_year, 4)?;
        Ok(april.ending_n_months_later(11))
    }

    /// The twelve months that end with this period.
    #[must_use]
    pub fn rolling_year_to(day: Date) -> Self {
        let last = Self::month_of(day);
        Self { start: last.start.saturating_sub(11.months()), end: last.end }
    }

    fn ending_n_months_later(self, n: i32) -> Self {
        let end = self.start.saturating_add(n.months()).last_of_month();
        Self { start: self.start, end }
    }

    /// First day.
    pub fn start(self) -> Date {
        self.start
    }

    /// Last day.
    pub fn end(self) -> Date {
        self.end
    }

    /// Number of whole calendar months it consists of; none if it does not.
    pub fn whole_months(self) -> Option<i32> {
        let whole = self.start.day() == 1 && self.end == self.end.last_of_month();
        let years = i32::from(self.end.year()) - i32::from(self.start.year());
        let months = i32::from(self.end.month()) - i32::from(self.start.month());
        whole.then_some(years * 12 + months + 1)
    }

    /// What it is.
    pub fn kind(self) -> PeriodKind {
        match self.whole_months() {
            Some(1) => PeriodKind::Month,
            Some(3) if self.start.month() % 3 == 1 => PeriodKind::Quarter,
            Some(12) if self.start.month() == 4 => PeriodKind::FinancialYear,
            Some(12) => PeriodKind::RollingYear,
            _ => PeriodKind::Other,
        }
    }

    /// Its calendar months in order; nothing unless it consists of whole months.
    pub fn months(self) -> impl Iterator<Item = Self> {
        let count = self.whole_months().unwrap_or(0);
        (0..count).map(move |n| Self::month_of(self.start.saturating_add(n.months())))
    }

    /// The same stretch `years` earlier: whole months stay whole months.
    #[must_use]
    pub fn years_earlier(self, years: i32) -> Self {
        let start = self.start.saturating_sub(years.years());
        let end = self.end.saturating_sub(years.years());
        let whole = self.whole_months().is_some();
        Self { start, end: if whole { end.last_of_month() } else { end } }
    }

    /// The month before this one's first day.
    #[must_use]
    pub fn month_before(self) -> Self {
        Self::month_of(self.start.saturating_sub(1.day()))
    }

    /// For people: "March 2022", "2021/22", "January to March 2022", "year ending June 2022".
    pub fn label(self) -> String {
        let (start, end) = (self.start, self.end);
        let day = |d: Date| format!("{} {} {}", d.day(), month_name(d.month()), d.year());
        match self.kind() {
            PeriodKind::Month => format!("{} {}", month_name(end.month()), end.year()),
            PeriodKind::FinancialYear => {
                format!("{}/{:02}", start.year(), end.year().rem_euclid(100))
            }
            PeriodKind::RollingYear => {
                format!("year ending {} {}", month_name(end.month()), end.year())
            }
            PeriodKind::Quarter => {
                let (from, to) = (month_name(start.month()), month_name(end.month()));
                format!("{from} to {to} {}", end.year())
            }
            PeriodKind::Other if start == end => day(start),
            PeriodKind::Other => format!("{} to {}", day(start), day(end)),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.start, self.end);
        let financial = |d: Date| {
            if d.month() >= 4 { d.year() } else { d.year() - 1 }
        };
        let year = financial(start);
        let next = (year + 1).rem_euclid(100);
        match self.kind() {
            PeriodKind::Month => write!(f, "{:04}-{:02}", end.year(), end.month()),
            PeriodKind::FinancialYear => write!(f, "fy{year:04}-{next:02}"),
            PeriodKind::Quarter => {
                let quarter = (i16::from(start.month()) + 8) % 12 / 3 + 1;
                write!(f, "fy{year:04}-{next:02}q{quarter}")
            }
            PeriodKind::RollingYear => write!(f, "12m{:04}-{:02}", end.year(), end.month()),
            PeriodKind::Other => write!(f, "{start}_{end}"),
        }
    }
}

fn year_month(text: &str) -> Option<(i16, i8)> {
    let (year, month) = text.split_once('-')?;
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?))
}

fn parse_financial(text: &str) -> Option<Period> {
    let (years, quarter) = match text.split_once('q') {
        Some((years, quarter)) => (years, Some(quarter.parse::<i8>().ok()?)),
        None => (text, None),
    };
    let (first, second) = year_month(years)?;
    if i16::from(second) != (first + 1).rem_euclid(100) {
        return None;
    }
    let year = Period::financial_year(first).ok()?;
    match quarter {
        None => Some(year),
        Some(quarter @ 1..=4) => {
            let start = year.start.saturating_add((3 * (i32::from(quarter) - 1)).months());
            Some(Period::month_of(start).ending_n_months_later(2))
        }
        Some(_) => None,
    }
}

impl FromStr for Period {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let period = if let Some(rest) = text.strip_prefix("fy") {
            parse_financial(rest)
        } else if let Some(rest) = text.strip_prefix("12m") {
            let month = year_month(rest).and_then(|(y, m)| Self::month(y, m).ok());
            month.map(|month| Self::rolling_year_to(month.end))
        } else if let Some((start, end)) = text.split_once('_') {
            start.parse().ok().zip(end.parse().ok()).and_then(|(s, e)| Self::new(s, e).ok())
        } else {
            year_month(text).and_then(|(year, month)| Self::month(year, month).ok())
        };
        period.ok_or_else(|| {
            let why = "write 2022-03, fy2021-22, fy2021-22q4, 12m2022-06 or \
                       2022-01-05_2022-02-01";
            ParseError::new("a period", text, why)
        })
    }
}

/// Months in order as words, neighbours drawn together: "September 2021, April 2022 to June 2022".
pub fn spans(months: &[Period]) -> String {
    let mut runs: Vec<(Period, Period)> = Vec::new();
    for month in months {
        match runs.last_mut() {
            Some((_, last)) if last.end().tomorrow().is_ok_and(|day| day == month.start()) => {
                *last = *month;
            }
            _ => runs.push((*month, *month)),
        }
    }
    let words = runs.iter().map(|(from, to)| match from == to {
        true => from.label(),
        false => format!("{} to {}", from.label(), to.label()),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_ending_in_march_is_the_financial_year() {
        assert_eq!(period("12m2022-03"), period("fy2021-22"));
        assert_eq!(period("2021-04-01_2022-03-31").kind(), PeriodKind::FinancialYear);
        assert_eq!(period("fy2021-22q4"), period("2022-01-01_2022-03-31"));
        assert_eq!(period("fy2022-23q1").start().to_string(), "2022-04-01");
    }

    #[test]
    fn labels_are_those_of_the_field() {
        let labels = ["2022-03", "fy1999-00", "fy2021-22q4", "12m2022-06", "2020-06-30_2020-06-30"]
            .map(|text| period(text).label());
        let expected = [
            "March 2022",
            "1999/00",
            "January to March 2022",
            "year ending June 2022",
            "30 June 2020",
        ];
        assert_eq!(labels, expected);
    }

    #[test]
    fn whole_months_stay_whole_a_year_earlier() {
        assert_eq!(period("2021-02").years_earlier(1), period("2020-02"));
        assert_eq!(period("2020-02").years_earlier(1), period("2019-02"));
        assert_eq!(period("fy2021-22").months().count(), 12);
        assert!(
            ["2022", "2022-13", "fy2021-23", "fy2021-22q5", "12m2022", "x_y"]
                .iter()
                .all(|text| text.parse::<Period>().is_err())
        );
    }

    proptest! {
        #[test]
        fn every_period_reads_back(from in 0i32..9000, days in 0i32..800) {
            let start = jiff::civil::date(2005, 1, 1).saturating_add(from.days());
            let any = Period::new(start, start.saturating_add(days.days())).unwrap();
            prop_assert_eq!(period(&any.to_string()), any);
            let year = Period::rolling_year_to(start);
            prop_assert_eq!(period(&year.to_string()), year);
        }
    }

    #[test]
    fn neighbouring_months_are_drawn_together() {
        let months = ["2021-09", "2022-04", "2022-05", "2022-06"].map(|m| m.parse().unwrap());
        assert_eq!(spans(&months), "September 2021, April 2022 to June 2022");
        assert_eq!(spans(&months[..1]), "September 2021");
    }
}
