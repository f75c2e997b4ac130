"""The views of the page of outcomes: the mix with reasons and applicants, the heat map, five rates of disclosure."""

from __future__ import annotations

from dataclasses import replace

from catalog.metrics import Metric, by_code
from dashboard import behind, blocks, charts, choices, clicks, mixes, sheets, tables
from dashboard.comparing import definitions_apart, grid, switches
from dashboard.comparing.groups import Group
from dashboard.queries import outcomes, places, rates, reasons
from dashboard.reader import Reader

ASPECTS = ("mix", "heat", "five")


def outcome_metric(outcome: str, words: str) -> Metric:
    """The cases of one outcome as a metric, for the cells behind a part of a bar."""
    name = f"requests_{outcome}"
    label = {"zh": words, "en": words}
    return replace(by_code("A04"), key=name, label=label, numerator=name)


def mix(reader: Reader, group: Group, year: int) -> None:
    """How requests ended, as shares or counts; a click on a part opens its cells; then reasons and applicants."""
    say, parts, metric = reader.say, mixes.labels(reader), by_code("O02")
    answer = outcomes.outcome_mix(group.series, year)
    every = mixes.for_bars(answer, group.short, reader)
    blocks.section(say("mix", year=year), metric, reader)
    if every.empty:
        blocks.empty(say("nothing_told"), say("nothing_told_do"))
        blocks.stop()
    with blocks.tool_row("mix"):
        scale = choices.switch(reader, "scale", ("share", "count"), "share", bare=True)
        most = choices.most(reader, len(every))
    figure = charts.mix_bars(every.head(most), parts, scale == "share", "")
    chosen, outcome = switches.part_of(list(group.series), list(parts))
    clicked = blocks.clicked(figure, mixes.alt(every, reader, parts), f"mix_{scale}_{chosen}_{outcome}")
    switches.keep_part(clicked, "outcome", choices.REASONED)
    blocks.note(say("mix_note", shown=len(every), all=len(answer)))
    if chosen:
        counted = outcomes.counted(group.series[chosen], year)
        of = outcome_metric(outcome, parts[outcome])
        point = rates.by_series(of, {chosen: counted}, year, year)
        behind.panel(reader, of, f"{group.names[chosen]} · {parts[outcome]}", counted, year, point)
    shown = mixes.table(answer, group.names, reader, parts)
    with blocks.folded(reader):
        blocks.table(shown, "table_mix")
    blocks.take_away(
        reader, f"outcomes-{year}", shown, answer, lambda: sheets.beside(reader, [metric], group.ids, year)
    )
    kept = replace(group, series={chosen: group.series[chosen]}) if chosen else group
    if chosen:
        blocks.note(say("only_of", name=group.names[chosen]))
        switches.offer_all(reader)
    _reasons_and_applicants(reader, kept, year, metric, scale == "share")


def _reasons_and_applicants(reader: Reader, group: Group, year: int, metric: Metric, share: bool) -> None:
    """Under each outcome its reasons; beside them who asked."""
    say, ids = reader.say, group.ids
    left, right = blocks.halves()
    with left:
        blocks.section(say("reasons"))
        outcome = choices.outcome(reader)
        found = outcomes.reasons(ids, year, outcome)
        if found.empty or not found["cases"].sum():
            blocks.empty(say("no_reasons"), say("no_reasons_do"))
        else:
            blocks.chart(mixes.reason_bars(found, outcome, reader, share), mixes.reason_alt(found, reader), "reasons")
            table = mixes.reason_table(found, reader)
            blocks.take_away(
                reader, f"reasons-{outcome}-{year}", table, found, lambda: sheets.beside(reader, [metric], ids, year)
            )
    with right:
        blocks.section(say("applicants"))
        asked = outcomes.applicants(ids, year)
        people = mixes.applicant_table(asked, reader)
        blocks.table(people, "applicants")
        blocks.note(say("applicants_note"))
        blocks.take_away(
            reader, f"applicants-{year}", people, asked, lambda: sheets.beside(reader, [metric], ids, year)
        )


def heat(reader: Reader, group: Group, metric: Metric) -> None:
    """Any metric for every unit and year at a glance; missing values hatched, with their reason."""
    say = reader.say
    first, last = places.span(reader.which)
    blocks.section(say("heat", metric=metric.label[reader.language]), metric, reader)
    answer = reasons.told(rates.by_series(metric, group.series, first, last), metric, group.series)
    if not tables.anything(answer):
        blocks.empty(say("nothing_told"), say("nothing_told_do"))
        blocks.stop()
    with blocks.tool_row("heat"):
        parts = ("value", "share") if metric.adds_up else ("value",)
        measure = choices.switch(reader, "measure", parts, "value", bare=True) if len(parts) > 1 else "value"
        kept = choices.most(reader, len(group.series), 30)
    every = grid.for_heat(answer, group, metric, reader, measure == "share")
    every = every[every["series"].isin(list(group.series)[:kept])]
    which, at = clicks.point(list(group.series), range(first, last + 1))
    alt = grid.alt(answer, group, metric, reader)
    key = f"heat_{metric.key}_{measure}_{which}_{at}"
    clicks.keep_point(blocks.clicked(charts.heat(every, f"{which}@{at}"), alt, key))
    blocks.note(say("heat_note") + tables.no_share(metric, reader))
    blocks.of_reading(reader, metric, group.ids, first, last)
    if which:
        point = answer[(answer["series"] == which) & (answer["year"] == at)]
        behind.panel(reader, metric, f"{group.names[which]} · {at}", group.series[which], at, point)
    shown = grid.table(answer, group, metric, reader, measure == "share")
    with blocks.folded(reader):
        blocks.table(shown, "table_heat")
    blocks.take_away(
        reader, f"heat-{metric.key}", shown, answer, lambda: sheets.beside(reader, [metric], group.ids, None)
    )


def five(reader: Reader, group: Group, year: int) -> None:
    """Five definitions of the rate of disclosure side by side: who rises or falls by the choice alone."""
    say = reader.say
    metrics = [by_code(code) for code in definitions_apart.CODES]
    blocks.section(say("five", year=year))
    with blocks.tool_row("five"):
        for metric in metrics:
            blocks.chip(metric, reader, f"five_{metric.key}", f"{metric.code} {metric.label[reader.language]}")
    found = definitions_apart.ranks(group.series, year)
    told = definitions_apart.for_slopes(found, group, reader)
    if len(told) < 2:
        blocks.empty(say("five_none"), say("five_none_do", base=metrics[0].rank_base))
        blocks.stop()
    kept = told.head(choices.most(reader, len(told), 20))
    words = [metric.label[reader.language].replace("（", "<br>（").replace(" (", "<br>(") for metric in metrics]
    words = [metric.code for metric in metrics] if blocks.is_narrow() else words
    figure = charts.slopes(kept, [metric.key for metric in metrics], words, blocks.is_narrow())
    chosen, rate = switches.part_of(list(group.series), [metric.key for metric in metrics])
    switches.keep_part(blocks.clicked(figure, definitions_apart.alt(told, group, reader), f"five_{chosen}_{rate}"))
    blocks.note(say("five_note", base=metrics[0].rank_base, n=len(told), all=len(group.series)))
    if chosen:
        of = next(metric for metric in metrics if metric.key == rate)
        point = rates.by_series(of, {chosen: group.series[chosen]}, year, year)
        name = f"{group.names[chosen]} · {of.label[reader.language]}"
        behind.panel(reader, of, name, group.series[chosen], year, point)
    shown = definitions_apart.table(found, group, reader)
    blocks.table(shown, "table_five")
    blocks.take_away(reader, f"five-{year}", shown, found, lambda: sheets.beside(reader, metrics, group.ids, year))
