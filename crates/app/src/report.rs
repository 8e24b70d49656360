//! Make a paper from a freeze, archive it, and write it where it is wanted.

use std::path::{Path, PathBuf};

use analysis::disclosure::Edition;
use analysis::findings::Findings;
use analysis::frozen::Frozen;
use document::Document;
use domain::diagnostic::{Diagnostic, has_errors};
use domain::digest::{Canonical, Digest};
use domain::freeze::Freeze;
use domain::ids::Slug;
use domain::marking::Marking;
use render::html::{FigureLink, HtmlOptions};
pub use reports::Report;
use reports::paper::{Inputs, RecordChanges, Since};
pub use storage::artefact::Artefact;

use crate::{AppError, Office, Settings, changes, frozen, publication, release, tables};

/// A finished file of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// File name: `board-pack.pdf`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A paper made.
#[derive(Debug, Clone)]
pub struct ReportMade {
    /// From which freeze.
    pub freeze: Freeze,
    /// Its files.
    pub files: Vec<Made>,
    /// How many different figures it prints; not counted again for one that was issued.
    pub figures: Option<usize>,
    /// What the checks found.
    pub diagnostics: Vec<Diagnostic>,
}

/// The formats a paper can be made in.
pub const FORMATS: [&str; 7] = ["csv", "docx", "html", "json", "pdf", "pptx", "xlsx"];

/// A paper as it may go out.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(crate) document: Document,
    /// Its edition, behind the gate that the paper passed.
    pub(crate) frozen: Frozen,
    /// What it tells of what the office holds itself.
    told: Edition,
    /// How many publications it was judged against.
    judged_against: usize,
    diagnostics: Vec<Diagnostic>,
    /// What must be put right before it goes out.
    open: Vec<Diagnostic>,
    /// What someone answers for before it goes out.
    to_answer: Vec<Diagnostic>,
}

/// Composes a paper of a freeze: judged against everything that went out, and checked.
pub(crate) async fn compose(
    office: &Office,
    report: &Report,
    freeze: &Freeze,
) -> Result<Composed, AppError> {
    let mut settings = Settings::of(freeze);
    if let Some(framework) = report.framework {
        framework.clone_into(&mut settings.plan);
    }
    let before = changes::previous(office, freeze).await?;
    let (earlier, mut frozen) = match &before {
        None => (None, frozen::load(office, freeze).await?),
        Some(before) => {
            let (before, frozen) = frozen::load_both(office, before, freeze).await?;
            (Some(before), frozen)
        }
    };
    let publications = publication::all(office).await?;
    let name = format!("{}, {}", freeze.id, report.id);
    let (mut told, mut diagnostics) =
        (Edition { name: name.clone(), ..Edition::default() }, vec![]);
    if frozen.holds_own() && cites_own(&settings, &frozen) {
        let history: Result<Vec<Edition>, AppError> =
            publications.iter().map(|one| publication::told(office, one)).collect();
        (told, diagnostics) = frozen.judge(&name, &history?, |open| -> Result<_, AppError> {
            let findings = gather(&settings, open)?;
            let inputs = inputs(freeze, &settings, open, &findings, None);
            Ok(reports::explanation::keys(open, &composed(report, &inputs)))
        })?;
    }
    if has_errors(&diagnostics) {
        return Err(AppError::Refused(diagnostics));
    }
    let compared =
        earlier.as_ref().map(|earlier| changes::compare(office, earlier, &frozen)).transpose()?;
    let findings = gather(&settings, &frozen)?;
    let records: Vec<RecordChanges> =
        compared.iter().flat_map(|report| &report.records).map(record_changes).collect();
    let both = before.as_ref().zip(earlier.as_ref()).zip(compared.as_ref());
    let since = both.map(|((freeze, earlier), report)| Since {
        freeze,
        catalogue: &earlier.catalogue,
        changes: &report.changes,
        records: &records,
    });
    let inputs = inputs(freeze, &settings, &frozen, &findings, since);
    let mut checked = document::check::check(composed(report, &inputs));
    if has_errors(&checked.diagnostics) {
        return Err(AppError::Refused(checked.diagnostics));
    }
    mark(&mut checked.value, &frozen);
    diagnostics.extend(checked.diagnostics);
    let open = release::errors(report, &frozen);
    let to_answer = release::warnings(report, &frozen, &findings);
    let (document, judged_against) = (checked.value, publications.len());
    Ok(Composed { document, frozen, told, judged_against, diagnostics, open, to_answer })
}

/// The paper, with its front matter if the office has one for it.
fn composed(report: &Report, inputs: &Inputs<'_>) -> Document {
    let mut document = (report.compose)(inputs);
    let catalogue = &inputs.frozen.catalogue;
    if let Some(front) = catalogue.front(report.id) {
        let headings = catalogue.implication_headings();
        document.sections.insert(0, reports::front::compose(front, &headings, inputs.marking));
    }
    document
}

/// Whether a paper under these settings rests on a source of the office's own. If not, nothing in it
/// has to be judged, and the gate stays shut to what would.
fn cites_own(settings: &Settings, frozen: &Frozen) -> bool {
    let plan = settings.plan.parse().ok().and_then(|plan: Slug| frozen.catalogue.plan(&plan));
    let gate = frozen.gate();
    plan.is_none_or(|plan| {
        let cited = plan.measures().map(|link| &link.headline_source);
        let watched = plan.framework.watched.iter().map(|watched| &watched.source);
        cited.chain(watched).any(|source| !gate.is_published(source))
    })
}

fn inputs<'a>(
    freeze: &'a Freeze,
    settings: &'a Settings,
    frozen: &'a Frozen,
    findings: &'a Findings,
    since: Option<Since<'a>>,
) -> Inputs<'a> {
    let (body, marking) = (&settings.body, &settings.marking);
    Inputs { freeze, frozen, findings, body, marking, since }
}

/// A paper has the highest marking of its figures, if that is above the office's own.
pub(crate) fn mark(document: &mut Document, frozen: &Frozen) {
    let figures = document.figures();
    let markings = figures.iter().map(|figure| frozen.gate().marking(&figure.id.key.of));
    let highest = markings.max().unwrap_or_default();
    if document.marking.parse().is_ok_and(|own: Marking| own < highest) {
        document.marking = highest.to_string();
    }
}

fn gather(settings: &Settings, frozen: &Frozen) -> Result<Findings, AppError> {
    Findings::gather(frozen, &settings.scope()?).ok_or_else(|| AppError::Setting {
        name: "plan",
        value: settings.plan.clone(),
        help: "put its file into the office's catalogue/plans folder and freeze again".into(),
    })
}

fn record_changes(
    (replacement, changes): &(analysis::changes::Replacement, ingest::OutcomeChanges),
) -> RecordChanges {
    let mut transitions: Vec<_> = changes.transitions.iter().collect();
    transitions.sort_by_key(|t| (std::cmp::Reverse(t.crimes), &t.from, &t.to));
    RecordChanges {
        month: replacement.period.label(),
        in_both: changes.in_both,
        changed: changes.changed,
        only_in_older: changes.only_in_older,
        only_in_newer: changes.only_in_newer,
        transitions: transitions
            .into_iter()
            .map(|t| (t.from.clone(), t.to.clone(), t.crimes))
            .collect(),
    }
}

/// Every paper an office can make.
pub fn all() -> impl Iterator<Item = &'static Report> {
    reports::REPORTS.iter()
}

pub(crate) fn named(paper: &str) -> Result<&'static Report, AppError> {
    let papers = || reports::REPORTS.iter().map(|report| report.id).collect();
    let none = || AppError::NoSuchPaper { asked: paper.to_owned(), papers: papers() };
    Report::named(paper).ok_or_else(none)
}

/// Makes a draft of a paper in the formats asked for and archives it. The HTML comes with a second
/// page that explains every figure. A paper that was issued is given as it went out.
///
/// # Errors
/// No such paper; the paper fails its checks, or cannot go out without giving away what must stay
/// hidden; store errors.
pub async fn make(
    office: &Office,
    paper: &str,
    freeze: &Freeze,
    formats: &[&str],
) -> Result<ReportMade, AppError> {
    let report = named(paper)?;
    if publication::of(office, paper, freeze.id).await?.is_some() {
        return as_issued(office, paper, freeze, formats).await;
    }
    let composed = compose(office, report, freeze).await?;
    let made = drawn(paper, freeze, formats, &composed)?;
    let figures = figures_digest(&composed.document.figures());
    archive(office, paper, freeze, &made.files, figures).await?;
    Ok(made)
}

/// What is said when a paper goes out.
#[derive(Debug, Clone, Copy, Default)]
pub struct IssueRequest<'a> {
    /// Why it goes out although there are warnings; kept in the journal.
    pub because: Option<&'a str>,
    /// What is told the public of what it corrects; printed first in the paper.
    pub correction: Option<&'a str>,
}

/// What stands between a draft and a paper that goes out: errors first, then what someone answers
/// for.
///
/// # Errors
/// As [`make`].
pub async fn checklist(
    office: &Office,
    paper: &str,
    freeze: &Freeze,
) -> Result<Vec<Diagnostic>, AppError> {
    let composed = compose(office, named(paper)?, freeze).await?;
    Ok([composed.open, composed.to_answer, composed.diagnostics].concat())
}

/// Issues a paper: made in every format, archived for good, and counted among everything that was
/// ever published, against which later papers are judged.
///
/// # Errors
/// As [`make`]; it was issued before; its front matter is not complete; there are warnings and no
/// reason is given; it corrects one that went out and no note is given; another paper was issued
/// meanwhile.
pub async fn issue(
    office: &Office,
    paper: &str,
    freeze: &Freeze,
    request: IssueRequest<'_>,
) -> Result<ReportMade, AppError> {
    let report = named(paper)?;
    if let Some(before) = publication::of(office, paper, freeze.id).await? {
        let (paper, issued_at) = (paper.to_owned(), before.issued_at.label());
        return Err(AppError::AlreadyIssued { paper, freeze: freeze.id, issued_at });
    }
    let said =
        |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let (because, correction) = (said(request.because), said(request.correction));
    let corrected = release::corrected(office, report, freeze).await?;
    if let (Some(before), None) = (&corrected, &correction) {
        let (issued_at, freeze) = (before.issued_at.label(), before.freeze);
        return Err(AppError::NoCorrectionNote { paper: paper.to_owned(), freeze, issued_at });
    }
    let mut composed = compose(office, report, freeze).await?;
    if !composed.open.is_empty() {
        return Err(AppError::Refused(composed.open));
    }
    if !composed.to_answer.is_empty() && because.is_none() {
        return Err(AppError::Unanswered(composed.to_answer));
    }
    if let (Some(before), Some(note)) = (&corrected, &correction) {
        correct(&mut composed.document, before, note);
    }
    let made = drawn(paper, freeze, &FORMATS, &composed)?;
    let figures = figures_digest(&composed.document.figures());
    let ready = publication::Ready {
        paper,
        freeze: freeze.id,
        told: &composed.told,
        artefacts: &artefacts(office, paper, freeze, &made.files, figures)?,
        judged_against: composed.judged_against,
        figures,
        because: because.as_deref().filter(|_| !composed.to_answer.is_empty()),
        correction: correction.as_deref().filter(|_| corrected.is_some()),
    };
    publication::record(office, &ready).await?;
    Ok(made)
}

/// The public note of a correction stands before everything else.
fn correct(document: &mut Document, before: &publication::Publication, note: &str) {
    let (edition, at) = (before.freeze, before.issued_at.label());
    let text = document::Prose::new()
        .strong("Correction. ")
        .say(format!("This replaces edition {edition}, issued {at} UTC. {note}"));
    let block = document::Block::Note(document::NoteKind::Important, text.done());
    if let Some(first) = document.sections.first_mut() {
        first.blocks.insert(0, block);
    }
}

async fn as_issued(
    office: &Office,
    paper: &str,
    freeze: &Freeze,
    formats: &[&str],
) -> Result<ReportMade, AppError> {
    let mut files = Vec::new();
    for artefact in archived(office).await? {
        let asked = formats.iter().any(|format| tables::is_of(&artefact.name, format));
        if artefact.freeze == freeze.id && artefact.paper == paper && asked {
            let bytes = office.store.files.get(&artefact.file)?;
            files.push(Made { name: artefact.name, bytes });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(ReportMade { freeze: freeze.clone(), files, figures: None, diagnostics: vec![] })
}

pub(crate) fn drawn(
    paper: &str,
    freeze: &Freeze,
    formats: &[&str],
    composed: &Composed,
) -> Result<ReportMade, AppError> {
    let Composed { document, frozen, diagnostics, .. } = composed;
    let wanted = |format: &str| formats.contains(&format);
    // PDF and slides take about as long as the pages, the text and the tables: side by side.
    let (pages, beside) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| -> Result<Vec<Made>, AppError> {
            let pdf = wanted("pdf").then(|| pdf(paper, document, freeze)).transpose()?;
            let deck = wanted("pptx").then(|| deck(paper, (document, frozen), freeze));
            Ok(pdf.into_iter().chain(deck.transpose()?).collect())
        });
        let pages = || -> Result<(Vec<Made>, Vec<Made>), AppError> {
            let pages = wanted("html").then(|| pages(paper, frozen, document));
            let text = wanted("docx").then(|| docx(paper, (document, frozen), freeze));
            let tables = tables::made(paper, freeze, formats, (document, frozen))?;
            let rest = text.transpose()?.into_iter().chain(tables).collect();
            Ok((pages.into_iter().flatten().collect(), rest))
        };
        let pages = pages();
        let beside = match beside.join() {
            Ok(made) => made,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        (pages, beside)
    });
    let (mut files, rest) = pages?;
    files.extend(beside?);
    files.extend(rest);
    let figures = document.figures();
    let distinct: std::collections::BTreeSet<_> = figures.iter().map(|figure| &figure.id).collect();
    let (figures, diagnostics) = (Some(distinct.len()), diagnostics.clone());
    Ok(ReportMade { freeze: freeze.clone(), files, figures, diagnostics })
}

/// The page and beside it the page that explains every figure.
fn pages(paper: &str, frozen: &Frozen, document: &Document) -> [Made; 2] {
    let figures_page = format!("{paper}-figures.html");
    let figure_link = FigureLink::Anchor(figures_page.clone());
    let html = render::html::emit(document, &HtmlOptions { figure_link });
    let explained = reports::explanation::explain_all(frozen, document);
    let explanations = render::html::emit_explanations(&explained);
    let made = |name, text: String| Made { name, bytes: text.into_bytes() };
    [made(format!("{paper}.html"), html), made(figures_page, explanations)]
}

fn pdf(paper: &str, document: &Document, freeze: &Freeze) -> Result<Made, AppError> {
    let options = render::pdf::PdfOptions { created: freeze.made_at };
    let bytes = render::pdf::emit(document, &options)?;
    Ok(Made { name: format!("{paper}.pdf"), bytes })
}

fn docx(
    paper: &str,
    (document, frozen): (&Document, &Frozen),
    freeze: &Freeze,
) -> Result<Made, AppError> {
    let template = frozen.catalogue.template(paper, "docx");
    let options = render::office::OfficeOptions { created: freeze.made_at, template };
    let bytes = render::docx::emit(document, &options)?;
    Ok(Made { name: format!("{paper}.docx"), bytes })
}

fn deck(
    paper: &str,
    (document, frozen): (&Document, &Frozen),
    freeze: &Freeze,
) -> Result<Made, AppError> {
    let template = frozen.catalogue.template(paper, "pptx");
    let options = render::office::OfficeOptions { created: freeze.made_at, template };
    let bytes = render::pptx::emit(document, &options)?;
    Ok(Made { name: format!("{paper}.pptx"), bytes })
}

/// Over every printed figure, the same in every format and every later version of the program.
fn figures_digest(figures: &[&domain::figure::Figure]) -> Digest {
    let mut printed: Vec<(String, String)> =
        figures.iter().map(|figure| (figure.id.to_string(), figure.text())).collect();
    printed.sort();
    printed.dedup();
    let start = Canonical::new("figures").field(printed.len());
    printed.iter().fold(start, |canonical, (id, text)| canonical.text(id).text(text)).finish()
}

/// Puts the files of a paper into the store; nothing names them yet.
fn artefacts(
    office: &Office,
    paper: &str,
    freeze: &Freeze,
    files: &[Made],
    figures: Digest,
) -> Result<Vec<Artefact>, AppError> {
    let made_at = office.clock.now();
    let one = |made: &Made| {
        Ok(Artefact {
            freeze: freeze.id,
            name: made.name.clone(),
            paper: paper.to_owned(),
            file: office.store.files.put(&made.bytes)?,
            figures,
            made_at,
        })
    };
    files.iter().map(one).collect()
}

async fn archive(
    office: &Office,
    paper: &str,
    freeze: &Freeze,
    files: &[Made],
    figures: Digest,
) -> Result<(), AppError> {
    let artefacts = artefacts(office, paper, freeze, files, figures)?;
    let write = storage::transaction::begin(&office.store).await?;
    // Under the write lock: what was issued meanwhile is not replaced by a draft.
    if publication::of(office, paper, freeze.id).await?.is_some() {
        return Err(AppError::IssuedMeanwhile);
    }
    storage::artefact::save(&write, &artefacts).await?;
    let detail = format!("{paper} of {}, figures {}", freeze.id, figures.short());
    write.commit(office.clock.now(), &office.actor, "report", &detail).await?;
    Ok(())
}

/// Writes files into a folder, which is made if need be; returns their paths.
///
/// # Errors
/// The folder or a file cannot be written.
pub fn write_into(folder: &Path, files: &[Made]) -> Result<Vec<PathBuf>, AppError> {
    let failed = |doing, path: &Path| {
        let path = path.to_owned();
        move |source| AppError::File { doing, path, source }
    };
    std::fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
    let mut paths = Vec::new();
    for made in files {
        let path = folder.join(&made.name);
        std::fs::write(&path, &made.bytes).map_err(failed("write", &path))?;
        paths.push(path);
    }
    Ok(paths)
}

/// Every archived artefact, by edition and name.
///
/// # Errors
/// Store errors.
pub async fn archived(office: &Office) -> Result<Vec<Artefact>, AppError> {
    Ok(storage::artefact::all(&office.store).await?)
}

/// The bytes of an archived artefact, exactly as they were made; none if there is no such one.
///
/// # Errors
/// Store errors; bytes that have changed since.
pub async fn read_archived(
    office: &Office,
    freeze: &str,
    name: &str,
) -> Result<Option<Vec<u8>>, AppError> {
    let found = archived(office)
        .await?
        .into_iter()
        .find(|artefact| artefact.freeze.to_string() == freeze && artefact.name == name);
    Ok(match found {
        Some(artefact) => Some(office.store.files.get(&artefact.file)?),
        None => None,
    })
}

/// What may be said of each measure, from a freeze.
///
/// # Errors
/// The office's plan is unknown to the edition; store errors.
pub async fn findings(office: &Office, freeze: &Freeze) -> Result<Findings, AppError> {
    let frozen = frozen::load(office, freeze).await?;
    gather(&Settings::of(freeze), &frozen)
}
