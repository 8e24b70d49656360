//! A template being filled with slides.

use document::Document;
use domain::instant::Instant;

use crate::office::package::{CORE, CORE_TYPE, OFFICE, Part};
use crate::office::{Element, OfficeError, Package};

use super::area::Area;
use super::shape::{self, called, place, root, tree};
use super::slide::{Role, Shape, Slide};
use super::template::{Layout, Template};
use super::text::{Paragraph, Run, lines, whole, width};
use super::{ours, tokens};

const TYPES: &str = "application/vnd.openxmlformats-officedocument.presentationml";
/// Titles are set no smaller than this.
const LEAST_TITLE: f64 = 14.0;
/// The first number a slide may have.
const FIRST_SLIDE: usize = 256;

/// A deck in the making.
pub(super) struct Deck<'a> {
    package: Package,
    template: Template,
    document: &'a Document,
    notes_master: String,
    slides: Vec<String>,
}

impl<'a> Deck<'a> {
    /// Opens a template: its sample slides go, and words that stand for something are replaced.
    pub(super) fn open(mut package: Package, document: &'a Document) -> Result<Self, OfficeError> {
        let template = Template::read(&package)?;
        let main = template.presentation.clone();
        let part = package.part(&main)?;
        let masters: Vec<String> = part.all_related("slideMaster").map(str::to_owned).collect();
        let notes_master = part.related("notesMaster").map(str::to_owned);
        let mut changed = masters.clone();
        for master in &masters {
            let layouts = package.part(master)?.all_related("slideLayout");
            changed.extend(layouts.map(str::to_owned));
        }
        for name in changed {
            let mut xml = package.xml(&name)?;
            tokens::replace(&mut xml, document);
            if let Some(part) = package.parts.get_mut(&name) {
                part.bytes = xml.to_part();
            }
        }
        let kept = |kind: &str| {
            matches!(
                kind,
                "slideMaster"
                    | "notesMaster"
                    | "handoutMaster"
                    | "presProps"
                    | "viewProps"
                    | "theme"
                    | "tableStyles"
                    | "font"
            )
        };
        if let Some(part) = package.parts.get_mut(&main) {
            part.relationships.retain(|one| kept(one.kind_name()));
            part.content_type = format!("{TYPES}.presentation.main+xml");
        }
        // Properties of the template are not those of the deck.
        package.relationships.retain(|one| one.kind_name() == "officeDocument");
        package.tidy();
        let notes_master = match notes_master {
            Some(name) => name,
            None => ours::add_notes_master(&mut package, &main),
        };
        Ok(Self { package, template, document, notes_master, slides: vec![] })
    }

    pub(super) fn template(&self) -> &Template {
        &self.template
    }

    /// Adds a slide after the others.
    pub(super) fn add(&mut self, slide: Slide) -> Result<(), OfficeError> {
        let layout = self.template.layout(slide.role).clone();
        let mut part = Part::new(&format!("{TYPES}.slide+xml"), vec![]);
        part.relate("slideLayout", &layout.part);
        let mut shapes = vec![self.title(&slide, &layout)];
        shapes.extend(self.body(&slide, &layout));
        let before = shapes.len();
        for (n, shape) in slide.shapes.into_iter().enumerate() {
            shapes.push(self.shape(before + n + 2, shape, &mut part));
        }
        let number = self.slides.len() + 1;
        self.named(&layout, &mut shapes);
        self.footers(slide.role, number, &mut shapes);
        let name = self.package.free_name("ppt/slides/slide", "xml");
        let map = Element::new("p:clrMapOvr").containing(Element::new("a:masterClrMapping"));
        part.bytes = root("p:sld")
            .containing(Element::new("p:cSld").containing(tree(shapes)))
            .containing(map)
            .to_part();
        let notes = self.notes(&name, &slide.notes, number);
        part.relate("notesSlide", &notes);
        self.package.add(&name, part);
        self.slides.push(name);
        Ok(())
    }

    fn title(&self, slide: &Slide, layout: &Layout) -> Element {
        let place = self.template.title(slide.role);
        let own = layout.title().is_none().then_some(place.area);
        let (wide, tall) = (place.area.width() - 14.4, place.area.height() - 7.2);
        let fits = |size: &f64| {
            let lines = lines(self.template.face, &slide.title, *size, true, wide);
            whole(lines) * size * super::text::LINE <= tall
        };
        let smaller = (1..).map(|n| place.size - 2.0 * f64::from(n));
        let sizes = std::iter::once(place.size).chain(smaller.take_while(|s| *s > LEAST_TITLE));
        let size = sizes.into_iter().find(fits).unwrap_or(LEAST_TITLE);
        let mut letters = Element::new("a:rPr").with("lang", "en-GB");
        if size < place.size {
            letters = letters.with("sz", super::area::emu(size) / 127);
        }
        let run = Element::new("a:r").containing(letters);
        let run = run.containing(Element::new("a:t").saying(&slide.title));
        let kind = self::place(&place.kind, place.index.as_deref());
        shape::filling(2, "Title", kind, own, [Element::new("a:p").containing(run)])
    }

    /// The words of a slide in the placeholder for them; a box where the layout has none.
    fn body(&self, slide: &Slide, layout: &Layout) -> Option<Element> {
        if slide.body.is_empty() {
            return None;
        }
        let paragraphs = slide.body.iter().map(Paragraph::write);
        Some(match layout.text() {
            Some(place) => {
                // Below the title, should the layout let them overlap.
                let content = self.template.content(slide.role);
                let over = place.area.y < content.y && slide.role == Role::Content;
                let area = over.then_some(Area {
                    y: content.y,
                    tall: place.area.bottom() - content.y,
                    ..place.area
                });
                let kind = self::place(&place.kind, place.index.as_deref());
                shape::filling(3, "Text", kind, area, paragraphs)
            }
            None => {
                let area = self.template.content(slide.role);
                shape::words(3, "Text", area, &slide.body, false)
            }
        })
    }

    fn shape(&mut self, id: usize, shape: Shape, part: &mut Part) -> Element {
        match shape {
            Shape::Words { name, area, paragraphs, ground } => {
                shape::words(id, &name, area, &paragraphs, ground)
            }
            Shape::Chart { area, part: chart, name, alt } => {
                let chart = chart.add_to(&mut self.package, "ppt");
                let relation = part.relate("chart", &chart);
                shape::chart(id, &name, &alt, area, &relation)
            }
            Shape::Picture { area, png, name, alt } => {
                let media = self.package.free_name("ppt/media/picture", "png");
                self.package.add(&media, Part::new("image/png", png));
                let relation = part.relate("image", &media);
                shape::picture(id, &name, &alt, area, &relation)
            }
            Shape::Table { area, table, name, alt } => shape::table(id, &name, &alt, area, &table),
        }
    }

    /// Placeholders whose name asks for something of the paper.
    fn named(&self, layout: &Layout, shapes: &mut Vec<Element>) {
        for asked in &layout.placeholders {
            if asked.is_title() || layout.text() == Some(asked) {
                continue;
            }
            if let Some(value) = tokens::of_placeholder(self.document, &asked.name) {
                let kind = place(&asked.kind, asked.index.as_deref());
                let paragraph = said(value);
                shapes.push(shape::filling(shapes.len() + 2, &asked.name, kind, None, [paragraph]));
            }
        }
    }

    /// The marking and the number of the slide, on every slide.
    fn footers(&self, role: Role, number: usize, shapes: &mut Vec<Element>) {
        let layout = self.template.layout(role);
        let document = self.document;
        let (there, area) = self.template.footer(role, "ftr");
        let long = format!("{}    {}, {}", document.marking, document.title, document.subtitle);
        let size = layout.of_kind("ftr").map_or(10.0, |place| place.size.min(14.0));
        let fits = width(self.template.face, &long, size, false) <= area.width() - 14.4;
        let words = if fits { &long } else { &document.marking };
        let id = shapes.len() + 2;
        let index = |kind: &str| layout.of_kind(kind).and_then(|place| place.index.clone());
        shapes.push(if there {
            let kind = place("ftr", index("ftr").as_deref());
            shape::filling(id, "Footer", kind, None, [footer(words)])
        } else {
            let run = Run { text: words.clone(), bold: false };
            shape::words(id, "Footer", area, &[Paragraph::of(vec![run]).sized(10.0)], false)
        });
        let (there, area) = self.template.footer(role, "sldNum");
        let field = Element::new("a:fld")
            .with("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
            .with("type", "slidenum")
            .containing(small(there))
            .containing(Element::new("a:t").saying(number.to_string()));
        let kind = place("sldNum", index("sldNum").as_deref());
        let own = (!there).then_some(area);
        let paragraph = Element::new("a:p").containing(field);
        shapes.push(if there {
            shape::filling(id + 1, "Slide number", kind, own, [paragraph])
        } else {
            let mut shape = shape::words(id + 1, "Slide number", area, &[], false);
            if let Some(body) = shape.child_mut("txBody") {
                body.push(paragraph);
            }
            shape
        });
    }

    fn notes(&mut self, slide: &str, notes: &[String], number: usize) -> String {
        let mut part = Part::new(&format!("{TYPES}.notesSlide+xml"), vec![]);
        part.relate("notesMaster", &self.notes_master);
        part.relate("slide", slide);
        let locks =
            Element::new("a:spLocks").with("noGrp", 1).with("noRot", 1).with("noChangeAspect", 1);
        let picture = Element::new("p:sp")
            .containing(
                Element::new("p:nvSpPr")
                    .containing(called(2, "Slide image", ""))
                    .containing(Element::new("p:cNvSpPr").containing(locks))
                    .containing(Element::new("p:nvPr").containing(place("sldImg", None))),
            )
            .containing(Element::new("p:spPr"));
        let text = notes.iter().map(|text| said(text));
        let text = shape::filling(3, "Notes", place("body", Some("1")), None, text);
        let map = Element::new("p:clrMapOvr").containing(Element::new("a:masterClrMapping"));
        part.bytes = root("p:notes")
            .containing(Element::new("p:cSld").containing(tree([picture, text])))
            .containing(map)
            .to_part();
        let name = format!("ppt/notesSlides/notesSlide{number}.xml");
        self.package.add(&name, part)
    }

    /// The finished file.
    pub(super) fn finish(mut self, created: Instant) -> Result<Vec<u8>, OfficeError> {
        let main = self.template.presentation.clone();
        let mut xml = self.package.xml(&main)?;
        let part = self
            .package
            .parts
            .get_mut(&main)
            .ok_or_else(|| OfficeError::Part { part: main.clone(), why: "it is missing".into() })?;
        let prefix = xml.name.rsplit_once(':').map_or("", |(prefix, _)| prefix).to_owned();
        let named = |name: &str| {
            if prefix.is_empty() { name.to_owned() } else { format!("{prefix}:{name}") }
        };
        let gone = [
            "sldIdLst",
            "notesMasterIdLst",
            "custShowLst",
            "extLst",
            "custDataLst",
            "smartTags",
            "modifyVerifier",
            "photoAlbum",
        ];
        xml.children.retain(|node| match node {
            crate::office::xml::Node::Element(one) => !gone.contains(&one.local()),
            crate::office::xml::Node::Text(_) => false,
        });
        let relation =
            |id: String, element: Element| element.with("xmlns:r", OFFICE).with("r:id", id);
        let notes = part.relate("notesMaster", &self.notes_master);
        let notes = relation(notes, Element::new(&named("notesMasterId")));
        let notes = Element::new(&named("notesMasterIdLst")).containing(notes);
        let mut list = Element::new(&named("sldIdLst"));
        for (n, slide) in self.slides.iter().enumerate() {
            let id = part.relate("slide", slide);
            let one = Element::new(&named("sldId")).with("id", FIRST_SLIDE + n);
            list.push(relation(id, one));
        }
        // The order is the schema's: masters, notes, handouts, slides, and the rest.
        let after = |element: &crate::office::xml::Node, names: &[&str]| match element {
            crate::office::xml::Node::Element(one) => names.contains(&one.local()),
            crate::office::xml::Node::Text(_) => false,
        };
        let position = |xml: &Element, names: &[&str]| {
            xml.children.iter().rposition(|node| after(node, names)).map_or(0, |n| n + 1)
        };
        let at = position(&xml, &["sldMasterIdLst"]);
        xml.children.insert(at, crate::office::xml::Node::Element(notes));
        let at = position(&xml, &["sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst"]);
        xml.children.insert(at, crate::office::xml::Node::Element(list));
        part.bytes = xml.to_part();
        self.properties(created)?;
        self.package.tidy();
        self.package.write()
    }

    fn properties(&mut self, created: Instant) -> Result<(), OfficeError> {
        // The same years that its workbooks can write.
        crate::office::chart::moment(created)?;
        let document = self.document;
        let moment = created.to_string();
        let moment = match moment.split_once('.') {
            Some((seconds, _)) => format!("{seconds}Z"),
            None => moment,
        };
        let date = |name: &str| {
            Element::new(name).with("xsi:type", "dcterms:W3CDTF").saying(moment.clone())
        };
        let core = Element::new("cp:coreProperties")
            .with(
                "xmlns:cp",
                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            )
            .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
            .with("xmlns:dcterms", "http://purl.org/dc/terms/")
            .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
            .containing(
                Element::new("dc:title")
                    .saying(format!("{}, {}", document.title, document.subtitle)),
            )
            .containing(Element::new("dc:subject").saying(&document.freeze_statement))
            .containing(Element::new("dc:creator").saying(&document.body))
            .containing(Element::new("dc:description").saying(&document.description))
            .containing(Element::new("dc:language").saying("en-GB"))
            .containing(Element::new("cp:lastModifiedBy").saying(&document.body))
            .containing(date("dcterms:created"))
            .containing(date("dcterms:modified"));
        self.package.add("docProps/core.xml", Part::new(CORE_TYPE, core.to_part()));
        self.package.relate(CORE, "docProps/core.xml");
        Ok(())
    }
}

/// A paragraph in the look of its placeholder.
fn said(text: &str) -> Element {
    let run = Element::new("a:r")
        .containing(Element::new("a:rPr").with("lang", "en-GB"))
        .containing(Element::new("a:t").saying(text));
    Element::new("a:p").containing(run)
}

/// Letters of a footer, in the theme's font; their size given where no layout gives it.
fn small(there: bool) -> Element {
    let letters = Element::new("a:rPr").with("lang", "en-GB");
    let letters = if there { letters } else { letters.with("sz", 1_000) };
    letters.containing(Element::new("a:latin").with("typeface", "+mn-lt"))
}

fn footer(text: &str) -> Element {
    let run = Element::new("a:r").containing(small(true));
    Element::new("a:p").containing(run.containing(Element::new("a:t").saying(text)))
}
