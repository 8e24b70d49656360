//! What is fuzzed: every reader of this crate, the catalogue's files, and every text of `domain`.
//!
//! A target takes any bytes. It may refuse them; it may not panic, and what it reads must hold
//! together. The same functions are run here, over the kept corpus changed at random, and by
//! cargo-fuzz in the folder `fuzz` of the repository.

use std::fmt::{Debug, Display};
use std::io::Write as _;
use std::str::FromStr;
use std::sync::LazyLock;

use catalogue::{Bundle, Catalogue};
use domain::diagnostic::has_errors;
use ingest::{Input, NotUnpacked};

static SHIPPED: LazyLock<Bundle> = LazyLock::new(Bundle::shipped);
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load(&SHIPPED).0);

/// A target by its name, which is that of its folder of the corpus.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("archive", archive),
    ("catalogue", catalogue),
    ("file", file),
    ("names", names),
    ("parts", parts),
    ("sheets", sheets),
    ("stored", stored),
];

/// The target of a name.
#[allow(dead_code, reason = "used by cargo-fuzz")]
pub fn named(name: &str) -> fn(&[u8]) {
    let found = TARGETS.iter().find(|(target, _)| *target == name);
    found.expect("cargo-fuzz names a target that is listed").1
}

/// A file as sent, of whatever kind: read, and a mapping proposed for it.
pub fn file(bytes: &[u8]) {
    let input = Input { name: "file", bytes: &bytes, vintage: None };
    match ingest::read(&input, &CATALOGUE) {
        Ok(parsed) => {
            assert!(!has_errors(&parsed.diagnostics));
            for observation in &parsed.observations {
                drop(observation.key.to_string());
            }
        }
        Err(refused) => assert!(has_errors(&refused.diagnostics), "refused without a reason"),
    }
    if let Ok(proposal) = ingest::propose(&input, &CATALOGUE) {
        drop(proposal.to_toml());
    }
}

/// An archive of files.
fn archive(bytes: &[u8]) {
    if !ingest::is_archive(&bytes).unwrap_or(false) {
        return;
    }
    let keep = |_: String, from: &mut dyn std::io::Read| {
        std::io::copy(from, &mut std::io::sink()).map(drop)
    };
    match ingest::unpack("archive", &bytes, keep) {
        Ok(diagnostics) => assert!(!has_errors(&diagnostics)),
        Err(NotUnpacked::Refused(refused)) => assert!(has_errors(&refused.diagnostics)),
        Err(NotUnpacked::NotKept(error)) => panic!("{error}"),
    }
}

/// Sections under lines that begin with `= `, each a name and what stands below.
fn sections(bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    let mut out: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("= "), out.last_mut()) {
            (Some(name), _) => out.push((name.trim_end_matches('\n').to_owned(), String::new())),
            (None, Some((_, below))) => below.push_str(line),
            (None, None) => {}
        }
    }
    out
}

/// A ZIP of these parts; compressed bytes changed at random would only show that ZIP has checksums.
fn zip(parts: &[(String, String)]) -> Option<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, text) in parts {
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        writer.start_file(path.as_str(), stored).ok()?;
        writer.write_all(text.as_bytes()).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// The parts of a workbook, each under its path.
fn parts(bytes: &[u8]) {
    if let Some(book) = zip(&sections(bytes)) {
        file(&book);
    }
}

/// The sheets of a workbook, each under its name, with `|` between cells.
fn sheets(bytes: &[u8]) {
    let escaped = |text: &str| {
        let fit = |c: char| if c.is_control() { ' ' } else { c };
        let text: String = text.chars().map(fit).collect();
        text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
    };
    let cell = |text: &str| match (text.trim(), text.trim().parse::<f64>()) {
        ("", _) => "<table:table-cell/>".to_owned(),
        (_, Ok(number)) => format!("<table:table-cell office:value=\"{number}\"/>"),
        (text, Err(_)) => {
            format!("<table:table-cell><text:p>{}</text:p></table:table-cell>", escaped(text))
        }
    };
    let mut content = String::from("<office:document-content>");
    for (name, rows) in sections(bytes) {
        content += &format!("<table:table table:name=\"{}\">", escaped(&name));
        for row in rows.lines() {
            let cells: String = row.split('|').map(cell).collect();
            content += &format!("<table:table-row>{cells}</table:table-row>");
        }
        content += "</table:table>";
    }
    content += "</office:document-content>";
    if let Some(book) = zip(&[("content.xml".to_owned(), content)]) {
        file(&book);
    }
}

/// A file of the catalogue: its path on the first line, then what stands in it.
fn catalogue(bytes: &[u8]) {
    let Some(end) = bytes.iter().position(|b| *b == b'\n') else { return };
    let (path, content) = (String::from_utf8_lossy(&bytes[..end]), &bytes[end + 1..]);
    let mut bundle = SHIPPED.clone();
    bundle.insert(&path, content.to_vec());
    let (catalogue, problems) = Catalogue::load(&bundle);
    if !has_errors(&problems) {
        // What was taken can be written and read again.
        for mapping in catalogue.mappings() {
            let mut again = SHIPPED.clone();
            again.insert(&path, content.to_vec());
            again.insert(&mapping.file, mapping.to_toml().into_bytes());
            let (_, problems) = Catalogue::load(&again);
            assert!(!has_errors(&problems), "{}\n{problems:?}", mapping.to_toml());
        }
    }
}

/// A text that reads is written so that it reads as the same.
fn round<T: FromStr + Display + PartialEq + Debug>(text: &str) {
    if let Ok(first) = text.parse::<T>() {
        let written = first.to_string();
        let second = written.parse::<T>();
        assert!(second.as_ref().is_ok_and(|second| *second == first), "{text:?} as {written:?}");
    }
}

/// Every text that stands for something, one on each line.
fn names(bytes: &[u8]) {
    for line in String::from_utf8_lossy(bytes).lines() {
        round::<domain::area::Area>(line);
        round::<domain::breakdown::Breakdown>(line);
        round::<domain::decimal::Decimal>(line);
        round::<domain::digest::Digest>(line);
        round::<domain::figure::FigureId>(line);
        round::<domain::figure::derivation::Derivation>(line);
        round::<domain::freeze::FreezeId>(line);
        round::<domain::ids::MeasureId>(line);
        round::<domain::ids::Slug>(line);
        round::<domain::ids::SourceId>(line);
        round::<domain::instant::Instant>(line);
        round::<domain::period::Period>(line);
        round::<domain::vintage::Vintage>(line);
    }
}

/// What is stored as bytes: the lines a count was made from, and a catalogue.
fn stored(bytes: &[u8]) {
    if let Some(rows) = domain::rows::RowSet::from_bytes(bytes) {
        let mut again = domain::rows::RowSet::default();
        assert!(rows.iter().all(|line| again.push(line)));
        assert_eq!((again.len(), &again), (rows.len(), &rows));
    }
    if let Ok(bundle) = Bundle::from_bytes(bytes) {
        assert_eq!(bundle.to_bytes(), bytes);
    }
}
