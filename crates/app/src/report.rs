//! Make a paper from a freeze, archive it, and write it where it is wanted.

use std::path::{Path, PathBuf};

use analysis::findings::Findings;
use document::Document;
use domain::diagnostic::{Diagnostic, has_errors};
use domain::digest::{Canonical, Digest};
use domain::freeze::Freeze;
use render::html::{FigureLink, HtmlOptions};
use reports::board_pack::{Inputs, RecordChanges, Since};
pub use storage::artefact::Artefact;

use crate::{AppError, Office, Settings, changes, frozen};

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
    /// How many different figures it prints.
    pub figures: usize,
    /// What the checks found.
    pub diagnostics: Vec<Diagnostic>,
}

/// The formats a paper can be made in.
pub const FORMATS: [&str; 2] = ["html", "pdf"];

/// Composes the board pack of a freeze, checked.
///
/// # Errors
/// The office's plan or group is unknown to the edition; the paper fails its checks; store errors.
pub async fn compose(
    office: &Office,
    freeze: &Freeze,
) -> Result<(Document, analysis::frozen::Frozen, Vec<Diagnostic>), AppError> {
    let settings = Settings::of(freeze);
    let before = changes::previous(office, freeze).await?;
    let (frozen, compared) = match &before {
        None => (frozen::load(office, freeze).await?, None),
        Some(before) => {
            let (before, frozen) = frozen::load_both(office, before, freeze).await?;
            let compared = changes::compare(office, &before, &frozen)?;
            (frozen, Some(compared))
        }
    };
    let findings = gather(&settings, &frozen)?;
    let records: Vec<RecordChanges> =
        compared.iter().flat_map(|report| &report.records).map(record_changes).collect();
    let since = before.as_ref().zip(compared.as_ref()).map(|(freeze, report)| Since {
        freeze,
        changes: &report.changes,
        records: &records,
    });
    let inputs = Inputs {
        freeze,
        frozen: &frozen,
        findings: &findings,
        body: &settings.body,
        marking: &settings.marking,
        since,
    };
    let checked = document::check::check(reports::board_pack::compose(&inputs));
    if has_errors(&checked.diagnostics) {
        return Err(AppError::Refused(checked.diagnostics));
    }
    Ok((checked.value, frozen, checked.diagnostics))
}

fn gather(settings: &Settings, frozen: &analysis::frozen::Frozen) -> Result<Findings, AppError> {
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

/// Makes a paper in the formats asked for and archives it. The HTML comes with a second page that
/// explains every figure.
///
/// # Errors
/// No such paper; the paper fails its checks; store errors.
pub async fn make(
    office: &Office,
    paper: &str,
    freeze: &Freeze,
    formats: &[&str],
) -> Result<ReportMade, AppError> {
    let papers: Vec<&'static str> = reports::REPORTS.iter().map(|report| report.id).collect();
    if !papers.contains(&paper) {
        return Err(AppError::NoSuchPaper { asked: paper.to_owned(), papers });
    }
    let (document, frozen, diagnostics) = compose(office, freeze).await?;
    // The PDF takes about as long as the pages: side by side.
    let (pages, pdf) = std::thread::scope(|scope| {
        let pdf = formats.contains(&"pdf").then(|| scope.spawn(|| pdf(paper, &document, freeze)));
        let pages = formats.contains(&"html").then(|| pages(paper, &frozen, &document));
        let pdf = pdf.map(|made| match made.join() {
            Ok(made) => made,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        (pages, pdf)
    });
    let mut files: Vec<Made> = pages.into_iter().flatten().collect();
    files.extend(pdf.transpose()?);
    let figures = document.figures();
    archive(office, paper, freeze, &files, figures_digest(&figures)).await?;
    let distinct: std::collections::BTreeSet<_> = figures.iter().map(|figure| &figure.id).collect();
    let figures = distinct.len();
    Ok(ReportMade { freeze: freeze.clone(), files, figures, diagnostics })
}

/// The page and beside it the page that explains every figure.
fn pages(paper: &str, frozen: &analysis::frozen::Frozen, document: &Document) -> [Made; 2] {
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

/// Over every printed figure, the same in every format and every later version of the program.
fn figures_digest(figures: &[&domain::figure::Figure]) -> Digest {
    let mut printed: Vec<(String, String)> =
        figures.iter().map(|figure| (figure.id.to_string(), figure.text())).collect();
    printed.sort();
    printed.dedup();
    let start = Canonical::new("figures").field(printed.len());
    printed.iter().fold(start, |canonical, (id, text)| canonical.text(id).text(text)).finish()
}

async fn archive(
    office: &Office,
    paper: &str,
    freeze: &Freeze,
    files: &[Made],
    figures: Digest,
) -> Result<(), AppError> {
    let now = office.clock.now();
    let mut artefacts = Vec::new();
    for made in files {
        artefacts.push(Artefact {
            freeze: freeze.id,
            name: made.name.clone(),
            paper: paper.to_owned(),
            file: office.store.files.put(&made.bytes)?,
            figures,
            made_at: now,
        });
    }
    let write = storage::transaction::begin(&office.store).await?;
    storage::artefact::save(&write, &artefacts).await?;
    let detail = format!("{paper} of {}, figures {}", freeze.id, figures.short());
    write.commit(now, &office.actor, "report", &detail).await?;
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
