"""Owns the panel behind a point of a chart: the printed cells that sum to it, or the sentences it was read from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from catalog.metrics import Metric
from dashboard import blocks, filters, lists, prose, sheets
from dashboard.queries import rates
from dashboard.reader import Reader


def panel(reader: Reader, metric: Metric, name: str, ids: Sequence[str], year: int, point: pd.DataFrame) -> None:
    """Cells and sentences of the metric of these agencies in a year; `point` is the row of the answer drawn."""
    say = reader.say
    cells, told = rates.cells_behind(metric, ids, year), prose.behind(metric, ids, year)
    blocks.section(say("behind_sentences" if len(told) and cells.empty else "behind", name=name))
    shown, raw = (lists.behind(cells, reader), cells) if len(cells) or told.empty else (prose.table(told, reader), told)
    if len(cells):
        blocks.note(lists.behind_sum(cells, point, str(point["series"].iloc[0]), reader))
        blocks.table(shown, "table_behind")
    if len(told):
        blocks.note(say("behind_text"))
        blocks.raw_html(prose.sentences(told, filters.address(), reader))
    if not len(cells) and not len(told):
        blocks.note(say("behind_nothing"))
    blocks.report_link(reader, ids, year)
    blocks.take_away(
        reader, f"cells-{metric.key}-{year}", shown, raw, lambda: sheets.beside(reader, [metric], ids, year)
    )
