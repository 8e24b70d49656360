//! Shapes of a slide as PresentationML.

use crate::office::Element;
use crate::office::package::OFFICE;

use super::area::Area;
use super::slide::{Grid, GridKind, GridRow};
use super::text::Paragraph;

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const P: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";

/// An element of a slide, layout, master or notes page that declares the names it uses.
pub(super) fn root(name: &str) -> Element {
    Element::new(name).with("xmlns:a", A).with("xmlns:r", OFFICE).with("xmlns:p", P)
}

/// What a shape is called: its number, its name, its description.
pub(super) fn called(id: usize, name: &str, alt: &str) -> Element {
    let called = Element::new("p:cNvPr").with("id", id).with("name", name);
    if alt.is_empty() { called } else { called.with("descr", alt) }
}

/// The tree of shapes of a slide.
pub(super) fn tree(shapes: impl IntoIterator<Item = Element>) -> Element {
    let nothing = Area { x: 0, y: 0, wide: 0, tall: 0 };
    let frame = nothing
        .write("a:xfrm")
        .containing(Element::new("a:chOff").with("x", 0).with("y", 0))
        .containing(Element::new("a:chExt").with("cx", 0).with("cy", 0));
    let group = Element::new("p:nvGrpSpPr")
        .containing(called(1, "", ""))
        .containing(Element::new("p:cNvGrpSpPr"))
        .containing(Element::new("p:nvPr"));
    Element::new("p:spTree")
        .containing(group)
        .containing(Element::new("p:grpSpPr").containing(frame))
        .containing_all(shapes)
}

/// A placeholder of a kind and number.
pub(super) fn place(kind: &str, index: Option<&str>) -> Element {
    let mut out = Element::new("p:ph");
    if kind != "obj" {
        out = out.with("type", kind);
    }
    match index {
        Some(index) => out.with("idx", index),
        None => out,
    }
}

/// A shape that fills a placeholder; `area` only where the layout gives none.
pub(super) fn filling(
    id: usize,
    name: &str,
    place: Element,
    area: Option<Area>,
    content: impl IntoIterator<Item = Element>,
) -> Element {
    let locks = Element::new("a:spLocks").with("noGrp", 1);
    let is = Element::new("p:nvSpPr")
        .containing(called(id, name, ""))
        .containing(Element::new("p:cNvSpPr").containing(locks))
        .containing(Element::new("p:nvPr").containing(place));
    let look = Element::new("p:spPr").containing_all(area.map(|area| area.write("a:xfrm")));
    let body = Element::new("p:txBody")
        .containing(Element::new("a:bodyPr").containing(Element::new("a:normAutofit")))
        .containing(Element::new("a:lstStyle"))
        .containing_all(content);
    Element::new("p:sp").containing(is).containing(look).containing(body)
}

/// A box of words. Its words are set to fit; nothing shrinks when it is opened.
pub(super) fn words(
    id: usize,
    name: &str,
    area: Area,
    paragraphs: &[Paragraph],
    ground: bool,
) -> Element {
    let is = Element::new("p:nvSpPr")
        .containing(called(id, name, ""))
        .containing(Element::new("p:cNvSpPr").with("txBox", 1))
        .containing(Element::new("p:nvPr"));
    let shape = Element::new("a:prstGeom").with("prst", "rect");
    let mut look = Element::new("p:spPr")
        .containing(area.write("a:xfrm"))
        .containing(shape.containing(Element::new("a:avLst")));
    look.push(if ground { tint() } else { Element::new("a:noFill") });
    let inset = if ground { super::area::emu(INSET) } else { 0 };
    let body = Element::new("a:bodyPr").with("wrap", "square");
    let body = ["lIns", "tIns", "rIns", "bIns"]
        .into_iter()
        .fold(body, |body, side| body.with(side, inset))
        .with("anchor", "t")
        .containing(Element::new("a:noAutofit"));
    let body = Element::new("p:txBody")
        .containing(body)
        .containing(Element::new("a:lstStyle"))
        .containing_all(paragraphs.iter().map(Paragraph::write));
    Element::new("p:sp").containing(is).containing(look).containing(body)
}

/// Room around words on a ground of their own, in points.
pub(super) const INSET: f64 = 10.0;

/// The template's ground, a little darker.
fn tint() -> Element {
    let colour = Element::new("a:schemeClr").with("val", "bg1");
    let colour = colour.containing(Element::new("a:lumMod").with("val", 95_000));
    Element::new("a:solidFill").containing(colour)
}

fn frame(id: usize, name: &str, alt: &str, area: Area, uri: &str, what: Element) -> Element {
    let locks = Element::new("a:graphicFrameLocks").with("noGrp", 1);
    let is = Element::new("p:nvGraphicFramePr")
        .containing(called(id, name, alt))
        .containing(Element::new("p:cNvGraphicFramePr").containing(locks))
        .containing(Element::new("p:nvPr"));
    let data = Element::new("a:graphicData").with("uri", uri).containing(what);
    Element::new("p:graphicFrame")
        .containing(is)
        .containing(area.write("p:xfrm"))
        .containing(Element::new("a:graphic").containing(data))
}

/// A native chart, by its relationship.
pub(super) fn chart(id: usize, name: &str, alt: &str, area: Area, part: &str) -> Element {
    let uri = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    let chart = Element::new("c:chart").with("xmlns:c", uri).with("r:id", part);
    frame(id, name, alt, area, uri, chart)
}

/// A picture, by its relationship.
pub(super) fn picture(id: usize, name: &str, alt: &str, area: Area, part: &str) -> Element {
    let locks = Element::new("a:picLocks").with("noChangeAspect", 1);
    let is = Element::new("p:nvPicPr")
        .containing(called(id, name, alt))
        .containing(Element::new("p:cNvPicPr").containing(locks))
        .containing(Element::new("p:nvPr"));
    let fill = Element::new("p:blipFill")
        .containing(Element::new("a:blip").with("r:embed", part))
        .containing(Element::new("a:stretch").containing(Element::new("a:fillRect")));
    let shape = Element::new("a:prstGeom").with("prst", "rect");
    let look = Element::new("p:spPr")
        .containing(area.write("a:xfrm"))
        .containing(shape.containing(Element::new("a:avLst")));
    Element::new("p:pic").containing(is).containing(fill).containing(look)
}

/// A native table.
pub(super) fn table(id: usize, name: &str, alt: &str, area: Area, grid: &Grid) -> Element {
    let column = |wide: &i64| Element::new("a:gridCol").with("w", wide);
    let out = Element::new("a:tbl")
        .containing(Element::new("a:tblPr").with("firstRow", 1).with("firstCol", 1))
        .containing(Element::new("a:tblGrid").containing_all(grid.columns.iter().map(column)))
        .containing_all(grid.rows.iter().map(row));
    let uri = "http://schemas.openxmlformats.org/drawingml/2006/table";
    frame(id, name, alt, area, uri, out)
}

/// Room within a cell: at its sides, above and below, in points.
pub(super) const CELL: (f64, f64) = (7.0, 2.5);

fn row(row: &GridRow) -> Element {
    let cell = |paragraph: &Paragraph| {
        let text = Element::new("a:txBody")
            .containing(Element::new("a:bodyPr"))
            .containing(Element::new("a:lstStyle"))
            .containing(paragraph.write());
        let (side, over) = (super::area::emu(CELL.0), super::area::emu(CELL.1));
        let mut look = Element::new("a:tcPr")
            .with("marL", side)
            .with("marR", side)
            .with("marT", over)
            .with("marB", over)
            .with("anchor", if row.kind == GridKind::Header { "b" } else { "ctr" });
        for side in ["a:lnL", "a:lnR", "a:lnT"] {
            look.push(Element::new(side).with("w", 0).containing(Element::new("a:noFill")));
        }
        let strong = Element::new("a:schemeClr").with("val", "tx1");
        let faint = Element::new("a:schemeClr")
            .with("val", "bg1")
            .containing(Element::new("a:lumMod").with("val", 85_000));
        let (thick, colour) =
            if row.kind == GridKind::Header { (19_050, strong) } else { (6_350, faint) };
        let fill = Element::new("a:solidFill").containing(colour);
        look.push(Element::new("a:lnB").with("w", thick).containing(fill));
        look.push(match row.kind {
            GridKind::Own | GridKind::Total => tint(),
            GridKind::Header | GridKind::Plain => Element::new("a:noFill"),
        });
        Element::new("a:tc").containing(text).containing(look)
    };
    Element::new("a:tr").with("h", row.tall).containing_all(row.cells.iter().map(cell))
}
