//! The PDF in readers that people use: poppler finds its words, qpdf finds it sound.

use std::path::PathBuf;
use std::process::Command;

use crate::program::{FIRST, SECOND, demo};

fn pdf(freeze: &str) -> PathBuf {
    demo().out.join(freeze).join("board-pack.pdf")
}

fn told_by(program: &str, arguments: &[&str], freeze: &str, after: &[&str]) -> String {
    let mut command = Command::new(program);
    let output = command.args(arguments).arg(pdf(freeze)).args(after).output();
    let output = output.unwrap_or_else(|_| panic!("run cargo xtask tools: no {program}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_pdf_is_tagged_titled_and_sound() {
    for freeze in [FIRST, SECOND] {
        let info = told_by("pdfinfo", &[], freeze, &[]);
        assert!(info.contains("Tagged:          yes"), "{info}");
        assert!(info.contains("Title:           Board pack"), "{info}");
        let sound = told_by("qpdf", &["--check"], freeze, &[]);
        assert!(sound.contains("No syntax or stream encoding errors found"), "{sound}");
    }
}

#[test]
fn the_pdf_says_what_the_page_says() {
    let text = told_by("pdftotext", &["-layout"], FIRST, &["-"]);
    for words in [
        "94,597",
        "100,581",
        "10,227",
        "85.4",
        "Bicycle theft: risen",
        "None, on purpose",
        "Outcome, alphabetically",
        "Open Government Licence",
    ] {
        assert!(text.contains(words), "{words}");
    }
    // Every page carries the marking and its number.
    let pages = text.matches('\u{c}').count();
    assert!(text.matches("OFFICIAL").count() >= pages, "{pages}");
    assert!(text.contains(&format!("Page {pages} of {pages}")), "{pages}");
}
