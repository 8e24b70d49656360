//! Make a freeze: one version of the truth for every board of the month (001 s22, SF-099).

use analysis::findings::Findings;
use analysis::frozen::Frozen;
use domain::diagnostic::{Diagnostic, Location};
use domain::digest::{Canonical, Digest};
use domain::freeze::{Freeze, FreezeId, FreezeState, as_at_for_meeting};
use domain::instant::Instant;
use domain::observation::ObservationKey;
use domain::period::PeriodKind;
use jiff::civil::Date;

use crate::{AppError, Office, answer, codes, frozen, office};

/// What to freeze.
#[derive(Debug, Clone, Copy, Default)]
pub struct FreezeRequest {
    /// The last day of a month; by default that of the last month held, see [`last_month_held`].
    pub as_at: Option<Date>,
    /// Only what was imported by then; now by default.
    pub known_by: Option<Instant>,
}

/// A freeze made, and what to know before relying on it.
#[derive(Debug, Clone)]
pub struct FreezeMade {
    /// The freeze.
    pub freeze: Freeze,
    /// Months not held.
    pub warnings: Vec<Diagnostic>,
}

/// Makes the next edition of a freeze.
///
/// # Errors
/// The day is not the end of a month; nothing was imported by then; the catalogue has errors; a
/// figure it rests on is implausible and nobody has answered for it; store errors. Then nothing has
/// changed.
pub async fn freeze(office: &Office, request: FreezeRequest) -> Result<FreezeMade, AppError> {
    let now = office.clock.now();
    let as_at = match request.as_at {
        Some(day) => day,
        None => last_month_held(office).await?,
    };
    if as_at != as_at.last_of_month() {
        let instead = as_at_for_meeting(as_at).to_string();
        return Err(AppError::NotAMonthEnd { day: as_at.to_string(), instead });
    }
    let today = day_of(now);
    if as_at > today {
        let (given, today) = (as_at.to_string(), today.to_string());
        return Err(AppError::InTheFuture { what: "the day", given, today });
    }
    let known_by = request.known_by.unwrap_or(now);
    if day_of(known_by) > today {
        let (given, today) = (known_by.to_string(), today.to_string());
        return Err(AppError::InTheFuture { what: "the moment", given, today });
    }
    // A day means its last moment; today's has not come, so now is meant.
    let known_by = known_by.min(now);
    let mut batches = storage::batch::all(&office.store).await?;
    batches.retain(|batch| batch.imported_at <= known_by);
    if batches.is_empty() {
        return Err(AppError::NothingToFreeze { known_by: known_by.label() });
    }
    let (bundle, catalogue) = office::bundle(&office.folder)?;
    let write = storage::transaction::begin(&office.store).await?;
    // Under the write lock: no other edition of this day can be numbered in between.
    let editions = storage::freeze::all(&office.store).await?;
    let edition = editions.iter().filter(|freeze| freeze.id.as_at == as_at).count();
    let id = FreezeId { as_at, edition: u32::try_from(edition).unwrap_or(u32::MAX - 1) + 1 };
    let frozen =
        frozen::assemble(office, id, (catalogue, &bundle), &office.settings, &batches).await?;
    let findings = answer::findings(office, &frozen);
    let open = findings.as_ref().map_or_else(Vec::new, |f| answer::open(&frozen, &f.doubts));
    if !open.is_empty() {
        return Err(AppError::Refused(open));
    }
    // Files first: a row must never name a file that is not there.
    let catalogue_digest = office.store.files.put(&bundle.to_bytes())?;
    let mut batches: Vec<Digest> = batches.iter().map(|batch| batch.id).collect();
    batches.sort_unstable();
    let pairs = office.settings.pairs();
    let mut made = Freeze {
        digest: Digest::of(&[]),
        id,
        known_by,
        made_at: now,
        made_by: office.actor.clone(),
        state: FreezeState::Draft,
        catalogue: catalogue_digest,
        settings: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        journal_head: storage::journal::head(&office.store).await?,
        batches,
    };
    made.digest = digest(&made, &frozen.digest());
    storage::freeze::insert(&write, &made).await?;
    let detail = format!("{id}, digest {}", made.digest.short());
    write.commit(now, &office.actor, "freeze", &detail).await?;
    let warnings = findings.map_or_else(Vec::new, |findings| warnings_of(&frozen, &findings));
    Ok(FreezeMade { freeze: made, warnings })
}

/// The last day of the last whole month for which the office holds a count of its plan: a board that
/// meets before the month's returns are in uses the month before. Where it holds no month, the last
/// whole month before today (SF-099).
///
/// # Errors
/// The catalogue has errors; store errors.
pub async fn last_month_held(office: &Office) -> Result<Date, AppError> {
    let calendar = as_at_for_meeting(day_of(office.clock.now()));
    let live = frozen::live(office, calendar).await?;
    let held = office.settings.scope().ok().and_then(|scope| {
        let plan = live.catalogue.plan(&scope.plan)?;
        let of_plan = |key: &&ObservationKey| {
            key.area == scope.area
                && key.period.kind() == PeriodKind::Month
                && plan.measures().any(|link| {
                    (&link.measure, &link.headline_source) == (&key.measure, &key.source)
                })
        };
        live.held().filter(of_plan).map(|key| key.period.end()).max()
    });
    Ok(held.unwrap_or(calendar))
}

fn warnings_of(frozen: &Frozen, findings: &Findings) -> Vec<Diagnostic> {
    let place = || Location::file(format!("freeze {}", frozen.id));
    let gaps = findings.gaps.iter().map(|gap| {
        let name = frozen.catalogue.source(&gap.source).map_or("", |source| &source.name);
        let message = format!("{name}: {} not held", domain::period::spans(&gap.months));
        Diagnostic::warning(&codes::MONTHS_NOT_HELD, place(), message)
    });
    gaps.collect()
}

/// Over everything that shapes an output of the edition.
pub(crate) fn digest(freeze: &Freeze, ledger: &Digest) -> Digest {
    let start = Canonical::new("freeze")
        .field(freeze.id)
        .field(freeze.known_by.0)
        .field(freeze.catalogue)
        .field(freeze.settings.len());
    let settings = freeze.settings.iter();
    let set = settings.fold(start, |canonical, (name, value)| canonical.text(name).text(value));
    let listed = freeze.batches.iter().fold(set, |canonical, batch| canonical.field(batch));
    listed.field(ledger).finish()
}

/// The calendar day of a moment, in UTC: a freeze is of whole months, so an hour does not matter.
pub(crate) fn day_of(moment: Instant) -> Date {
    let utc = jiff::tz::TimeZone::UTC;
    let timestamp = jiff::Timestamp::from_microsecond(moment.0).unwrap_or_default();
    timestamp.to_zoned(utc).date()
}
