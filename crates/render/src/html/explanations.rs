//! Every figure of a paper explained on one page, each under its id, with links between them.

use document::explanation::{Explained, Explanations};

use super::markup::Html;
use super::shell::{Shell, page};

/// Writes the page. A figure of the paper links to `page.html#<figure id>`.
pub fn emit_explanations(explanations: &Explanations) -> String {
    let mut main = Html::new();
    main.element_text(
        "p",
        &[],
        "Each figure of the paper stands here once, with how it was made and the figures it was \
         made from, down to the file and the place in it. Figures of the paper come first.",
    );
    for entry in &explanations.entries {
        write(&mut main, entry);
    }
    let shell = Shell {
        title: &explanations.title,
        subtitle: &explanations.subtitle,
        body: &explanations.body,
        marking: &explanations.marking,
        freeze_statement: &explanations.freeze_statement,
        description: "Where every figure of the paper comes from",
        figures_lead_to_sources: false,
        contents: vec![],
    };
    page(&shell, &main, &Html::new())
}

fn write(html: &mut Html, entry: &Explained) {
    html.element("section", &[("id", &entry.id), ("class", "explained")], |html| {
        html.element("h2", &[], |html| {
            html.element_text("span", &[("class", "explained-value")], &entry.value);
            html.text(" ");
            html.text(&entry.of);
        });
        html.element_text("p", &[], &entry.made);
        html.element("dl", &[], |html| {
            for (term, said) in &entry.facts {
                html.element_text("dt", &[], term);
                html.element_text("dd", &[], said);
            }
            html.element_text("dt", &[], "Id");
            html.element("dd", &[], |html| html.element_text("code", &[], &entry.id));
            if !entry.inputs.is_empty() {
                html.element_text("dt", &[], "Made from");
                html.element("dd", &[], |html| inputs(html, entry));
            }
        });
    });
    html.new_line();
}

fn inputs(html: &mut Html, entry: &Explained) {
    html.element("ul", &[], |html| {
        for input in &entry.inputs {
            let href = format!("#{}", super::encoded(&input.id));
            html.element("li", &[], |html| {
                html.element("a", &[("href", &href)], |html| html.text(&input.value));
                html.text(" ");
                html.text(&input.of);
            });
        }
    });
}
