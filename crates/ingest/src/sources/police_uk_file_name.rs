//! What the name of a police.uk file says: `2022-01-leicestershire-street.csv`.
//!
//! A name is never believed over the rows; it is only compared with them.

use std::collections::BTreeMap;

use catalogue::PoliceArea;
use domain::period::Period;

use super::police_uk_fields::{FALLS_WITHIN, MONTH};
use crate::codes;
use crate::reading::{Reading, rows};

/// A published file name taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileName<'a> {
    /// `2022-01`
    pub(crate) month: &'a str,
    /// `leicestershire`
    pub(crate) force: &'a str,
    /// `street`, `outcomes` or `stop-and-search`.
    pub(crate) kind: &'static str,
}

const KINDS: [&str; 3] = ["street", "outcomes", "stop-and-search"];

impl<'a> FileName<'a> {
    /// Takes a path's last part apart; `None` if it is not named as published.
    pub(crate) fn of(path: &'a str) -> Option<Self> {
        let name = path.rsplit(['/', '\\']).next()?;
        let stem = name.strip_suffix(".gz").unwrap_or(name).strip_suffix(".csv")?;
        let (month, rest) = stem.split_at_checked(7)?;
        let rest = rest.strip_prefix('-')?;
        let is_month = month.bytes().enumerate().all(|(n, b)| match n {
            4 => b == b'-',
            _ => b.is_ascii_digit(),
        });
        let of_kind = |kind: &'static str| {
            let force = rest.strip_suffix(kind)?.strip_suffix('-')?;
            Some(Self { month, force, kind })
        };
        KINDS.into_iter().find_map(of_kind).filter(|_| is_month)
    }
}

/// A force and month found in a file of police.uk rows.
pub(crate) struct Seen<'s> {
    pub(crate) force: &'s PoliceArea,
    pub(crate) month: Period,
    pub(crate) rows: u64,
    pub(crate) first_line: u64,
}

/// Tells where a file's name says otherwise than its rows, and rows of more than one force.
pub(crate) fn compare(seen: &[Seen<'_>], kind: &str, reading: &mut Reading<'_>) {
    let name = FileName::of(reading.input.name);
    let mut forces: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for group in seen {
        let id = group.force.police_uk_id.as_str();
        let (count, first) = forces.entry(id).or_insert((0, group.first_line));
        (*count, *first) = (*count + group.rows, group.first_line.min(*first));
    }
    let named = name.map(|n| n.force).filter(|id| forces.contains_key(id));
    let most = forces.iter().max_by_key(|(_, (count, _))| *count).map(|(id, _)| *id);
    let Some(main) = named.or(most) else {
        return;
    };
    for (other, (count, line)) in forces.iter().filter(|(id, _)| **id != main) {
        let at = reading.findings.line(*line).in_column(FALLS_WITHIN);
        let count = rows(*count);
        let message = format!("{count} of {other} in a file of {main}");
        reading.findings.error(&codes::OTHER_FORCE_ROWS, at, message);
    }
    other_months(seen, reading);
    let Some(name) = name else {
        return;
    };
    let mut differs = |said: &str, found: &str| {
        let at = reading.findings.file();
        let message = format!("the file's name says {said}, its rows say {found}");
        reading.findings.error(&codes::FILE_NAME_DIFFERS, at, message);
    };
    if name.kind != kind {
        differs(name.kind, kind);
    }
    if name.force != main {
        differs(name.force, main);
    }
    let most = seen.iter().max_by_key(|group| group.rows).map(|group| group.month.to_string());
    if let Some(month) = most.filter(|month| month != name.month) {
        differs(name.month, &month);
    }
}

/// A file is of one month: a few rows of another would stand as that month's whole figure.
fn other_months(seen: &[Seen<'_>], reading: &mut Reading<'_>) {
    let Some(main) = seen.iter().max_by_key(|group| group.rows) else { return };
    for group in seen.iter().filter(|group| group.month != main.month) {
        let at = reading.findings.line(group.first_line).in_column(MONTH);
        let (count, month) = (rows(group.rows), group.month);
        let message = format!("{count} of {month} in a file of {}", main.month);
        reading.findings.error(&codes::OTHER_MONTH_ROWS, at, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_names_are_taken_apart() {
        let name = FileName::of("a/2022-01/2022-01-devon-and-cornwall-stop-and-search.csv.gz");
        let (month, force, kind) = ("2022-01", "devon-and-cornwall", "stop-and-search");
        assert_eq!(name, Some(FileName { month, force, kind }));
        for other in ["", "street.csv", "2022-1-kent-street.csv", "2022-01-kent.csv", "é-é-é.csv"]
        {
            assert_eq!(FileName::of(other), None, "{other}");
        }
    }
}
