//! The reproducibility bundle of a paper: its figures, what each is made from, the definitions, the
//! published files, and how it is done, so that a second analyst recomputes every number in a
//! spreadsheet (SF-038).

use std::collections::BTreeSet;
use std::path::{Component, Path};

use analysis::frozen::Frozen;
use document::Document;
use document::explanation::Explained;
use domain::digest::Digest;
use domain::freeze::Freeze;

use crate::report::{self, Made};
use crate::{AppError, Office};

/// The list of a bundle's files, in the form that `sha256sum --check` reads.
const MANIFEST: &str = "manifest.txt";
const FIRST: &str = "# Reproducibility bundle of Scrutineer, form 1\n";

/// A bundle made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BundleMade {
    /// How many files it has beside its list.
    pub files: usize,
    /// How many figures it explains.
    pub figures: usize,
}

/// A bundle checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleChecked {
    /// How many files it lists.
    pub files: usize,
    /// What is wrong, in words.
    pub faults: Vec<String>,
}

/// Writes the bundle of a paper into a new folder.
///
/// # Errors
/// The folder is there already; the paper cannot be made; the disk or store fails.
pub async fn write(
    office: &Office,
    paper: &str,
    freeze: &Freeze,
    folder: &Path,
) -> Result<BundleMade, AppError> {
    if folder.exists() {
        return Err(AppError::FolderIsThere { folder: folder.to_owned() });
    }
    let composed = report::compose(office, report::named(paper)?, freeze).await?;
    let mut files =
        report::drawn(paper, freeze, &["csv", "html", "json", "xlsx"], &composed)?.files;
    if paper != GUIDE {
        let guide = report::compose(office, report::named(GUIDE)?, freeze).await?;
        files.extend(report::drawn(GUIDE, freeze, &["html"], &guide)?.files);
    }
    let (document, frozen) = (&composed.document, &composed.frozen);
    let entries = reports::explanation::explain_all(frozen, document).entries;
    files.extend([
        text("figures-and-inputs.csv", inputs(&entries)),
        text("observations.csv", observations(&entries)),
        text("definitions.csv", definitions(frozen, document)),
        text("READ-ME.txt", read_me(document, freeze)),
    ]);
    for supplied in frozen.releases() {
        let release = &supplied.release;
        // What the office holds itself is not handed on; reference data stands in the program.
        if supplied.batch == 0 || !frozen.gate().is_published(&release.source) {
            continue;
        }
        let name =
            format!("files/{}-{}", release.file.short(), release.name.replace(['/', '\\'], "-"));
        if !files.iter().any(|file| file.name == name) {
            files.push(Made { name, bytes: office.store.files.get(&release.file)? });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let lines = files.iter().map(|file| format!("{}  {}\n", Digest::of(&file.bytes), file.name));
    let list: String = std::iter::once(FIRST.to_owned()).chain(lines).collect();
    let made = BundleMade { files: files.len(), figures: entries.len() };
    files.push(text(MANIFEST, list));
    let failed = |doing, path: &Path| {
        let path = path.to_owned();
        move |source| AppError::File { doing, path, source }
    };
    let inside = folder.join("files");
    std::fs::create_dir_all(&inside).map_err(failed("make the folder", &inside))?;
    // The list comes last: a bundle that was cut short has none.
    for file in &files {
        let path = folder.join(&file.name);
        std::fs::write(&path, &file.bytes).map_err(failed("write", &path))?;
    }
    Ok(made)
}

/// The paper that says how it is done.
const GUIDE: &str = "how-to-guide";

fn text(name: &str, text: String) -> Made {
    Made { name: name.to_owned(), bytes: text.into_bytes() }
}

/// One row for each figure and each figure it is made from.
fn inputs(entries: &[Explained]) -> String {
    let header = ["figure", "of", "value", "made", "input", "input_of", "input_value"];
    let mut rows = Vec::new();
    for entry in entries {
        for input in &entry.inputs {
            rows.push(vec![
                entry.id.clone(),
                entry.of.clone(),
                entry.value.clone(),
                entry.made.clone(),
                input.id.clone(),
                input.of.clone(),
                input.value.clone(),
            ]);
        }
    }
    render::csv::list(&header, &["value", "input_value"], &rows)
}

/// One row for each figure that stands in a file as it is, with its file and place.
fn observations(entries: &[Explained]) -> String {
    let plain = entries.iter().filter(|entry| entry.inputs.is_empty());
    let rows: Vec<Vec<String>> = plain
        .map(|entry| {
            let facts = entry.facts.iter().map(|(term, said)| format!("{term}: {said}"));
            let facts = facts.collect::<Vec<_>>().join("; ");
            vec![entry.id.clone(), entry.of.clone(), entry.value.clone(), facts]
        })
        .collect();
    render::csv::list(&["figure", "of", "value", "where"], &["value"], &rows)
}

/// One row for each measure that the paper prints.
fn definitions(frozen: &Frozen, document: &Document) -> String {
    let header =
        ["measure", "version", "name", "definition", "numerator", "denominator", "unit", "caveat"];
    let figures = document.figures();
    let printed: BTreeSet<_> = figures.iter().map(|figure| &figure.id.key.of.measure).collect();
    let measures = printed.into_iter().filter_map(|id| frozen.catalogue.measure(id));
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let rows: Vec<Vec<String>> = measures
        .map(|measure| {
            vec![
                measure.id.to_string(),
                measure.definition_version.to_string(),
                measure.name.clone(),
                said(&measure.definition),
                said(&measure.numerator),
                said(&measure.denominator),
                measure.unit.as_ref().map_or_else(String::new, ToString::to_string),
                said(&measure.caveat),
            ]
        })
        .collect();
    render::csv::list(&header, &[], &rows)
}

fn read_me(document: &Document, freeze: &Freeze) -> String {
    format!(
        "{title}, {subtitle}\n{statement}\nDigest of the edition: {digest}\n\n\
         figures-and-inputs.csv  every figure, how it is made, and the figures it is made from\n\
         observations.csv        every figure that stands in a file, with its file and place\n\
         definitions.csv         what each measure counts\n\
         {id}.csv, .json, .xlsx  the figures of the paper as data and as a workbook\n\
         {id}.html               the paper; {id}-figures.html explains every figure\n\
         how-to-guide.html       how to get the files next time, and how each figure is calculated\n\
         files/                  the published files, byte for byte; files that only the office holds\n\
         \x20                       are not handed on\n\
         manifest.txt            SHA-256 of every file: sha256sum --check manifest.txt, or\n\
         \x20                       scrutineer verify --bundle FOLDER\n\n\
         To make a figure again: find its rows in figures-and-inputs.csv, do what `made` says with the\n\
         values of its inputs, and round once. Each input that has no rows of its own is in\n\
         observations.csv, with the cell it stands in.\n",
        title = document.title,
        subtitle = document.subtitle,
        statement = document.freeze_statement,
        digest = freeze.digest,
        id = document.id,
    )
}

/// Checks every file of a bundle against its list.
///
/// # Errors
/// There is no list, or it is not one of a bundle.
pub fn check(folder: &Path) -> Result<BundleChecked, AppError> {
    let path = folder.join(MANIFEST);
    let failed = |source| AppError::File { doing: "read", path: path.clone(), source };
    let list = std::fs::read_to_string(&path).map_err(failed)?;
    let none = || AppError::NoBundle { folder: folder.to_owned() };
    let rest = list.strip_prefix(FIRST).ok_or_else(none)?;
    let mut checked = BundleChecked { files: 0, faults: vec![] };
    for line in rest.lines() {
        let (digest, name) = line.split_once("  ").ok_or_else(none)?;
        let digest: Digest = digest.parse().map_err(|_| none())?;
        let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if !plain {
            return Err(none());
        }
        checked.files += 1;
        match std::fs::read(folder.join(name)) {
            Ok(bytes) if Digest::of(&bytes) == digest => {}
            Ok(_) => checked.faults.push(format!("{name} is not as it was written")),
            Err(_) => checked.faults.push(format!("{name} cannot be read")),
        }
    }
    Ok(checked)
}
