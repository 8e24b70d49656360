//! Days as publishers write them: `31/12/2014`, `31-12-2014`, `2014-12-31`, `31-Dec-14`, `Dec-14`.
//!
//! Which of two numbers is the month is never guessed from one date: the dates of a whole column
//! settle it together, or nothing does and that is told.

use domain::period::month_name;
use jiff::civil::Date;

/// In which order a column writes its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// `31/12/2014`, as in Britain.
    DayFirst,
    /// `12/31/2014`, as in America.
    MonthFirst,
}

/// What a text says of a day, before the order of its numbers is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// A day beyond doubt.
    Day(Date),
    /// A month without a day.
    Month(i16, i8),
    /// Two numbers of which either may be the month, and a year.
    Numbers(i8, i8, i16),
}

impl Written {
    /// Takes a date apart; none if it is not one.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        // A time of day may follow the day: `2014-12-31 00:00:00`.
        let text =
            text.split_once([' ', 'T']).filter(|(_, t)| is_midnight(t)).map_or(text, |t| t.0);
        let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
        match parts.as_slice() {
            [year, month, day] if year.len() == 4 => {
                let day = Date::new(year.parse().ok()?, month_of(month)?, small(day)?).ok()?;
                Some(Self::Day(day))
            }
            [day, month, year] if named_month(month).is_some() => {
                let day = Date::new(year_of(year)?, month_of(month)?, small(day)?).ok()?;
                Some(Self::Day(day))
            }
            // Two digits for the year are read only beside a month in letters.
            [first, second, year] if year.len() == 4 => {
                Some(Self::Numbers(small(first)?, small(second)?, year.parse().ok()?))
            }
            [month, year] if named_month(month).is_some() => {
                Some(Self::Month(year_of(year)?, named_month(month)?))
            }
            [year, month] if year.len() == 4 => {
                Some(Self::Month(year.parse().ok()?, month_of(month)?))
            }
            [month, year] if year.len() == 4 => {
                Some(Self::Month(year.parse().ok()?, small(month)?))
            }
            _ => None,
        }
        .filter(|written| written.exists())
    }

    fn exists(self) -> bool {
        match self {
            Self::Day(day) => (1900..=2200).contains(&day.year()),
            Self::Month(year, month) => (1900..=2200).contains(&year) && (1..=12).contains(&month),
            Self::Numbers(..) => [Order::DayFirst, Order::MonthFirst].iter().any(|o| self.fits(*o)),
        }
    }

    fn fits(self, order: Order) -> bool {
        self.day(order).is_some()
    }

    /// The day; of a month without one, its last. None if the numbers make no day in this order.
    pub(crate) fn day(self, order: Order) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(year, month) => Some(Date::new(year, month, 1).ok()?.last_of_month()),
            Self::Numbers(first, second, year) => {
                let (day, month) = match order {
                    Order::DayFirst => (first, second),
                    Order::MonthFirst => (second, first),
                };
                Date::new(year, month, day).ok().filter(|d| (1900..=2200).contains(&d.year()))
            }
        }
    }
}

/// The order in which all dates of a column are dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settled {
    /// Only this order makes every one a date, or it makes no difference.
    Order(Order),
    /// Either order makes every one a date, and they mean different days.
    Either,
    /// No order does.
    Neither,
}

/// Settles the order of a column. Where ends of months are meant, an order in which every date is
/// one is preferred to an order in which some are not.
pub(crate) fn settle(column: &[Written], ends_of_months: bool) -> Settled {
    let fits = |order| column.iter().all(|w| w.fits(order));
    let ends = |order| {
        let end = |w: &Written| w.day(order).is_some_and(|d| d == d.last_of_month());
        column.iter().all(end)
    };
    match (fits(Order::DayFirst), fits(Order::MonthFirst)) {
        (true, false) => Settled::Order(Order::DayFirst),
        (false, true) => Settled::Order(Order::MonthFirst),
        (false, false) => Settled::Neither,
        (true, true) => {
            let same = |w: &Written| w.day(Order::DayFirst) == w.day(Order::MonthFirst);
            if column.iter().all(same) {
                return Settled::Order(Order::DayFirst);
            }
            match (ends_of_months, ends(Order::DayFirst), ends(Order::MonthFirst)) {
                (true, true, false) => Settled::Order(Order::DayFirst),
                (true, false, true) => Settled::Order(Order::MonthFirst),
                _ => Settled::Either,
            }
        }
    }
}

fn is_midnight(time: &str) -> bool {
    !time.is_empty() && time.bytes().all(|b| matches!(b, b'0' | b':' | b'.' | b'Z'))
}

fn small(text: &str) -> Option<i8> {
    let digits = text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

fn year_of(text: &str) -> Option<i16> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    match text.len() {
        4 if digits => text.parse().ok(),
        // No collection read here is older than this century.
        2 if digits => text.parse::<i16>().ok().map(|year| 2000 + year),
        _ => None,
    }
}

/// A month in letters, whole or its first three (or `Sept`).
pub(crate) fn named_month(text: &str) -> Option<i8> {
    let lower = text.to_ascii_lowercase();
    (1..=12).find(|n| {
        let name = month_name(*n).to_ascii_lowercase();
        lower == name || lower == name[..3] || lower == "sept" && *n == 9
    })
}

fn month_of(text: &str) -> Option<i8> {
    named_month(text).or_else(|| small(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        Some(Written::of(text)?.day(Order::DayFirst)?.to_string())
    }

    #[test]
    fn a_day_is_read_in_every_form_in_use() {
        let forms = [
            "31/12/2014",
            "31-12-2014",
            "31.12.2014",
            "2014-12-31",
            "2014/12/31",
            "31-Dec-14",
            "31 December 2014",
            "Dec-14",
            "December 2014",
            "Dec 2014",
            "2014-12",
            "12/2014",
            "2014-12-31 00:00:00",
            "2014-12-31T00:00:00",
        ];
        for form in forms {
            assert_eq!(day(form).as_deref(), Some("2014-12-31"), "{form}");
        }
        let wrong = [
            "",
            "31/12/14",
            "14-12-31",
            "2014-13-01",
            "32/12/2014",
            "30/02/2015",
            "Q1",
            "2014",
            "31-Dez-14",
            "2014-12-31 09:30",
            "1/2/3/2014",
            "-1/2/2014",
        ];
        for form in wrong {
            assert_eq!(day(form), None, "{form}");
        }
    }

    #[test]
    fn a_column_settles_its_order_or_nothing_does() {
        let settled = |dates: &[&str], ends| {
            let column: Vec<Written> = dates.iter().filter_map(|d| Written::of(d)).collect();
            assert_eq!(column.len(), dates.len());
            settle(&column, ends)
        };
        let (day_first, month_first) =
            (Settled::Order(Order::DayFirst), Settled::Order(Order::MonthFirst));
        assert_eq!(settled(&["01/02/2015", "13/02/2015"], false), day_first);
        assert_eq!(settled(&["01/02/2015", "02/13/2015"], false), month_first);
        assert_eq!(settled(&["01/02/2015", "03/04/2015"], false), Settled::Either);
        assert_eq!(settled(&["13/02/2015", "02/13/2015"], false), Settled::Neither);
        assert_eq!(settled(&["04/04/2015", "Dec-14"], false), day_first);
        assert_eq!(settled(&[], false), day_first);
        // 30 June is the end of a month, the sixth of a thirtieth month is nothing at all.
        assert_eq!(settled(&["30/06/2015"], true), day_first);
    }
}
