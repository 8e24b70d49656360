//! Holds a paper against an edition: what of it is ours, what was, and what is something else.

use analysis::frozen::Frozen;
pub use analysis::reconcile::{Difference, Verdict};
use analysis::reconcile::{Reading, claims, words};
use domain::area::Area;
use domain::ids::MeasureId;
use domain::observation::ObservationKey;
use domain::period::Period;
use ingest::Sent;
use ingest::paper::Passage;

use crate::{AppError, Office, Settings, figures, frozen};

/// What to hold a paper against.
#[derive(Debug, Clone, Default)]
pub struct ReconcileRequest {
    /// The paper's name, for its places.
    pub name: String,
    /// From which freeze; the one made last without a name.
    pub freeze: Option<String>,
    /// Whose figures they are where the words name no place; the office's force by default.
    pub area: Option<String>,
}

/// A figure of the paper and what is said of it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Where it stands.
    pub place: String,
    /// The words around it.
    pub text: String,
    /// As written.
    pub written: String,
    /// What it was taken to be of, in words; empty where that is not known.
    pub reading: String,
    /// What is said of it.
    pub verdict: Verdict,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Reconciled {
    /// "freeze 2022-03-31.1".
    pub basis: String,
    /// Every figure found, in the order of the paper.
    pub figures: Vec<Judged>,
}

/// Reconciles.
///
/// # Errors
/// The paper cannot be read; no such freeze or area; store errors.
pub async fn reconcile(
    office: &Office,
    request: &ReconcileRequest,
    paper: &dyn Sent,
) -> Result<Reconciled, AppError> {
    let passages = ingest::paper::read(&request.name, paper).map_err(AppError::Refused)?;
    let freeze = frozen::find(office, request.freeze.as_deref()).await?;
    let frozen = frozen::load(office, &freeze).await?;
    let area = match &request.area {
        Some(asked) => figures::area(&frozen.catalogue, asked)?,
        None => Settings::of(&freeze).area.parse()?,
    };
    let mut out = Vec::new();
    for passage in &passages {
        for claim in claims::find(&passage.text, passage.cell) {
            let reading = reading(&frozen, passage, &claim, &area);
            let verdict = frozen.reconcile(&claim, &reading);
            out.push(Judged {
                place: passage.place.clone(),
                text: passage.text.clone(),
                written: claim.written,
                reading: in_words(&frozen, &reading),
                verdict,
            });
        }
    }
    Ok(Reconciled { basis: format!("freeze {}", freeze.id), figures: out })
}

fn reading(frozen: &Frozen, passage: &Passage, claim: &claims::Claim, own: &Area) -> Reading {
    let catalogue = &frozen.catalogue;
    let (text, context) = (passage.text.as_str(), passage.context.as_str());
    let mut measures = words::measures(catalogue, text);
    let is_named = !passage.cell && !measures.is_empty();
    measures.extend(words::measures(catalogue, context));
    let area = words::place(catalogue, text).or_else(|| words::place(catalogue, context));
    let area = area.unwrap_or(own).clone();
    let mut periods = words::periods(text);
    let after = |at: usize| at > claim.at;
    // "81,960 in 2017/18": what follows a figure is nearer than what stands before it.
    periods.sort_by_key(|(at, _)| at.abs_diff(claim.at) * if after(*at) { 1 } else { 2 });
    let mut periods: Vec<Period> = periods.into_iter().map(|(_, period)| period).collect();
    if periods.is_empty() {
        periods = words::periods(context).into_iter().map(|(_, period)| period).collect();
    }
    periods.dedup();
    // Without a namesake of the other source nothing tells that one was taken for the other.
    if !measures.is_empty() {
        measures.extend(["CRM-001", "PUK-001"].iter().filter_map(|id| id.parse().ok()));
    }
    let mut seen: Vec<MeasureId> = Vec::new();
    for measure in measures {
        if !seen.contains(&measure) {
            seen.push(measure);
        }
    }
    let keys = seen.iter().filter_map(|id| key(frozen, id, &area, periods.first().copied()?));
    Reading { keys: keys.collect(), periods, area, is_named }
}

/// The series of a measure: of the source that feeds it first.
fn key(frozen: &Frozen, id: &MeasureId, area: &Area, period: Period) -> Option<ObservationKey> {
    let source = frozen.catalogue.measure(id)?.sources.first()?;
    Some(frozen.key(id, source, area, period))
}

fn in_words(frozen: &Frozen, reading: &Reading) -> String {
    let Some(key) = reading.keys.first() else { return String::new() };
    let measure = frozen.catalogue.measure(&key.measure).map_or("", |one| one.name.as_str());
    let place = frozen.catalogue.place_name(&key.area.code).unwrap_or(&key.area.code);
    format!("{measure}, {place}, {}", key.period.label())
}
