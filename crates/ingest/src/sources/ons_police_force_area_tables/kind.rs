//! The tables by their titles.

use crate::tables::labels::{tidy, year_span};
use crate::workbook::Sheet;

/// Headers stand above this row.
const HEADERS: u32 = 12;

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Offences of twelve months.
    Numbers,
    /// Offences for each 1,000 residents, and residents and households.
    Rates,
    /// How offences changed since the year before.
    Changes,
    /// Knife offences of twelve months by offence.
    KnifeOffences,
    /// Knife offences over the years.
    KnifeYears,
    /// Knife offences for each 100,000 residents.
    KnifeRates,
    /// What adults told the Crime Survey of anti-social behaviour.
    Experiences,
    /// Incidents of anti-social behaviour over the years.
    Incidents,
    /// Incidents of anti-social behaviour by category.
    Categories,
    /// Residents over the years.
    Residents,
    /// Households over the years.
    Households,
}

impl Kind {
    /// The table on this sheet, if it is one of these. Two tables of knife offences may have one
    /// title: years in the headers tell them apart.
    pub(super) fn of(sheet: &Sheet) -> Option<Self> {
        let spans = || {
            let headers = sheet.texts().filter(|((row, _), _)| *row < HEADERS);
            headers.filter(|(_, text)| year_span(text).is_some()).count() > 1
        };
        let kind = Self::titled(sheet.title())?;
        Some(if kind == Self::KnifeOffences && spans() { Self::KnifeYears } else { kind })
    }

    fn titled(title: &str) -> Option<Self> {
        let title = tidy(title).to_lowercase();
        let all = |words: &[&str]| words.iter().all(|word| title.contains(word));
        let known = title.starts_with("table ");
        let kinds = [
            (all(&["offence group", "percentage change"]), Self::Changes),
            (all(&["sharp instrument", "rates"]), Self::KnifeRates),
            (all(&["sharp instrument"]), Self::KnifeOffences),
            (all(&["experiences of anti-social behaviour"]), Self::Experiences),
            (all(&["anti-social behaviour incidents", "category"]), Self::Categories),
            (all(&["anti-social behaviour incidents"]), Self::Incidents),
            (all(&["population estimates"]), Self::Residents),
            (all(&["household estimates"]), Self::Households),
            (all(&["number of offences"]), Self::Numbers),
            (all(&["rate of offences"]), Self::Rates),
        ];
        let found = kinds.into_iter().find(|(fits, _)| *fits);
        found.filter(|_| known).map(|(_, kind)| kind)
    }

    /// What it holds, in words.
    pub(super) fn holds(self) -> &'static str {
        match self {
            Self::Numbers => "number of offences",
            Self::Rates => "rate of offences",
            Self::Changes => "percentage change",
            Self::KnifeOffences => "knife offences",
            Self::KnifeYears => "knife offences by year",
            Self::KnifeRates => "knife rates",
            Self::Experiences => "experiences of anti-social behaviour",
            Self::Incidents => "incidents of anti-social behaviour",
            Self::Categories => "categories of anti-social behaviour",
            Self::Residents => "residents",
            Self::Households => "households",
        }
    }

    /// Whether all its figures are of the one year that its title names.
    pub(super) fn is_of_one_year(self) -> bool {
        match self {
            Self::Numbers
            | Self::Rates
            | Self::Experiences
            | Self::Categories
            | Self::KnifeOffences => true,
            Self::Changes
            | Self::KnifeYears
            | Self::KnifeRates
            | Self::Incidents
            | Self::Residents
            | Self::Households => false,
        }
    }
}
