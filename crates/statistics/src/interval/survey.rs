//! Proportion from a survey with strata, clusters and weights.
//!
//! # What it answers
//!
//! What share of the public holds a view, and how sure a survey can be of it, when people were
//! drawn in clusters, from strata, and weighted afterwards.
//! Treating such answers as a simple random sample claims more than the survey knows.
//!
//! # Formula
//!
//! ```text
//! p = Σwy/W,    uᵢ = wᵢ(yᵢ − p)/W,    z_hc = Σ uᵢ over cluster c of stratum h
//! var(p) = Σ_h n_h/(n_h − 1) · Σ_c (z_hc − z̄_h)²           df = clusters − strata
//! logit    l = ln(p/(1 − p)) ± t·se/(p(1 − p)),  back by 1/(1 + e⁻ˡ)
//! mean     p ± t·se
//! beta     exact limits of n*p out of n*,   n* = p(1 − p)/var(p) · (t₍n−1₎/t₍df₎)²
//! design effect = var(p) / (s²/n),   s² = n/(n − 1)·Σw(y − p)²/W            with replacement
//!     and of a finite population  var(p) / [s²·(W − n)/(W·n)],   where W ≥ 10n
//! weighting effect = n·Σw²/(Σw)²                                         (Kish)
//! ```
//!
//! # Symbols
//!
//! - `yᵢ`: 1 if person i agrees, else 0; `wᵢ`: the person's weight; `W`: the sum of weights
//! - `n`: respondents; `n_h`: clusters of stratum h; `z̄_h`: the mean of its z_hc
//! - `t`: the quantile of Student's t, with df degrees of freedom if no others are named
//!
//! # Units
//!
//! Weights in people each respondent stands for, above 0; proportions (0 to 1) out.
//!
//! # Source
//!
//! `svymean` and `svyciprop` of the R package survey 4.4-2; beta is its form of Korn & Graubard (1998),
//! Survey Methodology 24: 193–201.
//! Held to `tests/golden/ci_survey.json`, tolerance 1e-7 (beta 1e-6).
//!
//! # Edges
//!
//! - Clusters are told apart inside their stratum: cluster 1 of stratum 1 is not cluster 1 of
//!   stratum 2. A survey without clusters has each person as one; without strata it has one stratum.
//! - A stratum with a single cluster says nothing of its own spread and is refused: join it to a
//!   neighbour.
//! - When nobody or everybody agrees there is no spread to go by, and intervals are refused.
//! - Weights may be scaled at will for every figure but one: the design effect of a finite population
//!   takes W for the number of people. Where W is less than ten times the respondents it is left out:
//!   weights scaled to a mean of 1 would put it beyond all bounds (W − n is 0), and at 2n it is already
//!   twice the other.
//! - Weights are taken as given: that they were calibrated, and who did not answer, is not in the
//!   variance.
//! - For a share within a group keep every stratum and cluster: leaving people out beforehand loses
//!   clusters without any of the group, and with them variance and degrees of freedom.
//! - The limits of `mean` may pass 0 or 1; those of `logit` and `beta` do not.
//!
//! # Worked example
//!
//! ```
//! use statistics::interval::{Level, Respondent, SurveyMethod, SurveyShare};
//! // Two clusters of two people; all agree in one, none in the other.
//! let person = |cluster, agrees| Respondent { stratum: 1, cluster, weight: 100.0, agrees };
//! let people = [person(1, true), person(1, true), person(2, false), person(2, false)];
//! let share = SurveyShare::new(&people)?;
//! // Cluster totals ±0.25: variance 2 × (0.0625 + 0.0625) = 0.25, with one degree of freedom.
//! assert_eq!((share.proportion, share.standard_error), (0.5, 0.5));
//! assert_eq!(share.degrees_of_freedom, 1);
//! assert_eq!(share.weighting_effect, 1.0);
//! // 12.706 × 0.5 either side: two clusters say nothing.
//! let interval = share.interval(SurveyMethod::Mean, Level::P95)?;
//! assert!((interval.upper - 6.853).abs() < 1e-3);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Interval, Level, Method};
use crate::summation::{ExactSum, mean, sum};
use crate::{Error, Untestable, distribution};
use std::collections::BTreeMap;

/// With fewer people for each respondent the design effect of a finite population says nothing.
const LEAST_WEIGHT_EACH: f64 = 10.0;
/// Larger weights could overflow when squared.
const LARGEST_WEIGHT: f64 = 1e100;

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Respondent {
    /// Stratum the person was drawn from.
    pub stratum: u64,
    /// Primary sampling unit within the stratum.
    pub cluster: u64,
    /// People this one stands for.
    pub weight: f64,
    /// Whether the person agrees.
    pub agrees: bool,
}

/// Which interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SurveyMethod {
    /// On the scale of log odds: the one to take, if in doubt.
    Logit,
    /// On the scale of proportions.
    Mean,
    /// Korn and Graubard's, for proportions near 0 or 1.
    Beta,
}

/// A weighted proportion and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurveyShare {
    /// Weighted proportion, 0 to 1.
    pub proportion: f64,
    /// Its standard error, clusters and strata seen.
    pub standard_error: f64,
    /// How many times the variance of a simple random sample drawn with replacement this is; `None`
    /// when all answer alike.
    pub design_effect: Option<f64>,
    /// The same against a sample drawn without replacement from as many people as the weights add to;
    /// `None` also when that is less than ten times the respondents.
    pub design_effect_finite: Option<f64>,
    /// How many times weighting alone widens the variance (Kish).
    pub weighting_effect: f64,
    /// Clusters less strata.
    pub degrees_of_freedom: usize,
    /// How many answered.
    pub respondents: usize,
}

impl SurveyShare {
    /// The proportion of `respondents` who agree.
    ///
    /// # Errors
    ///
    /// [`Error::NothingToDivideBy`] for no respondents; [`Error::WeightsOutOfRange`] unless each
    /// weight is above 0 and at most 1e100; [`Error::NotTestable`] for a stratum of one cluster.
    pub fn new(respondents: &[Respondent]) -> Result<Self, Error> {
        let weights = || respondents.iter().map(|person| person.weight);
        if respondents.is_empty() {
            return Err(Error::NothingToDivideBy);
        }
        if !weights().all(|weight| weight > 0.0 && weight <= LARGEST_WEIGHT) {
            return Err(Error::WeightsOutOfRange);
        }
        let total = sum(weights());
        let agreeing = respondents.iter().filter(|person| person.agrees);
        let proportion = sum(agreeing.map(|person| person.weight)) / total;
        let off = |person: &Respondent| f64::from(u8::from(person.agrees)) - proportion;
        let mut strata: BTreeMap<u64, BTreeMap<u64, ExactSum>> = BTreeMap::new();
        for person in respondents {
            let clusters = strata.entry(person.stratum).or_default();
            clusters.entry(person.cluster).or_default().add(person.weight * off(person) / total);
        }
        let clusters: usize = strata.values().map(BTreeMap::len).sum();
        let degrees_of_freedom = clusters - strata.len();
        let mut variance = ExactSum::new();
        for clusters in strata.into_values() {
            variance.add(variance_of_totals(clusters.into_values().map(ExactSum::total))?);
        }
        let variance = variance.total();
        let n = respondents.len() as f64;
        let squares = sum(respondents.iter().map(|p| p.weight * off(p) * off(p))) / total;
        let simple = squares / (n - 1.0);
        let effect = (simple > 0.0).then(|| variance / simple);
        Ok(Self {
            proportion,
            standard_error: variance.sqrt(),
            design_effect: effect,
            design_effect_finite: effect
                .filter(|_| total >= LEAST_WEIGHT_EACH * n)
                .map(|effect| effect * total / (total - n)),
            weighting_effect: n * sum(weights().map(|w| w / total * (w / total))),
            degrees_of_freedom,
            respondents: respondents.len(),
        })
    }

    /// An interval for the proportion.
    ///
    /// # Errors
    ///
    /// [`Error::NotTestable`] when nobody or everybody agrees, or clusters do not differ at all.
    pub fn interval(&self, method: SurveyMethod, level: Level) -> Result<Interval, Error> {
        let (p, error) = (self.proportion, self.standard_error);
        let spread = p * (1.0 - p);
        if spread <= 0.0 {
            return Err(Error::NotTestable(Untestable::AllAlike));
        }
        if error <= 0.0 {
            return Err(Error::NotTestable(Untestable::NoSpread));
        }
        let quantile = |df: usize| distribution::student_quantile(level.outside(), df as f64);
        let t = quantile(self.degrees_of_freedom);
        let (lower, upper, method) = match method {
            SurveyMethod::Mean => (p - t * error, p + t * error, Method::SurveyMean),
            SurveyMethod::Logit => {
                let (odds, reach) = (p / (1.0 - p), t * error / spread);
                let back = |log_factor: f64| 1.0 / (1.0 + (-log_factor).exp() / odds);
                (back(-reach), back(reach), Method::SurveyLogit)
            }
            SurveyMethod::Beta => {
                let ratio = quantile(self.respondents - 1) / t;
                let effective = spread / (error * error) * ratio * ratio;
                let odds =
                    distribution::clopper_pearson_odds(effective * p, effective, level.tail());
                (share_of_odds(odds.0), share_of_odds(odds.1), Method::SurveyBeta)
            }
        };
        Ok(Interval { lower, upper, level, method })
    }
}

/// m/(m − 1) Σ(z − z̄)² over the m cluster totals of one stratum.
fn variance_of_totals(totals: impl Iterator<Item = f64>) -> Result<f64, Error> {
    let totals: Vec<f64> = totals.collect();
    let (Some(centre), true) = (mean(totals.iter().copied()), totals.len() > 1) else {
        return Err(Error::NotTestable(Untestable::LonelyCluster));
    };
    let squares = sum(totals.iter().map(|total| (total - centre) * (total - centre)));
    let clusters = totals.len() as f64;
    Ok(clusters / (clusters - 1.0) * squares)
}

fn share_of_odds(odds: f64) -> f64 {
    if odds.is_infinite() { 1.0 } else { odds / (1.0 + odds) }
}
