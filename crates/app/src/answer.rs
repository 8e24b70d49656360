//! Questions about implausible figures, and the office's answers: what a freeze waits for.

use std::path::Path;

use analysis::doubt::Doubt;
use analysis::findings::Findings;
use analysis::frozen::Frozen;
use domain::answer::{Answer, Question, Ruling};
use domain::diagnostic::{Code, Diagnostic, Location};
use jiff::civil::Date;

use crate::{AppError, Office, codes, freeze, frozen, own_list};

/// A question, and in words what is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What is in doubt, and what the office says.
    pub doubt: Doubt,
    /// What is asked, in words.
    pub says: String,
}

/// What a freeze as at a day would ask, and what has been answered. The last month held is taken
/// without a day.
///
/// # Errors
/// The catalogue has errors; store errors.
pub async fn questions(
    office: &Office,
    as_at: Option<Date>,
) -> Result<(Date, Vec<Asked>), AppError> {
    let as_at = day(office, as_at).await?;
    let frozen = frozen::live(office, as_at).await?;
    let asked = doubts(office, &frozen).into_iter();
    let asked = asked.map(|doubt| Asked { says: says(&frozen, &doubt), doubt });
    Ok((as_at, asked.collect()))
}

async fn day(office: &Office, as_at: Option<Date>) -> Result<Date, AppError> {
    match as_at {
        Some(day) => Ok(day),
        None => freeze::last_month_held(office).await,
    }
}

fn says(frozen: &Frozen, doubt: &Doubt) -> String {
    reports::doubts::asked(&frozen.catalogue, doubt)
}

/// What papers of the office would rest on; nothing where its plan is not held.
pub(crate) fn findings(office: &Office, frozen: &Frozen) -> Option<Findings> {
    Findings::gather(frozen, &office.settings.scope().ok()?)
}

fn doubts(office: &Office, frozen: &Frozen) -> Vec<Doubt> {
    findings(office, frozen).map_or_else(Vec::new, |findings| findings.doubts)
}

/// The questions that stop a freeze, each with the command that answers it.
pub(crate) fn open(frozen: &Frozen, doubts: &[Doubt]) -> Vec<Diagnostic> {
    let open = doubts.iter().filter(|doubt| doubt.is_open()).map(|doubt| {
        let (id, as_at) = (doubt.question.id(), frozen.id.as_at);
        let help = format!(
            "find out whether it is right, then: scrutineer answer {id} --as-at {as_at} --right \
             --because \"...\" (it stands), or --wrong (it is left out)"
        );
        let place = Location::file(format!("freeze as at {as_at}"));
        Diagnostic::error(code(doubt), place, says(frozen, doubt)).with_help(help)
    });
    open.collect()
}

/// The kind of problem a doubt is.
pub(crate) fn code(doubt: &Doubt) -> &'static Code {
    match doubt.question.concern {
        domain::answer::Concern::Level => &codes::IMPLAUSIBLE_LEVEL,
        domain::answer::Concern::Revision => &codes::IMPLAUSIBLE_REVISION,
    }
}

/// Answers questions by their ids, all of them with one reason, in the office's own catalogue.
/// A later answer to a question replaces the one before, which stays in the list.
///
/// # Errors
/// An id that no question has; a reason without words; the disk or store fails. Then nothing has
/// changed.
pub async fn answer(
    office: &Office,
    ids: &[String],
    ruling: Ruling,
    because: &str,
    as_at: Option<Date>,
) -> Result<Vec<Answer>, AppError> {
    let because = because.split_whitespace().collect::<Vec<_>>().join(" ");
    if because.is_empty() {
        return Err(AppError::NoReason);
    }
    let as_at = day(office, as_at).await?;
    let frozen = frozen::live(office, as_at).await?;
    let asked: Vec<Question> =
        doubts(office, &frozen).into_iter().map(|doubt| doubt.question).collect();
    let before = frozen.catalogue.answers().map(|answer| &answer.question);
    let known: Vec<&Question> = asked.iter().chain(before).collect();
    let mut answers = Vec::new();
    for id in ids {
        let question = known.iter().find(|question| question.id() == *id);
        let question = (*question.ok_or_else(|| AppError::NoSuchQuestion {
            asked: id.clone(),
            as_at: as_at.to_string(),
        })?)
        .clone();
        let (because, by, at) = (because.clone(), office.actor.clone(), office.clock.now());
        answers.push(Answer { question, ruling, because, by, at });
    }
    record(office, &answers).await?;
    Ok(answers)
}

/// Gives the answers of a list to those open questions that they are about, and says how many.
///
/// # Errors
/// The list cannot be read; the disk or store fails. Then nothing has changed.
pub async fn answer_from(office: &Office, list: &Path, as_at: Date) -> Result<usize, AppError> {
    let failed = |source| AppError::File { doing: "read", path: list.to_owned(), source };
    let bytes = std::fs::read(list).map_err(failed)?;
    let listed = catalogue::answer::read_list(&list.display().to_string(), &bytes);
    let listed = listed.map_err(AppError::Refused)?;
    let frozen = frozen::live(office, as_at).await?;
    let open: Vec<Doubt> = doubts(office, &frozen).into_iter().filter(Doubt::is_open).collect();
    let asked = |answer: &Answer| open.iter().any(|doubt| doubt.question == answer.question);
    let (by, at) = (&office.actor, office.clock.now());
    let answers: Vec<Answer> = listed
        .into_iter()
        .filter(asked)
        .map(|answer| Answer { by: by.clone(), at, ..answer })
        .collect();
    if !answers.is_empty() {
        record(office, &answers).await?;
    }
    Ok(answers.len())
}

/// Adds answers to the office's list and to the journal: both, or neither.
async fn record(office: &Office, answers: &[Answer]) -> Result<(), AppError> {
    let add = |before: &[u8]| {
        let start = before.to_vec();
        answers.iter().fold(start, |file, answer| catalogue::answer::with_answer(&file, answer))
    };
    let said = answers.iter().map(|Answer { question, ruling, because, .. }| {
        format!("{} {ruling}: {because}", question.id())
    });
    let detail = said.collect::<Vec<_>>().join("; ");
    own_list::add(office, catalogue::answer::FILE, &add, ("answer", &detail)).await
}
