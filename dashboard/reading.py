"""Owns the view of one report: head, marks of failed checks, tables, own text; builds HTML from escaped parts."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable

import pandas as pd

from catalog import forms
from catalog.dimensions import label
from catalog.group_cells import cells_of
from dashboard import faults, forms_html, lists, rulings, tables
from dashboard.forms_html import Place, Printed
from dashboard.reader import Reader
from dashboard.words import cell_label, figure_label


def printed(head: pd.Series, cells: pd.DataFrame, checks: pd.DataFrame, reader: Reader) -> Printed:
    """The report's cells by place, and the places that its failed checks name."""
    form = str(head.form) if str(head.form) in forms.versions() else forms.versions()[-1]
    by_place = {(row["table_name"], row["row_key"], row["column_key"]): row for row in cells.to_dict("records")}
    return Printed(form, by_place, marks(checks, int(head.year), form, reader))


def marks(checks: pd.DataFrame, year: int, form: str, reader: Reader) -> dict[Place, tuple[str, str]]:
    """Severity and sentences for every place that a failed check names; the more severe one wins."""
    found: dict[Place, tuple[str, str]] = {}
    for check in checks.sort_values("severity", ascending=False).to_dict("records"):
        sentence = f"{check['rule']} {reader.name(check['message_zh'], check['message_en'])}"
        for place in places_of(str(check["operands"] or "[]"), year, form):
            earlier = f"\n{found[place][1]}" if place in found else ""
            found[place] = (str(check["severity"]), sentence + earlier)
    return found


def places_of(operands: str, year: int, form: str) -> Iterable[Place]:
    """The places of this year's report that the operands of a check name: {year, table, row, column}; a row without a
    table is the name of a wide column."""
    for operand in json.loads(operands):
        if not isinstance(operand, dict) or operand.get("year", year) != year:
            continue
        if operand.get("table"):
            yield str(operand["table"]), str(operand["row"]), str(operand.get("column") or "")
        else:
            yield from cells_of(str(operand.get("row") or ""), form)


def facts(head: pd.Series, reader: Reader) -> str:
    """The report's identity as a list of facts."""
    say = reader.say
    late = f" · {say('days_late')} {int(head.days_late)}" if pd.notna(head.days_late) and head.days_late > 0 else ""
    link = html.escape(str(head.address)) if pd.notna(head.address) and head.address else ""
    rows = {
        "form": label("form", str(head.form), reader.language),
        "scope": label("scope", str(head.scope), reader.language),
        "published_on": f"{tables.days(pd.Series([head.published_on]))[0] or '—'}{late}",
        "deadline": tables.days(pd.Series([head.deadline_on]))[0] or "—",
        "document": html.escape(str(head.source_file)),
        "medium": label("medium", str(head.medium), reader.language),
        "address": f'<a href="{link}" rel="noopener noreferrer">{link}</a>'
        if link.startswith(("http://", "https://"))
        else "",
        "sha256": f"<code>{html.escape(str(head.sha256 or ''))[:12]}…</code>" if head.sha256 else "",
    }
    items = "".join(f"<div><dt>{say(name)}</dt><dd>{text}</dd></div>" for name, text in rows.items() if text)
    return f'<dl class="mj-facts">{items}</dl>'


def check_list(checks: pd.DataFrame, reader: Reader) -> str:
    """Failed checks as a list: severity, rule, what is wrong, both sides."""
    items = []
    for check, ruling in zip(checks.to_dict("records"), rulings.words(checks, reader), strict=True):
        words = html.escape(reader.name(check["message_zh"], check["message_en"]))
        tag = f'<span class="mj-tag {check["severity"]}">{label("severity", check["severity"], reader.language)}</span>'
        words += f" <code>{html.escape(check['rule'])}</code>"
        first = faults.since(check)
        words += f" · {html.escape(reader.say('failing_since', year=first))}" if first else ""
        words += f' <span class="mj-tag">{html.escape(ruling)}</span>' if ruling else ""
        items.append(f"<li><span>{tag}</span><span>{words}</span></li>")
    return f'<ul class="mj-checks">{"".join(items)}</ul>'


def version_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Cells that a later version of the report prints otherwise: version, its day, place, before, after."""
    say = reader.say
    spots = zip(found["table_name"], found["row_key"], found["column_key"], strict=True)
    return pd.DataFrame(
        {
            say("version"): [say("version_n", n=int(number)) for number in found["version_number"]],
            say("published_on"): tables.days(found["later_on"]),
            say("cell"): [cell_label(*spot, reader.language) for spot in spots],
            say("version_before"): found["before"],
            say("version_after"): found["after"],
        }
    )


def form_tables(report: Printed, reader: Reader) -> list[tuple[str, str]]:
    """(name, HTML) of the statutory tables that the report has cells for, the statistics table of older forms too."""
    held = {table for table, _, _ in report.cells}
    return [
        (label("table", name, reader.language), make(report, reader))
        for name, make in forms_html.MAKERS.items()
        if name in held
    ]


def cell_table(cells: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Every printed cell as a table, for taking away: place in words, printed text, number, state, page."""
    say, language = reader.say, reader.language
    return pd.DataFrame(
        {
            say("table"): [label("table", name, language) for name in cells["table_name"]],
            say("cell"): [
                cell_label(table, row, column, language)
                for table, row, column in zip(cells["table_name"], cells["row_key"], cells["column_key"], strict=True)
            ],
            say("printed"): cells["printed"],
            say("counted"): tables.whole(cells["value"]),
            say("state"): [label("state", state, language) for state in cells["state"]],
            say("page"): tables.whole(cells["page"]),
            **lists.sureness(cells, reader),
        }
    )


def figure_table(figures: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The figures of the text as a table: what, number, unit, whose, sentence."""
    say, language = reader.say, reader.language
    return pd.DataFrame(
        {
            say("figure"): [
                figure_label(metric, part, language)
                for metric, part in zip(figures["metric"], figures["part"], strict=True)
            ],
            say("bound"): [label("bound", bound, language) for bound in figures["bound"]],
            say("counted"): tables.whole(figures["value"]),
            say("unit"): [label("unit", unit, language) for unit in figures["unit"]],
            say("printed_unit"): figures["printed_unit"],
            say("period"): [label("figure_scope", scope, language) for scope in figures["scope"]],
            say("whose"): [label("figure_level", level, language) for level in figures["level"]],
            say("sentence"): figures["evidence"],
        }
    )


def prose(text: str) -> str:
    """A section's own text, line by line."""
    return f'<div class="mj-prose">{html.escape(text)}</div>'
