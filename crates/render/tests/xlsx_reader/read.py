"""Reads a workbook with openpyxl and says what is in it, as JSON; writes a copy without any cached
result, so that whoever opens it must compute."""

import json
import re
import sys
import zipfile

import openpyxl

book, copy = sys.argv[1:3]
read = openpyxl.load_workbook(book)
results = openpyxl.load_workbook(book, data_only=True)
sheets = []
for sheet in read:
    cells = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                cells[cell.coordinate] = {
                    "value": cell.value,
                    "type": cell.data_type,
                    "result": results[sheet.title][cell.coordinate].value,
                    "quoted": bool(cell.quotePrefix),
                }
    sheets.append({
        "name": sheet.title,
        "cells": cells,
        "merged": [str(one) for one in sheet.merged_cells.ranges],
        "tables": dict(sheet.tables.items()),
        "charts": len(sheet._charts),
        "frozen": sheet.freeze_panes,
        "state": sheet.sheet_state,
        "header": sheet.oddHeader.center.text,
        "hidden": [key for key, size in sheet.column_dimensions.items() if size.hidden]
        + [key for key, size in sheet.row_dimensions.items() if size.hidden],
    })
parts = zipfile.ZipFile(book)
drawings = [parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name]
alts = [alt for drawing in drawings for alt in re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', drawing)]
charts = [parts.read(name).decode() for name in parts.namelist() if "charts/chart" in name]
titles = [re.search(r"<c:title>.*?<a:t>(.*?)</a:t>", chart, re.S) for chart in charts]
properties = read.properties
json.dump({
    "sheets": sheets,
    "alts": alts,
    "titles": [title.group(1) for title in titles if title],
    "title": properties.title,
    "creator": properties.creator,
    "created": properties.created.isoformat(),
}, sys.stdout)
read.save(copy)
