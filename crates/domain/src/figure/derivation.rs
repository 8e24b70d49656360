//! How a figure is made from observations: the declared derivations and how they are written.
//!
//! A derivation is a word and its parameters joined by `~`, safe in a web address and a shell:
//! `value`, `total`, `change~total~fy2020-21`, `rate~total~1000~mid-2020`. The full grammar is in
//! `docs/figure-ids.md`.

use std::fmt;
use std::str::FromStr;

use crate::ParseError;
use crate::ids::{MeasureId, Slug, SourceId};
use crate::period::Period;

/// Where the quantity under a derivation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// The observation of exactly this period.
    Value,
    /// The sum of the observations of its months; a missing month makes it not available.
    Total,
    /// The observation of exactly this period as first published; two are compared only at an equal
    /// age.
    First,
}

/// A rate's parameters: events in `base`, for every `per` residents of a `population` vintage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate {
    /// What is above the line.
    pub base: Base,
    /// For every how many residents, such as 1,000.
    pub per: u32,
    /// Which population, such as `mid-2020`.
    pub population: Slug,
}

/// What is read from a comparison with similar forces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeerReading {
    /// Unweighted mean of the members' rates, the force itself included (official method).
    Mean,
    /// Unweighted mean of the other members' rates.
    Others,
    /// All members' events over all members' residents.
    Weighted,
    /// 1 is the lowest rate.
    Rank,
    /// Lower end of where the others would put one more force like them (95 %).
    OthersLow,
    /// Upper end of it.
    OthersHigh,
    /// The same lower end, how forces differ being taken from all of them and not from the group.
    ExpectedLow,
    /// Upper end of it.
    ExpectedHigh,
    /// How far the rates of all other forces lie from each other beyond chance: a standard deviation.
    Spread,
    /// The lowest place that what is known of single years does not exclude (95 %).
    RankLow,
    /// The highest such place.
    RankHigh,
}

/// What is read from a funnel of all forces' rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FunnelLine {
    /// All events over all residents of the forces that have a figure.
    Mean,
    /// How far forces differ beyond chance: a standard deviation of root ratios.
    Spread,
    /// Lower 95 % limit of a force of these residents.
    Low95,
    /// Upper 95 % limit.
    High95,
    /// Lower 99.8 % limit.
    Low998,
    /// Upper 99.8 % limit.
    High998,
}

/// What is read from a process-control chart of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartLine {
    /// The centre.
    Mean,
    /// The lower process limit.
    Lower,
    /// The upper process limit.
    Upper,
}

/// What is read from a test of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TestReading {
    /// New over old.
    Ratio,
    /// Lower end of the 95 % interval of the ratio.
    Low,
    /// Upper end of it.
    High,
    /// How often chance alone would show at least this.
    P,
    /// How much more the counts vary than a Poisson count would (at least 1).
    Dispersion,
    /// How far revision alone moves the ratio: its standard error, in per cent.
    Revision,
    /// How many figures that was measured from, each held in two versions.
    Pairs,
}

/// What is read from the versions of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RevisionReading {
    /// The current version less the first.
    Change,
    /// That difference in per cent of the first.
    Percent,
}

/// What is read from a cohort of crimes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CohortReading {
    /// How many of its crimes.
    Count,
    /// That in per cent of all its crimes.
    Share,
}

/// How a figure is made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Derivation {
    /// As published or counted, for exactly this period.
    Value,
    /// Sum of the period's months.
    Total,
    /// Sum of the districts of a force: a population.
    Districts,
    /// As published or counted, for exactly this period, in the first version with a known date.
    First,
    /// A reading of what revision did to the observation of exactly this period.
    Revision(RevisionReading),
    /// A reading of the crimes of the period as published so many calendar months after the month it
    /// ends in: outcomes of a cohort, at one age.
    Cohort(CohortReading, u16),
    /// The share of this cohort less that of another at the same age, in percentage points.
    CohortChange(u16, Period),
    /// This for every 100 of another measure in the same period: outcomes recorded in a year for
    /// every 100 crimes recorded in it, whatever crimes they belong to.
    PerHundred(Base, MeasureId, SourceId),
    /// This period less the earlier one.
    Change(Base, Period),
    /// That difference in per cent of the earlier one.
    Percent(Base, Period),
    /// Part in per cent of the total of the same key without its breakdown.
    Share(Base),
    /// Events per so many residents.
    Rate(Rate),
    /// A reading of the group of similar forces.
    Peers(PeerReading, Slug, Rate),
    /// A line of the funnel of all forces' rates, at the residents of the force.
    Funnel(FunnelLine, Rate),
    /// A line of an XmR chart, under a named profile, over the months of a stretch; with the id of
    /// a season, of the months without it.
    Chart(ChartLine, Slug, Period, Option<Slug>),
    /// How often chance alone would show as much as the last month of such a chart.
    LastMonth(Slug, Period, Option<Slug>),
    /// The factor of a month, from a season of the catalogue.
    Factor(Slug),
    /// A month's count over its factor.
    Adjusted(Slug),
    /// A reading of the annual test: this year against the earlier one, with the dispersion of all
    /// forces' changes between them.
    AnnualTest(TestReading, Period),
    /// A reading of the test over months: this period's twelve against the twelve before, the season
    /// held equal and months correlated.
    SeasonalStep(TestReading),
}

macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal,)+ }) => {
        impl $type {
            const NAMES: &'static [(Self, &'static str)] = &[$((Self::$variant, $name),)+];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            fn named(name: &str) -> Option<Self> {
                Self::NAMES.iter().find(|(_, n)| *n == name).map(|(v, _)| *v)
            }
        }
    };
}

names!(Base { Value = "value", Total = "total", First = "first", });
names!(RevisionReading { Change = "change", Percent = "percent", });
names!(CohortReading { Count = "count", Share = "share", });
names!(PeerReading {
    Mean = "mean",
    Others = "others",
    Weighted = "weighted",
    Rank = "rank",
    OthersLow = "others-low",
    OthersHigh = "others-high",
    ExpectedLow = "expected-low",
    ExpectedHigh = "expected-high",
    Spread = "spread",
    RankLow = "rank-low",
    RankHigh = "rank-high",
});
names!(FunnelLine {
    Mean = "mean",
    Spread = "spread",
    Low95 = "low-95",
    High95 = "high-95",
    Low998 = "low-99.8",
    High998 = "high-99.8",
});
names!(ChartLine { Mean = "mean", Lower = "lower", Upper = "upper", });
names!(TestReading {
    Ratio = "ratio",
    Low = "low",
    High = "high",
    P = "p",
    Dispersion = "dispersion",
    Revision = "revision",
    Pairs = "pairs",
});

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}~{}", self.base.name(), self.per, self.population)
    }
}

impl fmt::Display for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value => f.write_str("value"),
            Self::Total => f.write_str("total"),
            Self::Districts => f.write_str("districts"),
            Self::First => f.write_str("first"),
            Self::Revision(reading) => write!(f, "revision~{}", reading.name()),
            Self::Cohort(reading, age) => write!(f, "cohort~{}~{age}", reading.name()),
            Self::CohortChange(age, from) => write!(f, "cohort-change~{age}~{from}"),
            Self::PerHundred(base, measure, source) => {
                write!(f, "per-100~{}~{measure}~{source}", base.name())
            }
            Self::Change(base, from) => write!(f, "change~{}~{from}", base.name()),
            Self::Percent(base, from) => write!(f, "percent~{}~{from}", base.name()),
            Self::Share(base) => write!(f, "share~{}", base.name()),
            Self::Rate(rate) => write!(f, "rate~{rate}"),
            Self::Peers(reading, group, rate) => {
                write!(f, "peers~{}~{group}~{rate}", reading.name())
            }
            Self::Funnel(line, rate) => write!(f, "funnel~{}~{rate}", line.name()),
            Self::Chart(line, profile, over, season) => {
                write!(f, "xmr~{}~{profile}~{over}", line.name())?;
                season.as_ref().map_or(Ok(()), |season| write!(f, "~{season}"))
            }
            Self::LastMonth(profile, over, season) => {
                write!(f, "last-month~{profile}~{over}")?;
                season.as_ref().map_or(Ok(()), |season| write!(f, "~{season}"))
            }
            Self::Factor(season) => write!(f, "factor~{season}"),
            Self::Adjusted(season) => write!(f, "adjusted~{season}"),
            Self::AnnualTest(reading, from) => {
                write!(f, "annual-test~{}~{from}", reading.name())
            }
            Self::SeasonalStep(reading) => write!(f, "seasonal-step~{}", reading.name()),
        }
    }
}

fn rate(base: &str, per: &str, population: &str) -> Option<Rate> {
    let per = per.parse().ok().filter(|per| *per > 0)?;
    Some(Rate { base: Base::named(base)?, per, population: population.parse().ok()? })
}

fn stretch(text: &str) -> Option<Period> {
    text.parse().ok()
}

/// An age in months, written one way only: no sign, no leading zero.
fn months(text: &str) -> Option<u16> {
    text.parse().ok().filter(|age: &u16| age.to_string() == text)
}

fn chart(line: &str, profile: &str, over: &str, season: Option<Slug>) -> Option<Derivation> {
    let (line, over) = (ChartLine::named(line)?, stretch(over)?);
    Some(Derivation::Chart(line, profile.parse().ok()?, over, season))
}

fn parse(text: &str) -> Option<Derivation> {
    use Derivation as D;
    let parts: Vec<&str> = text.split('~').collect();
    Some(match parts.as_slice() {
        ["value"] => D::Value,
        ["total"] => D::Total,
        ["districts"] => D::Districts,
        ["first"] => D::First,
        ["revision", reading] => D::Revision(RevisionReading::named(reading)?),
        ["cohort", reading, age] => D::Cohort(CohortReading::named(reading)?, months(age)?),
        ["cohort-change", age, from] => D::CohortChange(months(age)?, stretch(from)?),
        ["per-100", base, measure, source] => {
            D::PerHundred(Base::named(base)?, measure.parse().ok()?, source.parse().ok()?)
        }
        ["change", base, from] => D::Change(Base::named(base)?, stretch(from)?),
        ["percent", base, from] => D::Percent(Base::named(base)?, stretch(from)?),
        ["share", base] => D::Share(Base::named(base)?),
        ["rate", base, per, population] => D::Rate(rate(base, per, population)?),
        ["peers", reading, group, base, per, population] => {
            let rate = rate(base, per, population)?;
            D::Peers(PeerReading::named(reading)?, group.parse().ok()?, rate)
        }
        ["funnel", line, base, per, population] => {
            D::Funnel(FunnelLine::named(line)?, rate(base, per, population)?)
        }
        ["xmr", line, profile, over] => chart(line, profile, over, None)?,
        ["xmr", line, profile, over, season] => {
            chart(line, profile, over, Some(season.parse().ok()?))?
        }
        ["last-month", profile, over] => D::LastMonth(profile.parse().ok()?, stretch(over)?, None),
        ["last-month", profile, over, season] => {
            D::LastMonth(profile.parse().ok()?, stretch(over)?, Some(season.parse().ok()?))
        }
        ["factor", season] => D::Factor(season.parse().ok()?),
        ["adjusted", season] => D::Adjusted(season.parse().ok()?),
        ["annual-test", reading, from] => {
            D::AnnualTest(TestReading::named(reading)?, stretch(from)?)
        }
        ["seasonal-step", reading] => D::SeasonalStep(TestReading::named(reading)?),
        _ => return None,
    })
}

impl FromStr for Derivation {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        parse(text).ok_or_else(|| {
            let why = "see docs/figure-ids.md; value, total and rate~total~1000~mid-2020 are some";
            ParseError::new("a derivation", text, why)
        })
    }
}
