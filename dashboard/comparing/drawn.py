"""What the charts of a comparison are drawn from: labels, tips, order, divider, in the reader's language; pure."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pandas as pd

from catalog.metrics import Metric, is_own_rate
from catalog.statistics import Funnel
from dashboard import charts, numbers, tables
from dashboard.comparing.groups import Group
from dashboard.reader import Reader


def with_base(names: pd.Series, bases: pd.Series) -> list[str]:
    """Labels of a chart: the name, and the base smaller beside it where there is one."""
    return [
        f"{tables.fitted(name)}  <span style='opacity:.8;font-size:11px'>n={numbers.plain(base)}</span>"
        if numbers.is_number(base)
        else tables.fitted(name)
        for name, base in zip(names, bases, strict=True)
    ]


def bars(stood: pd.DataFrame, group: Group, metric: Metric, measure: str, reader: Reader) -> pd.DataFrame:
    """The units with a value as `charts.ranked_bars` wants them: ranked ones, largest first; then those that are not
    ranked, largest base first; an agency's own rates in official order. `measure` share: each unit's part of all."""
    told = stood[stood["value"].notna()].copy()
    told["tip"] = tables.tips(told, group.names, metric, reader)
    told["key"] = told["series"]
    told["label"] = with_base(told["series"].map(group.short), told["denominator"])
    if measure == "share":
        told["value"], told["low"], told["high"] = told["part"], None, None
    kind = "share" if measure == "share" else metric.kind
    told["shown"] = [
        numbers.show(row["value"], kind, reader.language) + _range_words(row, reader) for row in told.to_dict("records")
    ]
    if is_own_rate(metric):
        return told.reset_index(drop=True)
    ranked = told[told["ranked"]].sort_values(["value", "denominator"], ascending=False, kind="stable")
    rest = told[~told["ranked"]].sort_values(["denominator", "value"], ascending=False, kind="stable")
    return pd.concat([ranked, rest], ignore_index=True)


def _range_words(row: Mapping[str, object], reader: Reader) -> str:
    """The range of ranks, quieter, behind the value."""
    if not numbers.is_number(row["rank_low"]):
        return ""
    words = rank_range(row, reader)
    return f"  <span style='opacity:.8;font-size:11px'>{words}</span>"


def rank_range(row: Mapping[str, object], reader: Reader) -> str:
    """位次 3–9, or one place."""
    low, high = int(str(row["rank_low"])), int(str(row["rank_high"]))
    return reader.say("rank_range", range=str(low) if low == high else f"{low}–{high}")


def divided(shown: pd.DataFrame, words: str) -> pd.DataFrame:
    """The rows with a line of words before the first one that is not ranked, where both kinds are there."""
    rest = shown[~shown["ranked"]]
    if rest.empty:
        return shown
    line = dict.fromkeys(shown.columns) | {
        "key": charts.DIVIDER,
        "label": f"<i>{html.escape(words)}</i>",
        "ranked": False,
        "tip": "",
        "shown": "",
    }
    parts = [shown[shown["ranked"]], pd.DataFrame([line]), rest]
    return pd.concat([part.astype(object) for part in parts if len(part)], ignore_index=True).astype(
        {"ranked": bool, **{name: float for name in ("value", "low", "high", "before", "difference") if name in shown}}
    )


def funnel(
    stood: pd.DataFrame, limits: Funnel, group: Group, metric: Metric, reader: Reader, room: tuple[int, int] = (36, 2)
) -> pd.DataFrame:
    """Every unit with a base as `charts.funnel` wants it; one below the smallest base is drawn and not judged. `room`:
    letters and lines of a name."""
    told = stood[stood["value"].notna() & (stood["denominator"] > 0)].copy()
    told["tip"] = tables.tips(told, group.names, metric, reader)
    told["key"], told["base"] = told["series"], told["denominator"]
    told["label"] = [tables.fitted(name, *room) for name in told["series"].map(group.short)]
    told["zone"] = [
        limits.zone(n, d) if d >= metric.rank_base else 0
        for n, d in zip(told["numerator"], told["denominator"], strict=True)
    ]
    told["tip"] = [
        f"{tip}<br>{reader.say(f'zone_{abs(zone)}')}" if fit else tip
        for tip, zone, fit in zip(told["tip"], told["zone"], told["ranked"], strict=True)
    ]
    return told.reset_index(drop=True)


def changes(stood: pd.DataFrame, group: Group, metric: Metric, years: tuple[int, int], reader: Reader) -> pd.DataFrame:
    """The units with both years as `charts.dumbbell` and `charts.movers` want them: those with bases large enough in
    both years first, largest rise first; then the others. Units without one of the years are left to the table."""
    told = stood[stood["difference"].notna()].copy()
    told["ranked"] = told["ranked"] & told["before_ranked"]
    told["key"] = told["series"]
    both = [
        f"{numbers.plain(before)}→{numbers.plain(after)}"
        if numbers.is_number(before) and numbers.is_number(after)
        else None
        for before, after in zip(told["before_base"], told["denominator"], strict=True)
    ]
    told["label"] = [
        f"{tables.fitted(name)}  <span style='opacity:.8;font-size:11px'>n={base}</span>"
        if base
        else tables.fitted(name)
        for name, base in zip(told["series"].map(group.short), both, strict=True)
    ]
    told["shown"] = [
        change_shown(before, after, metric.kind, reader.language)
        for before, after in zip(told["before"], told["value"], strict=True)
    ]
    told["tip"] = [change_tip(row, group, metric, years, reader) for row in told.to_dict("records")]
    return told.sort_values(["ranked", "difference"], ascending=False, kind="stable").reset_index(drop=True)


def change_shown(before: float, after: float, kind: str, language: str) -> str:
    """The change as a chart writes it: a count's difference, with per cent behind it where the base allows."""
    words = numbers.change(before, after, kind, language) or numbers.NONE
    if kind != "count":
        return words
    difference = f"{after - before:+,.0f}".replace("-", "−")
    return f"{difference}  ({words})" if words.endswith("%") else difference


def change_tip(row: Mapping[str, object], group: Group, metric: Metric, years: tuple[int, int], reader: Reader) -> str:
    """What the hover says of a change: both years with their bases, the change and its interval, coverage and rank in
    the later year."""
    lines = [f"<b>{html.escape(group.names[str(row['series'])])}</b>"]
    for year, value, above, below in (
        (years[0], "before", "before_numerator", "before_base"),
        (years[1], "value", "numerator", "denominator"),
    ):
        shown = numbers.show(row[value], metric.kind, reader.language)  # type: ignore[arg-type]
        base = (
            f"（{numbers.plain(row[above])} ÷ {numbers.plain(row[below])}）"  # type: ignore[arg-type]
            if numbers.is_number(row[below])
            else ""
        )
        lines.append(f"{year} <b>{shown}</b>{base}")
    moved = numbers.change(row["before"], row["value"], metric.kind, reader.language)  # type: ignore[arg-type]
    lines.append(reader.say("change_words", change=moved or numbers.NONE))
    if numbers.is_number(row["difference_low"]):
        ends = [numbers.points(row[name], reader.language) for name in ("difference_low", "difference_high")]  # type: ignore[arg-type]
        lines.append(reader.say("interval_words", low=ends[0], high=ends[1]))
    if int(str(row["expected"])) > 1:
        lines.append(reader.say("coverage_words", used=row["used"], expected=row["expected"]))
    if numbers.is_number(row["place"]):
        lines.append(f"{years[1]} {reader.say('place_words', place=int(float(str(row['place']))))}")
    return "<br>".join(lines)


def unchanged(stood: pd.DataFrame, group: Group, years: tuple[int, int], reader: Reader, most: int = 6) -> str:
    """The units that cannot be drawn over two years, by reason, the first ones by name."""
    left = stood[stood["why_no_change"] != ""]
    if left.empty:
        return ""
    parts = []
    for why, rows in left.groupby("why_no_change", sort=False):
        code = str(why)
        year = years[0] if code.startswith("before_") else years[1]
        words = reader.say(f"reason_{code.removeprefix('before_')}")
        names = [str(group.short[key]) for key in rows["series"]]
        told = reader.say("name_joint").join(names[:most]) + ("…" if len(names) > most else "")
        parts.append(reader.say("left_out_words", year=year, reason=words, n=len(names), names=told))
    return reader.say("left_out", parts=reader.say("list_joint").join(parts))
