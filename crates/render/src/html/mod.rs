//! Documents as one self-contained web page: style and font are in it, no script is needed.
//!
//! [`emit`] turns a [`Document`] into a page; each of its elements has its rule in a file of its
//! own. [`page`] is the shell alone, for other pages of the same family.

mod chart;
mod explanations;
mod figure;
mod key_figures;
mod list;
pub mod markup;
mod note;
mod section;
pub mod shell;
mod style;
mod symbols;
mod table;
mod text;
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};

use document::Document;
use domain::figure::Figure;

pub use explanations::emit_explanations;
pub(crate) use figure::meaning;
pub use markup::Html;
pub use shell::{Entry, Shell, page};

/// What the writer of a page decides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HtmlOptions {
    /// Where a figure leads.
    pub figure_link: FigureLink,
}

/// Where a printed figure leads when it is selected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FigureLink {
    /// Nowhere.
    #[default]
    None,
    /// To this prefix followed by the figure's id: `/figures/` gives `/figures/2022-03-31.1/…`.
    Prefix(String),
    /// To the figure's id as an anchor in this file: `figures.html` gives
    /// `figures.html#2022-03-31.1/…`.
    Anchor(String),
}

impl HtmlOptions {
    /// Where a figure leads, if anywhere.
    pub fn figure_href(&self, figure: &Figure) -> Option<String> {
        match &self.figure_link {
            FigureLink::None => None,
            FigureLink::Prefix(prefix) => Some(prefix.clone() + &encoded(&figure.id.to_string())),
            FigureLink::Anchor(file) => Some(format!("{file}#{}", encoded(&figure.id.to_string()))),
        }
    }
}

/// Percent-encodes what may not stand in a path or a fragment; figure ids need none of it today.
fn encoded(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"/.-_~+".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// What every rule may ask about the paper it writes.
struct Context<'a> {
    options: &'a HtmlOptions,
    titles: BTreeMap<&'a str, &'a str>,
    printed: BTreeSet<&'a str>,
}

/// Writes a document as a page.
pub fn emit(document: &Document, options: &HtmlOptions) -> String {
    let titles = document.walk().into_iter().map(|(_, s)| (s.id.as_str(), s.title.as_str()));
    let printed = document.printed_tables();
    let context = Context { options, titles: titles.collect(), printed };
    let mut main = Html::new();
    section::write_parts(&mut main, &context, &document.sections);
    let mut foot = Html::new();
    symbols::write(&mut foot, document);
    let shell = Shell {
        title: &document.title,
        subtitle: &document.subtitle,
        body: &document.body,
        marking: &document.marking,
        freeze_statement: &document.freeze_statement,
        description: &document.description,
        figures_lead_to_sources: options.figure_link != FigureLink::None
            && !document.figures().is_empty(),
        contents: shell::contents(&document.sections),
    };
    page(&shell, &main, &foot)
}
