//! A template as slides need it: its layouts by what they are for, and where their placeholders are.

use crate::office::{Element, OfficeError, Package};

use super::area::{Area, POINT, emu};
use super::slide::Role;
use super::text::Face;

/// What a presentation's own content type contains.
const PRESENTATION: &str = "presentationml";

/// Size of letters where a template names none.
const USUAL: f64 = 18.0;

/// Room that PowerPoint leaves at the sides of words in a placeholder.
const WITHIN: i64 = 91_440;

/// A template.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Template {
    /// Name of the presentation's part.
    pub presentation: String,
    /// The whole slide.
    pub slide: Area,
    /// The face of its words.
    pub face: Face,
    layouts: Vec<Layout>,
}

/// A layout of a template.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// Name of its part.
    pub part: String,
    /// Its name for people.
    name: String,
    /// Its type: `obj`; empty if it has none.
    kind: String,
    pub placeholders: Vec<Placeholder>,
}

/// A place in a layout that slides fill.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placeholder {
    /// `title`, `body`, `ftr`; `obj` where none is given.
    pub kind: String,
    /// Its number within the layout.
    pub index: Option<String>,
    /// Its name for people.
    pub name: String,
    /// Where it is; of the master where the layout does not say.
    pub area: Area,
    /// Size of its letters in points.
    pub size: f64,
}

impl Placeholder {
    pub(super) fn is_title(&self) -> bool {
        matches!(self.kind.as_str(), "title" | "ctrTitle")
    }

    fn is_text(&self) -> bool {
        matches!(self.kind.as_str(), "obj" | "body" | "subTitle")
    }
}

impl Layout {
    pub(super) fn title(&self) -> Option<&Placeholder> {
        self.placeholders.iter().find(|place| place.is_title())
    }

    /// The largest place for text.
    pub(super) fn text(&self) -> Option<&Placeholder> {
        let texts = self.placeholders.iter().filter(|place| place.is_text());
        texts.max_by_key(|place| place.area.wide.saturating_mul(place.area.tall))
    }

    pub(super) fn of_kind(&self, kind: &str) -> Option<&Placeholder> {
        self.placeholders.iter().find(|place| place.kind == kind)
    }

    fn is_named(&self, words: &[&str]) -> bool {
        let name = self.name.to_lowercase();
        words.iter().any(|word| name.contains(word))
    }
}

impl Template {
    pub(super) fn read(package: &Package) -> Result<Self, OfficeError> {
        let presentation = package.main_part()?;
        let main = package.part(&presentation)?;
        if !main.content_type.contains(PRESENTATION) {
            let (wanted, found) = ("presentation", main.content_type.clone());
            return Err(OfficeError::WrongKind { wanted, found });
        }
        let xml = package.xml(&presentation)?;
        let number = |name: &str| -> Option<i64> {
            let value = xml.child("sldSz")?.attribute(name)?.parse().ok()?;
            // From an inch to 56 inches, as PowerPoint has it.
            (914_400..=51_206_400).contains(&value).then_some(value)
        };
        let (wide, tall) = number("cx").zip(number("cy")).unwrap_or((9_144_000, 6_858_000));
        let slide = Area { x: 0, y: 0, wide, tall };
        let mut layouts = vec![];
        for master in main.all_related("slideMaster") {
            let tree = package.xml(master)?;
            for layout in package.part(master)?.all_related("slideLayout") {
                layouts.push(read_layout(layout, &package.xml(layout)?, &tree, slide));
            }
        }
        if layouts.is_empty() {
            let why = "it has no layouts for slides".to_owned();
            return Err(OfficeError::NotOffice { why });
        }
        let face = face(package, &presentation)?;
        Ok(Self { presentation, slide, face, layouts })
    }

    /// The layout for a role: by its type, else by its name, else what comes nearest.
    pub(super) fn layout(&self, role: Role) -> &Layout {
        let kind = |kind: &str| self.layouts.iter().find(|layout| layout.kind == kind);
        let named = |words: &[&str]| self.layouts.iter().find(|layout| layout.is_named(words));
        let has_both = |layout: &&Layout| layout.title().is_some() && layout.text().is_some();
        let only = |layout: &&Layout| layout.title().is_some() && layout.text().is_none();
        let found = match role {
            Role::Title => kind("title").or_else(|| named(&["title slide", "cover", "front"])),
            Role::Section => {
                kind("secHead").or_else(|| named(&["section", "divider"])).or_else(|| kind("title"))
            }
            Role::Content => kind("obj")
                .or_else(|| kind("tx"))
                .or_else(|| named(&["title and content", "title and text"]))
                .filter(has_both)
                .or_else(|| self.widest_text()),
            Role::Chart => kind("chart").or_else(|| named(&["chart"])),
            Role::Table => kind("tbl").or_else(|| named(&["table"])),
            Role::TitleOnly => None,
        };
        let title_only = || {
            let plain = kind("titleOnly").or_else(|| named(&["title only"]));
            plain.filter(|layout| layout.title().is_some())
        };
        let found = found.filter(|layout| role == Role::Title || layout.title().is_some());
        let found = match role {
            Role::Title | Role::Section => found,
            Role::Content => found.or_else(title_only),
            Role::Chart | Role::Table | Role::TitleOnly => found
                .or_else(title_only)
                .or_else(|| self.layouts.iter().find(only))
                .or_else(|| kind("obj"))
                .or_else(|| self.widest_text()),
        };
        let titled = || self.layouts.iter().find(|layout| layout.title().is_some());
        found.or_else(titled).unwrap_or(&self.layouts[0])
    }

    fn widest_text(&self) -> Option<&Layout> {
        let both = self.layouts.iter().filter(|l| l.title().is_some() && l.text().is_some());
        both.max_by_key(|layout| {
            layout.text().map(|place| place.area.wide.saturating_mul(place.area.tall))
        })
    }

    /// Where the content of a slide goes: the text of the usual layout, below the title and above the
    /// footer of its own, within the slide.
    pub(super) fn content(&self, role: Role) -> Area {
        let layout = self.layout(role);
        let usual = self.layout(Role::Content);
        let margin = self.slide.wide / 20;
        let title = self.title(role);
        let within = layout.text().or_else(|| usual.text()).map(|place| place.area);
        let mut area = within.unwrap_or(Area {
            x: title.area.x.max(margin),
            y: title.area.bottom(),
            wide: self.slide.wide - 2 * title.area.x.max(margin),
            tall: self.slide.tall - title.area.bottom(),
        });
        let top = if title.area.y < area.bottom() && title.area.y <= area.y {
            area.y.max(title.area.bottom() + 4 * POINT)
        } else {
            area.y
        };
        let footers = ["ftr", "sldNum", "dt"].map(|kind| self.footer(role, kind));
        let lowest = footers.iter().map(|(_, place)| place.y).filter(|y| *y > self.slide.tall / 2);
        let end = lowest.min().unwrap_or(self.slide.tall).min(area.bottom()) - 2 * POINT;
        // Words in a placeholder stand a little within it: what stands beside them does too.
        area.x = (area.x + WITHIN).clamp(0, self.slide.wide / 2);
        area.wide = (area.wide - 2 * WITHIN).min(self.slide.wide - area.x);
        area.y = top.clamp(0, self.slide.tall * 2 / 3);
        area.tall = (end - area.y).max(self.slide.tall / 4);
        area
    }

    /// The title of a role's layout; where it has none, a place at the top.
    pub(super) fn title(&self, role: Role) -> Placeholder {
        let margin = self.slide.wide / 20;
        self.layout(role).title().cloned().unwrap_or_else(|| Placeholder {
            kind: "title".into(),
            index: None,
            name: "Title".into(),
            area: Area {
                x: margin,
                y: margin / 2,
                wide: self.slide.wide - 2 * margin,
                tall: self.slide.tall / 8,
            },
            size: 28.0,
        })
    }

    /// Where a footer of a role's layout is, and whether the layout has it.
    pub(super) fn footer(&self, role: Role, kind: &str) -> (bool, Area) {
        if let Some(place) = self.layout(role).of_kind(kind) {
            return (true, place.area);
        }
        let margin = self.slide.wide / 20;
        let tall = emu(18.0);
        let y = self.slide.tall - tall - emu(4.0);
        let (x, wide) = match kind {
            "sldNum" => (self.slide.wide - margin - emu(60.0), emu(60.0)),
            "dt" => (margin, 1),
            _ => (margin, self.slide.wide / 2),
        };
        (false, Area { x, y, wide, tall })
    }
}

/// The face of the theme's running words.
fn face(package: &Package, presentation: &str) -> Result<Face, OfficeError> {
    let master = package.part(presentation)?.related("slideMaster");
    let theme = master.and_then(|master| package.part(master).ok()?.related("theme"));
    let Some(theme) = theme else { return Ok(Face::of("")) };
    let theme = package.xml(theme)?;
    let fonts = theme.at(&["themeElements", "fontScheme", "minorFont", "latin"]);
    Ok(Face::of(fonts.and_then(|latin| latin.attribute("typeface")).unwrap_or_default()))
}

fn shapes(tree: &Element) -> impl Iterator<Item = &Element> {
    let tree = tree.at(&["cSld", "spTree"]);
    tree.into_iter().flat_map(Element::elements).filter(|element| element.local() == "sp")
}

fn placeholder(shape: &Element) -> Option<&Element> {
    shape.at(&["nvSpPr", "nvPr", "ph"])
}

fn kind_of(place: &Element) -> &str {
    place.attribute("type").unwrap_or("obj")
}

fn area_of(shape: &Element) -> Option<Area> {
    Area::read(shape.at(&["spPr", "xfrm"])?)
}

fn size_in(list: Option<&Element>) -> Option<f64> {
    let hundredths: f64 = list?.at(&["lvl1pPr", "defRPr"])?.attribute("sz")?.parse().ok()?;
    (100.0..=40_000.0).contains(&hundredths).then_some(hundredths / 100.0)
}

/// What a placeholder is on the master.
fn on_master(kind: &str) -> &str {
    match kind {
        "ctrTitle" => "title",
        "ftr" | "sldNum" | "dt" | "title" => kind,
        _ => "body",
    }
}

fn read_layout(part: &str, layout: &Element, master: &Element, slide: Area) -> Layout {
    let mut placeholders = vec![];
    for shape in shapes(layout) {
        let Some(place) = placeholder(shape) else { continue };
        let kind = kind_of(place).to_owned();
        let wanted = on_master(&kind);
        let above =
            shapes(master).find(|one| placeholder(one).is_some_and(|p| kind_of(p) == wanted));
        let Some(area) = area_of(shape).or_else(|| above.and_then(area_of)) else { continue };
        if area.x >= slide.wide || area.y >= slide.tall || area.right() <= 0 || area.bottom() <= 0 {
            continue;
        }
        let styles = if wanted == "title" { "titleStyle" } else { "bodyStyle" };
        let size = size_in(shape.at(&["txBody", "lstStyle"]))
            .or_else(|| size_in(above.and_then(|one| one.at(&["txBody", "lstStyle"]))))
            .or_else(|| size_in(master.at(&["txStyles", styles])));
        let name = shape.at(&["nvSpPr", "cNvPr"]).and_then(|one| one.attribute("name"));
        placeholders.push(Placeholder {
            index: place.attribute("idx").map(str::to_owned),
            kind,
            name: name.unwrap_or_default().to_owned(),
            area,
            size: size.unwrap_or(USUAL),
        });
    }
    let name = layout.child("cSld").and_then(|one| one.attribute("name")).unwrap_or_default();
    Layout {
        part: part.to_owned(),
        name: name.to_owned(),
        kind: layout.attribute("type").unwrap_or_default().to_owned(),
        placeholders,
    }
}
