//! Whether a count is plausible beside its own series.

use std::collections::BTreeMap;

use domain::period::{Period, PeriodKind};

/// The counts of one series: periods of one length that follow or repeat one another.
pub type Counts = BTreeMap<Period, i64>;

/// What can be said of a count's level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Like those around it.
    Usual,
    /// Far from them; this period among them is usual.
    Odd(Period),
    /// Too few others are held to know.
    Unknown,
}

/// How many of the others around a count it is held against, and how far it may lie from their
/// middle one. Distances are in lengths of the period.
struct Rule {
    /// How far away another may be and still be near.
    near: i32,
    /// How many of the nearest are taken, at most.
    takes: usize,
    /// How many it takes.
    needs: usize,
    /// How far away others are looked at to leave out those that are themselves far off.
    wide: i32,
    /// No count nearer than this ratio is questioned, however steady its series.
    floor: f64,
    /// How many other distances it takes to know how far is usual.
    distances: usize,
}

/// Months and quarters. Of 21,781 months of the 15 types and the sum of crimes of 43 forces on
/// police.uk that have five near months, 40 are questioned by it, 12 of them Hampshire's of August
/// 2025, whose crimes stand under wrong types.
const MONTHS: Rule = Rule { near: 6, takes: 5, needs: 5, wide: 12, floor: 1.4, distances: 6 };
/// Years: no season, few of them, and long climbs that are real. Of 13,881 years to March of 25
/// offence groups of 47 forces and regions 144 are questioned, 86 of them the burglaries of the old
/// classification in its last year; of 602 years of all crime by force one, City of London to
/// March 2021.
const YEARS: Rule = Rule { near: 2, takes: 3, needs: 2, wide: 0, floor: 1.5, distances: 4 };

/// How many times the usual distance is far.
const FAR: f64 = 5.0;
/// The middle one of normal distances is this share of their standard deviation.
const MIDDLE_OF_NORMAL: f64 = 0.6745;
/// A count is questioned only if it or what is usual has at least this many: rare events are never
/// steady.
const FEWEST: i64 = 30;
/// Of others a year around, those outside half and double the middle one are no yardstick.
const YARDSTICK: [u32; 2] = [50, 200];
/// How many others it takes to know what is usual where none are near.
const USUAL_NEEDS: usize = 6;

impl Rule {
    fn of(period: Period) -> Option<(&'static Self, i32)> {
        match period.kind() {
            PeriodKind::Month => Some((&MONTHS, 1)),
            PeriodKind::Quarter => Some((&MONTHS, 3)),
            PeriodKind::FinancialYear | PeriodKind::RollingYear => Some((&YEARS, 12)),
            PeriodKind::Other => None,
        }
    }
}

/// How many lengths of their period two periods are apart.
fn apart(one: Period, other: Period, length: i32) -> i32 {
    let month =
        |period: Period| i32::from(period.end().year()) * 12 + i32::from(period.end().month());
    (month(one) - month(other)).abs() / length
}

/// The middle one by count; the upper one of two.
fn middle(mut of: Vec<(Period, i64)>) -> Option<(Period, i64)> {
    of.sort_by_key(|(period, count)| (*count, *period));
    of.get(of.len() / 2).copied()
}

/// Whether `count` lies within shares of another, in per cent.
fn within(count: i64, of: i64, percent: [u32; 2]) -> bool {
    let (count, of) = (i128::from(count) * 100, i128::from(of.max(1)));
    (of * i128::from(percent[0])..=of * i128::from(percent[1])).contains(&count)
}

fn others(counts: &Counts, at: Period) -> impl Iterator<Item = (Period, i64)> {
    counts.iter().filter(move |(other, _)| **other != at).map(|(period, count)| (*period, *count))
}

/// The middle one of the nearest others. A run of months that lost their rows is no yardstick for
/// the month after it, so others that are themselves far off are left out.
fn near(counts: &Counts, at: Period, rule: &Rule, length: i32) -> Option<(Period, i64)> {
    let distance = |other: Period| apart(other, at, length);
    let around: Vec<_> =
        others(counts, at).filter(|(other, _)| distance(*other) <= rule.wide).collect();
    let yardstick = match around.len() >= USUAL_NEEDS {
        true => middle(around),
        false => None,
    };
    let fits = |count: i64| yardstick.is_none_or(|(_, usual)| within(count, usual, YARDSTICK));
    let mut near: Vec<_> = others(counts, at)
        .filter(|(other, count)| distance(*other) <= rule.near && fits(*count))
        .collect();
    near.sort_by_key(|(other, _)| (distance(*other), *other));
    near.truncate(rule.takes);
    if near.len() < rule.needs { None } else { middle(near) }
}

/// The level of the whole of a month's file: within declared shares (per cent) of the middle one of
/// the five months nearest to it, or where those are not held, of half and double the middle one of
/// all.
pub fn of_whole(counts: &Counts, at: Period, percent_of_usual: [u32; 2]) -> Level {
    let (Some(count), Some((rule, length))) = (counts.get(&at), Rule::of(at)) else {
        return Level::Unknown;
    };
    let (usual, percent) = match near(counts, at, rule, length) {
        Some(usual) => (usual, percent_of_usual),
        None => match others(counts, at).collect::<Vec<_>>() {
            all if all.len() < USUAL_NEEDS => return Level::Unknown,
            all => match middle(all) {
                Some(usual) => (usual, YARDSTICK),
                None => return Level::Unknown,
            },
        },
    };
    if within(*count, usual.1, percent) { Level::Usual } else { Level::Odd(usual.0) }
}

/// The level of each count of any series: far from the middle one of those nearest to it, by five
/// times the distance that is usual for the series and by more than chance moves a count of its
/// size. Distances are of logarithms.
pub fn of_series(counts: &Counts) -> BTreeMap<Period, Level> {
    let mut distances = BTreeMap::new();
    for (at, count) in counts {
        let Some((rule, length)) = Rule::of(*at) else { continue };
        if let Some((usual, middle)) = near(counts, *at, rule, length) {
            distances.insert(*at, (rule, usual, *count, middle, distance(*count, middle)));
        }
    }
    let level = |at: &Period| {
        let Some((rule, usual, count, middle, own)) = distances.get(at) else {
            return Level::Unknown;
        };
        let mut others: Vec<f64> =
            distances.iter().filter(|(other, _)| *other != at).map(|(_, d)| d.4).collect();
        if others.len() < rule.distances {
            return Level::Unknown;
        }
        others.sort_by(f64::total_cmp);
        let usual_distance = others[others.len() / 2] / MIDDLE_OF_NORMAL;
        let far = FAR * usual_distance.max(by_chance(*count, *middle));
        let large = *count.max(middle) >= FEWEST;
        if large && *own > rule.floor.ln().max(far) { Level::Odd(*usual) } else { Level::Usual }
    };
    counts.keys().map(|at| (*at, level(at))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn distance(count: i64, other: i64) -> f64 {
    ((count as f64 + 0.5) / (other as f64 + 0.5)).ln().abs()
}

/// The standard deviation of the logarithm of the ratio of two counts that vary by chance alone.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn by_chance(count: i64, other: i64) -> f64 {
    (1.0 / (count as f64 + 0.5) + 1.0 / (other as f64 + 0.5)).sqrt()
}

/// Whether a revision of a count is larger than is plausible: by more than a declared share (per
/// cent), than five times what the source's other revisions usually move, and than chance.
pub fn revision_is_odd(before: i64, after: i64, within_percent: u32, usual: f64) -> bool {
    let floor = (1.0 + f64::from(within_percent) / 100.0).ln();
    let far = FAR * (usual / MIDDLE_OF_NORMAL).max(by_chance(before, after));
    before.max(after) >= FEWEST && distance(before, after) > floor.max(far)
}

/// The middle one of the distances by which counts were revised; 0 for none.
pub fn usual_revision(revisions: impl Iterator<Item = (i64, i64)>) -> f64 {
    let mut all: Vec<f64> = revisions.map(|(before, after)| distance(before, after)).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Leicestershire on police.uk, April 2020 to March 2021: the first lockdown is no fault.
    const YEAR: [i64; 12] =
        [5_771, 6_414, 6_739, 7_217, 7_454, 7_420, 7_356, 6_918, 6_432, 6_125, 6_018, 7_492];
    const STREET: [u32; 2] = [70, 140];

    fn months(first: &str, of: &[i64]) -> Counts {
        let first: Period = first.parse().unwrap();
        let year = Period::new(first.start(), first.years_earlier(-5).end()).unwrap();
        year.months().zip(of.iter().copied()).collect()
    }

    #[test]
    fn a_month_is_held_against_its_neighbours() {
        let whole = months("2020-04", &YEAR);
        assert!(whole.keys().all(|month| of_whole(&whole, *month, STREET) == Level::Usual));
        let june = "2020-06".parse().unwrap();
        for (share, usual) in [(80, true), (60, false), (50, false), (10, false), (200, false)] {
            let mut cut = whole.clone();
            cut.insert(june, 6_739 * share / 100);
            assert_eq!(of_whole(&cut, june, STREET) == Level::Usual, usual, "{share} %");
            // Its neighbours are not put in doubt by it.
            let others = cut.keys().filter(|month| **month != june);
            let at = |month: &Period| of_whole(&cut, *month, STREET);
            assert!(others.clone().all(|month| at(month) == Level::Usual), "{share} %");
        }
    }

    #[test]
    fn too_few_months_say_nothing() {
        let few = months("2020-04", &YEAR[..5]);
        assert!(few.keys().all(|month| of_whole(&few, *month, STREET) == Level::Unknown));
        let absent = "2022-06".parse().unwrap();
        assert_eq!(of_whole(&few, absent, STREET), Level::Unknown);
    }

    /// Dyfed-Powys gave 1,187, 300, 164 and 283 rows from January to April 2024, of some 3,500: each
    /// of the four is questioned, and no month before or after.
    #[test]
    fn a_run_of_lost_months_is_questioned_and_its_neighbours_are_not() {
        let mut counts: Vec<i64> = (0..24).map(|n| 3_500 + (n * 37 % 11 - 5) * 40).collect();
        counts[12..16].copy_from_slice(&[1_187, 300, 164, 283]);
        for held in [16, 17, 24] {
            let counts = months("2023-01", &counts[..held]);
            let odd = counts.keys().filter(|m| of_whole(&counts, **m, STREET) != Level::Usual);
            let odd: Vec<String> = odd.map(ToString::to_string).collect();
            assert_eq!(odd, ["2024-01", "2024-02", "2024-03", "2024-04"], "{held} months");
        }
    }

    /// Nottinghamshire's anti-social behaviour on police.uk, January 2022: 200 where some 2,200 are
    /// usual. The counts of the other months are of the force too.
    #[test]
    fn a_type_is_held_against_its_own_spread() {
        let steady = [
            2_202, 2_380, 2_900, 3_300, 3_600, 3_500, 3_100, 3_019, 2_500, 2_202, 200, 2_150, 2_700,
        ];
        let counts = months("2021-03", &steady);
        let levels = of_series(&counts);
        let odd: Vec<_> = levels.iter().filter(|(_, l)| matches!(l, Level::Odd(_))).collect();
        assert_eq!(odd.len(), 1, "{odd:?}");
        assert_eq!(odd[0].0.to_string(), "2022-01");
    }

    /// Rare events double and halve by chance; nobody is asked about them.
    #[test]
    fn rare_events_are_not_questioned() {
        let rare = months("2020-04", &[3, 9, 1, 0, 12, 4, 2, 7, 0, 24, 5, 3, 6, 1, 8]);
        assert!(of_series(&rare).values().all(|level| !matches!(level, Level::Odd(_))));
    }

    /// All crime of Leicestershire by year, and what a lost half would look like.
    #[test]
    fn a_year_is_held_against_the_years_around_it() {
        let years = [60_000, 62_000, 66_000, 72_000, 83_869, 92_000, 98_000, 84_000, 100_581];
        let of = |counts: &[i64]| -> Counts {
            let year = |n: usize| Period::financial_year(2013 + i16::try_from(n).unwrap()).unwrap();
            counts.iter().enumerate().map(|(n, count)| (year(n), *count)).collect()
        };
        let odd = |counts: &Counts| {
            of_series(counts).into_values().filter(|l| matches!(l, Level::Odd(_))).count()
        };
        assert_eq!(odd(&of(&years)), 0);
        let mut cut = years;
        cut[8] /= 3;
        assert_eq!(odd(&of(&cut)), 1);
    }

    /// The measured restatement of Leicestershire's 2017/18 is ordinary; a tenfold is not.
    #[test]
    fn a_tenfold_revision_is_odd_and_a_restatement_is_not() {
        for (before, after, odd) in [
            (81_960, 83_793, false),
            (83_793, 83_869, false),
            (81_960, 819_600, true),
            (83_869, 8_387, true),
            // Nine homicides become twelve.
            (9, 12, false),
        ] {
            assert_eq!(revision_is_odd(before, after, 25, 0.02), odd, "{before} {after}");
        }
        // A source whose figures usually move by half is asked about less.
        assert!(!revision_is_odd(1_000, 1_500, 25, 0.4));
    }
}
