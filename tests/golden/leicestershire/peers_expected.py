"""Where a force stands among all forces, worked without the program and with nothing but Python.

Official all crime of 2021/22 (recorded-offences-by-force-year.csv of the sample) over residents of
mid-2020 (catalogue/populations), Leicestershire against its group of 2014. Run from the repository:

    python3 tests/golden/leicestershire/peers_expected.py > tests/golden/leicestershire/peers-expected.csv

The formulas are those of docs/methods/peers-between.md, peers-ranks.md and funnel-overdispersion.md,
written again from the sources they name; quantiles by integration and bisection; the draws of the places
come from Python's own generator.
"""

import csv
import math
import random

ROOT = "."
OWN = "Leicestershire"
PEERS = ["Bedfordshire", "Essex", "Hampshire", "Hertfordshire", "Kent", "Nottinghamshire", "Sussex"]
YEAR = "2021/22"
YEARS = ["2021/22", "2020/21", "2019/20", "2018/19", "2017/18"]
PER = 1000


def rows(path):
    with open(f"{ROOT}/{path}", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def residents():
    of_district = {row["code"]: int(row["all_ages"]) for row in rows("catalogue/populations/mid-2020.csv")}
    names = {row["code"]: row["name"] for row in rows("catalogue/areas/police-areas.csv")}
    people = {}
    for district in rows("catalogue/areas/districts.csv"):
        force = names[district["police_area"]]
        people[force] = people.get(force, 0) + of_district[district["code"]]
    return people


def crimes(year):
    path = "examples/leicestershire/data/home-office-prc/recorded-offences-by-force-year.csv"
    return {row["force"]: int(row["recorded_offences"]) for row in rows(path) if row["financial_year"] == year}


def student_above(t, df):
    """Probability of Student's t above t, by Simpson's rule."""
    scale = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    density = lambda x: scale * (1 + x * x / df) ** (-(df + 1) / 2)
    steps, inside = 20_000, 0.0
    for n in range(steps + 1):
        weight = 1 if n in (0, steps) else 4 if n % 2 else 2
        inside += weight * density(t * n / steps)
    return 0.5 - inside * t / steps / 3


def student_quantile(above, df):
    low, high = 0.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if student_above(middle, df) > above else (low, middle)
    return low


def estimates(counts, people, forces):
    pooled = sum(counts[f] for f in forces) / sum(people[f] for f in forces)
    return {f: (counts[f] / people[f] * PER, math.sqrt(pooled / people[f]) * PER) for f in forces}


def tau_squared(pairs):
    weights = [1 / s**2 for _, s in pairs]
    whole = sum(weights)
    centre = sum(w * y for w, (y, _) in zip(weights, pairs)) / whole
    squares = sum(w * (y - centre) ** 2 for w, (y, _) in zip(weights, pairs))
    tau = max(0.0, (squares - (len(pairs) - 1)) / (whole - sum(w * w for w in weights) / whole))
    parts = [w * (tau + s**2) for w, (_, s) in zip(weights, pairs)]
    return tau, sum(parts) ** 2 / sum(p * p for p in parts) - 1


def quantile(values, share):
    values = sorted(values)
    place = (len(values) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (place - below) * (values[above] - values[below])


def main():
    people, counts = residents(), crimes(YEAR)
    forces = [f for f in counts if people.get(f, 0) >= 20_000]
    out = {}
    every = estimates(counts, people, forces)
    tau, df = tau_squared([every[f] for f in forces if f != OWN])
    out["spread"] = math.sqrt(tau)
    expected = sum(every[f][0] for f in PEERS) / len(PEERS)
    m = len(PEERS)
    variance = tau * (1 + 1 / m) + every[OWN][1] ** 2 + sum(every[f][1] ** 2 for f in PEERS) / m**2
    reach = student_quantile(0.025, df) * math.sqrt(variance)
    out["expected-low"], out["expected-high"] = expected - reach, expected + reach

    group = [OWN, *PEERS]
    years = [estimates(crimes(year), people, group) for year in YEARS]
    overall = sum(y[f][0] for y in years for f in group) / len(years) / len(group)
    of_year = [sum(y[f][0] for f in group) / len(group) for y in years]
    of_force = {f: sum(y[f][0] for y in years) / len(years) for f in group}
    squares = sum(
        (y[f][0] - mean - of_force[f] + overall) ** 2 for y, mean in zip(years, of_year) for f in group
    )
    chance = sum(y[f][1] ** 2 for y in years for f in group) / len(years) / len(group)
    between = max(0.0, squares / (len(years) - 1) / (len(group) - 1) - chance)
    sigma = {f: math.sqrt(years[0][f][1] ** 2 + between) for f in group}
    lots, largest = random.Random(2022), []
    for _ in range(20_000):
        drawn = {f: lots.gauss(0, sigma[f]) for f in group}
        largest.append(max(abs(drawn[OWN] - drawn[f]) / math.hypot(sigma[OWN], sigma[f]) for f in PEERS))
    critical = quantile(largest, 0.95)
    own = years[0][OWN][0]
    clear = {f: critical * math.hypot(sigma[OWN], sigma[f]) for f in PEERS}
    out["rank"] = 1 + sum(years[0][f][0] < own for f in PEERS)
    out["rank-low"] = 1 + sum(own - years[0][f][0] > clear[f] for f in PEERS)
    out["rank-high"] = len(group) - sum(years[0][f][0] - own > clear[f] for f in PEERS)

    rate = sum(counts[f] for f in forces) / sum(people[f] for f in forces)
    out["funnel-mean"] = rate * PER
    awaited = {f: people[f] * rate for f in forces}
    z = {f: 2 * (math.sqrt(counts[f] / awaited[f]) - 1) * math.sqrt(awaited[f]) for f in forces}
    low, high = quantile(z.values(), 0.1), quantile(z.values(), 0.9)
    excess = sum(min(max(value, low), high) ** 2 for value in z.values()) - (len(forces) - 1)
    weights = [4 * awaited[f] for f in forces]
    tau = max(0.0, excess / (sum(weights) - sum(w * w for w in weights) / sum(weights)))
    out["funnel-spread"] = math.sqrt(tau)
    for name, sigmas in (("95", 1.959963984540054), ("99.8", 3.090232306167813)):
        reach = sigmas * math.sqrt(1 / (4 * awaited[OWN]) + tau)
        out[f"funnel-low-{name}"] = max(0.0, 1 - reach) ** 2 * rate * PER
        out[f"funnel-high-{name}"] = (1 + reach) ** 2 * rate * PER
    print("reading,value")
    for name, value in out.items():
        print(f"{name},{value:.6f}" if isinstance(value, float) else f"{name},{value}")


main()
