"""Owns the statutory tables as the form prints them, filled with printed cells."""

from __future__ import annotations

from itertools import groupby

from catalog import forms

from .labels import label_of
from .sheet import Box, Cells, Row, Table, words


def disclosure_table(form: str, cells: Cells, quirks: frozenset[str]) -> Table:
    """Table two: for each item of the article a band, a header and its rows; the last cell fills the width."""
    heads = {entry.key: entry.label for entry in forms.columns(form, "disclosure")}
    if "long_fee_header" in quirks:
        heads[""] = words()["fees_header"]
    width = 4
    rows: list[Row] = []
    for band, entries in groupby(forms.rows(form, "disclosure"), key=lambda entry: entry.group):
        rows.append((Box(band, "band", 0, width),))
        shown: tuple[str, ...] = ()
        for entry in entries:
            if entry.columns != shown:
                shown = entry.columns
                rows.append(_filled(words()["item"], [heads[column] for column in shown], "head", width))
            values = [cells["disclosure", entry.key, column].text for column in entry.columns]
            rows.append(_filled(entry.label, values, "value", width))
        extra = [cells[key].text for key in local_keys(form) if key in cells]
        if extra and len(rows) < 6:
            rows.append(_filled(words()["local_row"], extra, "value", width))
    return Table("disclosure", tuple(rows), (1.6, 1, 1, 1))


def local_keys(form: str) -> tuple[tuple[str, str, str], ...]:
    """The cells of the row that a city adds to the first band of table two."""
    first = forms.rows(form, "disclosure")[0]
    return tuple(("disclosure", f"local:{words()['local_row']}", column) for column in first.columns)


def _filled(label: str, texts: list[str], kind: str, width: int) -> Row:
    boxes = [Box(label, "head" if kind == "head" else "label", 0)]
    for place, text in enumerate(texts, 1):
        boxes.append(Box(text, kind, place, width - place if place == len(texts) else 1))
    return tuple(boxes)


def requests_table(form: str, cells: Cells, quirks: frozenset[str]) -> Table:
    """Table three: three columns of labels, then the applicants and the total."""
    columns = [entry.key for entry in forms.columns(form, "requests")]
    if "legal_subtotal" in quirks:
        columns.insert(-1, words()["subtotal_column"])
    entries = [entry for entry in forms.rows(form, "requests") if ("requests", entry.key, "total") in cells]
    inner = [entry for entry in entries if entry.position.startswith("3.")]
    groups = {entry.key: entry.label for entry in forms.groups(form)}
    rows = _request_heads(form, columns, quirks)
    seen: set[str] = set()
    for entry in entries:
        label = label_of(entry, quirks)
        if entry not in inner:
            boxes = [Box(label, "label", 0, 3)]
        elif entry.group:
            size = sum(other.group == entry.group for other in inner)
            first = [] if entry.group in seen else [Box(groups[entry.group], "label", 1, 1, size)]
            seen.add(entry.group)
            boxes = [*first, Box(label, "label", 2)]
        else:
            boxes = [Box(label, "label", 1, 2)]
        if entry is inner[0]:
            boxes.insert(0, Box(words()["results"], "label", 0, 1, len(inner)))
        values = [Box(cells["requests", entry.key, column].text, "value", 3 + i) for i, column in enumerate(columns)]
        rows.append((*boxes, *values))
    return Table("requests", tuple(rows), (0.7, 1.3, 3.0, *(1.0 for _ in columns)), 3)


def _request_heads(form: str, columns: list[str], quirks: frozenset[str]) -> list[Row]:
    """Three header rows; 总计 below 申请人情况 as in the form, or beside it."""
    labels = {entry.key: entry.label for entry in forms.columns(form, "requests")}
    last, beside = 3 + len(columns) - 1, "total_beside_applicants" in quirks
    corner = Box(words()["identity"], "head", 0, 3, 3)
    people = Box(labels[columns[0]], "head", 3, 1, 2)
    bodies = Box(words()["organisations"], "head", 4, last - 4)
    parts = tuple(Box(labels.get(key, words()["subtotal"]), "head", 4 + i) for i, key in enumerate(columns[1:-1]))
    if beside:
        wide = Box(words()["applicants"], "head", 3, last - 3)
        return [(corner, wide, Box(labels["total"], "head", last, 1, 3)), (people, bodies), parts]
    top = (corner, Box(words()["applicants"], "head", 3, last - 2))
    return [top, (people, bodies, Box(labels["total"], "head", last, 1, 2)), parts]


def cases_table(form: str, cells: Cells, quirks: frozenset[str]) -> Table:
    """Table four: review, then the two kinds of litigation, five results each, in one row of values."""
    kinds, results = forms.rows(form, "cases"), forms.columns(form, "cases")
    size = len(results)
    top = (Box(kinds[0].label, "head", 0, size), Box(words()["litigation"], "head", size, size * (len(kinds) - 1)))
    middle = [Box(result.label, "head", place, 1, 2) for place, result in enumerate(results)]
    middle += [Box(kind.label, "head", size * place, size) for place, kind in enumerate(kinds) if place]
    bottom = tuple(Box(results[i % size].label, "head", size + i) for i in range(size * (len(kinds) - 1)))
    keys = [(kind.key, result.key) for kind in kinds for result in results]
    values = tuple(Box(cells["cases", *key].text, "value", place) for place, key in enumerate(keys))
    return Table("cases", (top, tuple(middle), bottom, values), (1.0,) * len(keys), 3)


def cases_apart(form: str, cells: Cells) -> list[Table]:
    """Table four as three small tables, one for each kind of case."""
    results = forms.columns(form, "cases")
    heads = tuple(Box(result.label, "head", place) for place, result in enumerate(results))
    tables = []
    for kind in forms.rows(form, "cases"):
        values = tuple(Box(cells["cases", kind.key, one.key].text, "value", i) for i, one in enumerate(results))
        top = (Box(kind.label, "head", 0, len(results)),)
        tables.append(Table("cases", (top, heads, values), (1.0,) * len(results), 2))
    return tables


def cases_in_rows(form: str, cells: Cells) -> Table:
    """Table four lying on its side: kinds of cases as rows, results as columns."""
    results, kinds = forms.columns(form, "cases"), forms.rows(form, "cases")
    heads = tuple(Box(result.label, "head", 2 + place) for place, result in enumerate(results))
    rows: list[Row] = [(Box(words()["case_kind"], "head", 0, 2), *heads)]
    for place, kind in enumerate(kinds):
        values = [Box(cells["cases", kind.key, one.key].text, "value", 2 + i) for i, one in enumerate(results)]
        if place == 0:
            labels = [Box(kind.label, "label", 0, 2)]
        else:
            labels = [Box(words()["litigation"], "label", 0, 1, len(kinds) - 1)] if place == 1 else []
            labels.append(Box(kind.label, "label", 1))
        rows.append((*labels, *values))
    return Table("cases", tuple(rows), (1.2, 2.2, *(1.0 for _ in results)), 1)
