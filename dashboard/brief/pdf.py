"""Sets a brief as PDF, with the font embedded, the structure tagged, and the charts as vectors."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import typst

from dashboard import fonts, pictures
from dashboard.brief.contents import Brief, Table, cells

SHEET = Path(__file__).with_name("brief.typ")
WIDTH = 700


def to_pdf(brief: Brief) -> bytes:
    """The brief as PDF; raises NoFont where there is no font with Chinese letters."""
    inputs = {"brief": json.dumps(contents(brief), ensure_ascii=False)}
    for number, chart in enumerate(brief.charts):
        around = pictures.Caption("", finding=chart.finding)
        inputs[f"chart{number}"] = pictures.to_svg(chart.figure, around, WIDTH)
    made_on = datetime.fromisoformat(brief.citation.as_of).replace(tzinfo=UTC)
    return typst.compile(
        SHEET.read_bytes(),
        font_paths=fonts.held(),
        format="pdf",
        sys_inputs=inputs,
        timestamp=int(made_on.timestamp()),
    )


def contents(brief: Brief) -> dict[str, object]:
    """Everything but the charts, as the sheet reads it."""
    say = brief.reader.say
    names = ("findings", "key_figures", "method", "cautions", "charts", "tables", "change", "base", "page_of")
    return {
        "title": brief.title,
        "choices": brief.choices,
        "mark": brief.mark,
        "status": brief.status,
        "sentences": brief.sentences,
        "figures": brief.figures,
        "charts": [{"title": chart.title, "alt": chart.finding, "note": chart.note} for chart in brief.charts],
        "tables": [_table(table) for table in brief.tables],
        "method": brief.method,
        "cautions": brief.cautions,
        "cited": brief.cited,
        "language": brief.reader.language,
        "family": fonts.chinese().family,
        "words": {name: say(f"brief_{name}") for name in names},
    }


def _table(table: Table) -> dict[str, object]:
    """A table as words, and which of its columns are numbers."""
    columns, rows = list(table.rows.columns), cells(table)
    return {
        "title": table.title,
        "note": table.note,
        "head": columns,
        "rows": rows,
        "right": [bool(pd.api.types.is_numeric_dtype(table.rows[name])) for name in columns],
        "widths": [
            float(min(max(4, len(name), *(len(row[place]) for row in rows)), 34)) for place, name in enumerate(columns)
        ],
    }
