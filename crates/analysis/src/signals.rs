//! New signals of all charts read together: which are least likely to be chance, and how many chance
//! alone would raise. The method: `docs/methods/many.md`.

use domain::figure::{Derivation, Exact, Figure, FigureKey, Missing};
use domain::ids::{MeasureId, Slug};
use domain::observation::ObservationKey;
use domain::period::Period;
use statistics::many::{Bootstrap, LastPoint, adjusted, expected_signals, last_point};
use statistics::process_control::{Direction, Rule, Settings, xmr};

use crate::evaluate::{Evaluated, charted, points_of, profile, united};
use crate::finding::MeasureFinding;
use crate::findings::Scope;
use crate::frozen::Frozen;

/// Decides every draw, so that an edition always gives the same p-values.
const SEED: u64 = 1;
/// Replicates are drawn for so many charts at once, always: a figure's p must not depend on which
/// other charts a paper has.
const CHARTS: usize = 40;
/// A signal whose adjusted p is no more than this still surprises when all charts are counted.
const SURPRISING: f64 = 0.05;

/// The last month of every chart, read together.
#[derive(Debug, Clone)]
pub struct NewSignals {
    /// The month.
    pub month: Period,
    /// Charts with limits that hold the month.
    pub charts: usize,
    /// Signals to be expected at the last month with nothing going on.
    pub expected: f64,
    /// The signals that were not there a month before, the least likely to be chance first.
    pub signals: Vec<NewSignal>,
}

/// A signal that is new with the last month.
#[derive(Debug, Clone)]
pub struct NewSignal {
    /// Of which measure.
    pub measure: MeasureId,
    /// The rule that reports it.
    pub rule: Rule,
    /// How often chance alone would show as much.
    pub p: Figure,
    /// Whether it surprises when all charts are counted.
    pub stands: bool,
}

/// A chart's last month.
struct Last {
    measure: MeasureId,
    key: FigureKey,
    reading: LastPoint,
    new: Option<Rule>,
}

impl NewSignals {
    /// Reads the last month of every measure's chart over `window`; none if no chart has limits.
    pub(crate) fn read(
        frozen: &Frozen,
        scope: &Scope,
        window: Period,
        findings: &[MeasureFinding],
    ) -> Option<Self> {
        let month = window.months().last()?;
        let drawn = findings
            .iter()
            .filter(|f| f.chart.as_ref().is_some_and(|chart| chart.upper.to_f64().is_some()));
        let last = drawn.filter_map(|finding| {
            let (measure, source) = (&finding.measure.id, &finding.link.headline_source);
            let of = frozen.key(measure, source, &scope.area, month);
            frozen.last(of, &scope.profile, window)
        });
        let mut all: Vec<Last> = last.collect();
        // Of signals that chance would show equally seldom, the farthest out stands first.
        all.sort_by(|a, b| b.reading.statistic.total_cmp(&a.reading.statistic));
        let p_values: Vec<f64> = all.iter().map(|last| last.reading.p).collect();
        let chances: Vec<f64> = all.iter().map(|last| last.reading.chance_of_signal).collect();
        let expected = expected_signals(&chances).ok()?.expected;
        let ordered = adjusted(&p_values).ok()?.into_iter().filter_map(|one| {
            let last = all.get(one.index)?;
            Some(NewSignal {
                measure: last.measure.clone(),
                rule: last.new?,
                p: frozen.figure(last.key.of.clone(), last.key.by.clone()),
                stands: one.adjusted <= SURPRISING,
            })
        });
        let signals = ordered.collect();
        (!all.is_empty()).then_some(Self { month, charts: all.len(), expected, signals })
    }
}

impl Frozen {
    /// The last month of a chart, if it is held: its reading, and the rule that reports it and did
    /// not report the month before on the chart as it stood then.
    fn last(&self, of: ObservationKey, name: &Slug, over: Period) -> Option<Last> {
        let season = self.season_for(&of).map(|season| season.id.clone());
        let months = self.months_of(&of, over, season.as_ref());
        months.last()?.1.cell.value()?;
        let points = points_of(&months);
        let settings = Settings { profile: profile(name)?, ..Settings::new(Direction::Neutral) };
        let reading = last_point(&points, &settings, &Bootstrap::among(CHARTS, SEED)).ok()?;
        let before = xmr(points.get(..points.len() - 1)?, &settings).ok()?;
        let before = before.points.last().and_then(|point| point.reported);
        let new = reading.reported.filter(|rule| before != Some(*rule));
        let measure = of.measure.clone();
        let key = FigureKey { of, by: Derivation::LastMonth(name.clone(), over, season) };
        Some(Last { measure, key, reading, new })
    }

    /// How often chance alone would show as much as the last month of a chart does.
    pub(crate) fn last_month(
        &self,
        of: &ObservationKey,
        name: &Slug,
        (over, season): (Period, Option<&Slug>),
    ) -> Evaluated {
        let inputs: Vec<FigureKey> =
            over.months().map(|month| charted(of, month, season)).collect();
        let parts: Vec<Evaluated> = inputs.iter().map(|month| self.truth(month)).collect();
        let markers = united(&parts);
        let months: Vec<(Period, Evaluated)> = over.months().zip(parts).collect();
        let reading = profile(name).and_then(|profile| {
            months.last()?.1.cell.value()?;
            let settings = Settings { profile, ..Settings::new(Direction::Neutral) };
            last_point(&points_of(&months), &settings, &Bootstrap::among(CHARTS, SEED)).ok()
        });
        match reading {
            Some(reading) => Evaluated::value(Exact::Real(reading.p), markers, inputs),
            None => Evaluated::unavailable(Missing::NotTestable, inputs),
        }
    }
}
