"""Owns reports as web pages in many styles, to be printed to PDF by a browser or an office program."""

from __future__ import annotations

import html
from random import Random

from etl.demo.paper import Paper
from etl.demo.sheet import Table

BORDERS = {
    "solid": "td{border:1px solid #000}",
    "hairline": "td{border:0.25pt solid #000}",
    "grey": "td{border:1px solid #bbb}",
    "dashed": "td{border:1px dashed #000}",
    "dotted": "td{border:1px dotted #000}",
    "double": "td{border:3px double #000}",
    "thick-frame": "table{border:2.5px solid #000}td{border:0.5pt solid #000}",
    "no-verticals": "td{border-top:1px solid #000;border-bottom:1px solid #000}",
    "three-line": "table{border-top:2px solid #000;border-bottom:2px solid #000}"
    "tr.last td{border-bottom:1px solid #000}",
    "striped": "tr:nth-child(even) td{background:#e8eef7}",
    "coloured-head": "td{border:1px solid #fff;background:#f2f6fb}td.head,td.band{background:#2f5597;color:#fff}",
    "coloured": "td{border:1px solid #4472c4}td.head{background:#4472c4;color:#fff}td.band{background:#d9e2f3}",
    "open-sides": "table{border-top:1px solid #000;border-bottom:1px solid #000}"
    "td{border-bottom:1px solid #000;border-left:1px solid #000}td:first-child{border-left:none}",
    "spaced": "table{border:1px solid #000;border-collapse:separate!important;border-spacing:2px}"
    "td{border:1px solid #000}",
    "borderless": "",
}
RULED = tuple(
    name for name in BORDERS if name not in ("no-verticals", "three-line", "striped", "borderless", "coloured-head")
)


def draw_html(paper: Paper, border: str, rng: Random) -> str:
    """The page; size, spacing, breaking of lines and page shape drawn by `rng`."""
    size, padding = rng.choice([9, 10, 12, 14, 16]), rng.choice([0, 1, 3, 6])
    font = rng.choice(["Noto Serif CJK SC", "Noto Sans CJK SC"])
    page = rng.choice(["A4", "A4", "A4", "A4 landscape", "A3", "Letter"])
    breaking = rng.choice(["word-break:break-all", "", "white-space:normal"])
    avoid = rng.choice(["tr{break-inside:avoid}", ""])
    style = (
        f"@page{{size:{page};margin:{rng.choice([12, 20, 25])}mm}}body{{font-family:'{font}';font-size:14px}}"
        f"table{{border-collapse:collapse;width:100%;{rng.choice(['', 'table-layout:fixed'])}}}{avoid}"
        f"td{{font-size:{size}px;padding:{padding}px;{breaking};vertical-align:{rng.choice(['middle', 'top'])}}}"
        f"td.value{{text-align:{rng.choice(['center', 'right', 'left'])}}}td.head{{text-align:center}}"
        "p{text-indent:2em}"
    )
    parts = [f"<!DOCTYPE html><meta charset=utf-8><title>x</title><style>{style}{BORDERS[border]}</style>"]
    parts.append(f"<h1>{html.escape(paper.title)}</h1>")
    repeat = rng.random() < 0.4
    for part in paper.parts:
        parts.append(f"<h3>{html.escape(part.heading)}</h3>")
        parts += [f"<p>{html.escape(text)}</p>" for _, text in part.paragraphs]
        parts += [table_of(table, repeat) for table in paper.tables_of(part)]
    parts.append(f"<p style='text-align:right'>{html.escape(paper.agency)}</p>")
    return "".join(parts)


def table_of(table: Table, repeat: bool = False) -> str:
    """One table; its header in a head of its own where it is to come again on every page."""
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.1f}%">' for width in table.widths)
    rows = []
    for number, row in enumerate(table.rows):
        last = number in (table.head_rows - 1, len(table.rows) - 1)
        cells = "".join(
            f"<td class={box.kind} rowspan={box.row_span} colspan={box.column_span}>{html.escape(box.text)}</td>"
            for box in row
        )
        rows.append(f"<tr{' class=last' if last else ''}>{cells}</tr>")
    head = table.head_rows if repeat else 0
    body = f"<thead>{''.join(rows[:head])}</thead>{''.join(rows[head:])}" if head else "".join(rows)
    caption = f"<p style='text-align:right'>{html.escape(table.caption)}</p>" if table.caption else ""
    return f"{caption}<table><colgroup>{columns}</colgroup>{body}</table>"
