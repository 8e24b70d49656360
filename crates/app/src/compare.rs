//! Two periods of a measure compared, as it takes to judge what somebody claims.

pub use analysis::comparison::{Comparison, Question, Reading};
use domain::breakdown::Breakdown;
use domain::ids::{MeasureId, Slug};
use domain::observation::ObservationKey;
use domain::period::Period;

use crate::figures::{self, FigureList};
use crate::{AppError, Office, Settings, frozen};

/// What to compare.
#[derive(Debug, Clone)]
pub struct CompareRequest {
    /// Of which measure.
    pub measure: MeasureId,
    /// Of which area, by code or name; the office's force by default.
    pub area: Option<String>,
    /// Of which part; the whole by default.
    pub breakdown: Option<Breakdown>,
    /// The later period.
    pub period: Period,
    /// The earlier one; the same a year before by default.
    pub with: Option<Period>,
    /// From which freeze; live without one.
    pub freeze: Option<String>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Compared {
    /// "freeze 2022-03-31.1" or "live, not for citation".
    pub basis: String,
    /// The measure's name.
    pub measure: String,
    /// Whether it is a percentage, so that its change is in points.
    pub is_percentage: bool,
    /// The area's name.
    pub area: String,
    /// What was compared.
    pub question: Question,
    /// Source by source.
    pub sources: Vec<Comparison>,
    /// Every version held of the two periods, earlier ones too.
    pub versions: FigureList,
}

/// A term is not compared with a year, nor a month with a quarter: more time holds more of anything
/// (SF-199).
fn alike(period: Period, with: Period) -> Result<(), AppError> {
    let length = |period: Period| match period.whole_months() {
        Some(1) => "1 month".to_owned(),
        Some(months) => format!("{months} months"),
        None => match period.start().until(period.end()).map_or(0, |span| span.get_days()) + 1 {
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        },
    };
    let (one, other) = (length(period), length(with));
    if one == other {
        return Ok(());
    }
    let (period, with) = (period.label(), with.label());
    Err(AppError::UnlikePeriods { period, length: one, with, other })
}

/// Compares.
///
/// # Errors
/// Periods of unlike length; no such freeze, measure or area; the measure is not cited; store errors.
pub async fn compare(office: &Office, request: &CompareRequest) -> Result<Compared, AppError> {
    let with = request.with.unwrap_or_else(|| request.period.years_earlier(1));
    alike(request.period, with)?;
    let (frozen, settings, basis) = match &request.freeze {
        Some(asked) => {
            let freeze = frozen::find(office, Some(asked)).await?;
            let frozen = frozen::load(office, &freeze).await?;
            (frozen, Settings::of(&freeze), format!("freeze {}", freeze.id))
        }
        None => {
            let all = frozen::live(office, jiff::civil::Date::MAX).await?;
            (all, office.settings.clone(), figures::LIVE.to_owned())
        }
    };
    let area = match &request.area {
        Some(asked) => figures::area(&frozen.catalogue, asked)?,
        None => settings.area.parse()?,
    };
    let Some(measure) = frozen.catalogue.measure(&request.measure) else {
        let value = request.measure.to_string();
        return Err(AppError::NotCatalogued { what: "measure", value });
    };
    // A group is of its own force: what Kent is like says nothing of whom Kent is like.
    let own: Vec<&Slug> = frozen
        .catalogue
        .groups()
        .filter(|group| group.force == area)
        .map(|group| &group.id)
        .collect();
    let set = own.iter().find(|id| id.as_str() == settings.group);
    let group = set.or(own.first()).map(|id| (*id).clone());
    let question = Question {
        measure: request.measure.clone(),
        breakdown: request.breakdown.clone().unwrap_or_else(Breakdown::total),
        period: request.period,
        with,
        group,
        population: settings.population.parse()?,
        area,
    };
    let place = frozen.catalogue.place_name(&question.area.code);
    let of_question = |key: &ObservationKey| {
        (&key.measure, &key.area, &key.breakdown)
            == (&question.measure, &question.area, &question.breakdown)
            && [question.period, question.with].contains(&key.period)
    };
    Ok(Compared {
        basis,
        measure: measure.name.clone(),
        is_percentage: measure.is_percentage(),
        area: place.unwrap_or(&question.area.code).to_owned(),
        sources: frozen.compare(&question),
        versions: figures::listing(&frozen, String::new(), of_question, (true, false))?,
        question,
    })
}
