//! The first page: every paper that was made, newest freeze first.

use std::collections::BTreeMap;

use app::Office;
use app::report::Artefact;
use render::html::{Html, Shell, page as shell_page};

/// The page of papers.
pub fn page(office: &Office, artefacts: &[Artefact]) -> String {
    let mut main = Html::new();
    let mut by_freeze: BTreeMap<_, Vec<&Artefact>> = BTreeMap::new();
    for artefact in artefacts {
        by_freeze.entry(artefact.freeze).or_default().push(artefact);
    }
    if by_freeze.is_empty() {
        let next = "No paper has been made yet. Make one: scrutineer report board-pack";
        main.element_text("p", &[], next);
    }
    for (freeze, artefacts) in by_freeze.iter().rev() {
        main.element("section", &[], |html| {
            html.element_text("h2", &[], &format!("Freeze {freeze}"));
            html.element("ul", &[], |html| {
                artefacts.iter().for_each(|artefact| line(html, artefact));
            });
        });
    }
    let shell = Shell {
        title: "Papers",
        body: &office.settings.body,
        marking: &office.settings.marking,
        description: "Papers of the office, by freeze",
        ..Shell::default()
    };
    shell_page(&shell, &main, &Html::new())
}

fn line(html: &mut Html, artefact: &Artefact) {
    let href = format!("/{}/{}", artefact.freeze, artefact.name);
    html.element("li", &[], |html| {
        html.element_text("a", &[("href", &href)], &artefact.name);
        html.text(&format!(" – {}", what(&artefact.name)));
    });
}

fn what(name: &str) -> &'static str {
    match name {
        name if name.ends_with("-figures.html") => "where every figure comes from",
        name if name.ends_with(".html") => "to read here",
        name if name.ends_with(".pdf") => "to print and to send",
        name if name.ends_with("metadata.json") => "what the data are, for programs",
        name if name.ends_with(".csv") || name.ends_with(".json") => "the figures as data",
        name if name.ends_with(".xlsx") => "the tables as a workbook",
        name if name.ends_with(".docx") => "to edit in Word",
        _ => "file",
    }
}

/// A page that only says something.
pub fn message(title: &str, said: &str) -> String {
    let mut main = Html::new();
    main.element_text("p", &[], said);
    main.element("p", &[], |html| html.element_text("a", &[("href", "/")], "All papers"));
    shell_page(&Shell { title, ..Shell::default() }, &main, &Html::new())
}
