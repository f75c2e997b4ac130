"""Owns the table that a reader puts together: several metrics over units and years, long or wide; pure but for its
query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog.metrics import Metric
from dashboard import growth, quotients, spread, tables
from dashboard.queries import rates
from dashboard.reader import Reader

KEPT = ["series", "year", "value", "numerator", "denominator", "used", "expected", "reason", "before", "before_base"]
KEPT += spread.COLUMNS
COLUMNS = ("value", "parts", "change", "share", "units")
SORTS = ("official", "high", "low")


def answer(metrics: Sequence[Metric], series: Mapping[str, Sequence[str]], years: Sequence[int]) -> pd.DataFrame:
    """One row a metric, unit and year; `before` and `before_base` are value and base of the year before where a line
    may join the two."""
    found = []
    for metric in metrics if years and series else ():
        rows = rates.by_series(metric, series, min(years) - 1, max(years))
        earlier = rows[["series", "year", "segment", "value", "denominator"]].assign(year=rows["year"] + 1)
        earlier = earlier.rename(columns={"value": "before", "denominator": "before_base"})
        rows = rows.merge(earlier, on=["series", "year", "segment"], how="left")
        found.append(rows[rows["year"].isin(list(years))][KEPT].assign(metric=metric.key))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=[*KEPT, "metric"])


def ordered(found: pd.DataFrame, sort: str) -> pd.DataFrame:
    """The answer with its units by the value of the first metric in the newest year (high or low first, units without a
    value last), or as it is."""
    if sort == "official" or found.empty:
        return found
    first = found[(found["metric"] == found["metric"].iloc[0]) & (found["year"] == found["year"].max())]
    ranked = first.sort_values("value", ascending=sort == "low", na_position="last", kind="stable")["series"]
    order = {key: place for place, key in enumerate(dict.fromkeys([*ranked, *found["series"]]))}
    places = found.assign(
        _place=found["series"].map(order), _metric=found["metric"].ne(found["metric"].shift()).cumsum()
    )
    return places.sort_values(["_metric", "_place"], kind="stable")[found.columns].reset_index(drop=True)


def change(own: pd.DataFrame, metric: Metric, reader: Reader) -> tuple[str, pd.Series]:
    """Header and numbers of the change against the year before: percentage points for shares, per cent for the rest;
    none where the year before is unknown, too small, or of a form that is not comparable."""
    moved = growth.of(metric, own["value"], own["before"], own["denominator"], own["before_base"])
    said = growth.header(metric, reader.say("the_year_before"), reader)
    return f"{metric.label[reader.language]} · {said}", growth.shown(moved)


def share(own: pd.DataFrame, metric: Metric, reader: Reader) -> tuple[str, pd.Series] | None:
    """Header and numbers of each unit's part of what all units of the table have in that year; None for a metric whose
    values do not add up."""
    if not metric.adds_up:
        return None
    whole = own.groupby("year")["value"].transform(lambda values: values.sum(min_count=1))
    header = tables.in_percent(f"{metric.label[reader.language]} · {reader.say('share_of_total')}", reader)
    return header, (own["value"] / whole.where(whole > 0) * 100).astype(float).round(1)


def table(
    found: pd.DataFrame, metrics: Sequence[Metric], names: Mapping[str, str], layout: str, parts: str, reader: Reader
) -> pd.DataFrame:
    """A line a unit and year with a column a metric (long), a line a unit with a column a metric and year (wide), or a
    line a unit and metric with a column a year (metrics). `parts`: beside each value nothing (value), numerator and
    base of a quotient (parts), the change against the year before (change), the part of the total (share), mean and
    median of the units with how many they are (units)."""
    if layout == "metrics":
        return by_metric(found, metrics, names, parts, reader)
    place = found[["series", "year"]].drop_duplicates()
    shown = (
        place.rename(columns={"series": "_key"}).assign(_year=place["year"]).reset_index(drop=True)[["_key", "_year"]]
    )
    for metric in metrics:
        own = found[found["metric"] == metric.key].set_index(["series", "year"])
        spots = list(zip(shown["_key"], shown["_year"], strict=True))
        header = tables.value_header(metric, reader)
        rounded = tables.rounded(own["value"], metric.kind).reindex(spots).reset_index(drop=True)
        shown[header] = tables.whole(rounded) if metric.kind == "count" else rounded
        if parts == "parts" and metric.has_base:
            name = metric.label[reader.language]
            shown[f"{name} · {reader.say('numerator')}"] = tables.whole(
                own["numerator"].reindex(spots).reset_index(drop=True)
            )
            shown[f"{name} · {reader.say('denominator')}"] = tables.whole(
                own["denominator"].reindex(spots).reset_index(drop=True)
            )
        if parts == "units" and spread.is_told(metric):
            beside = own.reindex(spots).reset_index(drop=True)
            spread.add(shown, beside, metric, reader, f"{metric.label[reader.language]} · ")
        more = change(own, metric, reader) if parts == "change" else None
        more = share(own.reset_index(), metric, reader) if parts == "share" else more
        if more:
            shown[more[0]] = pd.Series(more[1].to_numpy(), index=own.index).reindex(spots).reset_index(drop=True)
    made_of = _quotients(metrics, reader) if parts == "parts" else []
    if layout == "wide":
        made_of = [one.named(f"{int(year)} {{}}") for year in sorted(set(place["year"])) for one in made_of]
        shown = _wide(shown)
    shown.insert(0, reader.say("unit_compared"), shown["_key"].map(names))
    if "_year" in shown:
        shown.insert(1, reader.say("year"), shown["_year"].astype(str))
    return quotients.attach(shown.drop(columns=[name for name in ("_key", "_year") if name in shown]), made_of)


def _quotients(metrics: Sequence[Metric], reader: Reader) -> list[quotients.Quotient]:
    """How the quotients of the table are made of the columns beside them."""
    return [
        quotients.Quotient(
            tables.value_header(metric, reader),
            f"{metric.label[reader.language]} · {reader.say('numerator')}",
            f"{metric.label[reader.language]} · {reader.say('denominator')}",
            tables.factor(metric),
        )
        for metric in metrics
        if metric.has_base
    ]


def _wide(shown: pd.DataFrame) -> pd.DataFrame:
    """Years beside one another."""
    order = list(dict.fromkeys(shown["_key"]))
    wide = shown.pivot(index="_key", columns="_year")
    wide.columns = [f"{int(year)} {name}" for name, year in wide.columns]
    return wide.reindex(order).reset_index()


def by_metric(
    found: pd.DataFrame, metrics: Sequence[Metric], names: Mapping[str, str], parts: str, reader: Reader
) -> pd.DataFrame:
    """A line a unit and metric, a column a year; what stands beside the values has lines of its own below theirs."""
    return pd.concat([_lines(found, metric, names, parts, reader) for metric in metrics], ignore_index=True)


def _lines(found: pd.DataFrame, metric: Metric, names: Mapping[str, str], parts: str, reader: Reader) -> pd.DataFrame:
    """The lines of one metric, unit by unit."""
    own = found[found["metric"] == metric.key].reset_index(drop=True)
    order = list(dict.fromkeys(own["series"]))
    blocks = []
    for header, values in _beside(own, metric, parts, reader):
        wide = own.assign(shown=list(values)).pivot(index="series", columns="year", values="shown").reindex(order)
        wide.columns = [str(int(year)) for year in wide.columns]
        wide.insert(0, reader.say("metric"), header)
        wide.insert(0, reader.say("unit_compared"), [names[key] for key in order])
        blocks.append(wide.reset_index(drop=True))
    return pd.concat(blocks).sort_index(kind="stable")


def _beside(own: pd.DataFrame, metric: Metric, parts: str, reader: Reader) -> list[tuple[str, pd.Series]]:
    """Header and numbers of the values, and of what is wanted beside them."""
    name = metric.label[reader.language]
    found = [(tables.value_header(metric, reader), tables.rounded(own["value"], metric.kind))]
    if parts == "parts" and metric.has_base:
        found += [(f"{name} · {reader.say(side)}", tables.whole(own[side])) for side in ("numerator", "denominator")]
    if parts == "units" and spread.is_told(metric):
        beside = pd.DataFrame(index=own.index)
        spread.add(beside, own, metric, reader, f"{name} · ")
        found += [(str(header), beside[header]) for header in beside]
    more = (
        change(own, metric, reader) if parts == "change" else share(own, metric, reader) if parts == "share" else None
    )
    return [*found, more] if more else found
