"""Owns the panel behind a point of a chart: the printed cells that sum to it, or the sentences it was read from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from catalog.metrics import Metric
from dashboard import blocks, filters, lists, prose, sheets
from dashboard.queries import rates
from dashboard.reader import Reader


def panel(
    reader: Reader, metric: Metric, name: str, ids: Sequence[str], year: int, point: pd.DataFrame, before: int = 0
) -> None:
    """Cells and sentences of the metric of these agencies in a year; `point` is the row of the answer drawn. With
    `before`, those of that year as well, in one list."""
    say, years = reader.say, [year] if before in (0, year) else sorted([before, year])
    found = {one: rates.cells_behind(metric, ids, one).assign(of_year=one) for one in years}
    cells = pd.concat(found.values(), ignore_index=True)
    told = pd.concat([prose.behind(metric, ids, one) for one in years], ignore_index=True)
    blocks.section(say("behind_sentences" if len(told) and cells.empty else "behind", name=name))
    shown, raw = (lists.behind(cells, reader), cells) if len(cells) or told.empty else (prose.table(told, reader), told)
    if len(cells):
        sums = {one: _sum(reader, metric, found[one], ids, one, point if one == year else None) for one in years}
        blocks.note(
            sums[year]
            if len(years) == 1
            else " ".join(say("in_year", year=one, told=words) for one, words in sums.items())
        )
        blocks.table(shown, "table_behind", title=say("cell"))
    if len(told):
        blocks.note(say("behind_text"))
        blocks.raw_html(prose.sentences(told, filters.address(), reader))
    if not len(cells) and not len(told):
        blocks.note(say("behind_nothing"))
    blocks.report_link(reader, ids, years)
    if len(years) > 1 and len(ids) == 1:
        blocks.page_links(reader, ["analysis/beside"], agency=ids[0], year=str(year), against=str(before))
    blocks.take_away(
        reader,
        f"cells-{metric.key}-{'-'.join(str(one) for one in years)}",
        shown,
        raw,
        lambda: sheets.beside(reader, [metric], ids, year if len(years) == 1 else None),
    )


def _sum(
    reader: Reader, metric: Metric, cells: pd.DataFrame, ids: Sequence[str], year: int, point: pd.DataFrame | None
) -> str:
    """What the cells of a year come to, beside what is drawn; in words why there are none."""
    drawn = rates.by_series(metric, {"point": list(ids)}, year, year) if point is None else point
    return lists.behind_sum(cells, drawn, str(drawn["series"].iloc[0]), reader) or reader.say("behind_no_cells")
