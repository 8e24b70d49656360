//! The place of a body in its group, with the places it may as well have.
//!
//! # What it answers
//!
//! Between which places a body's true place lies: places change on differences that mean nothing.
//!
//! # Formula
//!
//! ```text
//! v_i = s_i² + between-year variance
//! Z_i ~ normal(0, v_i), simulated;   c = quantile at the level of  max over k of |Z_own − Z_k| / √(v_own + v_k)
//! k is surely below own if  y_own − y_k > c √(v_own + v_k),  surely above if the other way
//! places: 1 + number surely below   to   n − number surely above
//! ```
//!
//! # Symbols
//!
//! y figure, s its standard error from chance alone, v its variance as a measure of the body's usual
//! level; n bodies; c the critical value that covers all comparisons with the body at once.
//!
//! # Units
//!
//! Those of the figures; places from 1, the lowest figure.
//!
//! # Source
//!
//! Mogstad and others (2024), Review of Economic Studies 91, for intervals of ranks; the simultaneous differences
//! are written out above and held to simulation.
//!
//! # Edges
//!
//! Two bodies at least. c takes every v for known: a variance between years from two years of seven bodies
//! has six degrees of freedom, and the places are then too few: simulated for the first of seven that
//! hardly differ they hold its own 93 % of the time from two years, 95 % from three, 96 % from five. A tie shares the lowest place. With a between-year variance of 0 the interval
//! is of this year's place alone and too narrow for a statement about the body; take it from
//! [`between_year_variance`](super::between::between_year_variance). The same seed gives the same c.
//!
//! # Worked example
//!
//! ```
//! use statistics::interval::Level;
//! use statistics::peers::between::Estimate;
//! use statistics::peers::ranks::{Simulation, rank};
//! let of = |value| Estimate { value, error: 3.0 };
//! let group = [of(61.0), of(96.0), of(70.0), of(71.0), of(72.0), of(130.0)];
//! let place = rank(&group, 3, 4.0, Level::P95, Simulation::seeded(1))?;
//! // Third as it stands; it may be first, or fourth, but not above the last two.
//! assert_eq!((place.place, place.lowest, place.highest, place.of), (3, 1, 4, 6));
//! # Ok::<(), statistics::Error>(())
//! ```

use super::between::Estimate;
use crate::Error;
use crate::interval::Level;
use crate::many::check_replicates;
use crate::seeded::Seeded;

/// How the critical value is simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Simulation {
    /// Replicates, 99 to 1,000,000.
    pub replicates: usize,
    /// What decides every draw.
    pub seed: u64,
}

impl Simulation {
    /// 9,999 replicates.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { replicates: 9_999, seed }
    }
}

/// A place and the places it may as well be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankInterval {
    /// 1 is the lowest figure; those that tie share the lowest place of the tie.
    pub place: usize,
    /// The lowest place that is not excluded.
    pub lowest: usize,
    /// The highest place that is not excluded.
    pub highest: usize,
    /// Bodies.
    pub of: usize,
    /// Level of the interval.
    pub level: Level,
    /// c, in standard errors of a difference.
    pub critical: f64,
    /// Variance between years that was allowed for.
    pub between_years: f64,
    /// As asked for.
    pub simulation: Simulation,
}

/// The place of `own` in a group; formula, units, edges and source are on the [module page](self).
///
/// # Errors
///
/// [`Error::NotInGroup`], [`Error::GroupTooSmall`], [`Error::ValueOutOfRange`],
/// [`Error::VarianceOutOfRange`], or [`Error::ReplicatesOutOfRange`].
pub fn rank(
    group: &[Estimate],
    own: usize,
    between_years: f64,
    level: Level,
    simulation: Simulation,
) -> Result<RankInterval, Error> {
    let members = group.len();
    if own >= members {
        return Err(Error::NotInGroup { own, members });
    }
    if members < 2 {
        return Err(Error::GroupTooSmall { members, minimum: 2 });
    }
    Estimate::check(group)?;
    if !(0.0..=1e200).contains(&between_years) {
        return Err(Error::VarianceOutOfRange);
    }
    check_replicates(simulation.replicates)?;
    let spread: Vec<f64> =
        group.iter().map(|e| (e.error * e.error + between_years).sqrt()).collect();
    let critical = critical(&spread, own, level, simulation);
    let value = group[own].value;
    let clear = |k: usize| critical * spread[own].hypot(spread[k]);
    let count = |surely: &dyn Fn(usize) -> bool| (0..members).filter(|k| surely(*k)).count();
    Ok(RankInterval {
        place: 1 + count(&|k| group[k].value < value),
        lowest: 1 + count(&|k| value - group[k].value > clear(k)),
        highest: members - count(&|k| group[k].value - value > clear(k)),
        of: members,
        level,
        critical,
        between_years,
        simulation,
    })
}

fn critical(spread: &[f64], own: usize, level: Level, simulation: Simulation) -> f64 {
    let mut lots = Seeded::new(simulation.seed);
    let mut largest: Vec<f64> = (0..simulation.replicates)
        .map(|_| {
            let drawn: Vec<f64> = spread.iter().map(|spread| spread * lots.normal()).collect();
            let apart = |k: usize| (drawn[own] - drawn[k]).abs() / spread[own].hypot(spread[k]);
            (0..spread.len()).filter(|k| *k != own).map(apart).fold(0.0, f64::max)
        })
        .collect();
    largest.sort_by(f64::total_cmp);
    // Of B draws the one at ⌈(B + 1)·level⌉ covers at least the level on average.
    let place = ((largest.len() as f64 + 1.0) * level.proportion()).ceil() as usize;
    largest.get(place.saturating_sub(1)).or(largest.last()).copied().unwrap_or(f64::INFINITY)
}
