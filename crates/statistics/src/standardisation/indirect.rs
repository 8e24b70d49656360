//! Indirectly standardised ratio and rate.
//!
//! # What it answers
//!
//! Whether an area had more or fewer events than it would have had at the rates of a reference
//! population, band by band. It needs no rates of the area itself, and so works where bands are
//! too small for them.
//!
//! # Formula
//!
//! ```text
//! E = Σ nᵢ·rᵢ/mᵢ            ratio = O/E            rate = ratio · Σr/Σm
//! limits: those of the count O (exact under ten, Byar's from ten), divided by E
//! ```
//!
//! # Symbols
//!
//! - `O`: events observed; `E`: events expected; `nᵢ`: population of band i
//! - `rᵢ`, `mᵢ`: events and population of the reference in band i
//!
//! # Units
//!
//! Counts and people; a ratio of 1 is as expected (print it as 100 if that is the custom), a rate
//! is for each so many people as asked for.
//!
//! # Source
//!
//! `calculate_ISRatio` and `calculate_ISRate` of PHEindicatormethods 2.1.0.
//! Held to `tests/golden/ci_indirect.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - No events: ratio 0 with lower limit 0 and an upper limit above 0.
//! - Nothing expected: refused.
//! - Ratios of two areas are not comparable with each other, only each with the reference.
//! - The expected count is taken as known: chance in the reference is not counted.
//!
//! # Worked example
//!
//! ```
//! use statistics::{interval::{Level, Method}, standardisation::{Indirect, IndirectBand}};
//! let band = |events, population, reference_events, reference_population| IndirectBand {
//!     events, population, reference_events, reference_population,
//! };
//! // Expected 1,000 × 0.01 + 500 × 0.02 = 20, observed 30.
//! let area = Indirect::new(&[band(12, 1_000.0, 100.0, 10_000.0), band(18, 500.0, 100.0, 5_000.0)])?;
//! assert_eq!((area.observed(), area.expected(), area.ratio()), (30, 20.0, 1.5));
//! // Byar's limits of 30 are 20.24 and 42.83.
//! let interval = area.ratio_interval(Level::P95);
//! assert!((interval.lower - 1.0118).abs() < 1e-3 && (interval.upper - 2.1415).abs() < 1e-3);
//! assert_eq!(interval.method, Method::Byar);
//! // The reference has 200 in 15,000: 13.3 a thousand; half as much again is 20.
//! assert!((area.rate(1_000.0)? - 20.0).abs() < 1e-12);
//! # Ok::<(), statistics::Error>(())
//! ```

use crate::interval::{Interval, Level, count_limits};
use crate::summation::sum;
use crate::{Error, Untestable};

/// One band of an area and of its reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndirectBand {
    /// Events of the area.
    pub events: u64,
    /// People of the area.
    pub population: f64,
    /// Events of the reference.
    pub reference_events: f64,
    /// People of the reference.
    pub reference_population: f64,
}

/// What was observed against what was expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indirect {
    observed: u64,
    expected: f64,
    reference_rate: f64,
}

impl Indirect {
    /// Sets observed events against those that the reference's rates lead to.
    ///
    /// # Errors
    ///
    /// [`Error::ExposureOutOfRange`] for an area's population that is not finite and at least 0, or
    /// a reference population that is not finite and above 0; [`Error::ValueOutOfRange`] for
    /// reference events that are not finite and at least 0; [`Error::NotTestable`] when nothing is
    /// expected.
    pub fn new(bands: &[IndirectBand]) -> Result<Self, Error> {
        for (index, band) in bands.iter().enumerate() {
            let (people, reference) = (band.population, band.reference_population);
            if !(people >= 0.0 && people.is_finite()) {
                return Err(Error::ExposureOutOfRange { exposure: people });
            }
            if !(reference > 0.0 && reference.is_finite()) {
                return Err(Error::ExposureOutOfRange { exposure: reference });
            }
            if !(band.reference_events >= 0.0 && band.reference_events.is_finite()) {
                return Err(Error::ValueOutOfRange { index });
            }
        }
        let rate = |band: &IndirectBand| band.reference_events / band.reference_population;
        let expected = sum(bands.iter().map(|band| band.population * rate(band)));
        if !(expected > 0.0 && expected.is_finite()) {
            return Err(Error::NotTestable(Untestable::NothingExpected));
        }
        let events = sum(bands.iter().map(|band| band.reference_events));
        let people = sum(bands.iter().map(|band| band.reference_population));
        let observed = bands.iter().fold(0_u64, |all, band| all.saturating_add(band.events));
        Ok(Self { observed, expected, reference_rate: events / people })
    }

    /// Events observed.
    #[must_use]
    pub fn observed(&self) -> u64 {
        self.observed
    }

    /// Events expected.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.expected
    }

    /// Observed over expected; 1 is as expected.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.observed as f64 / self.expected
    }

    /// Interval for the ratio.
    #[must_use]
    pub fn ratio_interval(&self, level: Level) -> Interval {
        let ((lower, upper), method) = count_limits(self.observed, level);
        Interval { lower: lower / self.expected, upper: upper / self.expected, level, method }
    }

    /// The crude rate of the reference per `per` people.
    ///
    /// # Errors
    ///
    /// [`Error::MultiplierOutOfRange`].
    pub fn reference_rate(&self, per: f64) -> Result<f64, Error> {
        if per > 0.0 && per.is_finite() {
            Ok(self.reference_rate * per)
        } else {
            Err(Error::MultiplierOutOfRange { per })
        }
    }

    /// The indirectly standardised rate per `per` people.
    ///
    /// # Errors
    ///
    /// [`Error::MultiplierOutOfRange`].
    pub fn rate(&self, per: f64) -> Result<f64, Error> {
        Ok(self.ratio() * self.reference_rate(per)?)
    }

    /// Interval for the rate.
    ///
    /// # Errors
    ///
    /// [`Error::MultiplierOutOfRange`].
    pub fn rate_interval(&self, per: f64, level: Level) -> Result<Interval, Error> {
        let reference = self.reference_rate(per)?;
        let ratio = self.ratio_interval(level);
        Ok(Interval { lower: ratio.lower * reference, upper: ratio.upper * reference, ..ratio })
    }
}
