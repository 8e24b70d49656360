"""Counts crimes by month and type from gzip CSV, as an analyst would with pandas."""
import pathlib
import sys

import pandas

files = sorted(pathlib.Path(sys.argv[1]).glob("*-street.csv.gz"))
rows = pandas.concat(pandas.read_csv(file) for file in files)
counts = rows.groupby(["Month", "Crime type"]).size()
assert len(rows) == 229168, len(rows)
print(counts.sum())
