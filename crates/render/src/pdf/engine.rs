//! The typesetting engine behind plain functions; nothing else in the house names its types.
//!
//! The engine sees the template, one data file and the pictures of one document, all in memory. It
//! reaches no disk, no network, no clock and no font of the machine.

use std::sync::LazyLock;

use document::Document;
use domain::instant::Instant;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfStandard, PdfStandards, Timestamp};

use super::lower::Lowered;
use super::{PdfError, PdfOptions};

/// The faces of the house, in the order regular, semibold, bold, italic.
pub(super) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&[u8]; 4] = [
        include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf"),
        include_bytes!("../../assets/fonts/SourceSans3-Semibold.ttf"),
        include_bytes!("../../assets/fonts/SourceSans3-Bold.ttf"),
        include_bytes!("../../assets/fonts/SourceSans3-It.ttf"),
    ];
    let fonts = files.map(|file| Font::new(Bytes::new(file), 0).expect("we ship whole fonts"));
    fonts.into()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(&*FONTS)));

/// With the engine's row headers for tables, which it still keeps behind a switch.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

const MAIN: &str = "pack.typ";

static TEMPLATE: LazyLock<Vec<(FileId, Source)>> = LazyLock::new(|| {
    let files = [
        (MAIN, include_str!("pack.typ")),
        ("style.typ", include_str!("style.typ")),
        ("text.typ", include_str!("text.typ")),
        ("note.typ", include_str!("note.typ")),
        ("key_figures.typ", include_str!("key_figures.typ")),
        ("verdicts.typ", include_str!("verdicts.typ")),
        ("table.typ", include_str!("table.typ")),
        ("chart.typ", include_str!("chart.typ")),
        ("section.typ", include_str!("section.typ")),
    ];
    let source =
        |(name, text): (&str, &str)| (file_id(name), Source::new(file_id(name), text.into()));
    files.map(source).into()
});

/// File ids are kept for the life of the process and there are 65,535 of them: use few names, and
/// the same ones for every document.
fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our own names are paths");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// All that the engine sees.
struct Desk {
    files: Vec<(FileId, Bytes)>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        file_id(MAIN)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = TEMPLATE.iter().find(|(file, _)| *file == id);
        found.map(|(_, source)| source.clone()).ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(file, _)| *file == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// There is no today: a paper speaks of its freeze.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Lays out pages.
pub(super) fn pages(lowered: Lowered, document: &Document) -> Result<PagedDocument, PdfError> {
    let data = Bytes::from_string(lowered.data.to_string());
    let pictures = lowered.pictures.into_iter().enumerate();
    let pictures = pictures.map(|(n, svg)| (file_id(&picture(n)), Bytes::from_string(svg)));
    let files = std::iter::once((file_id("document.json"), data)).chain(pictures).collect();
    let compiled = typst::compile::<PagedDocument>(&Desk { files });
    compiled.output.map_err(|found| refused(document, "laying out", &found))
}

/// The file name of the document's picture number `n`.
pub(super) fn picture(n: usize) -> String {
    format!("picture-{n}.svg")
}

/// Lays out pages and writes them as PDF.
pub(super) fn write(
    lowered: Lowered,
    document: &Document,
    options: &PdfOptions,
) -> Result<Vec<u8>, PdfError> {
    let settings = typst_pdf::PdfOptions {
        // What it is and which edition: the file's own identity, the same on every run.
        ident: Smart::Custom(format!("{} {}", document.id, document.freeze_statement)),
        creator: Smart::Custom(Some("Scrutineer".into())),
        timestamp: Some(timestamp(document, options.created)?),
        standards: standards(),
        ..typst_pdf::PdfOptions::default()
    };
    let bytes = pages(lowered, document).and_then(|pages| {
        let written = typst_pdf::pdf(&pages, &settings);
        written.map_err(|found| refused(document, "writing", &found))
    });
    // The engine remembers layouts for ever unless told; what the last document did not use goes.
    typst::comemo::evict(1);
    bytes
}

fn standards() -> PdfStandards {
    PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .expect("the two standards agree; a test writes with them")
}

fn timestamp(document: &Document, created: Instant) -> Result<Timestamp, PdfError> {
    let read = || {
        let moment = jiff::Timestamp::from_microsecond(created.0).ok()?;
        let moment = moment.to_zoned(jiff::tz::TimeZone::UTC).datetime();
        let part = |number: i8| u8::try_from(number).ok();
        let (month, day) = (part(moment.month())?, part(moment.day())?);
        let (hour, minute) = (part(moment.hour())?, part(moment.minute())?);
        let (year, second) = (i32::from(moment.year()), part(moment.second())?);
        // PDF writes years as four digits.
        let year = Some(year).filter(|year| (0..=9999).contains(year))?;
        Datetime::from_ymd_hms(year, month, day, hour, minute, second)
    };
    let wrong = || PdfError::Created { document: document.id.clone(), created };
    read().map(Timestamp::new_utc).ok_or_else(wrong)
}

fn refused(document: &Document, doing: &'static str, found: &[SourceDiagnostic]) -> PdfError {
    PdfError::Refused {
        document: document.id.clone(),
        doing,
        problems: found.iter().map(|one| one.message.to_string()).collect(),
    }
}
