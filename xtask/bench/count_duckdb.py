"""Counts crimes by month and type from gzip CSV, as an analyst would with DuckDB."""
import sys

import duckdb

counts = duckdb.sql(
    f"""select "Month", "Crime type", count(*) as crimes
        from read_csv('{sys.argv[1]}/*-street.csv.gz') group by all order by all"""
).fetchall()
total = sum(row[2] for row in counts)
assert total == 229168, total
print(total)
