//! The one helper that knows the interface: files in, figures and problems out.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::LazyLock;

use catalogue::{Bundle, Catalogue};
use domain::cell::Cell;
use domain::observation::Observation;
use flate2::Compression;
use flate2::write::GzEncoder;
use ingest::{Input, Parsed, Refused};

pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load(&Bundle::shipped()).0);

pub const STREET_HEADER: &str = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,\
    Location,LSOA code,LSOA name,Crime type,Last outcome category,Context";

/// A file of the sample office's data, in the repository.
pub fn real(path: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/leicestershire/data");
    let path = root.join(path);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Rows of a published file, exactly as they stand there.
pub fn excerpt(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

pub fn gunzip(bytes: &[u8]) -> String {
    std::io::read_to_string(flate2::read::GzDecoder::new(bytes)).unwrap()
}

/// The rows of a golden file, each by its header.
pub fn golden(name: &str) -> Vec<BTreeMap<String, String>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/leicestershire");
    let mut reader = csv::Reader::from_path(root.join(name)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn read(name: &str, bytes: &[u8]) -> Result<Parsed, Refused> {
    ingest::read(&Input { name, bytes: &bytes, vintage: None }, &CATALOGUE)
}

pub fn parsed(name: &str, bytes: &[u8]) -> Parsed {
    read(name, bytes).unwrap_or_else(|r| panic!("refused:\n{}", told(&r.diagnostics)))
}

/// What is told of a file, one line each: severity, code, place, message.
pub fn told(diagnostics: &[domain::diagnostic::Diagnostic]) -> String {
    let line = |d: &domain::diagnostic::Diagnostic| {
        format!("{:?} {} at {}: {}\n", d.severity, d.code.id, d.location, d.message)
    };
    diagnostics.iter().map(line).collect()
}

/// Refused, and told so in these words.
pub fn refused(name: &str, bytes: &[u8]) -> String {
    match read(name, bytes) {
        Err(refused) => told(&refused.diagnostics),
        Ok(parsed) => panic!("read:\n{}", told(&parsed.diagnostics)),
    }
}

/// The value with this middle part of a figure id, such as
/// `PUK-001.1/police-uk-street/E23000021.2016/total/2022-01`.
pub fn value(observations: &[Observation], key: &str) -> Option<i64> {
    let found = observations.iter().find(|o| o.key.to_string() == key)?;
    match found.cell {
        Cell::Value(number) if number.scale == 0 => Some(number.mantissa),
        other => panic!("{key} is {other:?}"),
    }
}

/// A street file of Leicestershire, January 2022: each row is LSOA code, LSOA name, type, outcome.
pub fn street(rows: &[[&str; 4]]) -> String {
    let mut text = format!("{STREET_HEADER}\n");
    for (n, [code, name, kind, outcome]) in rows.iter().enumerate() {
        let id = if *kind == "Anti-social behaviour" { String::new() } else { format!("{n:064x}") };
        text += &format!(
            "{id},2022-01,Leicestershire Police,Leicestershire Police,,,,{code},{name},{kind},{outcome},\n"
        );
    }
    text
}

/// An archive of these paths and contents.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*path, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with some of its words changed, wherever they stand.
pub fn retold(book: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for n in 0..archive.len() {
        let mut part = archive.by_index(n).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => {
                let all = changes.iter().fold(text, |text, (from, to)| text.replace(from, to));
                all.into_bytes()
            }
            Err(other) => other.into_bytes(),
        };
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip(&parts)
}

/// A workbook of these sheets; a cell that reads as a number is one.
pub fn workbook(sheets: &[(&str, &[(&str, &str)])]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let (mut list, mut links, mut parts) = (String::new(), String::new(), Vec::new());
    for (n, (name, cells)) in sheets.iter().enumerate() {
        let id = n + 1;
        list += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>");
        links += &format!(
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/worksheet\" \
             Target=\"worksheets/sheet{id}.xml\"/>"
        );
        let cell = |(at, value): &(&str, &str)| match value.parse::<f64>() {
            Ok(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
            Err(_) => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"),
        };
        let cells: String = cells.iter().map(cell).collect();
        let sheet = format!(
            "<worksheet xmlns=\"{MAIN}\"><sheetData><row>{cells}</row></sheetData></worksheet>"
        );
        parts.push((format!("xl/worksheets/sheet{id}.xml"), sheet));
    }
    parts.push((
        "[Content_Types].xml".into(),
        format!("<Types xmlns=\"{PACKAGE}/content-types\"/>"),
    ));
    parts.push((
        "_rels/.rels".into(),
        format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
             Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    ));
    parts.push((
        "xl/workbook.xml".into(),
        format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>"
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>"),
    ));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    zip(&parts)
}

/// A workbook with some of its parts replaced or added.
pub fn with_parts(book: &[u8], parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut all: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for n in 0..archive.len() {
        let mut part = archive.by_index(n).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        all.insert(part.name().unwrap().into_owned(), bytes);
    }
    all.extend(parts.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())));
    let all: Vec<(&str, &[u8])> =
        all.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    zip(&all)
}

/// The text of a part of a workbook.
pub fn part(book: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    std::io::read_to_string(archive.by_name(path).unwrap()).unwrap()
}

/// A real file that only the tests of readers need.
pub fn kept(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// An OpenDocument workbook of these sheets, each row as written: cells are separated by `|`, a cell
/// that reads as a number is one, and an empty one is nothing.
pub fn ods(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    let cell = |text: &str| match (text.trim(), text.trim().parse::<f64>()) {
        ("", _) => "<table:table-cell/>".to_owned(),
        (_, Ok(number)) => {
            format!("<table:table-cell office:value-type=\"float\" office:value=\"{number}\"/>")
        }
        (text, Err(_)) => format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>"),
    };
    let row = |row: &&str| {
        let cells: String = row.split('|').map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let sheet = |(name, rows): &(&str, &[&str])| {
        let rows: String = rows.iter().map(row).collect();
        format!("<table:table table:name=\"{name}\">{rows}</table:table>")
    };
    content(&sheets.iter().map(sheet).collect::<String>())
}

/// An OpenDocument workbook of these marks.
pub fn content(sheets: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>{sheets}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}
