"""The test of change over months, worked with statsmodels 0.15.0 and numpy, no project code.

Reads monthly-by-type.csv and writes verdicts.csv. The fit is statsmodels' Poisson GLM with a level
for each year and a factor for each calendar month. The Newey-West sum (Bartlett, lag 2) for the
difference of the levels is scaled so that it has no bias when months are independent, and its
degrees of freedom are matched to its first two moments, as docs/methods/regression.md has it. The
interval by Poisson's variance, which is known, holds where it is wider. statsmodels' own HAC error
stands beside it, as `hac`.
"""

import csv
import math
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats

HERE = Path(__file__).parent
LAG = 2


def counts():
    by_type = {}
    for row in list(csv.reader((HERE / "monthly-by-type.csv").open()))[1:]:
        by_type.setdefault(row[1], {})[row[0]] = int(row[2])
    crimes = [of for kind, of in by_type.items() if kind != "Anti-social behaviour"]
    by_type["All crime"] = {month: sum(of[month] for of in crimes) for month in crimes[0]}
    return by_type


def months(year, month, number):
    every = (month - 1 + i for i in range(number))
    return [f"{year + m // 12}-{m % 12 + 1:02}" for m in every]


def design():
    columns = np.zeros((24, 13))
    for t in range(24):
        columns[t, t // 12] = 1
        if t % 12 > 0:
            columns[t, 1 + t % 12] = 1
    return columns


def step(y):
    x = design()
    model = sm.GLM(y, x, family=sm.families.Poisson())
    fit = model.fit(tol=1e-13, maxiter=200)
    mean = fit.fittedvalues
    off = y - mean
    bread = np.linalg.inv(x.T @ (mean[:, None] * x))
    c = np.zeros(13)
    c[0], c[1] = -1, 1
    q = x @ bread @ c
    apart = np.abs(np.subtract.outer(np.arange(24), np.arange(24)))
    kernel = np.maximum(0, 1 - apart / (LAG + 1))
    found = (q * off) @ kernel @ (q * off)
    residual = np.diag(mean) - mean[:, None] * (x @ bread @ x.T) * mean[None, :]
    s = np.diag(q) @ kernel @ np.diag(q) @ residual
    poisson = (q**2 * mean).sum()
    # Two intervals, by the months and by chance alone, whose variance is known; the wider holds.
    by_months = (found * poisson / np.trace(s), np.trace(s) ** 2 / np.trace(s @ s))
    kinds = [by_months, (poisson, math.inf)]
    reaches = [stats.t.ppf(0.975, df) * math.sqrt(variance) for variance, df in kinds]
    reach = max(reaches)
    variance, df = kinds[reaches.index(reach)]
    estimate, error = c @ fit.params, math.sqrt(variance)
    hac = model.fit(cov_type="HAC", cov_kwds={"maxlags": LAG, "use_correction": True})
    return [
        math.exp(estimate),
        math.exp(estimate - reach),
        math.exp(estimate + reach),
        2 * stats.t.sf(abs(estimate) / error, df),
        max(1.0, (off**2 / mean).sum() / 11),
        df,
        error,
        math.sqrt(c @ hac.cov_params() @ c),
    ]


def main():
    lines = ["freeze,crime_type,before,count,ratio,low,high,p,dispersion,df,error,hac"]
    for freeze, start in [("2022-03-31", (2020, 4)), ("2022-06-30", (2020, 7))]:
        for kind, of in sorted(counts().items()):
            y = np.array([of[month] for month in months(*start, 24)], float)
            found = ",".join(f"{value:.6f}" for value in step(y))
            lines.append(f"{freeze},{kind},{y[:12].sum():.0f},{y[12:].sum():.0f},{found}")
    (HERE / "verdicts.csv").write_text("\n".join(lines) + "\n")


main()
