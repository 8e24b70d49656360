//! One body among others, worked by hand. SF-078: the group is one of two comparisons given for
//! each measure; SF-087: place in the group and own change are independent facts.

use proptest::prelude::*;
use statistics::change::{AnnualChange, annual_exact};
use statistics::interval::{Level, Method};
use statistics::peers::{PeerGroup, Spread};
use statistics::{Error, Untestable};

const RATES: [f64; 5] = [30.0, 10.0, 12.0, 14.0, 16.0];

#[test]
fn a_reading_worked_by_hand() {
    let group = PeerGroup::new(&RATES, 0).unwrap();
    assert_eq!((group.mean_with_own(), group.mean_of_others()), (16.4, Some(13.0)));
    let reading = group.leave_one_out(Spread::OfTheOthers, Level::P95).unwrap();
    // Others: mean 13, variance 20/3, three degrees of freedom, qt(0.975, 3) = 3.182446;
    // reach = 3.182446 × √(20/3 × 5/4) = 9.186931.
    assert!((reading.interval.upper - 22.186_931).abs() < 1e-5, "{reading:?}");
    assert!((reading.interval.lower - 3.813_069).abs() < 1e-5, "{reading:?}");
    assert_eq!((reading.expected, reading.degrees_of_freedom), (13.0, 3.0));
    assert_eq!(reading.interval.method, Method::StudentPrediction);
    assert!(reading.differs() && reading.p < 0.05);
}

#[test]
fn a_mean_with_the_body_inside_leans_towards_it() {
    // Read against the mean with self (16.4) the gap of 30 is 13.6; against the others it is 17.
    let group = PeerGroup::new(&RATES, 0).unwrap();
    assert!(30.0 - group.mean_with_own() < 30.0 - group.mean_of_others().unwrap());
}

/// SF-087: a clear reduction does not make a body's rate a low one.
#[test]
fn a_body_may_fall_clearly_and_stay_the_highest() {
    let change = annual_exact(AnnualChange { old: 400, new: 300 }, Level::P95).unwrap();
    assert!(change.upper < 1.0);
    let group = PeerGroup::new(&RATES, 0).unwrap();
    assert_eq!((group.rank().place, group.rank().of), (5, 5));
    let reading = group.leave_one_out(Spread::OfTheOthers, Level::P95).unwrap();
    assert!(reading.own > reading.interval.upper);
}

#[test]
fn a_supplied_spread_is_used_as_it_is() {
    let group = PeerGroup::new(&RATES, 0).unwrap();
    let wide = Spread::Supplied { variance: 400.0, degrees_of_freedom: 40.0 };
    let reading = group.leave_one_out(wide, Level::P95).unwrap();
    // qt(0.975, 40) = 2.021075; reach = 2.021075 × √(400 × 5/4) = 45.19261.
    assert!((reading.interval.upper - 58.192_61).abs() < 1e-4, "{reading:?}");
    assert!(!reading.differs());
}

#[test]
fn what_is_out_of_range_is_refused() {
    assert_eq!(PeerGroup::new(&RATES, 5), Err(Error::NotInGroup { own: 5, members: 5 }));
    assert_eq!(PeerGroup::new(&[], 0), Err(Error::NotInGroup { own: 0, members: 0 }));
    assert_eq!(PeerGroup::new(&[1.0, f64::NAN], 0), Err(Error::ValueOutOfRange { index: 1 }));
    let read = |rates: &[f64], spread| {
        PeerGroup::new(rates, 0).unwrap().leave_one_out(spread, Level::P95).unwrap_err()
    };
    let own = Spread::OfTheOthers;
    assert_eq!(read(&[1.0, 2.0], own), Error::GroupTooSmall { members: 2, minimum: 3 });
    assert_eq!(read(&[1.0, 2.0, 2.0], own), Error::NotTestable(Untestable::NoSpread));
    let none = Spread::Supplied { variance: 0.0, degrees_of_freedom: 3.0 };
    assert_eq!(read(&[1.0, 2.0, 3.0], none), Error::VarianceOutOfRange);
    assert_eq!(read(&[0.0, 1e300, -1e300], own), Error::VarianceOutOfRange);
    let group = PeerGroup::new(&RATES, 1).unwrap();
    for weights in [&[1.0][..], &[0.0; 5], &[1.0, 1.0, 1.0, 1.0, -1.0], &[f64::NAN; 5]] {
        assert_eq!(group.weighted_mean(weights), Err(Error::WeightsOutOfRange), "{weights:?}");
    }
}

proptest! {
    #[test]
    fn shift_scale_and_order_change_nothing_that_matters(
        rates in prop::collection::vec((0_i32..1000).prop_map(|r| f64::from(r) / 8.0), 3..12),
    ) {
        let read = |rates: &[f64], own| {
            PeerGroup::new(rates, own).unwrap().leave_one_out(Spread::OfTheOthers, Level::P95)
        };
        let moved: Vec<f64> = rates.iter().map(|rate| rate * 4.0 + 100.0).collect();
        let turned: Vec<f64> = rates.iter().rev().copied().collect();
        let last = rates.len() - 1;
        match (read(&rates, 0), read(&moved, 0), read(&turned, last)) {
            (Ok(a), Ok(b), Ok(c)) => {
                prop_assert!((a.interval.upper * 4.0 + 100.0 - b.interval.upper).abs() < 1e-7);
                prop_assert!((a.p - b.p).abs() < 1e-9);
                prop_assert_eq!(a, c);
            }
            (a, b, c) => {
                prop_assert_eq!(a.unwrap_err(), b.unwrap_err());
                prop_assert_eq!(a.unwrap_err(), c.unwrap_err());
            }
        }
        let rank = PeerGroup::new(&rates, 0).unwrap().rank();
        prop_assert!(rank.place >= 1 && rank.place + rank.tied_with <= rank.of);
        prop_assert_eq!(rank, PeerGroup::new(&turned, last).unwrap().rank());
    }
}
