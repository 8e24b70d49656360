"""Draws 40 process-control charts as SVG with matplotlib."""
import io

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plot

for chart in range(40):
    values = [50 + (chart * 7 + month * 13) % 23 for month in range(36)]
    mean = sum(values) / len(values)
    reach = 2.66 * sum(abs(b - a) for a, b in zip(values, values[1:])) / (len(values) - 1)
    figure, axes = plot.subplots(figsize=(7.2, 3))
    axes.plot(values, marker="o")
    for line in (mean - reach, mean, mean + reach):
        axes.axhline(line, linestyle="--")
    axes.set_title(f"Chart {chart}")
    out = io.BytesIO()
    figure.savefig(out, format="svg")
    plot.close(figure)
    assert len(out.getvalue()) > 1000
