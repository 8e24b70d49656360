//! Our own template: wide, plain, in the colours of the charts. It is read like any other.

use crate::office::package::{OFFICE, Part};
use crate::office::{Element, Package};

use super::area::{Area, emu};
use super::shape::{called, place, root, tree};

const TYPES: &str = "application/vnd.openxmlformats-officedocument";
const THEME: &str = include_str!("theme.xml");

/// A slide is 960 by 540 points.
const SLIDE: (f64, f64) = (960.0, 540.0);
/// From the edge to the words, less the room within a placeholder.
const EDGE: f64 = 40.8;
/// From the left edge to the right one.
const WIDE: f64 = SLIDE.0 - 2.0 * EDGE;

fn area(x: f64, y: f64, wide: f64, tall: f64) -> Area {
    Area { x: emu(x), y: emu(y), wide: emu(wide), tall: emu(tall) }
}

fn colour(name: &str) -> Element {
    let colour = Element::new("a:schemeClr").with("val", name);
    Element::new("a:solidFill").containing(colour)
}

/// A place on a master or layout.
struct Held {
    name: &'static str,
    kind: &'static str,
    index: Option<&'static str>,
    area: Area,
    size: Option<i64>,
    bold: bool,
    colour: Option<&'static str>,
    anchor: &'static str,
    right: bool,
    says: &'static str,
}

impl Held {
    fn new(name: &'static str, kind: &'static str, area: Area) -> Self {
        Self {
            name,
            kind,
            index: None,
            area,
            size: None,
            bold: false,
            colour: None,
            anchor: "t",
            right: false,
            says: "Text",
        }
    }

    fn write(&self, id: usize) -> Element {
        let locks = Element::new("a:spLocks").with("noGrp", 1);
        let is = Element::new("p:nvSpPr")
            .containing(called(id, self.name, ""))
            .containing(Element::new("p:cNvSpPr").containing(locks))
            .containing(Element::new("p:nvPr").containing(place(self.kind, self.index)));
        let mut letters = Element::new("a:defRPr");
        if let Some(size) = self.size {
            letters = letters.with("sz", size).with("b", u8::from(self.bold));
        }
        let letters = letters.containing_all(self.colour.map(colour));
        let letters = letters.containing(Element::new("a:latin").with("typeface", "+mn-lt"));
        let mut level = Element::new("a:lvl1pPr").with("marL", 0).with("indent", 0);
        if self.right {
            level = level.with("algn", "r");
        }
        let level = level.containing(Element::new("a:buNone")).containing(letters);
        let styled = self.size.is_some() || self.colour.is_some();
        let styles = Element::new("a:lstStyle").containing_all(styled.then_some(level));
        let body = Element::new("a:bodyPr")
            .with("anchor", self.anchor)
            .containing(Element::new("a:normAutofit"));
        let words = match self.kind {
            "sldNum" => Element::new("a:fld")
                .with("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
                .with("type", "slidenum"),
            _ => Element::new("a:r"),
        };
        let words = words
            .containing(Element::new("a:rPr").with("lang", "en-GB"))
            .containing(Element::new("a:t").saying(self.says));
        let text = Element::new("p:txBody")
            .containing(body)
            .containing(styles)
            .containing(Element::new("a:p").containing(words));
        let look = Element::new("p:spPr").containing(self.area.write("a:xfrm"));
        let shape = Element::new("a:prstGeom").with("prst", "rect");
        let look = look.containing(shape.containing(Element::new("a:avLst")));
        Element::new("p:sp").containing(is).containing(look).containing(text)
    }
}

fn title(area: Area) -> Held {
    Held { anchor: "b", says: "Title", ..Held::new("Title", "title", area) }
}

fn body(area: Area) -> Held {
    Held { index: Some("1"), ..Held::new("Content", "obj", area) }
}

/// Footer and number, in a colour.
fn footers(ink: &'static str) -> [Held; 2] {
    let line = |x, wide| area(x, 506.0, wide, 22.0);
    let look = |held: Held| Held { size: Some(1000), colour: Some(ink), anchor: "ctr", ..held };
    let footer = Held {
        index: Some("11"),
        says: "Marking",
        ..Held::new("Footer", "ftr", line(EDGE, 640.0))
    };
    let number = Held {
        index: Some("12"),
        says: "1",
        right: true,
        ..Held::new("Slide number", "sldNum", line(EDGE + WIDE - 80.0, 80.0))
    };
    [look(footer), look(number)]
}

const TITLE: (f64, f64) = (22.0, 68.0);
const BODY: (f64, f64) = (106.0, 388.0);

fn usual_title() -> Held {
    title(area(EDGE, TITLE.0, WIDE, TITLE.1))
}

/// A filled stretch that says nothing.
fn stripe(id: usize, area: Area, ink: &str) -> Element {
    let is = Element::new("p:nvSpPr")
        .containing(called(id, "Ground", ""))
        .containing(Element::new("p:cNvSpPr"))
        .containing(Element::new("p:nvPr").with("userDrawn", 1));
    let shape = Element::new("a:prstGeom").with("prst", "rect");
    let look = Element::new("p:spPr")
        .containing(area.write("a:xfrm"))
        .containing(shape.containing(Element::new("a:avLst")))
        .containing(colour(ink))
        .containing(Element::new("a:ln").containing(Element::new("a:noFill")));
    Element::new("p:sp").containing(is).containing(look)
}

fn ground(ink: &str) -> Element {
    let fill = Element::new("p:bgPr").containing(colour(ink));
    Element::new("p:bg").containing(fill.containing(Element::new("a:effectLst")))
}

/// A layout: its type, its name, its ground, whether it shows the line of the master, its places.
struct Layout {
    kind: &'static str,
    name: &'static str,
    ground: Option<&'static str>,
    places: Vec<Held>,
}

fn layouts() -> Vec<Layout> {
    let layout = |kind, name, places| Layout { kind, name, ground: None, places };
    let with_footers = |mut places: Vec<Held>| {
        places.extend(footers("tx1"));
        places
    };
    let main = || area(EDGE, BODY.0, WIDE, BODY.1);
    let held = |name, kind| Held { index: Some("13"), ..Held::new(name, kind, main()) };
    let large = |kind, y: f64, tall: f64, size| Held {
        size: Some(size),
        bold: true,
        colour: Some("bg1"),
        anchor: "b",
        says: "Title",
        ..Held::new("Title", kind, area(EDGE + 40.0, y, WIDE - 80.0, tall))
    };
    let beneath = |kind, y: f64, tall: f64| Held {
        index: Some("1"),
        size: Some(2000),
        colour: Some("bg1"),
        ..Held::new("Text", kind, area(EDGE + 40.0, y, WIDE - 80.0, tall))
    };
    let dark = |mut places: Vec<Held>| {
        places.extend(footers("bg1"));
        places
    };
    let front =
        dark(vec![large("ctrTitle", 110.0, 130.0, 4400), beneath("subTitle", 252.0, 190.0)]);
    let divider = dark(vec![large("title", 130.0, 110.0, 3600), beneath("body", 252.0, 190.0)]);
    vec![
        Layout { kind: "title", name: "Title", ground: Some("tx2"), places: front },
        layout("obj", "Title and Content", with_footers(vec![usual_title(), body(main())])),
        layout("titleOnly", "Title Only", with_footers(vec![usual_title()])),
        Layout { kind: "secHead", name: "Section", ground: Some("tx2"), places: divider },
        layout("chart", "Chart", with_footers(vec![usual_title(), held("Chart", "chart")])),
        layout("tbl", "Table", with_footers(vec![usual_title(), held("Table", "tbl")])),
    ]
}

/// The template as a package, without slides.
pub(super) fn package() -> Package {
    let mut package = Package::new();
    let theme = Part::new(&format!("{TYPES}.theme+xml"), THEME.as_bytes().to_vec());
    let theme = package.add("ppt/theme/theme1.xml", theme);
    let part = |kind: &str| Part::new(&format!("{TYPES}.presentationml.{kind}+xml"), vec![]);
    let master = "ppt/slideMasters/slideMaster1.xml";
    let mut master_part = part("slideMaster");
    let mut list = Element::new("p:sldLayoutIdLst");
    for (n, layout) in layouts().iter().enumerate() {
        let name = format!("ppt/slideLayouts/slideLayout{}.xml", n + 1);
        let mut layout_part = part("slideLayout");
        layout_part.relate("slideMaster", master);
        layout_part.bytes = write_layout(layout).to_part();
        package.add(&name, layout_part);
        let id = master_part.relate("slideLayout", &name);
        let number = 2_147_483_649_usize + n;
        list.push(Element::new("p:sldLayoutId").with("id", number).with("r:id", id));
    }
    master_part.relate("theme", &theme);
    master_part.bytes = write_master(list).to_part();
    package.add(master, master_part);
    let mut presentation = part("presentation.main");
    let id = presentation.relate("slideMaster", master);
    presentation.relate("theme", &theme);
    let masters = Element::new("p:sldMasterId").with("id", 2_147_483_648_u32).with("r:id", id);
    let (wide, tall) = (emu(SLIDE.0), emu(SLIDE.1));
    presentation.bytes = root("p:presentation")
        .with("saveSubsetFonts", 1)
        .containing(Element::new("p:sldMasterIdLst").containing(masters))
        .containing(Element::new("p:sldSz").with("cx", wide).with("cy", tall))
        .containing(Element::new("p:notesSz").with("cx", 6_858_000).with("cy", 9_144_000))
        .to_part();
    let name = package.add("ppt/presentation.xml", presentation);
    package.relate(&format!("{OFFICE}/officeDocument"), &name);
    package
}

fn write_layout(layout: &Layout) -> Element {
    let mut shapes = vec![];
    if layout.ground.is_some() {
        shapes.push(stripe(20, area(EDGE + 48.0, 100.0, 72.0, 5.0), "bg1"));
    }
    shapes.extend(layout.places.iter().enumerate().map(|(n, held)| held.write(n + 2)));
    let slide = Element::new("p:cSld").with("name", layout.name);
    let slide = slide.containing_all(layout.ground.map(ground)).containing(tree(shapes));
    let out = root("p:sldLayout").with("type", layout.kind).with("preserve", 1);
    let out = if layout.ground.is_some() { out.with("showMasterSp", 0) } else { out };
    let map = Element::new("p:clrMapOvr").containing(Element::new("a:masterClrMapping"));
    out.containing(slide).containing(map)
}

fn colour_map() -> Element {
    let pairs = [
        ("bg1", "lt1"),
        ("tx1", "dk1"),
        ("bg2", "lt2"),
        ("tx2", "dk2"),
        ("accent1", "accent1"),
        ("accent2", "accent2"),
        ("accent3", "accent3"),
        ("accent4", "accent4"),
        ("accent5", "accent5"),
        ("accent6", "accent6"),
        ("hlink", "hlink"),
        ("folHlink", "folHlink"),
    ];
    pairs.into_iter().fold(Element::new("p:clrMap"), |map, (name, is)| map.with(name, is))
}

fn letters(size: i64, bold: bool, ink: &str, face: &str) -> Element {
    let font =
        |name: &str, kind: &str| Element::new(name).with("typeface", format!("{face}-{kind}"));
    Element::new("a:defRPr")
        .with("lang", "en-GB")
        .with("sz", size)
        .with("b", u8::from(bold))
        .containing(colour(ink))
        .containing(font("a:latin", "lt"))
        .containing(font("a:ea", "ea"))
        .containing(font("a:cs", "cs"))
}

fn write_master(list: Element) -> Element {
    let mut places = vec![usual_title(), body(area(EDGE, BODY.0, WIDE, BODY.1))];
    places[1].kind = "body";
    places.extend(footers("tx1"));
    let mut shapes = vec![
        stripe(20, area(0.0, 0.0, SLIDE.0, 8.0), "tx2"),
        stripe(21, area(EDGE + 7.2, 96.0, WIDE - 14.4, 1.0), "bg2"),
    ];
    shapes.extend(places.iter().enumerate().map(|(n, held)| held.write(n + 2)));
    let level = |name: &str, letters: Element| {
        Element::new(name).with("algn", "l").with("marL", 0).with("indent", 0).containing(letters)
    };
    let none = || Element::new("a:buNone");
    let title = level("a:lvl1pPr", none()).containing(letters(2800, true, "tx2", "+mj"));
    let mut text = Element::new("p:bodyStyle");
    for n in 1..=9 {
        let one = level(&format!("a:lvl{n}pPr"), none());
        text.push(one.containing(letters(1800, false, "tx1", "+mn")));
    }
    let other = level("a:lvl1pPr", letters(1800, false, "tx1", "+mn"));
    let styles = Element::new("p:txStyles")
        .containing(Element::new("p:titleStyle").containing(title))
        .containing(text)
        .containing(Element::new("p:otherStyle").containing(other));
    let slide = Element::new("p:cSld").containing(ground("bg1")).containing(tree(shapes));
    root("p:sldMaster")
        .containing(slide)
        .containing(colour_map())
        .containing(list)
        .containing(styles)
}

/// Adds a master for notes to a presentation that has none; answers its name.
pub(super) fn add_notes_master(package: &mut Package, presentation: &str) -> String {
    let theme = package.free_name("ppt/theme/theme", "xml");
    let part = Part::new(&format!("{TYPES}.theme+xml"), THEME.as_bytes().to_vec());
    package.add(&theme, part);
    let mut master = Part::new(&format!("{TYPES}.presentationml.notesMaster+xml"), vec![]);
    master.relate("theme", &theme);
    let picture = area(36.0, 54.0, 468.0, 263.0);
    let held = |name, kind, area| Held { says: "Notes", ..Held::new(name, kind, area) };
    let mut image = held("Slide image", "sldImg", picture).write(2);
    image.retain(&|element| element.local() != "txBody");
    let mut text = held("Notes", "body", area(36.0, 340.0, 468.0, 340.0));
    text.index = Some("1");
    let styles = Element::new("a:lvl1pPr").containing(letters(1200, false, "tx1", "+mn"));
    let slide = Element::new("p:cSld").containing(ground("bg1"));
    master.bytes = root("p:notesMaster")
        .containing(slide.containing(tree([image, text.write(3)])))
        .containing(colour_map())
        .containing(Element::new("p:notesStyle").containing(styles))
        .to_part();
    let name = package.free_name("ppt/notesMasters/notesMaster", "xml");
    package.add(&name, master);
    if let Some(part) = package.parts.get_mut(presentation) {
        part.relate("notesMaster", &name);
    }
    name
}
