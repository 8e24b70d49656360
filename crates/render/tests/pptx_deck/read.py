"""A deck as python-pptx reads it, as JSON: slides, shapes, tables, charts with their workbooks."""

import io
import json
import sys

import openpyxl
from pptx import Presentation


def chart(shape):
    of = shape.chart
    book = openpyxl.load_workbook(io.BytesIO(of.part.chart_workbook.xlsx_part.blob))
    sheet = book.active
    series = [
        {"name": one.name, "values": list(one.values)}
        for plot in of.plots
        for one in plot.series
    ]
    return {
        "series": series,
        "categories": [str(category) for category in list(of.plots[0].categories)],
        "workbook": [[cell.value for cell in row] for row in sheet.iter_rows()],
    }


def read(shape):
    properties = shape._element.xpath(".//p:cNvPr")[0]
    out = {
        "name": shape.name,
        "description": properties.get("descr") or "",
        "area": [shape.left, shape.top, shape.width, shape.height],
        "text": shape.text_frame.text if shape.has_text_frame else "",
        "paragraphs": [p.text for p in shape.text_frame.paragraphs] if shape.has_text_frame else [],
        "kind": shape._element.tag.rsplit("}", 1)[-1],
        "placeholder": str(shape.placeholder_format.type) if shape.is_placeholder else "",
        "table": None,
        "chart": None,
    }
    if shape.has_chart:
        out["chart"] = chart(shape)
    if shape.has_table:
        out["table"] = [[cell.text for cell in row.cells] for row in shape.table.rows]
        out["header"] = shape.table.first_row
    return out


deck = Presentation(sys.argv[1])
core = deck.core_properties
json.dump(
    {
        "size": [deck.slide_width, deck.slide_height],
        "title": core.title,
        "creator": core.author,
        "created": str(core.created),
        "layouts": [layout.name for layout in deck.slide_layouts],
        "masters": [
            shape.text_frame.text
            for shape in deck.slide_master.shapes
            if shape.has_text_frame
        ],
        "slides": [
            {
                "title": slide.shapes.title.text if slide.shapes.title is not None else "",
                "layout": slide.slide_layout.name,
                "shapes": [read(shape) for shape in slide.shapes],
                "notes": slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "",
            }
            for slide in deck.slides
        ],
    },
    sys.stdout,
)
