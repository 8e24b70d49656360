//! Funnel limits that allow for more variation than chance.
//!
//! # What it answers
//!
//! Which bodies stand apart from the others, when bodies differ among themselves by more than
//! chance: for reasons such as how they record, whom they serve and where they lie.
//! Limits from chance alone then call most of them unusual: 73 % of 43 large bodies that scatter by 15 %,
//! simulated. Here the variance between bodies is
//! estimated, from the middle of them so that the unusual ones do not hide themselves, and added.
//!
//! # Formula
//!
//! ```text
//! zᵢ = (Yᵢ − θ)/sᵢ
//!   log ratio       Y = ln(O/E)                  s = 1/√E                 θ = 0
//!   root ratio      Y = √(O/E)                   s = 1/(2√E)              θ = 1
//!   proportion      Y = asin √(x/n)              s = 1/(2√n)              θ = asin √p̄
//!   count ratio     Y = ln((x + ½)/(n + ½))      s = √(x/(x+½)² + n/(n+½)²)   θ = ln(Σx/Σn)
//! trimming: winsorise: z drawn in to its quantiles at the share and at 1 − share (type 7)
//!           truncate: with k = 1/share and rank r of M bodies, left out where r·k/(M + 1) < 1 or ≥ k − 1
//! φ = Σz²/N over those kept,    w = 1/s²
//! τ² = max(0, (Nφ − (N − 1)) / (Σw − Σw²/Σw))
//! limits on the scale of Y: θ ± z·√(s² + τ²), taken back to the scale of the figure
//!   s² at a place   1/E,  1/(4E),  1/(4n),  1/(nr) + 1/n with r = Σx/Σn
//! without τ²: ratios have Poisson limits, the others the same limits with τ² = 0
//! ```
//!
//! # Symbols
//!
//! - `O`, `E`: events observed and expected; `x`, `n`: a count and what it is out of
//! - `M`: all bodies; `N`: bodies kept; `φ`: how many times chance they vary; `τ²`: variance between bodies
//!
//! # Units
//!
//! Counts; figures and limits as ratios or proportions, not times 100. τ² is on the scale of Y.
//!
//! # Source
//!
//! Spiegelhalter (2005), Statistics in Medicine 24: 1185–1202, doi:10.1002/sim.1970, and for
//! over-dispersion Quality and Safety in Health Care 14 (2005): 347–351; Spiegelhalter and others (2012),
//! Journal of the Royal Statistical Society A 175: 1–47; FunnelPlotR 0.6.0.
//! Held to `tests/golden/funnel_fpr.json`, made with R, tolerance 1e-7.
//!
//! # Edges
//!
//! - Trimming takes from bodies that are no outliers, too, and nothing is put back: that is what the
//!   sources do. Simulated with 43 bodies that differ by nothing but τ, τ² comes out at 0.48 of the truth
//!   and 17 % lie outside 95 % limits on the scale of log ratios (truncated), 0.66 and 11 % on that of
//!   root ratios (winsorised).
//! - φ at or under 1: whether a body differs is read from the limits of chance alone.
//! - No events on a log scale: z is −∞; such a body is trimmed away or the method refused.
//! - Fewer than two bodies left: refused.
//! - Not copied from FunnelPlotR 0.6.0: its limits for count ratios have half the width that its
//!   own z-scores imply, and its adjusted limits for root ratios are not squared back. Ours are.
//! - Its limits of a ratio without τ² put what is expected in the place of what was observed;
//!   ours are exact unless [`PoissonLimits::OfExpected`] asks for those.
//!
//! # Worked example
//!
//! ```
//! use statistics::funnel::{Bands, Funnel, Place, Scale, Settings};
//! use statistics::interval::{Events, Level};
//! // Ten bodies, each with 100 expected; √(O/E) from 0.8 to 1.25.
//! let counts = [64, 72, 81, 90, 100, 100, 110, 121, 144, 156];
//! let bodies: Vec<Events> =
//!     counts.into_iter().map(|count| Events::new(count, 100.0)).collect::<Result<_, _>>()?;
//! let funnel = Funnel::new(&bodies, Settings::of(Scale::RootRatio))?;
//! // 2 × (√64 − √100) = −4.
//! assert!((funnel.bodies[0].z + 4.0).abs() < 1e-12);
//! // They vary some six times as much as chance, and limits widen to fit.
//! assert!((funnel.dispersion - 6.18).abs() < 0.01 && funnel.between > 0.0);
//! let (chance, adjusted) =
//!     (funnel.limits(100.0, Level::P95)?, funnel.adjusted_limits(100.0, Level::P95)?);
//! assert!(chance.upper < 1.25 && adjusted.upper > 1.5);
//! assert!(!funnel.differs(0, Level::P95)?);
//! assert_eq!(funnel.place(0, Bands::default())?, Place::Within);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Bands, Place, limits_at_expected};
use crate::interval::{Events, Interval, Level, Method};
use crate::summation::sum;
use crate::{Error, Untestable, distribution};
use std::f64::consts::FRAC_PI_2;

/// On what scale bodies are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scale {
    /// Observed over expected, by its logarithm (SHMI).
    LogRatio,
    /// Observed over expected, by its square root (Care Quality Commission).
    RootRatio,
    /// Cases among all cases, by the arcsine of the root.
    Proportion,
    /// One count over another that does not contain it.
    CountRatio,
}

/// What is done with the ends before the spread is estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tails {
    /// Draw in this share at each end.
    Winsorise(f64),
    /// Leave out this share at each end.
    Truncate(f64),
}

/// Limits of a ratio from chance alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PoissonLimits {
    /// Exact: [`limits_at_expected`].
    Exact,
    /// Chi-square limits of a count, read at what is expected (FunnelPlotR).
    OfExpected,
}

/// How a funnel is to be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The scale of comparison.
    pub scale: Scale,
    /// Trimming.
    pub tails: Tails,
    /// Limits of ratios without the variance between bodies.
    pub poisson: PoissonLimits,
}

impl Settings {
    /// A tenth trimmed from each end, by truncation on the scale of log ratios and by winsorising
    /// on the others, as their sources do; exact limits.
    #[must_use]
    pub fn of(scale: Scale) -> Self {
        let tails = match scale {
            Scale::LogRatio => Tails::Truncate(0.1),
            _ => Tails::Winsorise(0.1),
        };
        Self { scale, tails, poisson: PoissonLimits::Exact }
    }
}

/// One body in a funnel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Body {
    /// Its figure: count over denominator.
    pub value: f64,
    /// Its denominator, where on the funnel it lies.
    pub at: f64,
    /// Distance from the centre in its own standard errors.
    pub z: f64,
    /// The same after trimming; `None` when it was left out.
    pub trimmed: Option<f64>,
}

/// Bodies, their average and how they scatter.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// How it was made.
    pub settings: Settings,
    /// Centre line: 1 for observed over expected, else the average.
    pub centre: f64,
    /// Each body, in the order given.
    pub bodies: Vec<Body>,
    /// φ: how many times chance the trimmed bodies vary.
    pub dispersion: f64,
    /// τ²: variance between bodies on the scale of comparison; 0 when they vary no more than
    /// chance.
    pub between: f64,
}

impl Funnel {
    /// Makes a funnel of `bodies`, each a count over what was expected or what it is out of.
    ///
    /// # Errors
    ///
    /// [`Error::TrimOutOfRange`]; [`Error::CasesExceedTotal`] for a proportion above 1;
    /// [`Error::NotTestable`] for no events, too few bodies, or a body without events that remains
    /// on a log scale.
    pub fn new(bodies: &[Events], settings: Settings) -> Result<Self, Error> {
        let (Tails::Winsorise(share) | Tails::Truncate(share)) = settings.tails;
        if !(share > 0.0 && share < 0.5) {
            return Err(Error::TrimOutOfRange { share });
        }
        let scale = settings.scale;
        let over = |body: &&Events| body.count() as f64 > body.exposure();
        if let (Scale::Proportion, Some(body)) = (scale, bodies.iter().find(over)) {
            return Err(Error::CasesExceedTotal {
                cases: body.count(),
                of: body.exposure() as u64,
            });
        }
        let all = sum(bodies.iter().map(|body| body.count() as f64));
        if all <= 0.0 {
            return Err(Error::NotTestable(Untestable::NoEvents));
        }
        let average = all / sum(bodies.iter().map(|body| body.exposure()));
        let centre = scale.centre(average);
        let z =
            |body: &Events| (scale.transformed(*body) - scale.forth(centre)) / scale.error(*body);
        let z: Vec<f64> = bodies.iter().map(z).collect();
        let trimmed = match settings.tails {
            Tails::Winsorise(share) => winsorised(&z, share),
            Tails::Truncate(share) => truncated(&z, share),
        };
        if trimmed.iter().flatten().any(|z| !z.is_finite()) {
            return Err(Error::NotTestable(Untestable::OneSideEmpty));
        }
        let weights: Vec<f64> = (bodies.iter().zip(&trimmed))
            .filter_map(|(body, kept)| kept.map(|_| scale.error(*body).powi(-2)))
            .collect();
        let kept = weights.len() as f64;
        if kept < 2.0 {
            return Err(Error::NotTestable(Untestable::NoDegreesOfFreedom));
        }
        let excess = sum(trimmed.iter().flatten().map(|z| z * z));
        Ok(Self {
            settings,
            centre,
            bodies: (bodies.iter().zip(z).zip(trimmed))
                .map(|((body, z), trimmed)| Body {
                    value: body.rate(1.0),
                    at: body.exposure(),
                    z,
                    trimmed,
                })
                .collect(),
            dispersion: excess / kept,
            between: between(excess - (kept - 1.0), &weights),
        })
    }

    /// Limits from chance alone, at denominator `at`.
    ///
    /// # Errors
    ///
    /// [`Error::ExposureOutOfRange`] unless `at` is finite and above 0.
    pub fn limits(&self, at: f64, level: Level) -> Result<Interval, Error> {
        match (self.settings.scale, self.settings.poisson) {
            (Scale::Proportion | Scale::CountRatio, _) => self.widened(at, 0.0, level),
            (Scale::LogRatio | Scale::RootRatio, PoissonLimits::Exact) => {
                limits_at_expected(at, level)
            }
            (Scale::LogRatio | Scale::RootRatio, PoissonLimits::OfExpected) => {
                // Nothing happened there: it is only the denominator that is looked at.
                let at = Events::new(0, at)?.exposure();
                let (lower, upper) = distribution::poisson_limits(at, level.tail());
                let (lower, upper) = (lower / at, upper / at);
                Ok(Interval { lower, upper, level, method: Method::PoissonOfExpected })
            }
        }
    }

    /// Limits with the variance between bodies, at denominator `at`.
    ///
    /// # Errors
    ///
    /// [`Error::ExposureOutOfRange`] unless `at` is finite and above 0.
    pub fn adjusted_limits(&self, at: f64, level: Level) -> Result<Interval, Error> {
        self.widened(at, self.between, level)
    }

    /// Limits of the body at `index`: adjusted if bodies vary by more than chance, else those of
    /// chance alone.
    fn limits_of(&self, index: usize, level: Level) -> Result<(f64, Interval), Error> {
        let members = self.bodies.len();
        let body = self.bodies.get(index).ok_or(Error::NotInGroup { own: index, members })?;
        let limits = if self.between > 0.0 && self.dispersion > 1.0 {
            self.adjusted_limits(body.at, level)
        } else {
            self.limits(body.at, level)
        };
        Ok((body.value, limits?))
    }

    /// Whether the body at `index` lies outside: of the adjusted limits if bodies vary by more than
    /// chance, else of those of chance alone.
    ///
    /// # Errors
    ///
    /// [`Error::NotInGroup`].
    pub fn differs(&self, index: usize, level: Level) -> Result<bool, Error> {
        self.limits_of(index, level).map(|(value, limits)| !limits.contains(value))
    }

    /// Where the body at `index` lies, by the same limits at two levels.
    ///
    /// # Errors
    ///
    /// [`Error::NotInGroup`].
    pub fn place(&self, index: usize, bands: Bands) -> Result<Place, Error> {
        let (value, inner) = self.limits_of(index, bands.inner())?;
        let (_, outer) = self.limits_of(index, bands.outer())?;
        Ok(Place::of(value, &inner, &outer))
    }

    fn widened(&self, at: f64, between: f64, level: Level) -> Result<Interval, Error> {
        let at = Events::new(0, at)?.exposure();
        let scale = self.settings.scale;
        let middle = scale.forth(self.centre);
        let reach = level.z() * (scale.variance_at(at, self.centre) + between).sqrt();
        Ok(Interval {
            lower: scale.back(middle - reach),
            upper: scale.back(middle + reach),
            level,
            method: Method::TransformedFunnel,
        })
    }
}

impl Scale {
    fn centre(self, average: f64) -> f64 {
        match self {
            Self::LogRatio | Self::RootRatio => 1.0,
            Self::Proportion | Self::CountRatio => average,
        }
    }

    /// From a figure to the scale of comparison.
    fn forth(self, value: f64) -> f64 {
        match self {
            Self::LogRatio | Self::CountRatio => value.ln(),
            Self::RootRatio => value.sqrt(),
            Self::Proportion => value.sqrt().min(1.0).asin(),
        }
    }

    /// From the scale of comparison to a figure; what lies beyond its range is drawn in to it, so
    /// that limits never turn back.
    fn back(self, scaled: f64) -> f64 {
        match self {
            Self::LogRatio | Self::CountRatio => scaled.exp(),
            Self::RootRatio => scaled.max(0.0).powi(2),
            Self::Proportion => scaled.clamp(0.0, FRAC_PI_2).sin().powi(2),
        }
    }

    fn transformed(self, body: Events) -> f64 {
        let (x, n) = (body.count() as f64, body.exposure());
        match self {
            Self::CountRatio => ((x + 0.5) / (n + 0.5)).ln(),
            _ => self.forth(x / n),
        }
    }

    /// Standard error of a body's transformed figure.
    fn error(self, body: Events) -> f64 {
        let (x, n) = (body.count() as f64, body.exposure());
        match self {
            Self::CountRatio => (x / (x + 0.5).powi(2) + n / (n + 0.5).powi(2)).sqrt(),
            _ => self.variance_at(n, 1.0).sqrt(),
        }
    }

    /// Variance of the transformed figure of a body on the `centre` with denominator `at`.
    fn variance_at(self, at: f64, centre: f64) -> f64 {
        match self {
            Self::LogRatio => 1.0 / at,
            Self::RootRatio | Self::Proportion => 1.0 / (4.0 * at),
            Self::CountRatio => 1.0 / (at * centre) + 1.0 / at,
        }
    }
}

/// τ² from Nφ − (N − 1) and the weights.
fn between(excess: f64, weights: &[f64]) -> f64 {
    let total = sum(weights.iter().copied());
    let effective = total - sum(weights.iter().map(|w| w * w)) / total;
    if excess > 0.0 { (excess / effective).max(0.0) } else { 0.0 }
}

/// `z` with this share at each end drawn in to the quantile there.
fn winsorised(z: &[f64], share: f64) -> Vec<Option<f64>> {
    let mut sorted = z.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (low, high) = (quantile(&sorted, share), quantile(&sorted, 1.0 - share));
    z.iter().map(|z| Some(z.max(low).min(high))).collect()
}

/// The quantile of sorted values by linear interpolation (R's type 7).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = last as f64 * share;
    let (below, above) =
        (sorted[place.floor() as usize], sorted[(place.ceil() as usize).min(last)]);
    let part = place - place.floor();
    if part == 0.0 { below } else { below + part * (above - below) }
}

/// `z` without those whose rank (ties share their mean rank) is in the first or last of 1/`share`
/// equal bands.
fn truncated(z: &[f64], share: f64) -> Vec<Option<f64>> {
    let bands = share.recip();
    let rank = |own: f64| {
        let below = z.iter().filter(|other| **other < own).count() as f64;
        let equal = z.iter().filter(|other| **other == own).count() as f64;
        below + (equal + 1.0) / 2.0
    };
    let band = |own: f64| (rank(own) * bands / (z.len() as f64 + 1.0)).floor();
    z.iter()
        .map(|own| Some(*own).filter(|own| band(*own) >= 1.0 && band(*own) < bands - 1.0))
        .collect()
}
