//! The board pack as slides, in python-pptx.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{FIRST, SECOND, demo};

/// The numbers of a text, as they are written: `94,597`, `+17.3%`.
fn numbers(text: &str) -> BTreeSet<String> {
    let text = text.replace(['\u{a0}', '\u{202f}'], " ");
    let pieces = text.split(|c: char| !(c.is_ascii_digit() || ",.+−%".contains(c)));
    let pieces = pieces.map(|piece| piece.trim_matches([',', '.']));
    pieces.filter(|p| p.contains(|c: char| c.is_ascii_digit())).map(str::to_owned).collect()
}

/// The words of a page, without its marks.
fn words(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, said)| said));
    pieces.collect::<Vec<_>>().join(" ")
}

fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// SF-100: no number stands on a slide that is not in the pack.
#[test]
fn no_number_stands_on_a_slide_that_is_not_in_the_pack() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for freeze in [FIRST, SECOND] {
        let deck = demo().out.join(freeze).join("board-pack.pptx");
        let mut python = Command::new(root.join("target/tools/office/bin/python"));
        python.arg(root.join("crates/render/tests/pptx_deck/read.py")).arg(deck);
        let read = python.output().expect("run cargo xtask tools first");
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let read: Value = serde_json::from_slice(&read.stdout).unwrap();
        let page = demo().out.join(freeze).join("board-pack.html");
        let pack = numbers(&words(&std::fs::read_to_string(page).unwrap()));
        let slides = list(&read, "slides");
        assert!(slides.len() > 20);
        let mut seen = 0;
        for slide in slides {
            let title = slide["title"].as_str().unwrap();
            assert!(!title.is_empty() && !slide["notes"].as_str().unwrap().is_empty());
            for shape in list(slide, "shapes") {
                let name = shape["name"].as_str().unwrap();
                if ["Title", "Slide number"].contains(&name) {
                    continue;
                }
                let mut said = shape["text"].as_str().unwrap().to_owned();
                for cell in list(shape, "table").iter().flat_map(|row| row.as_array().unwrap()) {
                    said.push(' ');
                    said.push_str(cell.as_str().unwrap());
                }
                for number in numbers(&said) {
                    assert!(pack.contains(&number), "{freeze}, {title}: {number} in {said}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 300, "{freeze}: only {seen} numbers");
    }
}
