"""Owns labels of the forms that a coarse scan leaves half legible: told by the labels beside them, in the form's order.

Figures never change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz.distance import Levenshtein

from catalog import forms
from etl.documents.document import Grid, GridCell
from etl.documents.paged.respelled import words

HAN = re.compile(r"[\u3400-\u9fff]")
NUMBER = re.compile(r"^(?:[（(][一二三四五六七八九][）)]?|[一二三四五六七八九][、.．])")
TABLES = ("disclosure", "requests", "cases")
HALF = 0.5  # of the letters of a label that have to be legible
LONGER = 0.25  # by which it may be longer or shorter: more is a cell that lacks a rule

Line = tuple[str, ...]  # labels in the order of a form, Chinese letters only


def anchored(grid: Grid) -> tuple[Grid, list[str]]:
    """The grid with labels completed that stand between (or behind, or before) the two labels that the form has there,
    and that share half of their letters with the one it has between them. And what was taken for what."""
    grid, told = parted(grid)
    cells = [cell for row in grid.rows for cell in row if letters(cell.text)]
    across: dict[int, list[GridCell]] = {}
    down: dict[int, list[GridCell]] = {}
    for cell in cells:
        across.setdefault(cell.row, []).append(cell)
        down.setdefault(cell.column, []).append(cell)
    meant: dict[tuple[int, int], str] = {}
    for lines, kind in ((across, "columns"), (down, "rows")):
        for line in lines.values():
            for cell, word in told_by_neighbours(sorted(line, key=lambda one: (one.row, one.column)), orders(kind)):
                meant[cell.row, cell.column] = word
    if not meant:
        return grid, told
    rows = []
    for row in grid.rows:
        fresh = []
        for cell in row:
            taken = meant.get((cell.row, cell.column))
            if taken:
                told.append(f"{cell.text}＝{labels()[taken]}")
                fresh.append(replace(cell, text=labels()[taken]))
            else:
                fresh.append(cell)
        rows.append(tuple(fresh))
    return replace(grid, rows=tuple(rows)), told


def parted(grid: Grid) -> tuple[Grid, list[str]]:
    """The grid with headings parted whose rule was not found: a cell over as many columns as it holds labels that
    follow each other in a form. And what was parted: 自然人商业企业＝自然人／商业企业."""
    told: list[str] = []
    rows = []
    for row in grid.rows:
        fresh: list[GridCell] = []
        for cell in row:
            whole = letters(cell.text)
            runs = (line[at : at + cell.column_span] for line in orders("columns") for at in range(len(line)))
            run = next((run for run in runs if len(run) == cell.column_span > 1 and "".join(run) == whole), None)
            if run is None:
                fresh.append(cell)
                continue
            told.append(f"{cell.text}＝{'／'.join(run)}")
            fresh += [
                replace(cell, text=labels()[word], column=cell.column + at, column_span=1)
                for at, word in enumerate(run)
            ]
        rows.append(tuple(fresh))
    return (replace(grid, rows=tuple(rows)), told) if told else (grid, [])


def told_by_neighbours(line: Sequence[GridCell], sequences: Iterable[Line]) -> Iterable[tuple[GridCell, str]]:
    """The cells of a line that are no label of the forms, each with the label that its neighbours and its own letters
    can only mean."""
    said = [letters(cell.text) for cell in line]
    known = {word for sequence in sequences for word in sequence}
    for place, cell in enumerate(line):
        if said[place] in known or said[place] in words() or len(said[place]) < 2:
            continue
        before = said[place - 1] if place else ""
        after = said[place + 1] if place + 1 < len(said) else ""
        found = {
            sequence[at]
            for sequence in sequences
            for at in range(len(sequence))
            if is_between(sequence, at, before, after, known) and is_like(said[place], sequence[at])
        }
        if len(found) == 1:
            yield cell, found.pop()


def is_between(sequence: Line, at: int, before: str, after: str, known: set[str]) -> bool:
    """Whether the labels beside a place are those of the form, at least one of them; what is no label says nothing."""
    left = sequence[at - 1] if at else ""
    right = sequence[at + 1] if at + 1 < len(sequence) else ""
    met = [(before, left), (after, right)]
    return any(one and one == other for one, other in met) and all(
        one == other for one, other in met if one in known and other
    )


def is_like(said: str, label: str) -> bool:
    """Whether half of the letters of a label are there, in its order."""
    length = max(len(said), len(label))
    return Levenshtein.distance(said, label) <= (1 - HALF) * length and abs(len(said) - len(label)) <= max(
        1, LONGER * length
    )


def letters(text: str) -> str:
    """The Chinese letters of a label, without its number and a remark behind it."""
    bare = NUMBER.sub("", text.strip())
    return "".join(HAN.findall(re.split(r"[（(]", bare)[0] or bare))


@cache
def orders(kind: str) -> tuple[Line, ...]:
    """The labels of every table of every form in their order, of rows or of columns."""
    found: dict[Line, None] = {}
    for version in forms.versions():
        for table in TABLES:
            if table in forms.tables(version):
                entries = forms.rows(version, table) if kind == "rows" else forms.columns(version, table)
                found[tuple(letters(entry.label) for entry in entries if letters(entry.label))] = None
    return tuple(line for line in found if line)


@cache
def labels() -> dict[str, str]:
    """The labels of these tables as the forms print them, by their letters."""
    entries = [entry for version in forms.versions() for entry in forms.entries(version) if entry.table in TABLES]
    return {letters(entry.label): entry.label for entry in reversed(entries)}
