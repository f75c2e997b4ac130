"""Writes docs/metrics.md from the catalogue: python -m catalog.glossary docs/metrics.md"""

from __future__ import annotations

import sys
from pathlib import Path

from catalog import dimensions
from catalog.metrics import Metric, caveats, metrics

HEAD = """# What every metric means

Made from `catalog/metrics.yml` by `python -m catalog.glossary docs/metrics.md`. Formulas name columns of
`mart.agency_year` (`mart.report_coverage` where said); `previous(…)` is the year before. A value is null if a part is
not a number or the denominator is 0. For a group: sum of numerators ÷ sum of denominators over reports where both are
known (pooled), unless "mean" stands beside it. Under names of their own, each with its number of units, there are
各单位比率的平均值 (mean of unit rates: every unit weighs the same) and 各单位比率的中位数 (median of unit rates).
Comparability per form 2008 / 2014 / 2019 / 2021: A the same, B near, C not comparable, x not in the form.
"""


def formula(metric: Metric) -> str:
    """The formula as text."""
    scale = f" × {metric.scale:,}" if metric.scale != 1 else ""
    whole = f"({metric.numerator}) ÷ ({metric.denominator}){scale}" if metric.has_base else metric.numerator
    if metric.against:
        whole += f" − ({metric.against[0]}) ÷ ({metric.against[1]})"
    table = "" if metric.table == "agency_year" else f" — mart.{metric.table}"
    return f"`{whole}`{table}{' — mean' if metric.aggregation == 'mean' else ''}"


def entry(metric: Metric) -> str:
    """One metric as a paragraph of Markdown."""
    cautions = "".join(f"\n  - {caveats()[key]['zh']} {caveats()[key]['en']}" for key in metric.caveats)
    classes = " / ".join(metric.comparability.values())
    return (
        f"**{metric.code} {metric.label['zh']} · {metric.label['en']}** (`{metric.key}`, {metric.unit['zh']})  \n"
        f"{metric.definition['zh']} {metric.definition['en']}\n"
        f"- {formula(metric)} · {metric.source['zh']} · {classes}{cautions}\n"
    )


def glossary() -> str:
    """The whole page."""
    parts = [HEAD]
    for group, label in dimensions.members("metric_group").items():
        parts.append(f"## {label['zh']} · {label['en']}\n")
        parts += [entry(metric) for metric in metrics().values() if metric.group == group]
    return "\n".join(parts)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(glossary(), encoding="utf-8")
