//! No input makes a method panic or hang: any numbers at all give an answer or a reason.

use proptest::prelude::*;
use statistics::change::{Revised, Revision, Standing, revision_variance};
use statistics::interval::Level;
use statistics::many::{Blocks, Bootstrap, adjusted, expected_signals, last_point};
use statistics::peers::between::{Estimate, between_year_variance, leave_one_out, tau_squared};
use statistics::peers::ranks::{Simulation, rank};
use statistics::process_control::{Direction, Point, Settings};
use statistics::rebase::{Search, suggest};
use statistics::regression::{Counts, Errors, Lag, Scale, fit};
use statistics::season::{Drift, MonthFactors, Series, for_series, pooled};

/// Any number, with those that break things more often than their share.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -1e3..1e3_f64,
        0.0..10.0_f64,
        Just(0.0),
        Just(1.0),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(1e300),
        Just(1e15),
    ]
}

/// Mostly numbers that are let in.
fn figure() -> impl Strategy<Value = f64> {
    prop_oneof![8 => 0.0..100.0_f64, 1 => Just(0.0), 1 => Just(1e15), 1 => Just(1e-300), 1 => number()]
}

fn rows(values: Vec<Option<f64>>) -> Vec<Point> {
    (-3..).zip(values).map(|(position, value)| Point { position, value }).collect()
}

proptest! {
    #[test]
    fn regression(
        columns in 1..4_usize,
        design in prop::collection::vec(prop_oneof![Just(0.0), Just(1.0), -3.0..3.0_f64, number()], 60),
        counts in prop::collection::vec(figure(), 2..20),
        offset in prop::option::of(prop::collection::vec(number(), 20)),
        weights in prop::option::of(prop::collection::vec(figure(), 20)),
        lag in any::<usize>(),
    ) {
        let n = counts.len();
        let data = Counts {
            offset: offset.as_deref().map(|o| &o[..n]),
            weights: weights.as_deref().map(|w| &w[..n]),
            ..Counts::new(&design[..n * columns], columns, &counts)
        };
        if let Ok(fit) = fit(&data) {
            for errors in [Errors::Quasi(Scale::Pearson), Errors::NeweyWest(Lag::Of(lag))] {
                prop_assert_eq!(fit.covariance(errors).len(), columns * columns);
                if let Ok(contrast) = fit.contrast(&vec![1.0; columns], errors) {
                    prop_assert!((0.0..=1.0).contains(&contrast.p()), "{:?}", contrast);
                }
            }
        }
    }

    #[test]
    fn revision(pairs in prop::collection::vec((any::<u64>(), any::<u64>()), 0..6)) {
        let pairs: Vec<Revised> =
            pairs.into_iter().map(|(first, later)| Revised { first, later }).collect();
        for standing in [Standing::Equal, Standing::Unequal] {
            if let Ok(Revision { variance, .. }) = revision_variance(&pairs, standing) {
                prop_assert!(variance >= 0.0 && variance.is_finite());
            }
        }
    }

    #[test]
    fn season(values in prop::collection::vec(prop::option::weighted(0.9, figure()), 0..70)) {
        let points = rows(values);
        let series = Series::whole(&points);
        let flat = MonthFactors::given([1.0; 12]);
        for drift in [Drift::Flat, Drift::Interpolated] {
            if let Ok(factors) = pooled(&[series, series], drift) {
                prop_assert!(factors.factors().iter().all(|f| *f > 0.0 && f.is_finite()));
            }
            if let (Ok(flat), true) = (&flat, points.len() > 30) {
                let _ = for_series(&series, flat, drift).map(|factors| factors.version());
            }
        }
    }

    #[test]
    fn many_charts(
        values in prop::collection::vec(prop::option::weighted(0.9, number()), 0..40),
        length in any::<usize>(),
        ps in prop::collection::vec(number(), 0..9),
    ) {
        let points = rows(values);
        for blocks in [Blocks::Moving(length), Blocks::Stationary(length)] {
            let bootstrap = Bootstrap { blocks, replicates: 99, seed: 0 };
            if let Ok(last) = last_point(&points, &Settings::new(Direction::Neutral), &bootstrap) {
                prop_assert!(last.p > 0.0 && last.p <= 1.0);
            }
        }
        let _ = (suggest(&points, &Search::default()), adjusted(&ps), expected_signals(&ps));
    }

    #[test]
    fn peers(
        bodies in prop::collection::vec((number(), figure()), 0..9),
        own in 0..9_usize,
        between in number(),
    ) {
        let all: Vec<Estimate> =
            bodies.into_iter().map(|(value, error)| Estimate { value, error }).collect();
        let _ = tau_squared(&all);
        if let Ok(reading) = leave_one_out(&all, own, &[1, 2, 3], Level::P95) {
            prop_assert!((0.0..=1.0).contains(&reading.p), "{:?}", reading);
        }
        let _ = between_year_variance(&[&all, &all]);
        let simulation = Simulation { replicates: 99, seed: 0 };
        if let Ok(place) = rank(&all, own, between, Level::P95, simulation) {
            prop_assert!(place.lowest <= place.highest && place.highest <= place.of);
        }
    }
}
