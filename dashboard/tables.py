"""Owns what stands between an answer and the eye: labels, tips, rounding, headers in the reader's language; pure."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import pandas as pd

from catalog.events import events
from catalog.metrics import Metric, is_own_rate
from dashboard import growth, numbers, quotients, spread
from dashboard.columns import factor, in_percent, rounded, value_header, whole
from dashboard.reader import Reader
from dashboard.words import reason


def fitted(name: object, wide: int = 36, most: int = 2) -> str:
    """A name for a chart's label, in at most so many lines of so many Latin letters (a Chinese one takes the room of
    two), the last cut with … where it is longer still; escaped."""
    lines: list[str] = []
    line, left = "", wide
    for word in re.findall(r"[^\s\u2e80-\uffff]+\s*|.", str(name)):
        size = room(word.rstrip())
        if line and size > left and len(lines) < most - 1:
            lines.append(line.rstrip())
            line, left = "", wide
        line, left = line + word, left - room(word)
    while room(line.rstrip()) > wide:
        line = line.rstrip().removesuffix("…")[:-1] + "…"
    return "<br>".join(html.escape(one) for one in [*lines, line.rstrip()])


def room(text: str) -> int:
    """The room that a text takes, in Latin letters; a Chinese one takes that of two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def tips(answer: pd.DataFrame, names: Mapping[str, str], metric: Metric, reader: Reader) -> pd.Series:
    """What the hover says: who, when, value, base, interval, coverage, place; or why there is no value."""
    say, lines = reader.say, []
    for row in answer.to_dict("records"):
        parts = [f"<b>{html.escape(names[row['series']])}</b> {int(row['year'])}"]
        if row["reason"]:
            parts.append(f"— {html.escape(reason(row['reason'], reader))}")
        else:
            parts.append(
                f"{html.escape(metric.label[reader.language])} "
                f"<b>{numbers.show(row['value'], metric.kind, reader.language)}</b>"
            )
        if numbers.is_number(row["denominator"]):
            parts.append(f"{numbers.plain(row['numerator'])} ÷ {numbers.plain(row['denominator'])}")
        if numbers.is_number(row["low"]):
            parts.append(say("interval_words", low=numbers.percent(row["low"]), high=numbers.percent(row["high"])))
        if int(row["expected"]) > 1:
            parts.append(say("coverage_words", used=int(row["used"]), expected=int(row["expected"])))
        if numbers.is_number(row["place"]):
            of = int(answer["ranked"].sum()) if "percentile" in answer else 0
            parts.append(say("place_words", place=int(row["place"])) + (f" / {of}" if of else ""))
            parts += _standing(row, reader)
        elif not row["reason"] and is_own_rate(metric):
            parts.append(say("own_rate_words"))
        elif not row["reason"] and metric.denominator:
            parts.append(say("not_ranked_words", base=metric.rank_base))
        if numbers.is_number(row.get("part")):
            parts.append(say("part_words", share=numbers.percent(row["part"])))
        if numbers.is_number(row["failed_e"]) and row["failed_e"]:
            parts.append(say("failed_words", k=int(row["failed_e"])))
        lines.append("<br>".join(parts))
    return pd.Series(lines, index=answer.index, dtype="object")


def _standing(row: Mapping[str, object], reader: Reader) -> list[str]:
    """The places that the interval leaves open, and the percentile, where they are known."""
    found = []
    if numbers.is_number(row.get("rank_low")):
        found.append(reader.say("range_words", low=int(str(row["rank_low"])), high=int(str(row["rank_high"]))))
    if numbers.is_number(row.get("percentile")):
        found.append(reader.say("percentile_words", share=numbers.percent(float(str(row["percentile"])), 0)))
    return found


def for_bars(answer: pd.DataFrame, names: Mapping[str, str], metric: Metric, reader: Reader) -> pd.DataFrame:
    """The answer of one year as `charts.ranked_bars` wants it: ranked ones first, largest first; then those with too
    small a base; rates without a base in the official order; units without a value are left to the table."""
    told = answer[answer["value"].notna()].copy()
    told["tip"] = tips(told, names, metric, reader)
    told["key"] = told["series"]
    base = told["denominator"].map(
        lambda value: f"  <span style='opacity:.8;font-size:11px'>n={numbers.plain(value)}</span>"
    )
    base = base.astype("str")
    told["label"] = told["series"].map(names).map(fitted) + (base if told["denominator"].notna().any() else "")
    told["shown"] = told["value"].map(lambda value: numbers.show(value, metric.kind, reader.language))
    if is_own_rate(metric):
        return told.reset_index(drop=True)
    return told.sort_values(
        ["ranked", "value", "denominator"], ascending=[False, False, False], kind="stable"
    ).reset_index(drop=True)


def for_lines(answer: pd.DataFrame, names: Mapping[str, str], metric: Metric, reader: Reader) -> pd.DataFrame:
    """The answer over years as `charts.lines` wants it."""
    drawn = answer.copy()
    drawn["tip"] = tips(drawn, names, metric, reader)
    drawn["label"] = drawn["series"].map(names)
    drawn["segment"] = drawn["segment"].fillna("")
    return drawn


def ranking(
    answer: pd.DataFrame, names: Mapping[str, str], metric: Metric, reader: Reader, unit: str, changes: bool = True
) -> pd.DataFrame:
    """The answer of one year as a table: name, place, value, interval, numerator, base, the other year and the change
    against it (where `changes` are wanted), coverage, failed checks, reason."""
    say = reader.say
    placed = answer.assign(
        size=answer["value"].where(answer["ranked"], answer["denominator"]), told=answer["value"].notna()
    )
    order = ["told"] if is_own_rate(metric) else ["ranked", "told", "size"]
    ordered = placed.sort_values(order, ascending=False, na_position="last", kind="stable")
    shown = pd.DataFrame({unit: ordered["series"].map(names), say("place"): whole(ordered["place"])})
    if "rank_low" in ordered and ordered["rank_low"].notna().any():
        shown[say("place_range")] = [
            f"{low}–{high}" if numbers.is_number(low) else None
            for low, high in zip(ordered["rank_low"], ordered["rank_high"], strict=True)
        ]
    shown[value_header(metric, reader)] = rounded(ordered["value"], metric.kind)
    if ordered["low"].notna().any():
        shown[say("low")], shown[say("high")] = (
            rounded(ordered["low"], metric.kind),
            rounded(ordered["high"], metric.kind),
        )
    if ordered["denominator"].notna().any():
        shown[say("numerator")], shown[say("denominator")] = whole(ordered["numerator"]), whole(ordered["denominator"])
    if (ordered["expected"] > 1).any() and ordered["unit_count"].any():
        spread.add(shown, ordered, metric, reader)
    if "percentile" in ordered:
        _beside(shown, ordered, metric, reader, changes)
    shown[say("reports_used")] = [
        f"{used}/{expected}" for used, expected in zip(ordered.used, ordered.expected, strict=True)
    ]
    shown[say("failed_e")] = whole(ordered["failed_e"])
    shown[say("why_missing")] = [reason(code, reader) for code in ordered["reason"]]
    made_of = quotients.Quotient(value_header(metric, reader), say("numerator"), say("denominator"), factor(metric))
    return quotients.attach(shown.reset_index(drop=True), [made_of])


def _beside(shown: pd.DataFrame, ordered: pd.DataFrame, metric: Metric, reader: Reader, changes: bool) -> None:
    """Percentile, share of all, the other year and the change, added to the table of a ranking."""
    say = reader.say
    if ordered["percentile"].notna().any():
        shown[say("percentile")] = (pd.to_numeric(ordered["percentile"]) * 100).round(0).astype("Int64")
    if ordered["part"].notna().any():
        shown[say("share_percent")] = rounded(ordered["part"], "share")
    if changes and ordered["before"].notna().any():
        year = say("the_year", year=int(ordered["before_year"].iloc[0]))
        header = in_percent(year, reader) if numbers.is_percent(metric.kind) else year
        shown[header] = rounded(ordered["before"], metric.kind)
        sides = (ordered[name] for name in ("value", "before", "denominator", "before_base"))
        moved = growth.of(metric, *sides).where(ordered["why_no_change"] == "")
        shown[growth.header(metric, year, reader)] = growth.shown(moved)


def years_across(
    answer: pd.DataFrame, names: Mapping[str, str], metric: Metric, reader: Reader, unit: str, changes: bool = False
) -> pd.DataFrame:
    """The answer over years as a table: a line a series, a column a year, with `changes` that against the year before
    behind each."""
    values = answer.assign(shown=rounded(answer["value"], metric.kind))
    order = list(dict.fromkeys(answer["series"]))
    wide = values.pivot(index="series", columns="year", values="shown").reindex(order)
    years = [str(int(year)) for year in wide.columns]
    wide.columns = [in_percent(year, reader) for year in years] if numbers.is_percent(metric.kind) else years
    wide.insert(0, unit, [names[key] for key in wide.index])
    if metric.kind == "count":
        for name in wide.columns[1:]:
            wide[name] = whole(wide[name])
    return (_with_changes(wide, answer, metric, reader) if changes else wide).reset_index(drop=True)


def _with_changes(wide: pd.DataFrame, answer: pd.DataFrame, metric: Metric, reader: Reader) -> pd.DataFrame:
    """The table with a column behind each year: the change against the year before, where any series has one."""
    words = "yoy_header_points" if numbers.is_percent(metric.kind) else "yoy_header_percent"
    moved = answer.assign(change=growth.shown(growth.over_years(answer, metric)))
    told = moved.pivot(index="series", columns="year", values="change").reindex(wide.index)
    for place, year in reversed(list(enumerate(told.columns))):
        if told[year].notna().any():
            wide.insert(place + 2, reader.say(words, year=int(year)), told[year])
    return wide


def anything(answer: pd.DataFrame) -> bool:
    """Whether there is any value to show."""
    return bool(len(answer) and answer["value"].notna().any())


def for_movers(moved: pd.DataFrame, names: Mapping[str, str], metric: Metric, reader: Reader) -> pd.DataFrame:
    """Rises and falls as `charts.movers` wants them."""
    drawn = moved.assign(key=moved["agency_id"], label=moved["agency_id"].map(names).map(fitted))
    pairs = list(zip(moved["before"], moved["after"], strict=True))
    drawn["shown"] = [f"{after - before:+,.0f}".replace("-", "−") for before, after in pairs]
    drawn["tip"] = [
        f"<b>{html.escape(label)}</b><br>{numbers.plain(before)} → {numbers.plain(after)}"
        + (f"（{numbers.change(before, after, metric.kind, reader.language)}）" if before >= 10 else "")
        for label, (before, after) in zip(drawn["agency_id"].map(names), pairs, strict=True)
    ]
    return drawn


def days(values: pd.Series) -> list[str | None]:
    """Dates as YYYY-MM-DD."""
    return [str(value)[:10] if pd.notna(value) else None for value in values]


def breaks(metric: Metric, years: tuple[int, int], reader: Reader) -> list[tuple[float, str]]:
    """Where the form changed within the years, halfway between two years, with words: broken or joined."""
    found = []
    for event in events():
        year = int(event["year"])
        if event["kind"] == "form" and years[0] < year <= years[1] and str(year) in metric.comparability:
            words = "form_break" if is_broken(metric, year) else "form_change"
            found.append((year - 0.5, reader.say(words, year=year)))
    return found


def is_broken(metric: Metric, year: int) -> bool:
    """Whether figures before and after the form of this year must not be compared."""
    form = str(year)
    older = max((other for other in metric.comparability if other < form), default=form)
    return "C" in (metric.comparability.get(form), metric.comparability.get(older))


def no_share(metric: Metric, reader: Reader) -> str:
    """Why there is no share of all, where there is none."""
    return "" if metric.adds_up else reader.say("no_share_words")


def bar_note(metric: Metric, drawn: pd.DataFrame) -> str:
    """Which text explains the bars: intervals and bases, counts, or neither."""
    if drawn["low"].notna().any():
        return "compare_note"
    if is_own_rate(metric):
        return "compare_note_own_rate"
    return "compare_note_count" if metric.kind in ("count", "difference") else "compare_note_other"
