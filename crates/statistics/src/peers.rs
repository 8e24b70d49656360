//! Peers: one body among similar bodies, leave-one-out.
//!
//! # What it answers
//!
//! Where a body stands in its group, and whether it differs from the others by more than they differ
//! among themselves.
//! The group mean is printed as its publisher makes it, with the body itself inside. Whether the body
//! differs is asked of the others alone: a mean that contains the body leans towards it.
//! Own change and place in the group are two separate facts, both given for each measure: a body can
//! improve clearly and stay above its group.
//! There is no league table here: one body is placed and none are ordered.
//!
//! With the errors of each figure at hand, [`between`] takes the variance between bodies from all of
//! them, and [`ranks`] says between which places a body's true place lies.
//!
//! # Formula
//!
//! ```text
//! mean with own = Σ all rates / members           weighted mean = Σ w·rate / Σ w
//! the others: m of them, mean r̄, variance s²
//! interval = r̄ ± t·s·√(1 + 1/m),      t statistic = (own − r̄) / (s·√(1 + 1/m))
//! place = 1 + how many others are lower
//! ```
//!
//! # Symbols
//!
//! - `m`: the other members; `r̄`, `s`: mean and standard deviation of their rates
//! - `t`: the quantile of Student's t with m − 1 degrees of freedom, or with those of a spread that is
//!   supplied from a wider set of bodies
//! - `w`: weights; with populations as weights, the rate of the group as a whole
//!
//! # Units
//!
//! Rates in any one unit.
//!
//! # Source
//!
//! Leave-one-out with a spread between bodies: Spiegelhalter (2005), Statistics in Medicine 24: 1185–1202,
//! for why that spread belongs in it; Mogstad and others (2024), Review of Economic Studies 91, for why a
//! place is printed with care.
//! Held to values worked by hand in `crates/statistics/tests/peers.rs`.
//!
//! # Edges
//!
//! - A group needs two others at least; others that do not differ at all cannot be tested.
//! - From six others the interval is wide, and rightly so: a spread from all forces narrows it.
//! - The spread as seen holds both true differences and each year's chance, so that no separate
//!   allowance for counts is made. It takes the others to be roughly normal and alike in size.
//! - Those that tie share the lowest place of the tie.
//!
//! # Worked example
//!
//! ```
//! use statistics::{interval::Level, peers::{PeerGroup, Rank, Spread}};
//! let rates = [96.0, 62.0, 70.0, 75.0, 78.0, 81.0, 90.0];
//! let group = PeerGroup::new(&rates, 0)?;
//! assert_eq!(group.rank(), Rank { place: 7, of: 7, tied_with: 0 });
//! let reading = group.leave_one_out(Spread::OfTheOthers, Level::P95)?;
//! // The others: mean 76, standard deviation 9.57; limits 76 ± 2.571 × 9.57 × √(7/6).
//! assert!((reading.interval.upper - 102.57).abs() < 0.01);
//! // Highest of seven, and yet no different from the others.
//! assert!(!reading.differs());
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

    /// Whether the body differs from the others, read leave-one-out: `docs/methods/peers.md`.
    ///
    /// # Errors
    ///
    /// [`Error::GroupTooSmall`], [`Error::VarianceOutOfRange`], or [`Error::NotTestable`] when the
    /// others do not differ.
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
