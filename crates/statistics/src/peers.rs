//! One body among similar bodies.
//!
//! The group mean is printed as its publisher makes it, with the body itself inside. Whether the
//! body *differs* is another question, asked of the others alone: a mean that contains the body
//! leans towards it. Own change and place in the group are two separate facts (SF-087), both of
//! them given for each measure (SF-078); a body can improve clearly and stay above its group.
//! There is no league table here: [`PeerGroup::rank`] places one body and orders none.
//!
//! With the errors of each figure at hand, [`between`] takes the variance between bodies from all of
//! them, and [`ranks`] says between which places a body's true place lies.
//!
//! # What it answers
//!
//! The official mean of a group, a body's place in it, and whether the body differs from the others.
//!
//! # Formula
//!
//! ```text
//! interval = r̄ ± t_{m−1} · s √(1 + 1/m)       r̄, s of the m others
//! ```
//!
//! # Symbols
//!
//! r rate of a body, r̄ mean and s standard deviation of the others, m how many they are, t Student's t.
//!
//! # Units
//!
//! Those of the rates.
//!
//! # Source
//!
//! The prediction interval for one more observation (Hahn & Meeker 1991, 4.7); Spiegelhalter (2005),
//! Stat. Med. 24: 1185–1202, for the spread between bodies; Mogstad and others (2024), Rev. Econ. Stud.
//! 91, for places.
//!
//! # Edges
//!
//! Three members at least; others that do not differ at all cannot be tested against.
//!
//! # Worked example
//!
//! ```
//! use statistics::{interval::Level, peers::{PeerGroup, Spread}};
//! let group = PeerGroup::new(&[96.0, 62.0, 70.0, 75.0, 78.0, 81.0, 90.0], 0)?;
//! assert_eq!(group.mean_of_others(), Some(76.0));
//! assert!(!group.leave_one_out(Spread::OfTheOthers, Level::P95)?.differs());
//! # Ok::<(), statistics::Error>(())
//! ```

pub mod between;
pub mod ranks;

use crate::interval::{Interval, Level, Method};
use crate::summation::{mean, sum};
use crate::{Error, Untestable, distribution};

/// The rates of a group, one of them the body's own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeerGroup<'a> {
    rates: &'a [f64],
    own: usize,
}

/// A place in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rank {
    /// 1 is the lowest; those that tie share the lowest place of the tie.
    pub place: usize,
    /// Members of the group.
    pub of: usize,
    /// Others with the same rate.
    pub tied_with: usize,
}

/// Where the spread between bodies is known from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// The others of the group: honest, and wide for a group of seven.
    OfTheOthers,
    /// A wider set (all forces, say), with the body itself left out.
    Supplied {
        /// Variance of rates between bodies.
        variance: f64,
        /// Degrees of freedom it was estimated with.
        degrees_of_freedom: f64,
    },
}

/// A body's rate against the others of its group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeaveOneOut {
    /// The body's rate.
    pub own: f64,
    /// Mean of the others.
    pub expected: f64,
    /// Where the rate of one more body like the others would lie.
    pub interval: Interval,
    /// Two-sided p-value for the body being one more like the others.
    pub p: f64,
    /// Degrees of freedom of Student's t.
    pub degrees_of_freedom: f64,
}

impl LeaveOneOut {
    /// Whether the body's rate lies outside the interval.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.interval.contains(self.own)
    }
}

impl<'a> PeerGroup<'a> {
    /// A group of `rates`, the body's own at index `own`.
    ///
    /// # Errors
    ///
    /// [`Error::NotInGroup`], or [`Error::ValueOutOfRange`] unless every rate is finite and at most
    /// 1e300 in size.
    pub fn new(rates: &'a [f64], own: usize) -> Result<Self, Error> {
        if own >= rates.len() {
            return Err(Error::NotInGroup { own, members: rates.len() });
        }
        // A comparison with NaN is false, so that NaN is refused, too.
        match rates.iter().position(|rate| !matches!(rate.abs(), size if size <= 1e300)) {
            Some(index) => Err(Error::ValueOutOfRange { index }),
            None => Ok(Self { rates, own }),
        }
    }

    fn others(&self) -> impl Iterator<Item = f64> {
        let own = self.own;
        self.rates.iter().enumerate().filter(move |(index, _)| *index != own).map(|(_, r)| *r)
    }

    /// The unweighted mean of all members, the body among them: what most publishers print.
    ///
    /// ```
    /// use statistics::peers::PeerGroup;
    /// let group = PeerGroup::new(&[10.0, 20.0, 60.0], 2)?;
    /// assert_eq!((group.mean_with_own(), group.mean_of_others()), (30.0, Some(15.0)));
    /// # Ok::<(), statistics::Error>(())
    /// ```
    #[must_use]
    pub fn mean_with_own(&self) -> f64 {
        // A group has at least its own member.
        mean(self.rates.iter().copied()).unwrap_or(f64::NAN)
    }

    /// The unweighted mean of the others; `None` when there are none.
    #[must_use]
    pub fn mean_of_others(&self) -> Option<f64> {
        mean(self.others())
    }

    /// Σ w·rate / Σ w over all members: with populations as weights, the rate of the group as a
    /// whole.
    ///
    /// ```
    /// use statistics::peers::PeerGroup;
    /// let group = PeerGroup::new(&[10.0, 20.0], 0)?;
    /// assert_eq!(group.weighted_mean(&[3e6, 1e6])?, 12.5);
    /// # Ok::<(), statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::WeightsOutOfRange`] unless there is one weight for each member, finite and not
    /// below 0, not all of them 0, and none so large that a product overflows.
    pub fn weighted_mean(&self, weights: &[f64]) -> Result<f64, Error> {
        let total = sum(weights.iter().copied());
        let usable = weights.len() == self.rates.len()
            && weights.iter().all(|weight| *weight >= 0.0)
            && total > 0.0
            && total.is_finite();
        let weighted = sum(weights.iter().zip(self.rates).map(|(w, rate)| w * rate)) / total;
        if usable && weighted.is_finite() { Ok(weighted) } else { Err(Error::WeightsOutOfRange) }
    }

    /// The body's place, 1 being the lowest rate. Print it with the spread of the group: places
    /// change on differences that mean nothing (Mogstad and others 2024, Rev. Econ. Stud. 91).
    ///
    /// ```
    /// use statistics::peers::{PeerGroup, Rank};
    /// let rank = PeerGroup::new(&[5.0, 7.0, 7.0, 9.0], 2)?.rank();
    /// assert_eq!(rank, Rank { place: 2, of: 4, tied_with: 1 });
    /// # Ok::<(), statistics::Error>(())
    /// ```
    #[must_use]
    pub fn rank(&self) -> Rank {
        let own = self.rates[self.own];
        Rank {
            place: 1 + self.others().filter(|rate| *rate < own).count(),
            of: self.rates.len(),
            tied_with: self.others().filter(|rate| *rate == own).count(),
        }
    }

    /// Whether the body differs from the others, read leave-one-out.
    ///
    /// With m others of mean r̄ and variance s² between them:
    ///
    /// ```text
    /// interval = r̄ ± t_{m−1} · s·√(1 + 1/m),      t = (own − r̄) / (s·√(1 + 1/m))
    /// ```
    ///
    /// The variance between bodies as it was seen holds both true differences and each year's
    /// chance, so that no separate allowance for counts is made. It takes the others to be roughly
    /// normal and alike in size. From six others the interval is wide, and rightly so:
    /// [`Spread::Supplied`] takes the variance from more bodies.
    ///
    /// - **Units:** those of the rates.
    /// - **Edges:** two others at least; others that do not differ at all cannot be tested.
    /// - **Source:** the prediction interval for one more observation (Hahn & Meeker 1991, 4.7); why
    ///   the spread between bodies belongs in it: Spiegelhalter (2005), Stat. Med. 24: 1185–1202.
    /// - **Held to:** values worked by hand in `tests/peers.rs`.
    ///
    /// # Errors
    ///
    /// [`Error::GroupTooSmall`], [`Error::VarianceOutOfRange`], or [`Error::NotTestable`] when the
    /// others do not differ.
    ///
    /// # Example
    ///
    /// ```
    /// use statistics::{interval::Level, peers::{PeerGroup, Spread}};
    /// let rates = [96.0, 62.0, 70.0, 75.0, 78.0, 81.0, 90.0];
    /// let reading = PeerGroup::new(&rates, 0)?.leave_one_out(Spread::OfTheOthers, Level::P95)?;
    /// // The others: mean 76, standard deviation 9.57; limits 76 ± 2.571 × 9.57 × √(7/6).
    /// assert!((reading.interval.upper - 102.57).abs() < 0.01);
    /// assert!(!reading.differs());
    /// # Ok::<(), statistics::Error>(())
    /// ```
    pub fn leave_one_out(&self, spread: Spread, level: Level) -> Result<LeaveOneOut, Error> {
        const LEAST_MEMBERS: usize = 3;
        let members = self.rates.len();
        let (Some(expected), true) = (self.mean_of_others(), members >= LEAST_MEMBERS) else {
            return Err(Error::GroupTooSmall { members, minimum: LEAST_MEMBERS });
        };
        let others = (members - 1) as f64;
        let (variance, df) = match spread {
            Spread::OfTheOthers => {
                let squares = sum(self.others().map(|rate| (rate - expected).powi(2)));
                (squares / (others - 1.0), others - 1.0)
            }
            Spread::Supplied { variance, degrees_of_freedom } => {
                if !(variance > 0.0 && degrees_of_freedom > 0.0 && degrees_of_freedom.is_finite()) {
                    return Err(Error::VarianceOutOfRange);
                }
                (variance, degrees_of_freedom)
            }
        };
        if variance == 0.0 {
            return Err(Error::NotTestable(Untestable::NoSpread));
        }
        if !variance.is_finite() {
            return Err(Error::VarianceOutOfRange);
        }
        let own = self.rates[self.own];
        let error = (variance * (1.0 + 1.0 / others)).sqrt();
        let reach = distribution::student_quantile(level.outside(), df) * error;
        Ok(LeaveOneOut {
            own,
            expected,
            interval: Interval {
                lower: expected - reach,
                upper: expected + reach,
                level,
                method: Method::StudentPrediction,
            },
            p: distribution::student_two_sided(((own - expected) / error).abs(), df),
            degrees_of_freedom: df,
        })
    }
}
