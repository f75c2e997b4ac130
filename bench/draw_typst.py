"""Owns reports as PDF set by typst: rules as strokes of every kind, tables without verticals or without any rule."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from random import Random

import typst

from etl.demo.paper import Paper
from etl.demo.sheet import Table

STROKES = {
    "solid": "0.5pt",
    "hairline": "0.1pt",
    "dashed": '(thickness: 0.5pt, dash: "dashed")',
    "dotted": '(thickness: 0.7pt, dash: "dotted")',
    "dash-dotted": '(thickness: 0.5pt, dash: "dash-dotted")',
    "thick": "1.5pt",
    "coloured": "0.6pt + blue",
    "no-verticals": "(x: none, y: 0.5pt)",
    "three-line": "none",
    "borderless": "none",
}
RULED = tuple(name for name in STROKES if name not in ("no-verticals", "three-line", "borderless"))


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def folders() -> list[Path]:
    """Where the project's own font lies, for machines without any Chinese one."""
    spec = find_spec("noto_cjk_sans_otc")
    return [Path(spec.origin).parent] if spec and spec.origin else []


def draw_typst(paper: Paper, border: str, rng: Random) -> bytes:
    """The PDF; size, inset, page shape and font drawn by `rng`."""
    size, inset = rng.choice([8, 9, 10.5, 12]), rng.choice([1.5, 3, 5])
    font = rng.choice(["Noto Serif CJK SC", "Noto Sans CJK SC"])
    flipped = "true" if rng.random() < 0.25 else "false"
    repeat = rng.random() < 0.4
    lines = [
        f'#set page(paper: "a4", flipped: {flipped}, margin: {rng.choice([15, 20, 28])}mm, numbering: "— 1 —")',
        f'#set text(font: "{font}", size: 12pt, lang: "zh")',
        "#set par(first-line-indent: 2em, justify: true)",
        f"#align(center, text(size: 20pt, {quoted(paper.title)}))",
    ]
    for part in paper.parts:
        lines.append(f"#par(text(size: 14pt, {quoted(part.heading)}))")
        lines += [f"#par(text({quoted(text)}))" for _, text in part.paragraphs]
        for table in paper.tables_of(part):
            lines.append(table_of(table, border, size, inset, repeat))
    return bytes(typst.compile("\n".join(lines).encode("utf-8"), font_paths=folders()))


def table_of(table: Table, border: str, size: float, inset: float, repeat: bool) -> str:
    """One table as typst code."""
    columns = ", ".join(f"{width}fr" for width in table.widths)
    cells: list[str] = []
    for number, row in enumerate(table.rows):
        if border == "three-line" and number in (0, table.head_rows):
            cells.append("table.hline(stroke: 0.8pt)")
        line = [
            f"table.cell(x: {box.column}, y: {number}, colspan: {box.column_span}, rowspan: {box.row_span}, "
            f"align: {'left' if box.kind == 'label' else 'center'} + horizon, text(size: {size}pt, {quoted(box.text)}))"
            for box in row
        ]
        cells += line
    if border == "three-line":
        cells.append(f"table.hline(y: {len(table.rows)}, stroke: 0.8pt)")
    if repeat and table.head_rows and border != "three-line":
        heads = sum(len(row) for row in table.rows[: table.head_rows])
        cells[:heads] = [f"table.header({', '.join(cells[:heads])})"]
    stroke = STROKES[border]
    call = f"table(columns: ({columns}), stroke: {stroke}, inset: {inset}pt, {', '.join(cells)})"
    return f"#{{set par(first-line-indent: 0em); {call}}}"
