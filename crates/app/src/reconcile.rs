//! Holds a paper against an edition: what of it is ours, what was, and what is something else.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use analysis::frozen::Frozen;
use analysis::reconcile::claims;
use analysis::reconcile::reading::{Reading, Setting, Stands};
use analysis::reconcile::words::Lexicon;
pub use analysis::reconcile::{Difference, Doubt, Verdict};
use domain::figure::FigureId;
use domain::freeze::FreezeId;
use domain::observation::ObservationKey;
use ingest::Sent;
use ingest::paper::{Named, Paper, Passage};

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
    /// "freeze 2022-03-31.1", or the freezes that a paper of ours names.
    pub basis: String,
    /// Whether it is a paper of ours, of which every figure is looked up by its id.
    pub is_ours: bool,
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
    match ingest::paper::read(&request.name, paper).map_err(AppError::Refused)? {
        Paper::Ours(figures) => by_id(office, &figures).await,
        Paper::Words(passages) => by_words(office, request, &passages).await,
    }
}

async fn by_words(
    office: &Office,
    request: &ReconcileRequest,
    passages: &[Passage],
) -> Result<Reconciled, AppError> {
    let freeze = frozen::find(office, request.freeze.as_deref()).await?;
    let frozen = frozen::load(office, &freeze).await?;
    let settings = Settings::of(&freeze);
    let area = match &request.area {
        Some(asked) => figures::area(&frozen.catalogue, asked)?,
        None => settings.area.parse()?,
    };
    let is_asked = request.area.is_some();
    let lexicon = Lexicon::new(&frozen.catalogue);
    let setting = Setting { area, is_asked, population: settings.population.parse()?, lexicon };
    let mut out = Vec::new();
    for passage in passages {
        let Passage { text, heads, above, cell, .. } = passage;
        let stands = Stands { text, heads, above, cell: *cell };
        for claim in claims::find(text, *cell) {
            let claim = match cell {
                true => claims::in_cell(claim, heads),
                false => Some(claim),
            };
            let Some(claim) = claim else { continue };
            let reading = frozen.reading(&claim, &stands, &setting);
            out.push(Judged {
                place: passage.place.clone(),
                text: text.clone(),
                reading: in_words(&frozen, &reading),
                verdict: frozen.reconcile(&claim, &reading),
                written: claim.written,
            });
        }
    }
    Ok(Reconciled { basis: format!("freeze {}", freeze.id), is_ours: false, figures: out })
}

/// Every figure under its id, held against the edition that the id names.
async fn by_id(office: &Office, figures: &[Named]) -> Result<Reconciled, AppError> {
    let ids: Vec<Option<FigureId>> = figures.iter().map(|one| one.id.parse().ok()).collect();
    let kept = storage::freeze::all(&office.store).await?;
    let mut editions: BTreeMap<FreezeId, Frozen> = BTreeMap::new();
    let named = |id: FreezeId| ids.iter().flatten().any(|one| one.freeze == id);
    for freeze in kept.iter().filter(|freeze| named(freeze.id)) {
        editions.insert(freeze.id, frozen::load(office, freeze).await?);
    }
    let mut out = look_up(&editions, figures, &ids);
    let basis: Vec<String> = editions.keys().map(|id| format!("freeze {id}")).collect();
    let last = editions.keys().next_back().copied();
    if out.iter().any(|one| matches!(one.verdict, Verdict::Contradicts(_))) {
        // It may have stood so in an earlier edition; they are read only where one is needed.
        for freeze in kept.iter().filter(|freeze| Some(freeze.id) < last) {
            if let Entry::Vacant(vacant) = editions.entry(freeze.id) {
                vacant.insert(frozen::load(office, freeze).await?);
            }
        }
        out = look_up(&editions, figures, &ids);
    }
    Ok(Reconciled { basis: basis.join(", "), is_ours: true, figures: out })
}

fn look_up(
    editions: &BTreeMap<FreezeId, Frozen>,
    figures: &[Named],
    ids: &[Option<FigureId>],
) -> Vec<Judged> {
    figures.iter().zip(ids).map(|(one, id)| figure(editions, one, id.as_ref())).collect()
}

fn figure(editions: &BTreeMap<FreezeId, Frozen>, one: &Named, id: Option<&FigureId>) -> Judged {
    let judged = |reading: String, verdict| Judged {
        place: one.place.clone(),
        text: one.text.clone(),
        written: one.written.clone(),
        reading,
        verdict,
    };
    let Some(id) = id else {
        return judged(String::new(), Verdict::Unknown(Doubt::NoSuchFigure));
    };
    let Some(frozen) = editions.get(&id.freeze) else {
        return judged(String::new(), Verdict::Unknown(Doubt::NoSuchFreeze));
    };
    if figures::check_known(frozen, id).is_err() {
        return judged(String::new(), Verdict::Unknown(Doubt::NoSuchFigure));
    }
    let earlier = editions.range(..id.freeze).rev().map(|(_, edition)| edition);
    let verdict = frozen.named(&id.key, &one.written, one.bare, earlier);
    judged(of(frozen, &id.key.of), verdict)
}

fn in_words(frozen: &Frozen, reading: &Reading) -> String {
    let Some(key) = reading.keys.first() else { return String::new() };
    of(frozen, key)
}

fn of(frozen: &Frozen, key: &ObservationKey) -> String {
    let measure = frozen.catalogue.measure(&key.measure).map_or("", |one| one.name.as_str());
    let place = frozen.catalogue.place_name(&key.area.code).unwrap_or(&key.area.code);
    format!("{measure}, {place}, {}", key.period.label())
}
