//! The template that a paper is put into: ours, or the office's own.

use document::Document;

use super::markup;
use super::paragraph::Paragraph;
use super::placeholder::{self, Name};
use super::styles::Names;
use super::{field, text};
use crate::office::package::Part;
use crate::office::xml::Node;
use crate::office::{Element, OfficeError, OfficeOptions, Package};

const TYPES: &str = "application/vnd.openxmlformats-officedocument";
const WORDS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The text column of A4 with margins of an inch, where a template does not say, in points.
const MEASURE: f64 = 451.3;
/// No column of a paper is set narrower than this, in points.
const NARROWEST: f64 = 200.0;

/// A template in the filling.
#[derive(Debug, Clone)]
pub(super) struct Template {
    /// Its parts.
    pub package: Package,
    main: String,
    document: Element,
    pages: Vec<(String, Element)>,
    drawing: u32,
}

/// Opens the office's own template, or ours.
pub(super) fn open(options: &OfficeOptions<'_>) -> Result<Template, OfficeError> {
    let mut package = match options.template {
        None => house(),
        Some(bytes) => Package::read(bytes)?,
    };
    let main = package.main_part()?;
    let found = package.part(&main)?.content_type.clone();
    if !found.contains("wordprocessingml") && !found.contains("ms-word") {
        return Err(OfficeError::WrongKind { wanted: "text document", found });
    }
    let document = package.xml(&main)?;
    if document.attribute("xmlns:w") != Some(markup::NAMESPACE) {
        let why = "it is not in the usual form (Transitional) of Word documents; save it in Word \
                   as .docx or .dotx"
            .to_owned();
        return Err(OfficeError::Part { part: main, why });
    }
    if document.child("body").is_none() {
        return Err(OfficeError::Part { part: main, why: "it has no body".into() });
    }
    let mut pages = Vec::new();
    let part = package.part(&main)?;
    for kind in ["header", "footer"] {
        for name in part.all_related(kind) {
            pages.push((name.to_owned(), package.xml(name)?));
        }
    }
    if let Some(part) = package.parts.get_mut(&main) {
        // What was a template becomes a document.
        part.content_type = format!("{WORDS}.document.main+xml");
    }
    let highest = highest(&document, "docPr", "id");
    Ok(Template { package, main, document, pages, drawing: highest })
}

/// Our own template.
fn house() -> Package {
    let mut package = Package::new();
    let parts: [(&str, &str, String, &[u8]); 7] = [
        (
            "header",
            "word/header1.xml",
            format!("{WORDS}.header+xml"),
            include_bytes!("house/header.xml"),
        ),
        (
            "header",
            "word/header2.xml",
            format!("{WORDS}.header+xml"),
            include_bytes!("house/header-first.xml"),
        ),
        (
            "footer",
            "word/footer1.xml",
            format!("{WORDS}.footer+xml"),
            include_bytes!("house/footer.xml"),
        ),
        ("styles", "word/styles.xml", format!("{WORDS}.styles+xml"), super::styles::OURS),
        (
            "settings",
            "word/settings.xml",
            format!("{WORDS}.settings+xml"),
            include_bytes!("house/settings.xml"),
        ),
        (
            "fontTable",
            "word/fontTable.xml",
            format!("{WORDS}.fontTable+xml"),
            include_bytes!("house/fonts.xml"),
        ),
        (
            "theme",
            "word/theme/theme1.xml",
            format!("{TYPES}.theme+xml"),
            include_bytes!("house/theme.xml"),
        ),
    ];
    let mut document = Part::new(
        &format!("{WORDS}.document.main+xml"),
        include_bytes!("house/document.xml").to_vec(),
    );
    for (kind, name, content_type, bytes) in parts {
        // In this order: the document names its header and footer by rId1 to rId3.
        document.relate(kind, name);
        package.add(name, Part::new(&content_type, bytes.to_vec()));
    }
    package.add("word/document.xml", document);
    package.relate(&format!("{RELATIONS}/officeDocument"), "word/document.xml");
    package
}

fn highest(element: &Element, local: &str, attribute: &str) -> u32 {
    let numbers = element.walk().into_iter().filter(|one| one.local() == local).filter_map(|one| {
        let value = one.attribute(attribute).or_else(|| one.prefixed(attribute));
        value?.parse::<u32>().ok()
    });
    numbers.filter(|number| *number < 1 << 30).max().unwrap_or_default()
}

impl Template {
    /// The folder of its parts: `word`.
    pub fn folder(&self) -> String {
        self.main.rsplit_once('/').map_or("word", |(folder, _)| folder).to_owned()
    }

    /// A part that the document leads to, by its kind: its name and what it says.
    pub fn related(&self, kind: &str) -> Result<Option<(String, Element)>, OfficeError> {
        let Some(name) = self.package.part(&self.main)?.related(kind) else { return Ok(None) };
        Ok(Some((name.to_owned(), self.package.xml(name)?)))
    }

    /// Adds a part that the document leads to; answers its relationship.
    pub fn add(&mut self, kind: &str, stem: &str, made: &Element) -> String {
        let plain = format!("{}/{stem}.xml", self.folder());
        let name = match self.package.parts.contains_key(&plain) {
            false => plain,
            true => self.package.free_name(&format!("{}/{stem}", self.folder()), "xml"),
        };
        let part = Part::new(&format!("{WORDS}.{kind}+xml"), made.to_part());
        self.package.add(&name, part);
        self.relate(kind, &name)
    }

    /// Leads from the document to a part; answers the id of the relationship.
    pub fn relate(&mut self, kind: &str, part: &str) -> String {
        let main = self.package.parts.get_mut(&self.main);
        main.map(|main| main.relate(kind, part)).unwrap_or_default()
    }

    /// Puts what a part says in its place.
    pub fn put(&mut self, name: &str, said: &Element) {
        if let Some(part) = self.package.parts.get_mut(name) {
            part.bytes = said.to_part();
        }
    }

    /// A number that no other drawing has.
    pub fn next_drawing(&mut self) -> u32 {
        self.drawing += 1;
        self.drawing
    }

    /// The highest number of its own bookmarks.
    pub fn highest_bookmark(&self) -> u32 {
        highest(&self.document, "bookmarkStart", "id")
    }

    /// Whether it says something anywhere.
    pub fn says(&self, name: Name) -> bool {
        self.says_in_body(name) || self.pages.iter().any(|(_, page)| placeholder::has(page, name))
    }

    /// Whether it says something in its text.
    pub fn says_in_body(&self, name: Name) -> bool {
        placeholder::has(&self.document, name)
    }

    /// Whether it has contents of its own.
    pub fn has_contents(&self) -> bool {
        self.document.walk().into_iter().any(|one| match one.local() {
            "instrText" => one.text().trim_start().starts_with("TOC"),
            "fldSimple" => {
                one.prefixed("instr").is_some_and(|told| told.trim_start().starts_with("TOC"))
            }
            _ => false,
        })
    }

    /// Where the paper goes among the children of the body: the place, and whether something
    /// there is only a sign for it.
    fn place(&self) -> (usize, bool) {
        let Some(body) = self.document.child("body") else { return (0, false) };
        let is_sign = |node: &Node| match node {
            Node::Element(one) => match one.local() {
                "p" => placeholder::is_only(one, Name::Content),
                "sdt" => placeholder::controls(one) == Some(Name::Content),
                _ => false,
            },
            Node::Text(_) => false,
        };
        if let Some(at) = body.children.iter().position(is_sign) {
            return (at, true);
        }
        let ends = |node: &Node| matches!(node, Node::Element(one) if one.local() == "sectPr");
        (body.children.iter().rposition(ends).unwrap_or(body.children.len()), false)
    }

    /// The section that the paper stands in: the first that ends at or after it.
    fn section(&self) -> Option<&Element> {
        let (at, _) = self.place();
        let body = self.document.child("body")?;
        body.children.iter().skip(at).find_map(|node| match node {
            Node::Element(one) if one.local() == "sectPr" => Some(one),
            Node::Element(one) => one.at(&["pPr", "sectPr"]),
            Node::Text(_) => None,
        })
    }

    /// The width of the text column where the paper goes, in points.
    pub fn measure(&self) -> f64 {
        let read = || {
            let section = self.section()?;
            let size = |of: &Element, name: &str| of.prefixed(name)?.parse::<f64>().ok();
            let margins = section.child("pgMar")?;
            let beside = size(margins, "left")? + size(margins, "right")?;
            let gutter = size(margins, "gutter").unwrap_or_default();
            let whole = size(section.child("pgSz")?, "w")? - beside - gutter;
            let columns = section.child("cols");
            let many = columns.and_then(|columns| size(columns, "num")).unwrap_or(1.0).max(1.0);
            let space = columns.and_then(|columns| size(columns, "space")).unwrap_or(720.0);
            Some((whole - space * (many - 1.0)) / many / 20.0)
        };
        read().filter(|width| width.is_finite()).unwrap_or(MEASURE).max(NARROWEST)
    }

    /// Puts the paper in its place and the document's words in place of the placeholders.
    pub fn fill(&mut self, document: &Document, content: Vec<Element>) {
        let (at, is_sign) = self.place();
        if let Some(body) = self.document.child_mut("body") {
            let ends_section = is_sign
                && matches!(&body.children[at], Node::Element(one) if one.at(&["pPr", "sectPr"]).is_some());
            let after = if is_sign && !ends_section { at + 1 } else { at };
            body.children.splice(at..after, content.into_iter().map(Node::Element));
            // A subtitle that there is none of leaves no empty line.
            body.children
                .retain(|node| !matches!(node, Node::Element(one) if is_blank(one, document)));
        }
        // The sign itself, where it ends a section, says nothing.
        placeholder::fill(&mut self.document, document);
        for (_, page) in &mut self.pages {
            placeholder::fill(page, document);
        }
        let said = std::mem::take(&mut self.pages);
        said.iter().for_each(|(name, page)| self.put(name, page));
        let (main, said) = (self.main.clone(), self.document.clone());
        self.put(&main, &said);
    }

    /// Gives the pages a header and a footer where the template has none.
    pub fn furnish(&mut self, names: &Names) {
        let refers = |kind: &str| self.document.walk().into_iter().any(|one| one.local() == kind);
        let (header, footer) = (refers("headerReference"), refers("footerReference"));
        let page = |root: &str, paragraphs: Vec<Element>| {
            let root = Element::new(root).with("xmlns:w", markup::NAMESPACE);
            root.containing_all(paragraphs)
        };
        let line = |style, runs: Vec<Element>| Paragraph::new(names.of(style)).with(runs).element();
        let mut references = Vec::new();
        if !header {
            let words = text::run("{{body}}\u{2002}·\u{2002}{{title}}", None);
            let marking = text::run("\u{2002}·\u{2002}{{marking}}", Some(names.of("Strong")));
            let made = page("w:hdr", vec![line("Header", vec![words, marking])]);
            references.push(("w:headerReference", "header", made));
        }
        if !footer {
            let mut runs = vec![text::run("{{freeze}}\u{2002}Page ", None)];
            runs.extend(field::said("PAGE", "1"));
            runs.push(text::run(" of ", None));
            runs.extend(field::said("NUMPAGES", "1"));
            references.push((
                "w:footerReference",
                "footer",
                page("w:ftr", vec![line("Footer", runs)]),
            ));
        }
        // Each goes before all others: the header last.
        for (name, kind, made) in references.into_iter().rev() {
            let id = self.add(kind, kind, &made);
            if let Some(part) = self.package.part(&self.main).ok().and_then(|main| main.target(&id))
            {
                self.pages.push((part.to_owned(), made));
            }
            self.document.set("xmlns:r", RELATIONS);
            let reference = Element::new(name).with("w:type", "default").with("r:id", id);
            if let Some(section) = self.last_section() {
                section.children.insert(0, Node::Element(reference));
            }
        }
    }

    /// The section at the end of the document, made if it is not there.
    fn last_section(&mut self) -> Option<&mut Element> {
        let body = self.document.child_mut("body")?;
        if body.child("sectPr").is_none() {
            let size = Element::new("w:pgSz").with("w:w", 11_906).with("w:h", 16_838);
            body.push(Element::new("w:sectPr").containing(size));
        }
        body.child_mut("sectPr")
    }
}

fn is_blank(paragraph: &Element, document: &Document) -> bool {
    document.subtitle.is_empty()
        && paragraph.local() == "p"
        && placeholder::is_only(paragraph, Name::Subtitle)
        && paragraph.at(&["pPr", "sectPr"]).is_none()
}
