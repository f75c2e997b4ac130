"""Owns a table on a narrow screen: each row as its name, one figure beside it and all the rest in small words below."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import pandas as pd

from dashboard import numbers
from dashboard.columns import has_one_decimal, is_year
from dashboard.tables import room

ROWS, MUCH = 12, 260
TAG = re.compile(r"<[^>]*>")
BESIDE, MARGIN = 54, 2.5  # Latin letters over a phone's width, and what lies around the words of a column


def fits(shown: pd.DataFrame) -> bool:
    """Whether all columns stand side by side on a phone."""
    wide = 0.0
    for name in shown.columns:
        words = [written(value, str(name)) for value in shown[name].head(2 * ROWS)]
        wide += max(map(room, [str(name), *words])) + MARGIN
    return wide <= BESIDE


def tells_all(shown: pd.DataFrame) -> bool:
    """Whether the lines say everything that the table says."""
    return len(shown) <= ROWS and not any(_is_drawn(shown[name]) for name in shown.columns)


def lines(
    shown: pd.DataFrame, lead: str = "", links: Mapping[str, str] | None = None, title: str = "", more: str = "…"
) -> str:
    """The first twelve rows as HTML. `lead`: the column whose figure stands beside the name, without a word the first
    one of numbers that are no years; `links`: columns of addresses and the word that stands for each; `title`: the
    column that names a row, without a word the first; `more`: what unfolds the rest of a long row."""
    others = [str(name) for name in shown.columns]
    title = others.pop(others.index(title) if title in others else 0)
    lead = lead if lead in others else _lead([name for name in others if _is_figure(shown[name])])
    rest = {name: _is_figure(shown[name]) for name in others if name != lead and not _is_drawn(shown[name])}
    head = f'<li class="head"><span>{html.escape(title)}</span><span>{html.escape(lead)}</span></li>' if lead else ""
    body = "".join(_line(row, (title, lead, more), rest, links or {}) for row in shown.head(ROWS).to_dict("records"))
    return f'<ul class="mj-stack">{head}{body}</ul>'


def _lead(figures: list[str]) -> str:
    """The figure that stands beside the name: the first, of years the newest."""
    if not figures:
        return ""
    years = [name for name in figures if name[:4].isdigit() and name[4:] == figures[0][4:]]
    return years[-1] if years else figures[0]


def _line(
    row: Mapping[object, object], words: tuple[str, str, str], rest: Mapping[str, bool], links: Mapping[str, str]
) -> str:
    title, lead, more = words
    parts = []
    for name, is_figure in rest.items():
        text = html.escape(written(row[name], name))
        if text == numbers.NONE and not is_figure:
            continue
        if name in links:
            parts.append(f'<a href="{text}" target="_self">{html.escape(links[name])}</a>')
        elif text:
            parts.append(f"<span>{html.escape(name)} <b>{text}</b></span>")
    said, unsaid = _cut(parts)
    fold = f"<details><summary>{html.escape(more)}</summary>{unsaid}</details>" if unsaid else ""
    beside = f"<span>{html.escape(written(row[lead], lead))}</span>" if lead else ""
    return f"<li><b>{html.escape(written(row[title], title))}</b>{beside}<small>{said} {fold}</small></li>"


def _cut(parts: list[str]) -> tuple[str, str]:
    """What is said at once, and the rest where there is very much."""
    sizes = [room(TAG.sub("", part)) for part in parts]
    if sum(sizes) <= MUCH:
        return " ".join(parts), ""
    cut = next(place for place in range(1, len(parts) + 1) if sum(sizes[:place]) >= MUCH / 3 or place == len(parts))
    return " ".join(parts[:cut]), " ".join(parts[cut:])


def small_table(shown: pd.DataFrame) -> str:
    """A table of a few rows as HTML whose words wrap; numbers and what is written like one stand on the right."""
    names = [str(name) for name in shown.columns]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    rows = ""
    for row in shown.to_dict("records"):
        first, *others = [html.escape(written(row[name], name)) for name in names]
        cells = "".join(f"<td{'' if words[:1].isdigit() else ' class=text'}>{words}</td>" for words in others)
        rows += f"<tr><th>{first}</th>{cells}</tr>"
    table = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="mj-scroll"><table class="mj plain small">{table}</table></div>'


def written(value: object, name: str) -> str:
    """A value as a table writes it: a missing number is —, words that are not there are nothing."""
    if isinstance(value, list):
        return ""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return numbers.NONE
    if isinstance(value, str) or not numbers.is_number(value):
        return str(value)
    if is_year(name):
        return f"{value:.0f}"
    return f"{value:,.1f}" if has_one_decimal(name) else f"{value:,.3f}".rstrip("0").rstrip(".")


def _is_figure(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not is_year(str(values.name))


def _is_drawn(values: pd.Series) -> bool:
    return bool(len(values)) and isinstance(values.iloc[0], list)
