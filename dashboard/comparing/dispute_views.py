"""The views of the page of disputes: how cases ended, how often agencies were corrected, how many requests led on."""

from __future__ import annotations

from dataclasses import replace

from catalog.forms import CASE_NOUN
from catalog.metrics import Metric, by_code
from dashboard import behind, blocks, charts, choices, mixes, sheets, tables
from dashboard.comparing import show, standing, switches
from dashboard.comparing.groups import Group
from dashboard.queries import cases, rates
from dashboard.reader import Reader

ASPECTS = ("results", "overturned", "conversion")
KINDS = {"all": tuple(CASE_NOUN), "review": ("review",), "litigation": ("direct_litigation", "litigation_after_review")}
OVERTURNED = {"all": "D06", "review": "D04", "litigation": "D05"}
CONVERSION = {"all": "D10", "review": "D09"}


def result_metric(court: str, result: str, words: str) -> Metric:
    """The cases of one result as a metric, for the cells behind a part of a bar."""
    columns = [f"{CASE_NOUN[kind]}_{result}" for kind in KINDS[court]]
    label = {"zh": words, "en": words}
    return replace(by_code("D01"), key=f"cases_{court}_{result}", label=label, numerator=" + ".join(columns))


def results(reader: Reader, group: Group, year: int) -> None:
    """How cases ended, as counts or shares; a click on a part opens its cells."""
    say, parts = reader.say, mixes.results(reader)
    row = blocks.tool_row()
    with row:
        court = choices.switch(reader, "court", tuple(KINDS), "all", bare=True)
        scale = choices.switch(reader, "scale", ("share", "count"), "count", bare=True)
    metric = by_code(OVERTURNED[court])
    answer = cases.case_results(group.series, year, list(KINDS[court]))
    every = mixes.for_bars(answer, group.short, reader)
    if every.empty:
        blocks.empty(say("no_cases"), say("no_cases_do"))
        blocks.stop()
    with row:
        most = choices.most(reader, len(every))
    figure = charts.mix_bars(every.head(most), parts, scale == "share", "")
    chosen, result = switches.part_of(list(group.series), list(parts))
    key = f"cases_{scale}_{court}_{chosen}_{result}"
    switches.keep_part(blocks.clicked(figure, mixes.alt(every, reader, parts), key))
    blocks.note(say("case_note", shown=len(every), all=len(answer)))
    if chosen:
        counted = cases.counted(group.series[chosen], year, list(KINDS[court]))
        of = result_metric(court, result, parts[result])
        point = rates.by_series(of, {chosen: counted}, year, year)
        behind.panel(reader, of, f"{group.names[chosen]} · {parts[result]}", counted, year, point)
    shown = mixes.table(answer, group.names, reader, parts)
    blocks.table(shown, "table_cases")
    blocks.take_away(
        reader, f"disputes-{court}-{year}", shown, answer, lambda: sheets.beside(reader, [metric], group.ids, year)
    )


def rate(reader: Reader, group: Group, year: int, aspect: str) -> None:
    """Overturn or conversion rates as a ranking; small bases are not ranked, pending cases are in no base."""
    say, codes = reader.say, OVERTURNED if aspect == "overturned" else CONVERSION
    row = blocks.tool_row()
    with row:
        court = choices.switch(reader, "court", tuple(codes), "all", bare=True)
        changes = switches.year_on_year(reader)
    metric = by_code(codes[court])
    found = standing.of(metric, group.series, year, year - 1)
    if not tables.anything(found):
        blocks.empty(say("no_cases"), say("no_cases_do"))
        blocks.stop()
    chosen = show.bars(reader, metric, group, found, year, "value", row)
    blocks.note(say(f"{aspect}_note"))
    if chosen:
        point = found[found["series"] == chosen]
        behind.panel(reader, metric, group.names[chosen], group.series[chosen], year, point)
    shown = tables.ranking(found, group.names, metric, reader, say("unit_compared"), changes)
    blocks.table(shown, "table_rates")
    blocks.take_away(
        reader, f"{aspect}-{court}-{year}", shown, found, lambda: sheets.beside(reader, [metric], group.ids, year)
    )
