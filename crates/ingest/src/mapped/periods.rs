//! Stretches of time as cells say them.

use catalogue::mapping::PeriodForm;
use domain::period::Period;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::dates::{Order, Written};
use crate::sources::numbers::financial_year;

/// Days by which a date may fall short of the end of its twelve months.
const DAYS_OFF: i8 = 3;

/// Day 0 of the dates a spreadsheet counts in days, and of those an old one of Apple's counts.
const EPOCH: Date = date(1899, 12, 30);
const EPOCH_1904: Date = date(1904, 1, 1);

/// The day a spreadsheet's number means; only numbers of this and the last century are days.
pub(super) fn serial(number: f64, from_1904: bool) -> Option<Date> {
    if !(20_000.0..80_000.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    let days = number.floor() as i64;
    let epoch = if from_1904 { EPOCH_1904 } else { EPOCH };
    epoch.checked_add(days.days()).ok()
}

/// Words that may stand before a date.
const BEFORE: [&str; 5] =
    ["year ending ", "12 months ending ", "12 months to ", "year to ", "twelve months to "];

/// A text without the words before its date.
pub(super) fn date_in(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let before = BEFORE.iter().find(|words| lower.starts_with(*words));
    before.map_or(text, |words| text.get(words.len()..).unwrap_or(text)).trim()
}

/// A period that is written as one, with no date to be settled.
fn stated(text: &str, form: PeriodForm) -> Option<Period> {
    let text = text.trim();
    match form {
        PeriodForm::FinancialYear => {
            financial_year(text.trim_start_matches(['F', 'f', 'Y', 'y', ' ']))
        }
        PeriodForm::Quarter => quarter(text),
        PeriodForm::CalendarQuarter => calendar_quarter(text),
        PeriodForm::Year => {
            let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
            let year: i16 = text.parse().ok().filter(|_| digits)?;
            year_of(year)
        }
        PeriodForm::Day
        | PeriodForm::Month
        | PeriodForm::MonthEnd
        | PeriodForm::RollingYear
        | PeriodForm::Stretch => None,
    }
}

fn year_of(year: i16) -> Option<Period> {
    let fits = (1900..=2200).contains(&year);
    Period::new(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?).ok().filter(|_| fits)
}

/// `2017/18 Q1`, `Q1 2017/18`.
fn quarter(text: &str) -> Option<Period> {
    let (one, other) = text.split_once(' ')?;
    let (year, number) = if one.starts_with(['Q', 'q']) { (other, one) } else { (one, other) };
    let number = number.trim().strip_prefix(['Q', 'q'])?;
    let year = financial_year(year)?.to_string();
    format!("{year}q{number}").parse().ok()
}

/// `Q1 2010`, `2010 Q1`: the first is January to March.
fn calendar_quarter(text: &str) -> Option<Period> {
    let (one, other) = text.split_once(' ')?;
    let (year, number) = if one.starts_with(['Q', 'q']) { (other, one) } else { (one, other) };
    let number: i8 = number.trim().strip_prefix(['Q', 'q'])?.parse().ok()?;
    let year = year.trim();
    let digits = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let fits = digits && (1..=4).contains(&number);
    let first = Date::new(year.parse().ok()?, 3 * number.min(4) - 2, 1).ok().filter(|_| fits)?;
    of_day(first, PeriodForm::CalendarQuarter)
}

/// What stands at either end of a span.
fn ends(text: &str) -> Option<(&str, &str)> {
    [" to ", " - ", " \u{2013} "].iter().find_map(|s| text.split_once(s))
}

/// `Sept 2018 - Feb 2019`, `01/09/2018 to 28/02/2019`: a term, or any other stretch with both ends.
fn stretch(text: &str, order: Order) -> Option<Period> {
    let (first, last) = ends(text)?;
    let whole = |text: &str| match Written::of(text)? {
        Written::Month(year, month) => Period::month(year, month).ok(),
        written @ (Written::Day(_) | Written::Numbers(..)) => {
            let day = written.day(order)?;
            Period::new(day, day).ok()
        }
    };
    Period::new(whole(first)?.start(), whole(last)?.end()).ok()
}

/// `April 2023 to March 2024`, `Apr-23 to Mar-24`: months from the first to the last.
fn span(text: &str, form: PeriodForm) -> Option<Period> {
    let (first, last) = ends(text)?;
    let month = |text: &str| match Written::of(text)? {
        Written::Month(year, month) => Period::month(year, month).ok(),
        Written::Day(_) | Written::Numbers(..) => None,
    };
    let (first, last) = (month(first)?, month(last)?);
    let span = Period::new(first.start(), last.end()).ok()?;
    // Only a stretch that is exactly of the form: its last day alone means the same.
    let same = of_day(span.end(), form) == Some(span);
    let whole = !matches!(form, PeriodForm::Day | PeriodForm::MonthEnd);
    Some(span).filter(|_| same && whole)
}

/// Whether a header is a period.
pub(crate) fn is_period(text: &str, form: PeriodForm) -> bool {
    let order = Order::DayFirst;
    period_of(text, form, order).is_some()
}

/// The period a text means, dates being written in this order.
pub(crate) fn period_of(text: &str, form: PeriodForm, order: Order) -> Option<Period> {
    if form == PeriodForm::Stretch {
        return stretch(text, order);
    }
    if form != PeriodForm::RollingYear && is_rolling_year(text) {
        let year = period_of(text, PeriodForm::RollingYear, order)?;
        // Twelve months that are a year of this form are that year, however they are said.
        return Some(year).filter(|year| of_day(year.end(), form) == Some(*year));
    }
    if let Some(period) = stated(text, form).or_else(|| span(text, form)) {
        return Some(period);
    }
    let written = Written::of(date_in(text))?;
    if form == PeriodForm::Day && matches!(written, Written::Month(..)) {
        return None;
    }
    of_day(written.day(order)?, form)
}

/// Whether a text says that it is twelve months up to its date, which no other form may read.
pub(crate) fn is_rolling_year(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = ["year ending", "year ended", "year to ", "12 months", "twelve months", "y/e"];
    words.iter().any(|words| text.contains(words))
}

/// The period a day stands for. The twelve months of a rolling year end with the day.
pub(super) fn of_day(day: Date, form: PeriodForm) -> Option<Period> {
    let month = Period::month_of(day);
    match form {
        PeriodForm::Day => Period::new(day, day).ok(),
        PeriodForm::Month => Some(month),
        PeriodForm::MonthEnd => Period::new(day, day).ok().filter(|_| day == day.last_of_month()),
        PeriodForm::Quarter | PeriodForm::CalendarQuarter => {
            let first = day.first_of_month().checked_sub(i32::from((day.month() - 1) % 3).months());
            let first = first.ok()?;
            let last = first.checked_add(2.months()).ok()?.last_of_month();
            Period::new(first, last).ok()
        }
        PeriodForm::FinancialYear => {
            let year = if day.month() >= 4 { day.year() } else { day.year() - 1 };
            Period::financial_year(year).ok()
        }
        PeriodForm::RollingYear => {
            let off = day.last_of_month().day() - day.day();
            (off <= DAYS_OFF).then(|| Period::rolling_year_to(day))
        }
        PeriodForm::Year => year_of(day.year()),
        // One day is no stretch.
        PeriodForm::Stretch => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_in_their_form() {
        let read = |text, form| period_of(text, form, Order::DayFirst).map(|p| p.to_string());
        let cases = [
            ("Sept 2018 - Feb 2019", PeriodForm::Stretch, "2018-09-01_2019-02-28"),
            ("01/09/2018 to 28/02/2019", PeriodForm::Stretch, "2018-09-01_2019-02-28"),
            ("September 2018 \u{2013} August 2019", PeriodForm::Stretch, "12m2019-08"),
            ("31/12/2014", PeriodForm::RollingYear, "12m2014-12"),
            ("year ending March 2018", PeriodForm::RollingYear, "fy2017-18"),
            ("Year ending June 2021", PeriodForm::RollingYear, "12m2021-06"),
            ("30-12-2017", PeriodForm::RollingYear, "12m2017-12"),
            ("2017/18", PeriodForm::FinancialYear, "fy2017-18"),
            ("FY 2025-26", PeriodForm::FinancialYear, "fy2025-26"),
            ("01/05/2018", PeriodForm::FinancialYear, "fy2018-19"),
            ("2017/18 Q4", PeriodForm::Quarter, "fy2017-18q4"),
            ("q1 2017/18", PeriodForm::Quarter, "fy2017-18q1"),
            ("30/06/2014", PeriodForm::Quarter, "fy2014-15q1"),
            ("Apr-18", PeriodForm::Month, "2018-04"),
            ("2014", PeriodForm::Year, "12m2014-12"),
            ("2020-06-30", PeriodForm::Day, "2020-06-30_2020-06-30"),
            ("2015-09", PeriodForm::MonthEnd, "2015-09-30_2015-09-30"),
            ("Q1 2010", PeriodForm::CalendarQuarter, "fy2009-10q4"),
            ("2010 Q2", PeriodForm::CalendarQuarter, "fy2010-11q1"),
            ("01/01/2010", PeriodForm::CalendarQuarter, "fy2009-10q4"),
            ("April 2023 to March 2024", PeriodForm::FinancialYear, "fy2023-24"),
            ("Apr-23 to Mar-24", PeriodForm::FinancialYear, "fy2023-24"),
            ("April 2023 to March 2024", PeriodForm::RollingYear, "fy2023-24"),
            ("Apr-23 to Jun-23", PeriodForm::Quarter, "fy2023-24q1"),
            ("Year ending March 2024", PeriodForm::FinancialYear, "fy2023-24"),
            ("2023\u{2013}24", PeriodForm::FinancialYear, "fy2023-24"),
        ];
        for (text, form, period) in cases {
            assert_eq!(read(text, form).as_deref(), Some(period), "{text}");
        }
        let wrong = [
            ("15/12/2014", PeriodForm::RollingYear),
            ("2017/19", PeriodForm::FinancialYear),
            ("Q5 2017/18", PeriodForm::Quarter),
            ("Apr-18", PeriodForm::Day),
            ("Year ending March 2021", PeriodForm::Year),
            ("12 months to 31/03/2021", PeriodForm::Month),
            ("14", PeriodForm::Year),
            ("15/09/2015", PeriodForm::MonthEnd),
            ("Q1 2010", PeriodForm::Quarter),
            ("Q1 2017/18", PeriodForm::CalendarQuarter),
            ("Q5 2010", PeriodForm::CalendarQuarter),
            ("Year ending June 2024", PeriodForm::FinancialYear),
            ("April 2023 to April 2024", PeriodForm::FinancialYear),
            ("May 2023 to April 2024", PeriodForm::FinancialYear),
            ("May-23 to Jul-23", PeriodForm::Quarter),
            ("", PeriodForm::Month),
        ];
        for (text, form) in wrong {
            assert_eq!(read(text, form), None, "{text}");
        }
    }

    #[test]
    fn days_of_a_spreadsheet_are_counted_from_its_epoch() {
        assert_eq!(serial(43_193.0, false).map(|d| d.to_string()).as_deref(), Some("2018-04-03"));
        let later = serial(41_731.0, true).map(|d| d.to_string());
        assert_eq!(later.as_deref(), Some("2018-04-03"), "1,462 days fewer");
        assert_eq!(serial(2_014.0, false), None);
        assert_eq!(serial(f64::NAN, false), None);
    }
}
