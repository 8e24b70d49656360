//! Month factors declared in the catalogue: what a count is without its season, and how the factors
//! themselves are made from many forces' counts. The method: `docs/methods/season.md`.

use std::collections::BTreeMap;

use catalogue::{Catalogue, Season, SeasonFactors};
use domain::cell::{Cell, Markers};
use domain::figure::{Base, Derivation, Exact, FigureKey, Missing};
use domain::ids::{MeasureId, Slug};
use domain::observation::{Observation, ObservationKey};
use domain::period::PeriodKind;
use statistics::process_control::Point;
use statistics::season::{Drift, MonthFactors, Series, pooled};

use crate::evaluate::{Evaluated, based, combined_missing};
use crate::frozen::Frozen;
use crate::test_of_change::position;

impl Frozen {
    /// The declared season of a series, if there is one for it.
    pub fn season_for(&self, of: &ObservationKey) -> Option<&Season> {
        let season = self.catalogue.season_for(&of.source, &of.measure);
        season.filter(|_| of.breakdown.is_total())
    }

    /// The line of the catalogue that holds a series' factors.
    pub fn season_factors(&self, of: &ObservationKey, season: &Slug) -> Option<&SeasonFactors> {
        self.catalogue.season_factors(season, &of.measure, &of.area.code)
    }

    /// The factor of a month.
    pub(crate) fn factor(&self, of: &ObservationKey, season: &Slug) -> Evaluated {
        let month = usize::try_from(of.period.start().month() - 1).unwrap_or(0);
        let factors = self.season_factors(of, season).map(|line| line.factors);
        match factors.filter(|_| of.period.kind() == PeriodKind::Month) {
            Some(factors) => Evaluated::value(Exact::Real(factors[month]), Markers::NONE, vec![]),
            None => Evaluated::unavailable(Missing::NotCatalogued, vec![]),
        }
    }

    /// A month's count over its factor.
    pub(crate) fn adjusted(&self, of: &ObservationKey, season: &Slug) -> Evaluated {
        let count = based(of, Base::Value, of.period);
        let factor = FigureKey { of: of.clone(), by: Derivation::Factor(season.clone()) };
        let parts = [self.truth(&count), self.truth(&factor)];
        let inputs = vec![count, factor];
        match parts.each_ref().map(|part| part.cell.value().map(Exact::to_f64)) {
            [Some(count), Some(factor)] => {
                Evaluated::value(Exact::Real(count / factor), parts[0].markers, inputs)
            }
            _ => Evaluated::missing(combined_missing(&parts), Missing::Input, inputs),
        }
    }
}

/// Factors of one measure, fitted to the counts of many forces.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedFactors {
    /// Whose.
    pub measure: MeasureId,
    /// The force left out, by code.
    pub without: Option<String>,
    /// The factors, January first.
    pub factors: MonthFactors,
}

/// Fits a season's factors to the monthly totals of police forces, once with every force and once
/// without each: a force is then judged by factors that its own months did not enter. Measures
/// whose factors cannot be determined are left out.
pub fn fit(catalogue: &Catalogue, season: &Season, counts: &[Observation]) -> Vec<FittedFactors> {
    let mut by_measure: BTreeMap<&MeasureId, BTreeMap<&str, BTreeMap<i64, f64>>> = BTreeMap::new();
    for Observation { key, cell, .. } in counts {
        let force = catalogue.police_area_by_code(&key.area.code).is_some();
        let month = key.period.kind() == PeriodKind::Month && key.source == season.source;
        let mut left_out = season.left_out.iter();
        let in_question = left_out.any(|l| l.leaves_out(&key.measure, &key.area, key.period));
        let Cell::Value(count) = cell else { continue };
        if force && month && key.breakdown.is_total() && count.scale == 0 && !in_question {
            let of_force = by_measure.entry(&key.measure).or_default().entry(&key.area.code);
            of_force.or_default().insert(position(key.period), count.to_f64());
        }
    }
    let mut out = Vec::new();
    for (measure, forces) in by_measure {
        let point =
            |(position, count): (&i64, &f64)| Point { position: *position, value: Some(*count) };
        let forces: Vec<(&str, Vec<Point>)> = forces
            .iter()
            .map(|(code, months)| (*code, months.iter().map(point).collect()))
            .collect();
        let without = |code: Option<&str>| {
            let others = forces.iter().filter(|(own, _)| code != Some(*own));
            let series: Vec<Series<'_>> = others.map(|(_, points)| Series::whole(points)).collect();
            let factors = pooled(&series, Drift::Interpolated).ok()?;
            Some(FittedFactors {
                measure: measure.clone(),
                without: code.map(str::to_owned),
                factors,
            })
        };
        out.extend(without(None));
        out.extend(forces.iter().filter_map(|(code, _)| without(Some(code))));
    }
    out
}

/// The file of factors that the catalogue keeps beside a season: figures to four digits.
pub fn to_csv(fitted: &[FittedFactors]) -> String {
    let mut out = catalogue::SEASON_HEADER.join(",");
    out.push('\n');
    for FittedFactors { measure, without, factors } in fitted {
        let basis = factors.basis();
        let without = without.as_deref().unwrap_or_default();
        out.push_str(&format!("{measure},{without},{},{}", basis.series, basis.months));
        for number in factors.factors().iter().chain(factors.log_errors()) {
            out.push_str(&format!(",{number:.4}"));
        }
        out.push('\n');
    }
    out
}
