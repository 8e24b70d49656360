//! Directly standardised rate, with Dobson's limits.
//!
//! # What it answers
//!
//! What the rate of an area would be if its people had the ages (or any other bands) of a standard
//! population, so that areas of different make-up can be set side by side.
//!
//! # Formula
//!
//! ```text
//! DSR = Σ wᵢxᵢ/nᵢ / Σwᵢ                 var = Σ wᵢ²xᵢ/nᵢ² / (Σwᵢ)²
//! limits DSR + √(var/X)·(X_L − X)  and  DSR + √(var/X)·(X_U − X)
//! ```
//!
//! # Symbols
//!
//! - `xᵢ`, `nᵢ`: events and population of band i; `wᵢ`: the standard population of the band
//! - `X`: the events of bands with wᵢ > 0; `X_L`, `X_U`: Byar's limits of X
//!
//! # Units
//!
//! Events in counts, populations in people; the rate is for each so many people as asked for.
//!
//! # Source
//!
//! Dobson and others (1991), Statistics in Medicine 10: 457–462; `calculate_dsr` of PHEindicatormethods 2.1.0.
//! Held to `tests/golden/ci_dsr_dobson.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - Fewer than ten events in bands that have a standard population: refused, as the limits do not
//!   hold.
//! - A band without people has no rate and is refused: join it to a neighbour.
//! - A band without standard population counts for nothing: neither in the rate nor in X.
//! - Events are taken to be independent; where one person has many, limits are too narrow.
//!
//! # Worked example
//!
//! ```
//! use statistics::{interval::Level, standardisation::{Band, direct_rate}};
//! let young = Band { events: 30, population: 1_000.0, standard: 3_000.0 };
//! let old = Band { events: 20, population: 2_000.0, standard: 7_000.0 };
//! // 0.3 × 30 + 0.7 × 10 a thousand.
//! let rate = direct_rate(&[young, old], 1_000.0, Level::P95)?;
//! assert!((rate.rate - 16.0).abs() < 1e-12 && rate.events == 50);
//! // Variance 0.09 × 30 + 0.49 × 5 = 5.15; Byar's limits of 50 are 37.11 and 65.92;
//! // 16 + √(5.15/50) × (37.11 − 50).
//! assert!((rate.interval.lower - 11.863).abs() < 1e-3);
//! # Ok::<(), statistics::Error>(())
//! ```

use crate::interval::{Interval, Level, Method, byar};
use crate::summation::sum;
use crate::{Error, Untestable};

/// With fewer events the limits do not hold; the choice of PHEindicatormethods 2.1.0.
pub const LEAST_EVENTS: u64 = 10;

/// One band of a population: an age group, say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Events in the band.
    pub events: u64,
    /// People in the band.
    pub population: f64,
    /// The standard population's people in the band.
    pub standard: f64,
}

/// A directly standardised rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DirectRate {
    /// The rate.
    pub rate: f64,
    /// Its limits.
    pub interval: Interval,
    /// The events of bands that have a standard population.
    pub events: u64,
}

/// The directly standardised rate of `bands`, per `per` people.
/// The method: `docs/methods/standardisation-direct.md`.
///
/// # Errors
///
/// [`Error::MultiplierOutOfRange`]; [`Error::ExposureOutOfRange`] for a population that is not
/// finite and above 0; [`Error::WeightsOutOfRange`] for a standard population that is not finite
/// and at least 0, or is 0 throughout; [`Error::NotTestable`] under ten events.
pub fn direct_rate(bands: &[Band], per: f64, level: Level) -> Result<DirectRate, Error> {
    if !(per > 0.0 && per.is_finite()) {
        return Err(Error::MultiplierOutOfRange { per });
    }
    let unpeopled = |band: &&Band| !(band.population > 0.0 && band.population.is_finite());
    if let Some(Band { population, .. }) = bands.iter().find(unpeopled) {
        return Err(Error::ExposureOutOfRange { exposure: *population });
    }
    let weight = sum(bands.iter().map(|band| band.standard));
    let usable = bands.iter().all(|band| band.standard >= 0.0);
    if !(usable && weight > 0.0 && weight.is_finite()) {
        return Err(Error::WeightsOutOfRange);
    }
    let weighted = bands.iter().filter(|band| band.standard > 0.0);
    let events = weighted.fold(0_u64, |all, band| all.saturating_add(band.events));
    if events < LEAST_EVENTS {
        return Err(Error::NotTestable(Untestable::TooFewEvents));
    }
    let share = |band: &Band| band.standard / weight / band.population;
    let rate = sum(bands.iter().map(|band| share(band) * band.events as f64));
    let variance = sum(bands.iter().map(|band| share(band).powi(2) * band.events as f64));
    let all = events as f64;
    let (low, high) = byar(all, level.z());
    let scale = (variance / all).sqrt();
    let limit = |of_count: f64| (rate + scale * (of_count - all)) * per;
    Ok(DirectRate {
        rate: rate * per,
        interval: Interval { lower: limit(low), upper: limit(high), level, method: Method::Dobson },
        events,
    })
}
