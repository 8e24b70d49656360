//! The office's own templates, frozen with its catalogue and filled.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::program::{Office, sample, status, told};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const READ: &str = "
import json, re, sys, zipfile
def size(deck):
    xml = zipfile.ZipFile(deck).read('ppt/presentation.xml').decode()
    return re.search(r'<p:sldSz[^>]*>', xml).group(0).replace(' ', '')
def page(text):
    xml = zipfile.ZipFile(text).read('word/document.xml').decode()
    return re.findall(r'<w:pgSz[^>]*>', xml)[-1].replace(' ', '')
def words(text):
    import docx
    document = docx.Document(text)
    header = ' '.join(p.text for s in document.sections for p in s.header.paragraphs)
    return header + ' ' + ' '.join(p.text for p in document.paragraphs)
deck, made_deck, text, made_text = sys.argv[1:]
print(json.dumps({
    'deck': [size(deck), size(made_deck)],
    'page': [page(text), page(made_text)],
    'words': words(made_text),
}))
";

#[test]
fn the_offices_own_templates_are_filled_and_frozen() {
    let office = Office::new();
    let table = sample().join("home-office-prc/recorded-offences-by-force-year.csv");
    assert_eq!(status(&office.import(&[table], "2026-07")), 0);
    let templates = office.folder.path().join("office/catalogue/templates");
    std::fs::create_dir_all(&templates).unwrap();
    let fixtures = root().join("crates/render/tests/fixtures");
    let (deck, text) = (fixtures.join("office-template.potx"), fixtures.join("office.docx"));
    std::fs::copy(&deck, templates.join("office.potx")).unwrap();
    // One for a single paper goes before the one for all.
    std::fs::copy(fixtures.join("bare.docx"), templates.join("office.docx")).unwrap();
    std::fs::copy(&text, templates.join("framework-paper.docx")).unwrap();
    let frozen = office.json(&["freeze", "--as-at", "2018-03-31"]);
    assert_eq!(frozen["freeze"], "2018-03-31.1", "{frozen}");
    // What is changed afterwards is of the next edition.
    std::fs::remove_dir_all(&templates).unwrap();
    let out = office.folder.path().join("out");
    let report = ["report", "framework-paper", "--format", "pptx,docx", "--out"];
    let made = office.command(&report).arg(&out).output().unwrap();
    assert!([0, 3].contains(&status(&made)), "{}", told(&made));
    let made = |name: &str| out.join("2018-03-31.1").join(format!("framework-paper.{name}"));
    let mut python = Command::new(root().join("target/tools/office/bin/python"));
    python.args(["-c", READ]).arg(&deck).arg(made("pptx")).arg(&text).arg(made("docx"));
    let read = python.output().expect("run cargo xtask tools first");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let read: Value = serde_json::from_slice(&read.stdout).unwrap();
    for what in ["deck", "page"] {
        assert_eq!(read[what][0], read[what][1], "{what}");
    }
    let words = read["words"].as_str().unwrap();
    assert!(words.contains("Performance framework") && !words.contains("{{"), "{words}");
    // A file of another kind is told where it lies.
    std::fs::create_dir_all(&templates).unwrap();
    std::fs::write(templates.join("office.key"), b"x").unwrap();
    let refused = office.run(&["freeze", "--as-at", "2018-03-31"]);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("templates/office.key"), "{}", told(&refused));
}
