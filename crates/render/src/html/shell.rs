//! The page around a paper: masthead, contents, foot, style.

use document::Section;

use super::markup::Html;
use super::style;

/// What stands around a page's content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shell<'a> {
    /// The one first-level heading.
    pub title: &'a str,
    /// Beneath it.
    pub subtitle: &'a str,
    /// Whose page it is.
    pub body: &'a str,
    /// Protective marking, at top and bottom.
    pub marking: &'a str,
    /// As at, as known on, freeze.
    pub freeze_statement: &'a str,
    /// One line for search engines and document properties.
    pub description: &'a str,
    /// Whether to tell the reader that figures can be selected.
    pub figures_lead_to_sources: bool,
    /// What the page contains; nothing writes no contents.
    pub contents: Vec<Entry>,
}

/// A line of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Anchor in this page.
    pub id: String,
    /// As written.
    pub title: String,
    /// What is within it.
    pub within: Vec<Self>,
}

/// The contents of sections, two levels deep.
pub(super) fn contents(sections: &[Section]) -> Vec<Entry> {
    let entry = |section: &Section, within| Entry {
        id: section.id.clone(),
        title: section.title.clone(),
        within,
    };
    let with_parts = |section: &Section| {
        let within = section.sections.iter().map(|inner| entry(inner, Vec::new()));
        entry(section, within.collect())
    };
    sections.iter().map(with_parts).collect()
}

/// Writes a whole page: `main` is what it is about, `foot` what stands small beneath it.
pub fn page(shell: &Shell, main: &Html, foot: &Html) -> String {
    let mut html = Html::new();
    html.trusted("<!DOCTYPE html>\n");
    html.element("html", &[("lang", "en-GB")], |html| {
        html.element("head", &[], |html| head(html, shell));
        html.new_line();
        html.element("body", &[("id", "page-top")], |html| {
            let skip = [("class", "skip"), ("href", "#page-main")];
            html.element_text("a", &skip, "Skip to the text");
            html.new_line();
            masthead(html, shell);
            html.new_line();
            let frame = if shell.contents.is_empty() { "frame single" } else { "frame" };
            html.element("div", &[("class", frame)], |html| {
                contents_list(html, &shell.contents);
                html.new_line();
                html.element("main", &[("id", "page-main"), ("tabindex", "-1")], |html| {
                    html.append(main);
                });
            });
            html.new_line();
            html.element("footer", &[("class", "foot")], |html| footer(html, shell, foot));
        });
    });
    html.new_line();
    html.as_str().to_owned()
}

fn head(html: &mut Html, shell: &Shell) {
    html.void("meta", &[("charset", "utf-8")]);
    let content = "width=device-width, initial-scale=1";
    html.void("meta", &[("name", "viewport"), ("content", content)]);
    let names = [shell.title, shell.subtitle, shell.body];
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    html.element_text("title", &[], &names.join(" – "));
    if !shell.description.is_empty() {
        let description = [("name", "description"), ("content", shell.description)];
        html.void("meta", &description);
    }
    html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    // Without it a browser would ask the server for an icon that is not there.
    html.void("link", &[("rel", "icon"), ("href", "data:,")]);
    html.new_line();
    let css = style::sheet(shell.title, shell.marking);
    html.element("style", &[], |html| html.trusted(&css));
}

fn marking(html: &mut Html, shell: &Shell) {
    if !shell.marking.is_empty() {
        html.element_text("p", &[("class", "marking")], shell.marking);
    }
}

fn masthead(html: &mut Html, shell: &Shell) {
    html.element("header", &[("class", "masthead")], |html| {
        marking(html, shell);
        if !shell.body.is_empty() {
            html.element_text("p", &[("class", "body-name")], shell.body);
        }
        html.element_text("h1", &[], shell.title);
        if !shell.subtitle.is_empty() {
            html.element_text("p", &[("class", "subtitle")], shell.subtitle);
        }
        if shell.freeze_statement.is_empty() && !shell.figures_lead_to_sources {
            return;
        }
        html.element("div", &[("class", "standing")], |html| {
            if !shell.freeze_statement.is_empty() {
                html.element_text("p", &[], shell.freeze_statement);
            }
            if shell.figures_lead_to_sources {
                let words = "Every figure can be followed to its source: select it.";
                html.element_text("p", &[("class", "follow")], words);
            }
        });
    });
}

fn contents_list(html: &mut Html, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    let labelled = [("class", "contents"), ("aria-labelledby", "page-contents")];
    html.element("nav", &labelled, |html| {
        html.element_text("h2", &[("id", "page-contents")], "Contents");
        list_of(html, entries);
    });
}

fn list_of(html: &mut Html, entries: &[Entry]) {
    html.element("ul", &[], |html| {
        for entry in entries {
            html.element("li", &[], |html| {
                let href = format!("#{}", entry.id);
                html.element_text("a", &[("href", &href)], &entry.title);
                if !entry.within.is_empty() {
                    list_of(html, &entry.within);
                }
            });
        }
    });
}

fn footer(html: &mut Html, shell: &Shell, foot: &Html) {
    html.append(foot);
    html.element("p", &[("class", "colophon")], |html| {
        html.text(shell.body);
        if !shell.body.is_empty() && !shell.freeze_statement.is_empty() {
            html.text(". ");
        }
        html.text(shell.freeze_statement);
    });
    html.element("p", &[("class", "to-top")], |html| {
        html.element_text("a", &[("href", "#page-top")], "Back to the top");
    });
    marking(html, shell);
}
