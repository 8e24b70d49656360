//! What each column of a table seems to hold, and why.

use std::collections::BTreeSet;

use catalogue::Catalogue;
use catalogue::mapping::{Holds, Level, PeriodForm};
use domain::ids::SourceId;

use crate::dates::Order;
use crate::mapped::{
    Grid, Mark, MarkSettled, Raw, folded, is_rolling_year, looks_like_number, parse, period_of,
    settle_mark,
};

/// Most of a column's cells must say the same for it to be said of the column.
const MOST: (usize, usize) = (4, 5);

/// What a column seems to be for.
pub(super) enum Role {
    /// So many different names of areas.
    Area {
        known: usize,
        level: Level,
    },
    Period {
        form: PeriodForm,
        why: String,
        open: Option<String>,
    },
    /// Labels of a source's measures.
    Labels {
        source: SourceId,
        known: usize,
        of: usize,
    },
    Value(Holds),
    /// Numbers under a header that is a period.
    Across(PeriodForm),
    Words {
        different: usize,
    },
    Empty,
}

pub(super) struct Column<'g> {
    pub(super) name: &'g str,
    pub(super) role: Role,
    /// What its numbers are, and why.
    pub(super) holds: Option<(Holds, String)>,
    /// A number that could be read in two ways, and what settles it.
    pub(super) doubt: Option<String>,
}

pub(super) fn of<'g>(grid: &'g Grid, catalogue: &Catalogue) -> Vec<Column<'g>> {
    let names = grid.header.iter().enumerate();
    names
        .filter(|(_, name)| !name.is_empty())
        .map(|(n, name)| column(grid, n, name, catalogue))
        .collect()
}

fn column<'g>(grid: &'g Grid, n: usize, name: &'g str, catalogue: &Catalogue) -> Column<'g> {
    let cells: Vec<&Raw> =
        grid.rows.iter().map(|row| row.get(n)).filter(|cell| **cell != Raw::Empty).collect();
    let texts: BTreeSet<String> = cells.iter().map(|cell| cell.text().into_owned()).collect();
    let most = |count: usize, of: usize| of > 0 && count * MOST.1 >= of * MOST.0;
    let numeric = |cell: &&&Raw| match cell {
        Raw::Number(_) => true,
        Raw::Text(text) => looks_like_number(text),
        Raw::Empty => false,
    };
    let numbers = most(cells.iter().filter(numeric).count(), cells.len());
    let holds = numbers.then(|| holds(name, &cells));
    let role = if cells.is_empty() {
        Role::Empty
    } else if let Some(role) = period(&texts, name) {
        role
    } else if numbers {
        match across(name) {
            Some(form) => Role::Across(form),
            None => Role::Value(holds.as_ref().map_or(Holds::Number, |(holds, _)| *holds)),
        }
    } else if let Some(role) = area(&texts, catalogue) {
        role
    } else {
        labels(&texts, catalogue).unwrap_or(Role::Words { different: texts.len() })
    };
    let doubt = holds.is_some().then(|| doubt(name, &texts)).flatten();
    Column { name, role, holds, doubt }
}

/// Whether the numbers of a column do not say which mark stands before their decimals.
fn doubt(name: &str, texts: &BTreeSet<String>) -> Option<String> {
    match settle_mark(texts.iter().map(String::as_str), false) {
        MarkSettled::Mark(_) => None,
        MarkSettled::Either(text) => Some(format!(
            "\"{text}\" in \"{name}\" could be a number of thousands or one with decimals: write \
             `holds = \"count\"` or `decimal-mark`"
        )),
        MarkSettled::Both(one, other) => Some(format!(
            "\"{one}\" in \"{name}\" has another decimal mark than \"{other}\": mend the file"
        )),
    }
}

/// Whether a column without a header names areas.
pub(super) fn unnamed_areas(grid: &Grid, catalogue: &Catalogue) -> bool {
    let width = grid.rows.iter().filter_map(|row| row.filled().next_back()).max();
    let unnamed =
        (0..=width.unwrap_or(0)).filter(|n| grid.header.get(*n).is_none_or(String::is_empty));
    unnamed.into_iter().any(|n| {
        let cells = grid.rows.iter().map(|row| row.text(n)).filter(|text| !text.is_empty());
        let texts: BTreeSet<String> = cells.map(std::borrow::Cow::into_owned).collect();
        texts.len() >= 2 && area(&texts, catalogue).is_some()
    })
}

fn across(name: &str) -> Option<PeriodForm> {
    if is_rolling_year(name) {
        let form = PeriodForm::RollingYear;
        return period_of(name, form, Order::DayFirst).map(|_| form);
    }
    let forms = [
        PeriodForm::Year,
        PeriodForm::FinancialYear,
        PeriodForm::Quarter,
        PeriodForm::CalendarQuarter,
        PeriodForm::Month,
    ];
    forms.into_iter().find(|form| {
        let stated = *form == PeriodForm::Month || name.chars().any(|c| c.is_ascii_digit());
        stated && period_of(name, *form, Order::DayFirst).is_some()
    })
}

fn area(texts: &BTreeSet<String>, catalogue: &Catalogue) -> Option<Role> {
    let forces = texts.iter().filter(|t| catalogue.police_area(t).is_some()).count();
    let csp = |t: &&String| {
        catalogue.district(t).is_some()
            || catalogue.district_named(t).is_some()
            || catalogue.partnership(t).is_some()
    };
    let districts = texts.iter().filter(csp).count();
    let (known, level) =
        if districts > forces { (districts, Level::Csp) } else { (forces, Level::Force) };
    (known * 2 > texts.len()).then_some(Role::Area { known, level })
}

fn period(texts: &BTreeSet<String>, name: &str) -> Option<Role> {
    let all = |form| texts.iter().all(|t| period_of(t, form, Order::DayFirst).is_some());
    let either =
        |form| all(form) || texts.iter().all(|t| period_of(t, form, Order::MonthFirst).is_some());
    let serial =
        |t: &String| t.parse::<f64>().is_ok_and(|number| (30_000.0..60_000.0).contains(&number));
    // Some cells of a column may be shown as days and others not.
    let day = |t: &String| serial(t) || period_of(t, PeriodForm::Day, Order::DayFirst).is_some();
    let dated = folded(name).contains("date") || folded(name).contains("month");
    if dated && texts.iter().any(serial) && texts.iter().all(day) {
        let (form, why) = (PeriodForm::Month, "its numbers are days of a spreadsheet".to_owned());
        let open = Some("say whether each row is of a month, or another `period`".to_owned());
        return Some(Role::Period { form, why, open });
    }
    let slashed = |t: &String| t.contains(['/', '-']);
    let quarters = [
        (PeriodForm::Quarter, "every cell is a quarter of a financial year"),
        (PeriodForm::CalendarQuarter, "every cell is a quarter of a calendar year"),
    ];
    let said = |form| all(form) && texts.iter().all(|t| t.contains(['Q', 'q']));
    if let Some((form, why)) = quarters.into_iter().find(|(form, _)| said(*form)) {
        return Some(Role::Period { form, why: why.to_owned(), open: None });
    }
    let years = texts.iter().all(|t| crate::sources::numbers::financial_year(t).is_some());
    if years && texts.iter().all(slashed) {
        let (form, why) = (PeriodForm::FinancialYear, "every cell is a financial year".to_owned());
        return Some(Role::Period { form, why, open: None });
    }
    let whole_numbers = texts.iter().all(|t| t.parse::<f64>().is_ok());
    if whole_numbers && !folded(name).contains("year") || !either(PeriodForm::Month) {
        let year = folded(name).contains("year") && all(PeriodForm::Year);
        let why = "every cell is a year and the header says so".to_owned();
        let form = PeriodForm::Year;
        return year.then_some(Role::Period { form, why, open: None });
    }
    if either(PeriodForm::RollingYear) {
        let ending = folded(name).contains("ending") || folded(name).contains("12 months");
        let form = if ending { PeriodForm::RollingYear } else { PeriodForm::Month };
        let why = if ending {
            "every cell is the end of a month, and the header says what ends".to_owned()
        } else {
            "every cell is the end of a month".to_owned()
        };
        let open = (!ending).then(|| {
            "the dates are ends of months: say whether of a month, a quarter or twelve months"
                .to_owned()
        });
        return Some(Role::Period { form, why, open });
    }
    let (form, why) = (PeriodForm::Month, "every cell is a date or a month".to_owned());
    Some(Role::Period { form, why, open: None })
}

fn labels(texts: &BTreeSet<String>, catalogue: &Catalogue) -> Option<Role> {
    let known = |source: &SourceId| {
        texts.iter().filter(|t| catalogue.measure_for(source, t).is_some()).count()
    };
    let best = catalogue.sources().map(|source| (known(&source.id), &source.id));
    let (known, source) = best.max_by_key(|(known, _)| *known)?;
    let of = texts.len();
    (known > 0 && known * 2 >= of).then(|| Role::Labels { source: source.clone(), known, of })
}

/// What numbers are: their header and their size say it.
fn holds(name: &str, cells: &[&Raw]) -> (Holds, String) {
    let name = folded(name);
    let money = ["£", "gbp", "amount", "pounds", "cost", "spend"];
    if let Some(word) = money.iter().find(|word| name.contains(*word)) {
        return (Holds::Pounds, format!("its header says \"{word}\""));
    }
    let texts: Vec<String> = cells.iter().map(|cell| cell.text().into_owned()).collect();
    let settled = settle_mark(texts.iter().map(String::as_str), false);
    let mark = if settled == MarkSettled::Mark(Mark::Comma) { Mark::Comma } else { Mark::Point };
    let numbers: Vec<f64> =
        texts.iter().filter_map(|t| parse(t, mark)).map(domain::decimal::Decimal::to_f64).collect();
    let whole = numbers.iter().all(|number| number.fract() == 0.0);
    if whole {
        return (Holds::Count, "every number is whole".to_owned());
    }
    let shares = numbers.iter().all(|number| (0.0..=1.0).contains(number));
    let percent = ["%", "percent", "per cent", "rate"].iter().any(|word| name.contains(word));
    if shares && !percent {
        return (Holds::Proportion, "every number lies from 0 to 1".to_owned());
    }
    (Holds::Number, "some numbers are not whole".to_owned())
}
