//! Month factors by Poisson likelihood, the levels of the years profiled out.

use super::{Basis, Drift, ENOUGH_SERIES, Kind, MonthFactors, Series, YEAR, calendar, normalised};
use crate::linear::Symmetric;
use crate::{Error, Untestable};

/// Free factors: the last is the reference.
const FREE: usize = YEAR - 1;
/// Newton rounds before a fit is given up.
const ROUNDS: usize = 100;
/// A fit has settled when no log factor moves by more.
const SETTLED: f64 = 1e-12;
/// Fits of the drift: the first without, then from the levels of the one before.
const DRIFT_ROUNDS: usize = 3;
/// The middle of a year of months 0 to 11.
const MIDDLE: f64 = 5.5;
/// Counts larger than this could overflow in a product.
const LARGEST: f64 = 1e15;

/// The months held of one year of one series.
struct Year {
    series: usize,
    number: i64,
    /// Calendar month and count.
    months: Vec<(usize, f64)>,
    total: f64,
    /// Change of the log level a month before and after the middle.
    slopes: (f64, f64),
}

impl Year {
    /// e^(o + γ) of a calendar month.
    fn weight(&self, month: usize, logs: &[f64; YEAR]) -> f64 {
        let from_middle = month as f64 - MIDDLE;
        let slope = if from_middle < 0.0 { self.slopes.0 } else { self.slopes.1 };
        (slope * from_middle + logs[month]).exp()
    }

    /// Σ e^(o + γ) over the months held.
    fn whole(&self, logs: &[f64; YEAR]) -> f64 {
        self.months.iter().map(|(month, _)| self.weight(*month, logs)).sum()
    }

    /// The share of the year that each calendar month is expected to have; 0 where not held.
    fn shares(&self, logs: &[f64; YEAR]) -> [f64; YEAR] {
        let whole = self.whole(logs);
        let mut shares = [0.0; YEAR];
        for (month, _) in &self.months {
            shares[*month] = self.weight(*month, logs) / whole;
        }
        shares
    }

    fn log_level(&self, logs: &[f64; YEAR]) -> f64 {
        (self.total / self.whole(logs)).ln()
    }

    /// Observed less expected, for each calendar month.
    fn score(&self, logs: &[f64; YEAR]) -> [f64; YEAR] {
        let mut score = self.shares(logs).map(|share| -self.total * share);
        for (month, count) in &self.months {
            score[*month] += count;
        }
        score
    }
}

/// Month factors common to all `series`; formula, units, edges and source are on the
/// [module page](super).
///
/// # Errors
///
/// [`Error::LengthsDiffer`], [`Error::ValueOutOfRange`], [`Error::PositionsNotAscending`], or
/// [`Error::NotTestable`].
pub fn pooled(series: &[Series<'_>], drift: Drift) -> Result<MonthFactors, Error> {
    fitted(series, drift, Kind::Pooled)
}

/// Month factors of one series; formula, units, edges and source are on the [module page](super).
///
/// # Errors
///
/// Those of [`pooled`].
pub fn local(series: &Series<'_>, drift: Drift) -> Result<MonthFactors, Error> {
    fitted(std::slice::from_ref(series), drift, Kind::Local)
}

fn fitted(series: &[Series<'_>], drift: Drift, kind: Kind) -> Result<MonthFactors, Error> {
    let mut years = Vec::new();
    let mut excluded = 0;
    for (index, one) in series.iter().enumerate() {
        check(one)?;
        excluded += one.excluded.iter().filter(|excluded| **excluded).count();
        add_years(&mut years, index, one);
    }
    let mut seen = [0.0; YEAR];
    for (month, count) in years.iter().flat_map(|year| &year.months) {
        seen[*month] += count;
    }
    if !seen.iter().all(|count| *count > 0.0) {
        return Err(Error::NotTestable(Untestable::Undetermined));
    }
    let mut logs = newton(&years)?;
    if drift == Drift::Interpolated {
        for _ in 1..DRIFT_ROUNDS {
            follow_levels(&mut years, &logs);
            logs = newton(&years)?;
        }
    }
    let months = years.iter().map(|year| year.months.len()).sum::<usize>();
    let Some(left) = months.checked_sub(years.len() + FREE).filter(|left| *left > 0) else {
        return Err(Error::NotTestable(Untestable::NoDegreesOfFreedom));
    };
    let dispersion = pearson(&years, &logs) / left as f64;
    let mut used: Vec<usize> = years.iter().map(|year| year.series).collect();
    used.dedup();
    let clustered = used.len() >= ENOUGH_SERIES;
    let factors = normalised(logs.map(f64::exp));
    let log_errors = errors(&years, &logs, &factors, clustered.then_some(used.len()), dispersion)?;
    let basis = Basis {
        kind,
        series: used.len(),
        months,
        years: years.len(),
        excluded,
        dispersion,
        clustered,
        drift: Some(drift),
    };
    Ok(MonthFactors { factors, log_errors, basis })
}

fn check(series: &Series<'_>) -> Result<(), Error> {
    let (expected, found) = (series.points.len(), series.excluded.len());
    if found != 0 && found != expected {
        return Err(Error::LengthsDiffer { expected, found });
    }
    let in_range = |value: f64| (0.0..=LARGEST).contains(&value);
    if let Some(index) = series.points.iter().position(|p| !p.value.is_none_or(in_range)) {
        return Err(Error::ValueOutOfRange { index });
    }
    let falls = series.points.windows(2).position(|pair| pair[1].position <= pair[0].position);
    falls.map_or(Ok(()), |index| Err(Error::PositionsNotAscending { index: index + 1 }))
}

/// The years of a series that say something: two months held, and an event.
fn add_years(years: &mut Vec<Year>, index: usize, series: &Series<'_>) {
    let first = years.len();
    for (at, point) in series.points.iter().enumerate() {
        let excluded = series.excluded.get(at).copied().unwrap_or(false);
        let Some(value) = point.value.filter(|_| !excluded) else { continue };
        let number = point.position.div_euclid(12);
        if years.len() == first || years.last().is_none_or(|year| year.number != number) {
            let (months, slopes) = (Vec::with_capacity(YEAR), (0.0, 0.0));
            years.push(Year { series: index, number, months, total: 0.0, slopes });
        }
        if let Some(year) = years.last_mut() {
            year.months.push((calendar(point.position), value));
            year.total += value;
        }
    }
    years.retain(|year| year.months.len() > 1 && year.total > 0.0);
}

/// The log factors of highest likelihood, the last being 0.
fn newton(years: &[Year]) -> Result<[f64; YEAR], Error> {
    let undetermined = Error::NotTestable(Untestable::Undetermined);
    let mut logs = [0.0; YEAR];
    for _ in 0..ROUNDS {
        let mut score = [0.0; YEAR];
        for year in years {
            score.iter_mut().zip(year.score(&logs)).for_each(|(sum, part)| *sum += part);
        }
        let step = information(years, &logs).factor().ok_or(undetermined)?.solve(&score[..FREE]);
        let largest = step.iter().fold(0.0_f64, |largest, step| largest.max(step.abs()));
        // The likelihood is concave; a bounded step cannot overshoot into overflow.
        let short = if largest > 1.0 { 1.0 / largest } else { 1.0 };
        logs.iter_mut().zip(&step).for_each(|(log, step)| *log += short * step);
        if !logs.iter().all(|log| log.abs() < 25.0) {
            return Err(undetermined);
        }
        if largest <= SETTLED {
            return Ok(logs);
        }
    }
    Err(undetermined)
}

/// Σ T (diag p − p pᵀ), of the free factors.
fn information(years: &[Year], logs: &[f64; YEAR]) -> Symmetric {
    let mut information = Symmetric::zero(FREE);
    for year in years {
        let shares = year.shares(logs);
        information.add_outer(&shares[..FREE], -year.total);
        for (month, share) in shares[..FREE].iter().enumerate() {
            information.add(month, month, year.total * share);
        }
    }
    information
}

/// Sets each year's slopes to the lines between its level and its neighbours'.
fn follow_levels(years: &mut [Year], logs: &[f64; YEAR]) {
    let levels: Vec<f64> = years.iter().map(|year| year.log_level(logs)).collect();
    let slope = |earlier: usize, later: usize| {
        let (a, b) = (years.get(earlier)?, years.get(later)?);
        let neighbours = a.series == b.series && b.number - a.number == 1;
        neighbours.then(|| (levels[later] - levels[earlier]) / 12.0)
    };
    let slopes: Vec<(f64, f64)> = (0..years.len())
        .map(|at| {
            let before = at.checked_sub(1).and_then(|earlier| slope(earlier, at));
            let after = slope(at, at + 1);
            let one = |own: Option<f64>, other: Option<f64>| own.or(other).unwrap_or(0.0);
            (one(before, after), one(after, before))
        })
        .collect();
    years.iter_mut().zip(slopes).for_each(|(year, slopes)| year.slopes = slopes);
}

fn pearson(years: &[Year], logs: &[f64; YEAR]) -> f64 {
    let of_year = |year: &Year| {
        let shares = year.shares(logs);
        let part = |(month, count): &(usize, f64)| {
            let mean = year.total * shares[*month];
            (count - mean).powi(2) / mean
        };
        year.months.iter().map(part).sum::<f64>()
    };
    years.iter().map(of_year).sum()
}

/// Standard errors of the logs of the normalised factors; by `clusters` series, if given.
fn errors(
    years: &[Year],
    logs: &[f64; YEAR],
    factors: &[f64; YEAR],
    clusters: Option<usize>,
    dispersion: f64,
) -> Result<[f64; YEAR], Error> {
    let undetermined = Error::NotTestable(Untestable::Undetermined);
    let bread = information(years, logs).factor().ok_or(undetermined)?.inverse();
    let (covariance, times) = match clusters {
        None => (bread, dispersion.max(1.0)),
        Some(series) => {
            let mut meat = Symmetric::zero(FREE);
            for one in years.chunk_by(|a, b| a.series == b.series) {
                let mut score = [0.0; YEAR];
                for year in one {
                    score.iter_mut().zip(year.score(logs)).for_each(|(sum, part)| *sum += part);
                }
                meat.add_outer(&score[..FREE], 1.0);
            }
            let series = series as f64;
            (meat.between(bread.values(), FREE), series / (series - 1.0))
        }
    };
    // ln f_m = γ_m − ln mean(e^γ), whose slope by γ_k is [m = k] − f_k/12.
    let slope = |m: usize, k: usize| f64::from(u8::from(m == k)) - factors[k] / YEAR as f64;
    let slopes: Vec<f64> = (0..YEAR).flat_map(|m| (0..FREE).map(move |k| slope(m, k))).collect();
    let of_logs = covariance.between(&slopes, YEAR);
    Ok(std::array::from_fn(|m| (times * of_logs.at(m, m)).max(0.0).sqrt()))
}
