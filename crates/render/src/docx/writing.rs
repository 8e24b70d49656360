//! What every rule needs on the way through a document.

use std::collections::BTreeMap;

use document::Document;
use domain::instant::Instant;

use super::anchors::{self, Anchors, Kind};
use super::numbering::{Lists, Numbers};
use super::plan::Plan;
use super::styles::Names;
use super::template::Template;
use crate::office::{Element, OfficeOptions, Package};

/// A document on its way into a template.
pub(super) struct Writing<'a> {
    /// The document.
    pub document: &'a Document,
    /// Numbers of tables and charts.
    pub plan: Plan<'a>,
    /// Bookmarks.
    pub anchors: Anchors,
    /// The lists of the template.
    pub lists: Lists,
    /// Width of the text column, in points.
    pub measure: f64,
    /// When the freeze was made.
    pub created: Instant,
    template: &'a mut Template,
    names: Names,
    titles: BTreeMap<&'a str, &'a str>,
    bookmark: u32,
}

impl<'a> Writing<'a> {
    /// Nothing written yet.
    pub fn new(
        document: &'a Document,
        template: &'a mut Template,
        names: Names,
        numbers: &Numbers,
        options: &OfficeOptions<'_>,
    ) -> Self {
        let lists = Lists::new(&names, numbers);
        let measure = template.measure();
        let plan = Plan::new(document);
        let mut anchors = Anchors::new(document);
        let (tables, charts) = plan.ids();
        tables.iter().for_each(|id| anchors.name(Kind::Table, id));
        charts.iter().for_each(|id| anchors.name(Kind::Chart, id));
        let sections = document.walk().into_iter();
        let titles = sections.map(|(_, one)| (one.id.as_str(), one.title.as_str())).collect();
        let bookmark = template.highest_bookmark();
        let created = options.created;
        Self { document, plan, anchors, lists, measure, created, template, names, titles, bookmark }
    }

    /// The template's id of one of our styles.
    pub fn style(&self, ours: &'static str) -> &str {
        self.names.of(ours)
    }

    /// The title of a section, by its id.
    pub fn title(&self, section: &str) -> Option<&'a str> {
        self.titles.get(section).copied()
    }

    /// The package, for parts.
    pub fn package(&mut self) -> &mut Package {
        &mut self.template.package
    }

    /// The template.
    pub fn template(&self) -> &Template {
        self.template
    }

    /// The folder of the template's parts.
    pub fn folder(&self) -> String {
        self.template.folder()
    }

    /// Leads from the document to a part; answers the id of the relationship.
    pub fn relate(&mut self, kind: &str, part: &str) -> String {
        self.template.relate(kind, part)
    }

    /// A number that no other drawing of the document has.
    pub fn drawing(&mut self) -> u32 {
        self.template.next_drawing()
    }

    /// Content with a bookmark around it.
    pub fn bookmarked(&mut self, kind: Kind, id: &str, content: Vec<Element>) -> Vec<Element> {
        self.bookmark += 1;
        anchors::around(&self.anchors.of(kind, id), self.bookmark, content)
    }
}
