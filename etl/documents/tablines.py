"""Owns copies in which a tab stands in a line of its own between two cells: rows with their tabs again."""

from __future__ import annotations

import re

TAB_ALONE = re.compile(r"^[ \u3000]*\t[ \t\u3000]*$")
FIGURE = re.compile(r"^[\d０-９][\d０-９,，.．%％ ]*$|^[-—/－]+$")
LEAST_TABS = 12


def rejoined(lines: list[str]) -> list[str]:
    """The lines, the cells of a row in one line with tabs between them; empty lines between the cells are dropped, and
    a label after a blank cell begins the next row. The same lines where tabs seldom stand alone."""
    if sum(TAB_ALONE.match(line) is not None for line in lines) < LEAST_TABS:
        return lines
    found: list[str] = []
    row: list[str] = []
    waiting: list[str] = []  # empty lines, of which nobody knows yet whether they part two cells
    for line in lines:
        text = line.strip()
        if TAB_ALONE.match(line):
            row = row or [""]
            row += [""] * line.count("\t")
            waiting = []
        elif not text:
            waiting.append(line)
        elif row and not row[-1] and not (_is_label(text) and any(FIGURE.match(cell) for cell in row)):
            row[-1] = text
            waiting = []
        else:
            found += [*_line(row), *(waiting if len(row) < 2 else [])]
            row, waiting = [text], []
    return [*found, *_line(row), *waiting]


def _line(row: list[str]) -> list[str]:
    return ["\t".join(row)] if row else []


def _is_label(text: str) -> bool:
    return FIGURE.match(text) is None
