//! A drawing in a line of text: a native chart or a picture, with its description.

use super::markup::emu;
use crate::office::Element;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PLACED: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What a drawing is called and how large it is.
pub(super) struct Frame<'a> {
    /// A number that no other drawing of the document has.
    pub number: u32,
    /// "Chart 3".
    pub name: &'a str,
    /// What it shows, in words.
    pub alt: &'a str,
    /// Width and height in points.
    pub size: (f64, f64),
    /// The relationship to its part.
    pub part: &'a str,
}

/// A native chart, as a run.
pub(super) fn chart(frame: &Frame<'_>) -> Element {
    let chart = Element::new("c:chart")
        .with("xmlns:c", CHART)
        .with("xmlns:r", RELATIONS)
        .with("r:id", frame.part);
    placed(frame, CHART, chart)
}

/// A picture, as a run.
pub(super) fn picture(frame: &Frame<'_>) -> Element {
    let named = Element::new("pic:cNvPr").with("id", frame.number).with("name", frame.name);
    let blip = Element::new("a:blip").with("xmlns:r", RELATIONS).with("r:embed", frame.part);
    let stretched = Element::new("a:stretch").containing(Element::new("a:fillRect"));
    let corner = Element::new("a:off").with("x", 0).with("y", 0);
    let place = Element::new("a:xfrm").containing(corner).containing(extent("a:ext", frame));
    let shape = Element::new("a:prstGeom").with("prst", "rect");
    let picture = Element::new("pic:pic")
        .with("xmlns:pic", PICTURE)
        .containing(
            Element::new("pic:nvPicPr").containing(named).containing(Element::new("pic:cNvPicPr")),
        )
        .containing(Element::new("pic:blipFill").containing(blip).containing(stretched))
        .containing(
            Element::new("pic:spPr")
                .containing(place)
                .containing(shape.containing(Element::new("a:avLst"))),
        );
    placed(frame, PICTURE, picture)
}

fn extent(name: &str, frame: &Frame<'_>) -> Element {
    let (width, height) = frame.size;
    Element::new(name).with("cx", emu(width)).with("cy", emu(height))
}

fn placed(frame: &Frame<'_>, kind: &str, what: Element) -> Element {
    let named = Element::new("wp:docPr")
        .with("id", frame.number)
        .with("name", frame.name)
        .with("descr", frame.alt);
    let data = Element::new("a:graphicData").with("uri", kind).containing(what);
    let mut inline = Element::new("wp:inline").with("xmlns:wp", PLACED);
    for side in ["distT", "distB", "distL", "distR"] {
        inline.set(side, 0);
    }
    let mut effect = Element::new("wp:effectExtent");
    ["l", "t", "r", "b"].iter().for_each(|side| effect.set(side, 0));
    let inline = inline
        .containing(extent("wp:extent", frame))
        .containing(effect)
        .containing(named)
        .containing(Element::new("wp:cNvGraphicFramePr"))
        .containing(Element::new("a:graphic").with("xmlns:a", DRAWING).containing(data));
    Element::new("w:r").containing(Element::new("w:drawing").containing(inline))
}
