//! Rates that pages print of what a method gets wrong, held to simulation: within four binomial
//! standard errors, and half the last digit of the claim.

#[path = "support/drawn.rs"]
mod drawn;

use drawn::{correlated, points};
use statistics::funnel::{Funnel, Scale, Settings};
use statistics::interval::{Events, Level};
use statistics::process_control::{self, Direction, Point, Profile, xmr};
use statistics::qic;
use statistics::rebase::{Search, suggest};
use statistics::season::{Drift, MonthFactors, Series, local, pooled, shrunk};
use statistics::seeded::Seeded;

const SEASON: [f64; 12] = [0.8, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.2, 1.1, 1.0, 0.9, 0.7];

/// `share` of `of` independent draws is `claim`, which is printed to `digit`.
#[track_caller]
fn is(share: f64, of: u32, claim: f64, digit: f64) {
    let tolerance = 4.0 * (claim * (1.0 - claim) / f64::from(of)).sqrt() + digit / 2.0;
    assert!((share - claim).abs() <= tolerance, "{share} is not {claim}");
}

/// A count of variance `mean`: Poisson's under 200, a rounded normal deviate above.
fn count(mean: f64, lots: &mut Seeded) -> u64 {
    if mean >= 200.0 {
        return (mean + mean.sqrt() * lots.normal()).round().max(0.0) as u64;
    }
    let (mut count, mut left) = (0, mean);
    loop {
        left += (1.0 - lots.uniform()).ln();
        if left < 0.0 {
            return count;
        }
        count += 1;
    }
}

#[test]
fn correlated_months_raise_false_alarms() {
    const OF: u32 = 4_000;
    let mut lots = Seeded::new(31);
    let settings = process_control::Settings {
        profile: Profile::MDC_2023,
        ..process_control::Settings::new(Direction::Neutral)
    };
    for (rho, of_last, of_any) in [(0.0, 0.014, 0.15), (0.3, 0.05, 0.43), (0.5, 0.12, 0.69)] {
        let (mut last, mut any) = (0.0, 0.0);
        for _ in 0..OF {
            let chart = xmr(&points(correlated(24, rho, &mut lots)), &settings).unwrap();
            let fired: Vec<bool> = chart.points.iter().map(|p| p.reported.is_some()).collect();
            last += f64::from(u8::from(fired[23])) / f64::from(OF);
            any += f64::from(u8::from(fired.contains(&true))) / f64::from(OF);
        }
        is(last, OF, of_last, if rho > 0.0 { 0.01 } else { 0.001 });
        is(any, OF, of_any, 0.01);
    }
}

#[test]
fn exponential_times_lie_about_their_median() {
    const OF: u32 = 4_000;
    let mut lots = Seeded::new(32);
    let (mut none, mut centre) = (0.0, 0.0);
    for _ in 0..OF {
        let times: Vec<Option<f64>> =
            (0..24).map(|_| Some(1e-12 - (1.0 - lots.uniform()).ln())).collect();
        let chart = qic::t_chart(&times, &qic::Settings::default()).unwrap();
        none += f64::from(u8::from(chart.limits[0].unwrap().lower == 0.0)) / f64::from(OF);
        centre += chart.parts[0].centre.unwrap() / f64::from(OF);
    }
    is(none, OF, 1.0 / 3.0, 0.01);
    // The centre of one chart has a standard deviation of about 0.16.
    assert!((centre - 0.7).abs() < 0.02, "{centre}");
}

#[test]
fn correlation_and_trends_are_suggested_as_steps() {
    const OF: u32 = 1_000;
    let mut lots = Seeded::new(33);
    for (rho, trend, claim, digit) in [(0.5, 0.0, 0.25, 0.05), (0.0, 0.03, 0.45, 0.01)] {
        let found = (0..OF).filter(|_| {
            let values = correlated(60, rho, &mut lots).into_iter().enumerate();
            let series = points(values.map(|(t, z)| z + trend * t as f64));
            !suggest(&series, &Search::default()).unwrap().is_empty()
        });
        is(found.count() as f64 / f64::from(OF), OF, claim, digit);
    }
}

/// Bodies that differ by τ and nothing else, in funnels that trim.
#[test]
fn trimmed_funnels_call_one_in_six_or_nine_unusual() {
    const OF: u32 = 500;
    let mut lots = Seeded::new(34);
    let scales = [(Scale::LogRatio, 0.15, 0.17, 0.48), (Scale::RootRatio, 0.075, 0.11, 0.66)];
    for (scale, tau, of_outside, of_tau) in scales {
        let (mut outside, mut chance, mut between) = (0, 0, 0.0);
        for _ in 0..OF {
            let mut body = |index: i32| {
                let expected = 500.0 + 50.0 * f64::from(index);
                let moved = tau * lots.normal();
                let ratio =
                    if scale == Scale::LogRatio { moved.exp() } else { (1.0 + moved).powi(2) };
                Events::new(count(expected * ratio, &mut lots), expected).unwrap()
            };
            let bodies: Vec<Events> = (0..43).map(&mut body).collect();
            let funnel = Funnel::new(&bodies, Settings::of(scale)).unwrap();
            between += funnel.between / (tau * tau * f64::from(OF));
            for (index, body) in funnel.bodies.iter().enumerate() {
                let limits = funnel.limits(body.at, Level::P95).unwrap();
                chance += u32::from(!(limits.lower..=limits.upper).contains(&body.value));
                outside += u32::from(funnel.differs(index, Level::P95).unwrap());
            }
        }
        // Bodies of one funnel share its limits: counted as one draw of three.
        let share = |of: u32| f64::from(of) / f64::from(43 * OF);
        is(share(outside), 43 * OF / 3, of_outside, 0.01);
        is(share(chance), 43 * OF / 3, 0.73, 0.01);
        assert!((between - of_tau).abs() < 0.03, "{between}");
    }
}

#[test]
fn errors_of_shrunk_and_pooled_factors_are_too_small() {
    const OF: u32 = 600;
    let mut lots = Seeded::new(35);
    let whole = MonthFactors::given(SEASON).unwrap();
    let covered = |factors: &MonthFactors, truth: &MonthFactors, times: f64| {
        let logs = factors.factors().iter().zip(truth.factors()).map(|(a, b)| (a / b).ln().abs());
        logs.zip(factors.log_errors()).filter(|(off, error)| *off <= times * **error).count() as f64
            / 12.0
    };
    for (level, own, claim) in [(40.0, 0.05, 0.68), (40.0, 0.15, 0.91), (200.0, 0.05, 0.86)] {
        let share = (0..OF).map(|_| {
            let truth = SEASON.map(|factor| factor * (own * lots.normal()).exp());
            let truth = MonthFactors::given(truth).unwrap();
            let series = points((0..24).map(|t| count(level * truth.at(t), &mut lots) as f64));
            let fitted = local(&Series::whole(&series), Drift::Flat).unwrap();
            covered(&shrunk(&fitted, &whole), &truth, 2.0) / f64::from(OF)
        });
        // The months of one body are shrunk by one weight: counted as one draw.
        is(share.sum(), OF, claim, 0.01);
    }
    let share = (0..OF).map(|_| {
        let many: Vec<Vec<Point>> = (0..10)
            .map(|_| {
                let own = SEASON.map(|factor| factor * (0.05 * lots.normal()).exp());
                points((0..36).map(|t| count(200.0 * own[t % 12], &mut lots) as f64))
            })
            .collect();
        let many: Vec<Series<'_>> = many.iter().map(|points| Series::whole(points)).collect();
        covered(&pooled(&many, Drift::Flat).unwrap(), &whole, 1.96) / f64::from(OF)
    });
    is(share.sum(), OF, 0.92, 0.01);
}

/// A step of a fifth between two years that are half of the history, and growth of a tenth a year.
#[test]
fn a_step_and_a_trend_tilt_the_factors_that_do_not_expect_them() {
    let tilt = |years: i32, growth: bool, drift: Drift| {
        let level = |t: i32| match growth {
            true => 1.1_f64.powf(f64::from(t) / 12.0),
            false => 1.0 + 0.2 * f64::from(u8::from(t >= 12 * (years / 2))),
        };
        let series = points((0..12 * years).map(|t| 1_000.0 * level(t)));
        let factors = local(&Series::whole(&series), drift).unwrap();
        [0, 11].map(|month| (1e3 * (factors.factors()[month] - 1.0)).round() / 10.0)
    };
    let steps = [2, 3, 5].map(|years| tilt(years, false, Drift::Interpolated));
    assert_eq!(steps, [[8.6, -8.1], [4.7, -3.1], [1.6, -1.5]]);
    assert_eq!(tilt(3, true, Drift::Flat), [-4.3, 4.4]);
    let none = [tilt(3, false, Drift::Flat), tilt(3, true, Drift::Interpolated)];
    assert!(none.iter().flatten().all(|tilt| tilt.abs() < 1e-9), "{none:?}");
}
