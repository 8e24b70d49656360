"""Tells what python-docx finds in a Word file, as JSON."""

import json
import sys

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

document = Document(sys.argv[1])
body = document.element.body


def words(element):
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def is_layout(table):
    return table._tbl.tblPr.find(qn("w:tblStyle")) is None


tables = [Table(one, document) for one in body.iter(qn("w:tbl"))]
data = [table for table in tables if not is_layout(table)]
properties = document.core_properties
told = {
    "headings": [
        [p.style.name, p.text] for p in document.paragraphs if p.style.name.lower().startswith(("heading", "corporate"))
    ],
    "captions": [
        "".join(node.text or "" for node in p.iter(qn("w:t")))
        for p in body.iter(qn("w:p"))
        if p.pPr is not None and p.pPr.pStyle is not None
        and document.styles.element.get_by_id(p.pPr.pStyle.val).name_val.lower() == "caption"
    ],
    "tables": [
        {
            "header": [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
                       for row in table.rows],
            "whole": all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None
                         for row in table.rows),
            "style": table.style.name,
            "cells": [[cell.text for cell in row.cells] for row in table.rows],
        }
        for table in data
    ],
    "alt": [one.get("descr") for one in body.iter(qn("wp:docPr"))],
    "charts": sum("/charts/chart" in str(part.partname) for part in document.part.package.iter_parts()),
    "title": properties.title,
    "author": properties.author,
    "created": properties.created.isoformat(),
    "language": properties.language,
    "text": words(body),
    "headers": [words(s.header._element) for s in document.sections],
    "footers": [words(s.footer._element) for s in document.sections],
    "page": [document.sections[0].page_width.mm, document.sections[0].page_height.mm],
}
json.dump(told, sys.stdout)
