"""Owns what is said of metrics made from prose: how sure their points are, and the sentences behind one; pure."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import urlencode

import pandas as pd

from catalog.dimensions import label, members
from catalog.metrics import Metric, columns_of
from dashboard import numbers, tables
from dashboard.queries import figures
from dashboard.reader import Reader
from dashboard.review import bound_word, highlighted
from dashboard.words import figure_label

MOST = 60


def columns(metric: Metric) -> list[str]:
    """The columns of the metric that come from prose."""
    return [column for column in columns_of(metric) if column.startswith("stated_")]


def caption(metric: Metric, ids: Sequence[str], first: int, last: int, reader: Reader) -> str:
    """How many points of the metric are certain, likely, confirmed and corrected; "" for a metric of the tables."""
    if not columns(metric):
        return ""
    found = figures.statuses(columns(metric), ids, first, last)
    parts = [
        f"{label('figure_status', status, reader.language)} {found[status]}"
        for status in members("figure_status")
        if found.get(status)
    ]
    told = reader.say("list_comma").join(parts) or "0"
    return reader.say("points_of_prose", n=sum(found.values()), told=told)


def behind(metric: Metric, ids: Sequence[str], year: int) -> pd.DataFrame:
    """The figures of the text that make up the metric of these agencies in a year."""
    return figures.behind(columns(metric), ids, year, year) if columns(metric) else pd.DataFrame()


def sentences(found: pd.DataFrame, address: dict[str, str], reader: Reader) -> str:
    """The figures with their sentences as HTML: whose, value, how sure, section, a link to doubt it. At most sixty."""
    items = []
    for figure in found.head(MOST).to_dict("records"):
        name = figure_label(str(figure["metric"]), str(figure["part"]), reader.language)
        value = f"{bound_word(figure, reader)}{numbers.plain(float(figure['value']))} {figure['unit']}"
        if figure["status"] == "corrected":
            value += f" ({reader.say('printed')} {numbers.plain(float(figure['read_value']))})"
        status = label("figure_status", str(figure["status"]), reader.language)
        section = f"{figure['section']} {figure['section_title']}".strip()
        who = reader.name(str(figure["name_zh"]), str(figure["name_en"]))
        head = html.escape(f"{who} · {int(figure['year'])} · {section}")
        link = html.escape("./review?" + urlencode(address | {"figure": str(figure["figure_id"])}))
        quoted = highlighted(str(figure["sentence"]), figure["place"], str(figure["printed"]))
        items.append(
            f'<li><b>{html.escape(name)}: {html.escape(value)}</b> <span class="mj-tag">{html.escape(status)}</span>'
            f"<br>{quoted or html.escape(reader.say('no_sentence'))}<small>{head} · "
            f'<a class="mj-link" href="{link}">{html.escape(reader.say("doubt_it"))}</a></small></li>'
        )
    return f'<ul class="mj-rivals">{"".join(items)}</ul>'


def table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The same as a table, for taking away."""
    say, language = reader.say, reader.language
    return pd.DataFrame(
        {
            say("agency"): [reader.name(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)],
            say("year"): found["year"].astype(str),
            say("figure"): [
                figure_label(str(metric), str(part), language)
                for metric, part in zip(found["metric"], found["part"], strict=True)
            ],
            say("bound"): [label("bound", bound, language) for bound in found["bound"]],
            say("counted"): tables.whole(found["value"]),
            say("unit"): [label("unit", unit, language) for unit in found["unit"]],
            say("printed_unit"): found["printed_unit"],
            say("confidence"): [label("figure_status", status, language) for status in found["status"]],
            say("sentence"): found["sentence"],
            say("document"): found["source_file"],
        }
    )
