//! A series without its season, and its chart with the season put back.

use super::{Basis, MonthFactors};
use crate::Error;
use crate::process_control::{Chart, Limits, Point, Settings, xmr};

/// Centre and limits of one month, on the scale of the counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeasonalPoint {
    /// The value as given.
    pub value: Option<f64>,
    /// The month's factor.
    pub factor: f64,
    /// The centre, season put back.
    pub mean: Option<f64>,
    /// The limits, season put back.
    pub limits: Option<Limits>,
}

/// A chart of a series without its season.
#[derive(Debug, Clone, PartialEq)]
pub struct SeasonalChart {
    /// Of the adjusted values: the rules are run on these.
    pub chart: Chart,
    /// For each row, what is drawn behind the counts.
    pub seasonal: Vec<SeasonalPoint>,
    /// What the factors were made from.
    pub basis: Basis,
    /// Which factors they were.
    pub version: String,
}

/// Each value over the factor of its month.
///
/// ```
/// use statistics::{process_control::Point, season::{MonthFactors, deseasonalise}};
/// let factors = MonthFactors::given([0.5, 1.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])?;
/// let points = [Point { position: 12, value: Some(40.0) }, Point { position: 13, value: None }];
/// assert_eq!(deseasonalise(&points, &factors)[0].value, Some(80.0));
/// # Ok::<(), statistics::Error>(())
/// ```
#[must_use]
pub fn deseasonalise(points: &[Point], factors: &MonthFactors) -> Vec<Point> {
    let one = |point: &Point| Point {
        position: point.position,
        value: point.value.map(|value| value / factors.at(point.position)),
    };
    points.iter().map(one).collect()
}

/// An XmR chart of the series without its season. The limits do not know how surely the factors are
/// known: print their basis.
///
/// # Errors
///
/// Those of [`xmr`].
pub fn chart(
    points: &[Point],
    factors: &MonthFactors,
    settings: &Settings<'_>,
) -> Result<SeasonalChart, Error> {
    let chart = xmr(&deseasonalise(points, factors), settings)?;
    let put_back = |(adjusted, given): (&crate::process_control::ChartPoint, &Point)| {
        let factor = factors.at(given.position);
        SeasonalPoint {
            value: given.value,
            factor,
            mean: adjusted.mean.map(|mean| mean * factor),
            limits: adjusted.limits.map(|limits| Limits {
                lower: limits.lower * factor,
                near_lower: limits.near_lower * factor,
                near_upper: limits.near_upper * factor,
                upper: limits.upper * factor,
            }),
        }
    };
    let seasonal = chart.points.iter().zip(points).map(put_back).collect();
    Ok(SeasonalChart { chart, seasonal, basis: *factors.basis(), version: factors.version() })
}
