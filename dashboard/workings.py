"""Owns the workings of tables that show quotients over several years without what they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog.metrics import Metric
from dashboard import tables
from dashboard.quotients import Workings
from dashboard.reader import Reader


def of(
    answer: pd.DataFrame,
    shown: pd.DataFrame,
    metrics: Sequence[Metric],
    names: Mapping[str, str],
    reader: Reader,
    layout: str = "years",
) -> Workings | None:
    """What the quotients of `shown` are made of, a line each; None where there is none. `layout`: years (a column a
    year), long (a line a unit and year), wide (a column a year and metric)."""
    say = reader.say
    known = {metric.key: metric for metric in metrics if metric.has_base}
    told = answer.assign(metric=metrics[0].key) if "metric" not in answer else answer
    told = told[told["metric"].isin(list(known)) & told["numerator"].notna() & told["denominator"].notna()]
    if told.empty:
        return None
    units = {key: place for place, key in enumerate(dict.fromkeys(answer["series"]))}
    spots = answer[["series", "year"]].drop_duplicates().itertuples(index=False, name=None)
    pairs = {spot: place for place, spot in enumerate(spots)}
    lines, rows, factors = [], {}, {}
    for number, line in enumerate(told.to_dict("records")):
        metric, year = known[line["metric"]], int(line["year"])
        header = tables.value_header(metric, reader)
        if layout == "years":
            percent = tables.factor(metric) == 100
            header = tables.in_percent(str(year), reader) if percent else str(year)
        elif layout == "wide":
            header = f"{year} {header}"
        row = pairs[line["series"], line["year"]] if layout == "long" else units[line["series"]]
        if header in shown.columns:
            rows[row, header] = number
        factors[number] = tables.factor(metric)
        lines.append(
            {
                say("unit_compared"): names[line["series"]],
                say("year"): str(year),
                say("metric"): metric.label[reader.language],
                say("numerator"): line["numerator"],
                say("denominator"): line["denominator"],
            }
        )
    sheet = pd.DataFrame(lines)
    for name in (say("numerator"), say("denominator")):
        if (sheet[name] % 1 == 0).all():
            sheet[name] = sheet[name].astype("Int64")
    return Workings(sheet, rows, say("numerator"), say("denominator"), factors)
