//! The tables of a sheet, one below the other.

use domain::period::Period;

use crate::tables::labels::{financial_year, tidy};
use crate::workbook::Sheet;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Fatalities,
    Incidents,
}

impl What {
    /// As in the catalogue's labels.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Fatalities => "fatalities",
            Self::Incidents => "incidents",
        }
    }
}

/// How a table is laid out, from its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holds {
    /// Fatalities and incidents of each year.
    ByYear,
    /// By police force or other authority.
    ByAuthority(What),
    /// By the people who died, or by the type of incident.
    By(What, &'static str),
}

/// Columns, each with the year it is of.
type Heads = Vec<(u32, Option<Period>)>;

/// One table of a sheet.
pub(super) struct Block {
    /// Row of its title.
    pub(super) title: u32,
    /// The row after its last: the next table's title, or the end of the sheet.
    pub(super) end: u32,
    /// Its title.
    pub(super) words: String,
    /// Nothing, if its title is not known.
    pub(super) holds: Option<Holds>,
}

impl Block {
    /// The row of financial years, and what heads each of its columns from the first year to the
    /// last. A header between them that is no year is none.
    pub(super) fn years(&self, sheet: &Sheet) -> Option<(u32, Heads)> {
        (self.title + 1..self.end).find_map(|row| {
            let texts = sheet.texts_in(row..row + 1).filter(|((_, column), _)| *column > 0);
            let mut heads: Heads =
                texts.map(|((_, column), text)| (column, financial_year(text))).collect();
            let last = heads.iter().rposition(|(_, year)| year.is_some())?;
            heads.truncate(last + 1);
            let first = heads.iter().position(|(_, year)| year.is_some())?;
            let heads = heads.split_off(first);
            (heads.iter().filter(|(_, year)| year.is_some()).count() > 1).then_some((row, heads))
        })
    }
}

/// Every table of a sheet, by its title in the first column.
pub(super) fn blocks(sheet: &Sheet) -> Vec<Block> {
    let end = sheet.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
    let titles: Vec<(u32, String)> = sheet
        .texts()
        .filter(|((_, column), text)| *column == 0 && is_title(text))
        .map(|((row, _), text)| (row, tidy(text)))
        .collect();
    let ends = titles.iter().skip(1).map(|(row, _)| *row).chain([end]);
    titles
        .iter()
        .zip(ends)
        .map(|((title, words), end)| {
            let holds = holds(words);
            Block { title: *title, end, words: words.clone(), holds }
        })
        .collect()
}

/// `Table 1.7 Number of ..`.
fn is_title(text: &str) -> bool {
    let text = tidy(text);
    let number = text.strip_prefix("Table ").and_then(|rest| rest.split(' ').next());
    number.is_some_and(|n| n.contains('.') && n.starts_with(|c: char| c.is_ascii_digit()))
}

fn holds(title: &str) -> Option<Holds> {
    let title = title.to_lowercase();
    let words = title.splitn(3, ' ').nth(2)?;
    let what = match (words.contains("incident"), words.contains("fatalit")) {
        (true, false) => What::Incidents,
        _ => What::Fatalities,
    };
    if words.contains("by appropriate authority") || words.contains("by force") {
        return Some(Holds::ByAuthority(what));
    }
    if words.starts_with("number of fatalities and incidents by financial year") {
        return Some(Holds::ByYear);
    }
    let cuts = [
        ("gender by", "gender"),
        ("age group by", "age-group"),
        ("ethnicity by", "ethnic-group"),
        ("type of road traffic", "rti-type"),
    ];
    let cut = cuts.iter().find(|(beginning, _)| words.starts_with(beginning));
    cut.map(|(_, dimension)| Holds::By(what, dimension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_known_by_their_titles() {
        let of = |title: &str| holds(title);
        let by = "by appropriate authority and financial year, 2004/05 to 2018/19";
        let incidents = of(&format!("Table 1.7 Number of INCIDENTS {by}"));
        assert_eq!(incidents, Some(Holds::ByAuthority(What::Incidents)));
        let deaths = of(&format!("Table 2.5 Number of FATALITIES {by}"));
        assert_eq!(deaths, Some(Holds::ByAuthority(What::Fatalities)));
        let type_of = of("Table 1.2 Type of road traffic incident, 2004/05 to 2018/19");
        assert_eq!(type_of, Some(Holds::By(What::Incidents, "rti-type")));
        assert_eq!(of("Table 9.1 Length of contact, 2004/05"), None);
        assert!(is_title("Table 1.1 Number") && !is_title("Tables of deaths"));
    }
}
