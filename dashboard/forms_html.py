"""Owns the statutory tables on the screen: one report's printed cells laid out as the form prints them; pure."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog import forms
from catalog.dimensions import label
from dashboard.reader import Reader

Place = tuple[str, str, str]
SEPARATOR = "\n"
SHORT = 9


@dataclass(frozen=True, slots=True)
class Printed:
    """What one report prints, by (table, row, column), and which places failed checks name."""

    form: str
    cells: Mapping[Place, Mapping[str, object]]
    marks: Mapping[Place, tuple[str, str]] = field(default_factory=dict)  # severity, what is wrong
    beside: Mapping[Place, str] = field(default_factory=dict)  # HTML below the value: what another report prints there


def is_uncertain(cell: Mapping[str, object] | None) -> bool:
    """Whether the reading of a cell is not certain, as of one of a scan that no sum bears out."""
    return cell is not None and not cell.get("certain", True)


def _cell(printed: Printed, place: Place, reader: Reader, span: int = 1) -> str:
    """One value: as printed; blank and missing ones hatched, each saying what it is; failed ones outlined."""
    cell, mark = printed.cells.get(place), printed.marks.get(place)
    state = str(cell["state"]) if cell else "absent"
    text = html.escape(str(cell["printed"])) if cell and str(cell["printed"]).strip() else ""
    tips = [] if state == "number" else [label("state", state, reader.language)]
    if cell and cell.get("page"):
        tips.append(reader.say("on_page", page=int(float(str(cell["page"])))))
    tips += [reader.say("uncertain_cell")] if is_uncertain(cell) else []
    tips += [mark[1]] if mark else []
    kinds = [{"E": "fail", "W": "warn"}.get(mark[0], "warn")] if mark else []
    kinds += ["void"] if state in ("blank", "absent") else ["zero"] if text == "0" else []
    kinds += ["unsure"] if is_uncertain(cell) else []
    title = f' title="{html.escape(SEPARATOR.join(tips))}"' if tips else ""
    spans = f' colspan="{span}"' if span > 1 else ""
    return f'<td class="{" ".join(kinds)}"{title}{spans}>{text}{printed.beside.get(place, "")}</td>'


def _head(text: str, **spans: int) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in spans.items() if value > 1)
    short = ' class="short"' if len(text) <= SHORT else ""
    return f"<th{short}{attributes}>{html.escape(text)}</th>"


def _table(head: str, body: str, name: str) -> str:
    return (
        f'<div class="mj-scroll" tabindex="0"><table class="mj" aria-label="{html.escape(name)}">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )


def _row_label(entry: forms.Entry, dimension: str, reader: Reader) -> str:
    return entry.label if reader.language == "zh" else label(dimension, entry.key, "en")


def _column_label(entry: forms.Entry, dimension: str, reader: Reader) -> str:
    return entry.label if reader.language == "zh" else label(dimension, entry.key, "en")


def requests_table(printed: Printed, reader: Reader) -> str:
    """Table three, with the merged head of the form: applicants over seven columns, outcomes grouped on the left."""
    say, columns = reader.say, forms.columns(printed.form, "requests")
    names = [_column_label(entry, "applicant", reader) for entry in columns]
    rows = _rows(printed, "requests")
    head = (
        f"<tr>{_head(say('form_identity'), colspan=3, rowspan=3)}{_head(say('form_applicants'), colspan=7)}</tr>"
        f"<tr>{_head(names[0], rowspan=2)}{_head(say('form_legal_persons'), colspan=5)}"
        f"{_head(names[6], rowspan=2)}</tr>"
        f"<tr>{''.join(_head(name) for name in names[1:6])}</tr>"
    )
    groups = {entry.key: entry for entry in forms.groups(printed.form)}
    third = [entry for entry in rows if entry.position.startswith("3")]
    body, seen = [], ""
    for entry in rows:
        start = ""
        if third and entry == third[0]:
            start = _head(say("form_results"), rowspan=len(third))
        if entry.group:
            if entry.group != seen:
                inside = sum(other.group == entry.group for other in rows)
                start += _head(_row_label(groups[entry.group], "outcome", reader), rowspan=inside)
            start += _head(_row_label(entry, "request_row", reader))
        else:
            start += _head(_row_label(entry, "request_row", reader), colspan=2 if entry in third else 3)
        seen = entry.group
        values = "".join(_cell(printed, ("requests", entry.key, column.key), reader) for column in columns)
        body.append(f'<tr class="{"total" if entry.key == "concluded" else ""}">{start}{values}</tr>')
    for row in _local(printed, "requests"):
        values = "".join(_cell(printed, ("requests", row, column.key), reader) for column in columns)
        body.append(f"<tr>{_head(row.removeprefix('local:'), colspan=3)}{values}</tr>")
    return _table(head, "".join(body), label("table", "requests", reader.language))


def _rows(printed: Printed, table: str) -> list[forms.Entry]:
    """The rows of the form; one that only some reports print is shown if this one does, and then not the items that it
    stands for, unless they are printed too."""
    held = {row for found, row, _ in printed.cells if found == table}
    rows = [entry for entry in forms.rows(printed.form, table) if entry.statutory or entry.key in held]
    alone = {entry.group for entry in rows if entry.group in held}
    return [entry for entry in rows if entry.group not in alone or entry.key in held]


def _local(printed: Printed, table: str) -> list[str]:
    """Rows that this report prints and no form has."""
    return list(dict.fromkeys(row for found, row, _ in printed.cells if found == table and row.startswith("local:")))


def disclosure_table(printed: Printed, reader: Reader) -> str:
    """Table two: a block for each item of article twenty, with that block's own columns."""
    columns = {entry.key: entry for entry in forms.columns(printed.form, "disclosure")}
    rows = _rows(printed, "disclosure")
    widest = max((len(entry.columns) for entry in rows), default=1)
    body: list[str] = []
    seen: tuple[str, tuple[str, ...]] = ("", ())
    for entry in rows:
        spans = _spread(len(entry.columns), widest)
        if (entry.group, entry.columns) != seen:
            if entry.group != seen[0]:
                group = label("disclosure_group", entry.group, reader.language)
                body.append(f'<tr class="total">{_head(group, colspan=widest + 1)}</tr>')
            heads = "".join(
                _head(_column_label(columns[key], "disclosure_column", reader), colspan=span)
                for key, span in zip(entry.columns, spans, strict=True)
            )
            body.append(f'<tr class="heads">{_head(reader.say("form_content"))}{heads}</tr>')
        values = "".join(
            _cell(printed, ("disclosure", entry.key, key), reader, span)
            for key, span in zip(entry.columns, spans, strict=True)
        )
        body.append(f"<tr>{_head(_row_label(entry, 'disclosure_row', reader))}{values}</tr>")
        seen = (entry.group, entry.columns)
    for row in _local(printed, "disclosure"):
        keys = [column for found, name, column in printed.cells if found == "disclosure" and name == row]
        values = "".join(_cell(printed, ("disclosure", row, key), reader) for key in keys)
        body.append(f"<tr>{_head(row.removeprefix('local:'))}{values}</tr>")
    return _table("", "".join(body), label("table", "disclosure", reader.language))


def _spread(parts: int, width: int) -> list[int]:
    """Widths of a block's columns that together fill the table: 1 over 3 is [3], 2 over 3 is [1, 2]."""
    return [1] * (parts - 1) + [width - parts + 1] if parts else []


def cases_table(printed: Printed, reader: Reader) -> str:
    """Table four: reviews, then lawsuits of two kinds, five results each, in one line."""
    say, kinds = reader.say, forms.rows(printed.form, "cases")
    results = forms.columns(printed.form, "cases")
    names = [_column_label(entry, "case_result", reader) for entry in results]
    reviews, *suits = [_row_label(entry, "case_kind", reader) for entry in kinds]
    five = "".join(_head(name) for name in names)
    head = (
        f"<tr>{_head(reviews, colspan=5)}{_head(say('form_litigation'), colspan=10)}</tr>"
        f"<tr>{''.join(_head(name, rowspan=2) for name in names)}"
        f"{''.join(_head(suit, colspan=5) for suit in suits)}</tr>"
        f"<tr>{five * 2}</tr>"
    )
    values = "".join(_cell(printed, ("cases", kind.key, result.key), reader) for kind in kinds for result in results)
    return _table(head, f"<tr>{values}</tr>", label("table", "cases", reader.language))


def statistics_table(printed: Printed, reader: Reader) -> str:
    """The table of the forms until 2018 as the report prints it: its rows with their units, the columns that it has."""
    places = [place for place in printed.cells if place[0] == "statistics"]
    columns = dict.fromkeys(column for _, _, column in places)
    known = {entry.key: entry for entry in forms.rows(printed.form, "statistics")}
    heads = [
        label("statistics_column", column, reader.language) if column else reader.say("form_of_year")
        for column in columns
    ]
    head = "".join(_head(text) for text in (reader.say("form_indicator"), reader.say("unit"), *heads))
    body = []
    for row in dict.fromkeys(row for _, row, _ in places):
        name = known.get(row)
        text = _row_label(name, "statistics_row", reader) if name else label("statistics_row", row, reader.language)
        units = (printed.cells[place].get("unit") for place in places if place[1] == row)
        unit = next((str(unit) for unit in units if isinstance(unit, str) and unit), "")
        values = "".join(_cell(printed, ("statistics", row, column), reader) for column in columns)
        body.append(f"<tr>{_head(text)}<td>{html.escape(unit)}</td>{values}</tr>")
    return _table(f"<tr>{head}</tr>", "".join(body), label("table", "statistics", reader.language))


MAKERS = {  # in the order in which a report shows them
    "disclosure": disclosure_table,
    "requests": requests_table,
    "cases": cases_table,
    "statistics": statistics_table,
}
