"""Month factors without Leicestershire's own months, worked with numpy, no project code.

Reads the monthly counts of the sample office and writes season.csv. A log-linear fit with a level for
every calendar year of every force and a factor for each calendar month, by Newton's method with the
levels profiled out; fitted three times, the drift inside a year being the straight lines between the
levels of neighbouring years found by the fit before (docs/methods/season.md). Left out, as
catalogue/seasons/police-uk-2025.toml says: March 2020 to July 2021; Dyfed-Powys, January to April
2024; 2014 for public order and for violence; 2025 for robbery; bodies that are no territorial force.
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
COUNTS = HERE / "../../../examples/leicestershire/data/police-uk/derived/street-monthly-counts.csv"
NO_FORCE = {"btp", "northern-ireland"}


def entered(force, kind, month):
    return not (
        force in NO_FORCE
        or force == "leicestershire"
        or "2020-03" <= month <= "2021-07"
        or (force == "dyfed-powys" and "2024-01" <= month <= "2024-04")
        or (kind in ("Public order", "Violence and sexual offences") and month < "2015")
        or (kind == "Robbery" and month >= "2025")
    )


def years_of(kind, rows):
    years = {}
    for row in rows:
        force, month = row["force"], row["month"]
        if row["crime_type"] == kind and entered(force, kind, month):
            of = years.setdefault((force, int(month[:4])), {})
            of[int(month[5:]) - 1] = float(row["count"])
    return {y: of for y, of in sorted(years.items()) if len(of) > 1 and sum(of.values()) > 0}


def weights(of, slopes, logs):
    months = np.array(sorted(of))
    middle = months - 5.5
    drift = np.where(middle < 0, slopes[0], slopes[1]) * middle
    return months, np.exp(drift + logs[months])


def newton(years, slopes):
    logs = np.zeros(12)
    for _ in range(100):
        score, information = np.zeros(12), np.zeros((12, 12))
        for year, of in years.items():
            months, weight = weights(of, slopes[year], logs)
            counts = np.array([of[m] for m in months])
            share = np.zeros(12)
            share[months] = weight / weight.sum()
            score[months] += counts
            score -= counts.sum() * share
            information += counts.sum() * (np.diag(share) - np.outer(share, share))
        step = np.linalg.solve(information[:11, :11], score[:11])
        logs[:11] += step
        if np.abs(step).max() < 1e-12:
            return logs
    raise SystemExit("the fit did not settle")


def follow(years, slopes, logs):
    level = {}
    for year, of in years.items():
        _, weight = weights(of, slopes[year], logs)
        level[year] = np.log(sum(of.values()) / weight.sum())
    found = {}
    for force, year in years:
        before, after = (force, year - 1), (force, year + 1)
        slope = [None, None]
        if before in level:
            slope[0] = (level[force, year] - level[before]) / 12
        if after in level:
            slope[1] = (level[after] - level[force, year]) / 12
        known = [s for s in slope if s is not None] or [0.0]
        found[force, year] = tuple(known[0] if s is None else s for s in slope)
    return found


def main():
    rows = list(csv.DictReader(COUNTS.open()))
    lines = ["crime_type,forces,months," + ",".join(f"{m:02}" for m in range(1, 13))]
    for kind in sorted({row["crime_type"] for row in rows}):
        years = years_of(kind, rows)
        slopes = {year: (0.0, 0.0) for year in years}
        logs = newton(years, slopes)
        for _ in range(2):
            slopes = follow(years, slopes, logs)
            logs = newton(years, slopes)
        factors = np.exp(logs) / np.exp(logs).mean()
        forces, months = len({f for f, _ in years}), sum(len(of) for of in years.values())
        found = ",".join(f"{factor:.6f}" for factor in factors)
        lines.append(f"{kind},{forces},{months},{found}")
    (HERE / "season.csv").write_text("\n".join(lines) + "\n")


main()
