//! Texts beside the figures: write, approve, take back, and what is still to be said.

use analysis::findings::Findings;
use domain::diagnostic::{Code, Diagnostic, Location};
use domain::ids::MeasureId;
pub use domain::narrative::{About, Narrative, NarrativeAct, NarrativeLine, Voice};
use jiff::civil::Date;
use reports::wording::{self, Hint};

use crate::{AppError, Office, answer, codes, frozen, office, own_list, release};

/// The texts of a day, and what is still to be said.
#[derive(Debug, Clone)]
pub struct Said {
    /// The texts as they stand, drafts among them.
    pub narratives: Vec<Narrative>,
    /// Measures whose change is clear and which the force has not explained, or nobody approved
    /// (SF-245).
    pub missing: Vec<(MeasureId, String)>,
    /// What to look at again in the wording; nothing of it stops a paper.
    pub hints: Vec<Diagnostic>,
}

/// What is said for a freeze as at a day.
///
/// # Errors
/// The catalogue has errors; store errors.
pub async fn said(office: &Office, as_at: Date) -> Result<Said, AppError> {
    let frozen = frozen::live(office, as_at).await?;
    let findings = answer::findings(office, &frozen);
    let mut narratives = frozen.catalogue.narratives();
    narratives.retain(|narrative| narrative.as_at == as_at);
    let missing = findings.as_ref().map_or_else(Vec::new, |f| missing(f, &narratives));
    let hints = narratives.iter().flat_map(|one| hints(one, findings.as_ref())).collect();
    Ok(Said { narratives, missing, hints })
}

/// Measures of which a text is to be had before a paper goes out: those whose change is clear.
pub(crate) fn missing(findings: &Findings, narratives: &[Narrative]) -> Vec<(MeasureId, String)> {
    let cited = findings.measures.iter().map(|f| (&f.measure, Some(f.verdict)));
    let watched = findings
        .watched
        .iter()
        .map(|f| (&f.measure, f.latest.as_ref().and_then(|latest| latest.verdict)));
    let all = cited.chain(watched);
    let clear = all.filter(|(_, verdict)| verdict.is_some_and(release::is_exceptional));
    let explained = |id: &MeasureId| {
        let about = About::Measure(id.clone());
        let by_force = |one: &&Narrative| one.voice == Voice::Force && one.approved.is_some();
        narratives.iter().filter(by_force).any(|one| one.about == about)
    };
    let open = clear.filter(|(measure, _)| !explained(&measure.id));
    open.map(|(measure, _)| (measure.id.clone(), measure.short_name.clone())).collect()
}

/// What to look at again in a text, by the findings it is about.
pub(crate) fn hints(narrative: &Narrative, findings: Option<&Findings>) -> Vec<Diagnostic> {
    let place = || {
        let (about, voice) = (&narrative.about, narrative.voice.word());
        Location::file(format!("text of {about}, {voice}, {}", narrative.as_at))
    };
    let told = wording::hints(narrative, findings).into_iter().map(|hint| {
        let (code, message): (&'static Code, String) = match &hint {
            Hint::Target(word) => (&codes::TARGET_LANGUAGE, format!("\u{201c}{word}\u{201d}")),
            Hint::Movement { word, because } => {
                (&codes::UNCLEAR_MOVEMENT, format!("\u{201c}{word}\u{201d}: {because}"))
            }
            Hint::Number(number) => {
                (&codes::OTHER_NUMBER, format!("{number} is no figure of this measure's table"))
            }
        };
        Diagnostic::warning(code, place(), message)
    });
    told.collect()
}

/// A text to write.
#[derive(Debug, Clone)]
pub struct Writing {
    /// The day of the freeze it speaks of.
    pub as_at: Date,
    /// What it is about.
    pub about: About,
    /// Who speaks.
    pub voice: Voice,
    /// The words, in Markdown.
    pub text: String,
    /// The role that writes it.
    pub author: String,
}

/// Writes a text, in place of the one before, which stays in the list. It is a draft until it is
/// approved. Returns hints on its wording.
///
/// # Errors
/// Nothing is said; nobody says it; it is about nothing that is there; the disk or store fails. Then
/// nothing has changed.
pub async fn write(office: &Office, writing: &Writing) -> Result<Vec<Diagnostic>, AppError> {
    let text = writing.text.trim().to_owned();
    if text.is_empty() || writing.author.trim().is_empty() {
        return Err(AppError::NothingSaid);
    }
    exists(office, &writing.about)?;
    let line = NarrativeLine {
        as_at: writing.as_at,
        about: writing.about.clone(),
        voice: writing.voice,
        act: NarrativeAct::Written,
        text,
        by: writing.author.trim().to_owned(),
        at: office.clock.now(),
    };
    record(office, &line).await?;
    let frozen = frozen::live(office, writing.as_at).await?;
    let findings = answer::findings(office, &frozen);
    let all = frozen.catalogue.narratives();
    let own = all
        .iter()
        .find(|one| (one.as_at, &one.about, one.voice) == (line.as_at, &line.about, line.voice));
    Ok(own.map_or_else(Vec::new, |one| hints(one, findings.as_ref())))
}

/// Approves a text for papers, or takes it back.
///
/// # Errors
/// There is no such text; nobody is named; the disk or store fails. Then nothing has changed.
pub async fn decide(
    office: &Office,
    (as_at, about, voice): (Date, &About, Voice),
    act: NarrativeAct,
    by: &str,
) -> Result<(), AppError> {
    if by.trim().is_empty() {
        return Err(AppError::NothingSaid);
    }
    let (_, catalogue) = office::bundle(&office.folder)?;
    let all = catalogue.narratives();
    if !all.iter().any(|one| (one.as_at, &one.about, one.voice) == (as_at, about, voice)) {
        let asked = format!("{about} {}", voice.word());
        return Err(AppError::NoSuchText { asked, as_at: as_at.to_string() });
    }
    let (text, by, at) = (String::new(), by.trim().to_owned(), office.clock.now());
    let about = about.clone();
    record(office, &NarrativeLine { as_at, about, voice, act, text, by, at }).await
}

fn exists(office: &Office, about: &About) -> Result<(), AppError> {
    let (_, catalogue) = office::bundle(&office.folder)?;
    let plan = office.settings.plan.parse().ok().and_then(|id| catalogue.plan(&id));
    let (there, what) = match about {
        About::Measure(id) => (catalogue.measure(id).is_some(), "measure"),
        About::Theme(id) => (
            plan.is_some_and(|plan| plan.themes.iter().any(|theme| theme.id == *id)),
            "theme of the office's plan",
        ),
        About::Paper(id) => (reports::Report::named(id.as_str()).is_some(), "paper"),
    };
    match there {
        true => Ok(()),
        false => Err(AppError::NotCatalogued { what, value: about.to_string() }),
    }
}

async fn record(office: &Office, line: &NarrativeLine) -> Result<(), AppError> {
    let add = |before: &[u8]| catalogue::narrative::with_line(before, line);
    let NarrativeLine { as_at, about, voice, act, by, .. } = line;
    // The journal says what was done; the words stand in the list.
    let detail = format!("{about} {} as at {as_at} {} by {by}", voice.word(), act.word());
    own_list::add(office, catalogue::narrative::FILE, &add, ("narrative", &detail)).await
}
