//! Months of this year against months of last, the season held equal and months correlated.
//!
//! # What it answers
//!
//! By what factor this year's months differ from last year's, how surely, and how large the change
//! is in counts: what a verdict is drawn from, and what is printed beside it.
//!
//! # Formula
//!
//! Months are cut into years counted from the first month of this year, back and forth. One level for
//! each year y, one factor for each calendar month m (or factors given, as an offset):
//!
//! ```text
//! log μ_ym = λ_y + α_m                     Poisson likelihood
//! step = λ_this − λ_last,   ratio = exp(step)
//! v = variance of step from the months + revision variance
//!     + Σ_m g_m² e_m² where factors are given, g_m = change of step with ln of factor m
//! interval = exp(step ± t_df · √v),   df = (Σ v_j)² / Σ (v_j²/df_j) over the parts of v
//! ```
//!
//! The Newey–West variance and its degrees of freedom are those of
//! [`regression`](crate::regression), corrected for small samples. A second interval takes the months
//! as Poisson, whose variance is known (df infinite), and the wider of the two is given: events are
//! never assumed to be more regular than chance. A known revision is added to the step first. Earlier
//! years help to know the season; each has a level of its
//! own, so that an earlier fall or rise does not enter the comparison.
//!
//! # Symbols
//!
//! λ level of a year, α month factor on the log scale, e standard error of the log of a given factor, v
//! variance, t Student's t.
//!
//! # Units
//!
//! Counts of whole calendar months; positions in months, the same calendar month twelve apart;
//! ratio without unit.
//!
//! # Source
//!
//! Newey & West (1987), Econometrica 55: 703–708, for the errors. A count regression with a season and a
//! change at a known time is the interrupted series of Bernal and others (2017), International Journal of
//! Epidemiology 46: 348–355, who have a trend and sines where this has a level for each year and a factor
//! for each month; the step between years is ours.
//!
//! # Edges
//!
//! Months may be missing: the ratio is of levels, and the totals shown are of calendar months held in
//! both years ([`SeasonalChange::pairs`] of them), so that a missing month never looks like a fall.
//! Six such months at least. A calendar month without any event is left out. Leave out months that
//! are not yet ripe; or compare first published with first published: which vintages go in is the
//! caller's choice, and [`Revision`] is for figures of known revision. The error of given
//! factors cancels in full years, since every pair has the same month; where months are missing it adds
//! to the variance (taken month by month as if factors were known independently). An empty year is not
//! testable.
//!
//! The ratio is of levels and the totals are of pairs: where months are missing, or revision is corrected
//! for, the two may disagree, even in sign. Print them as two facts.
//!
//! Simulated over 24 months, a test at 5 % with the lag by rule calls counts of 1,000 a month that scatter
//! by 5 % changed 4.5 % of the time; where neighbouring months correlate by 0.3, 0.5 or 0.7 it does so
//! 7, 11 and 18 % (a test that takes months as independent 11, 19 and 30 %). Counts that are just Poisson
//! are called changed 2.3 % of the time, and a rise of 10 % at 100 a month is found 46 %. So few months say
//! little of correlation: the lag by rule leaves 5.1 degrees of freedom from 24 months and 7.5 from 60.
//!
//! # Worked example
//!
//! ```
//! use statistics::change::seasonal::{Month, Settings, seasonal_step};
//! let counts = [1800, 1680, 2020, 1940, 2200, 2400, 2620, 2500, 2160, 2080, 1860, 1760,
//!               1900, 1600, 1980, 2080, 2360, 2340, 2800, 2660, 2240, 1980, 1800, 1940];
//! let months: Vec<Month> =
//!     (0..).zip(counts).map(|(position, count)| Month { position, count }).collect();
//! let change = seasonal_step(&months, &Settings::starting(12))?;
//! assert_eq!((change.old, change.new, change.difference()), (25_020, 25_680, 660));
//! assert!((change.step.ratio - 25_680.0 / 25_020.0).abs() < 1e-9);
//! assert!(change.step.lower < 1.0 && change.step.upper > 1.0 && change.lag == 2);
//! // Months scatter 2.9 times as much as chance has it, and the errors are theirs, not Poisson's.
//! assert!((change.step.dispersion - 2.94).abs() < 0.01 && change.degrees_of_freedom < 6.0);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Revision, StepTest, by_parts};
use crate::interval::{Level, Method};
use crate::regression::{Contrast, Counts, Errors, Lag, fit};
use crate::season::{MonthFactors, calendar};
use crate::{Error, Untestable};

/// Calendar months that must be held in both years.
pub const LEAST_PAIRS: usize = 6;
/// Months in a year.
const YEAR: i64 = 12;

/// A month and its count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Month {
    /// Number of the month: neighbours differ by 1, the same month a year later by 12.
    pub position: i64,
    /// Its count.
    pub count: u64,
}

/// Where the month factors come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Season<'a> {
    /// Fitted to the months that are tested.
    Fitted,
    /// Fitted elsewhere, without the months that are tested.
    Given(&'a MonthFactors),
}

/// How the test is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings<'a> {
    /// Number of the first month of this year.
    pub from: i64,
    /// The season.
    pub season: Season<'a>,
    /// How far apart months may be and still be correlated.
    pub lag: Lag,
    /// What revision adds.
    pub revision: Revision,
    /// Level of the interval.
    pub level: Level,
}

impl Settings<'_> {
    /// This year starts at `from`; season fitted, lag by rule, no revision, 95 %.
    #[must_use]
    pub fn starting(from: i64) -> Self {
        Self {
            from,
            season: Season::Fitted,
            lag: Lag::ByRule,
            revision: Revision::NONE,
            level: Level::P95,
        }
    }
}

/// A change on last year, with all that is printed beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeasonalChange {
    /// Last year's count, of the calendar months held in both years.
    pub old: u64,
    /// This year's, of the same.
    pub new: u64,
    /// How many calendar months that is.
    pub pairs: usize,
    /// Ratio, interval and p-value; its degrees of freedom are rounded down, and at least 1.
    pub step: StepTest,
    /// Degrees of freedom as they are.
    pub degrees_of_freedom: f64,
    /// Variance of the log ratio that comes from the months: of the wider of the two intervals.
    pub variance_of_months: f64,
    /// Variance of the log ratio that comes from revision.
    pub variance_of_revision: f64,
    /// Variance of the log ratio that comes from the error of given factors; 0 when fitted.
    pub variance_of_factors: f64,
    /// The lag used, in months.
    pub lag: usize,
    /// Months that went into the fit.
    pub months: usize,
    /// Years with a level of their own, this year and last among them.
    pub years: usize,
}

impl SeasonalChange {
    /// This year less last year, in counts.
    #[must_use]
    pub fn difference(&self) -> i64 {
        let apart = i64::try_from(self.new.abs_diff(self.old)).unwrap_or(i64::MAX);
        if self.new >= self.old { apart } else { -apart }
    }
}

/// Tests this year's months against last year's; formula, units, edges and source are on the
/// [module page](self).
///
/// # Errors
///
/// [`Error::PositionsNotAscending`], [`Error::VarianceOutOfRange`], [`Error::TooFewPeriods`] under
/// [`LEAST_PAIRS`], [`Error::TooManyPeriods`], or [`Error::NotTestable`].
pub fn seasonal_step(months: &[Month], settings: &Settings<'_>) -> Result<SeasonalChange, Error> {
    let falls = |pair: &[Month]| pair[1].position <= pair[0].position;
    if let Some(index) = months.windows(2).position(falls) {
        return Err(Error::PositionsNotAscending { index: index + 1 });
    }
    let revision = settings.revision.check()?;
    let (old, new, pairs) = paired(months, settings.from);
    if pairs < LEAST_PAIRS {
        return Err(Error::TooFewPeriods { periods: pairs, minimum: LEAST_PAIRS });
    }
    match (new, old) {
        (0, 0) => return Err(Error::NotTestable(Untestable::NoEvents)),
        (0, _) | (_, 0) => return Err(Error::NotTestable(Untestable::OneSideEmpty)),
        _ => {}
    }
    let table = Table::of(months, settings);
    let Step { contrast, dispersion, of_factors } = table.step(settings)?;
    let made = |of_months: (f64, f64)| {
        let others =
            [(revision.variance, revision.degrees_of_freedom), (of_factors, f64::from(u32::MAX))];
        let parts = [of_months, others[0], others[1]];
        let (log_ratio, dispersion) = (contrast.estimate + revision.shift, dispersion.max(1.0));
        let (step, df) = by_parts(log_ratio, &parts, dispersion, settings.level, Method::NeweyWest);
        (step, df, of_months.0)
    };
    let as_seen = made((contrast.variance, contrast.degrees_of_freedom));
    let as_poisson = made((contrast.poisson_variance, f64::from(u32::MAX)));
    let wider = if as_seen.0.upper >= as_poisson.0.upper { as_seen } else { as_poisson };
    let (step, degrees_of_freedom, of_months) = wider;
    Ok(SeasonalChange {
        old,
        new,
        pairs,
        step,
        degrees_of_freedom,
        variance_of_months: of_months,
        variance_of_revision: revision.variance,
        variance_of_factors: of_factors,
        lag: contrast.lag.unwrap_or(0),
        months: table.counts.len(),
        years: table.years.len(),
    })
}

/// Totals of last year and this year over the calendar months held in both, and how many.
fn paired(months: &[Month], from: i64) -> (u64, u64, usize) {
    let count_at = |position: i64| {
        let found = months.binary_search_by_key(&position, |month| month.position).ok();
        found.map(|index| months[index].count)
    };
    let both = |month: i64| {
        Some((count_at(from.checked_add(month - YEAR)?)?, count_at(from.checked_add(month)?)?))
    };
    (0..YEAR).filter_map(both).fold((0, 0, 0), |(old, new, pairs), (a, b)| {
        (u64::saturating_add(old, a), u64::saturating_add(new, b), pairs + 1)
    })
}

/// What a fit says of the step.
struct Step {
    contrast: Contrast,
    dispersion: f64,
    of_factors: f64,
}

/// The months that take part, as a design.
struct Table {
    counts: Vec<f64>,
    positions: Vec<i64>,
    /// Year of each month, 0 being this year.
    year_of: Vec<i64>,
    /// Years with events, in order.
    years: Vec<i64>,
    /// Calendar months with events, in order; empty when the season is given.
    calendar: Vec<i64>,
}

impl Table {
    fn of(months: &[Month], settings: &Settings<'_>) -> Self {
        let year = |month: &Month| month.position.saturating_sub(settings.from).div_euclid(YEAR);
        let calendar = |month: &Month| month.position.rem_euclid(YEAR);
        let distinct = |of: &dyn Fn(&Month) -> i64| {
            let some = months.iter().filter(|month| month.count > 0);
            let mut seen: Vec<i64> = some.map(of).collect();
            seen.sort_unstable();
            seen.dedup();
            seen
        };
        let (years, seen) = (distinct(&year), distinct(&calendar));
        let kept: Vec<&Month> = months
            .iter()
            .filter(|month| years.contains(&year(month)) && seen.contains(&calendar(month)))
            .collect();
        let fitted = settings.season == Season::Fitted;
        Self {
            counts: kept.iter().map(|month| month.count as f64).collect(),
            positions: kept.iter().map(|month| month.position).collect(),
            year_of: kept.iter().map(|month| year(month)).collect(),
            years,
            calendar: if fitted { seen } else { Vec::new() },
        }
    }

    fn step(&self, settings: &Settings<'_>) -> Result<Step, Error> {
        let is = |yes: bool| f64::from(u8::from(yes));
        // The first calendar month has no column: its factor is in the levels.
        let calendar = self.calendar.get(1..).unwrap_or(&[]);
        let columns = self.years.len() + calendar.len();
        let mut design = Vec::with_capacity(columns * self.counts.len());
        for (position, year) in self.positions.iter().zip(&self.year_of) {
            design.extend(self.years.iter().map(|own| is(own == year)));
            design.extend(calendar.iter().map(|own| is(*own == position.rem_euclid(YEAR))));
        }
        let offset: Option<Vec<f64>> = match settings.season {
            Season::Fitted => None,
            Season::Given(factors) => {
                Some(self.positions.iter().map(|p| factors.at(*p).ln()).collect())
            }
        };
        let fitted = fit(&Counts {
            offset: offset.as_deref(),
            positions: Some(&self.positions),
            ..Counts::new(&design, columns, &self.counts)
        })?;
        let sign = |year: &i64| is(*year == 0) - is(*year == -1);
        let mut c: Vec<f64> = self.years.iter().map(sign).collect();
        c.resize(columns, 0.0);
        let of_factors = match settings.season {
            Season::Fitted => 0.0,
            Season::Given(factors) => self.of_factors(factors, &fitted.sensitivity(&c)?),
        };
        Ok(Step {
            contrast: fitted.contrast(&c, Errors::NeweyWest(settings.lag))?,
            dispersion: fitted.pearson_dispersion(),
            of_factors,
        })
    }

    /// Σ g² e² over calendar months.
    fn of_factors(&self, factors: &MonthFactors, sensitivity: &[f64]) -> f64 {
        let mut by_month = [0.0; 12];
        for (position, sensitivity) in self.positions.iter().zip(sensitivity) {
            by_month[calendar(*position)] += sensitivity;
        }
        let parts = by_month.iter().zip(factors.log_errors());
        parts.map(|(sensitivity, error)| (sensitivity * error).powi(2)).sum()
    }
}
