"""What the brief says: sentences with their cautions, key figures, charts, tables, method, cautions; pure but for its
queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from catalog.metrics import Metric, by_code, caveats
from dashboard import charts, citing, findings, lists, mixes, numbers, tables
from dashboard.citing import Citation
from dashboard.columns import ONE_DECIMAL
from dashboard.comparing import happenings, standing
from dashboard.queries import coverage, outcomes, places, rates, reports
from dashboard.reader import Reader
from dashboard.words import formula

KEY = ("A01", "O02", "A06", "D04")  # those of the overview
BARS, ROWS, LISTED = 12, 18, 10


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title, what it shows in words, and the note below it."""

    title: str
    figure: go.Figure
    finding: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title and the note below it."""

    title: str
    rows: pd.DataFrame
    note: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """The contents of a brief in the order of its pages."""

    title: str
    choices: str
    mark: str
    status: str
    sentences: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str, str, str], ...]
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    method: tuple[str, ...]
    cautions: tuple[str, ...]
    citation: Citation
    cited: str
    reader: Reader


def compose(reader: Reader, ids: Sequence[str], year: int, region: str, citation: Citation) -> Brief:
    """The brief on these agencies in this year."""
    say = reader.say
    used = [by_code(code) for code in KEY]
    units, names, unit = _units(reader, ids, region)
    return Brief(
        title=say("brief_title", year=year),
        choices=citing.chosen(citation, reader),
        mark=say("demo_badge") if citation.which == "demo" else "",
        status=citing.source(citation, reader),
        sentences=tuple(findings.overview(ids, year, reader)),
        figures=tuple(_key_figure(metric, ids, year, reader) for metric in used),
        charts=tuple(_charts(reader, ids, year, units, names, region)),
        tables=tuple(_tables(reader, ids, year, units, names, unit)),
        method=tuple(_method(used, reader)),
        cautions=tuple(_cautions(used, reader)),
        citation=citation,
        cited=citing.line(citation, reader),
        reader=reader,
    )


def _units(reader: Reader, ids: Sequence[str], region: str) -> tuple[dict[str, list[str]], dict[str, str], str]:
    """What is set side by side: regions where there are several, else the agencies; names; what they are called."""
    wanted, everyone = set(ids), places.agencies(reader.which)
    groups: dict[str, list[str]] = {}
    for key in everyone:
        if key in wanted:
            groups.setdefault(everyone[key].region_code, []).append(key)
    if len(groups) > 1:
        return groups, places.regions(reader.which, reader.language), reader.say("region")
    names = places.names(reader.which, reader.language, short=bool(region))
    return {key: [key] for key in ids}, names, reader.say("agency")


def _key_figure(metric: Metric, ids: Sequence[str], year: int, reader: Reader) -> tuple[str, str, str, str]:
    """Name, value, change against the year before, base and coverage."""
    answer = rates.pooled(metric, ids, year, year)
    value = answer["value"].iloc[0] if len(answer) else None
    moved, both = findings.change_words(metric, ids, year, reader)
    base = findings.base_words(reader, metric, answer, both)
    shown = numbers.show(value, metric.kind, reader.language)
    return metric.label[reader.language], shown, moved or numbers.NONE, base


def _charts(
    reader: Reader,
    ids: Sequence[str],
    year: int,
    units: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    region: str,
) -> list[Chart]:
    """At most three: the rate over the years, the outcomes of each unit, who moved most."""
    say, language = reader.say, reader.language
    rate, received = by_code("O02"), by_code("A01")
    found: list[Chart] = []
    first, _ = places.span(reader.which)
    series = {"all": list(ids)}
    history = rates.by_series(rate, series, first, year)
    if history["value"].notna().sum() > 1:
        everyone = {"all": say("brief_everyone")}
        drawn = tables.for_lines(history, everyone, rate, reader)
        title = tables.value_header(rate, reader)
        happened = happenings.of(rate, (first, year), ids, reader)
        figure = charts.lines(drawn, rate.kind, title, happened.marks, say("gaps"), happened.broken)
        figure = go.Figure(figure).update_layout(height=270)
        note = " ".join([say("brief_history_note"), *happened.lines])
        told = findings.from_to(history, everyone, rate, reader)
        found.append(Chart(say("brief_history", metric=rate.label[language]), figure, told, note))
    answer = outcomes.outcome_mix(units, year)
    drawn, parts = mixes.for_bars(answer, names, reader), mixes.labels(reader)
    if len(drawn):
        figure = charts.mix_bars(drawn.head(BARS), parts, True, say("mix_axis_share"))
        note = say("brief_mix_note", shown=min(BARS, len(drawn)), all=len(answer))
        found.append(Chart(say("mix", year=year), figure, mixes.alt(drawn, reader, parts), note))
    moved = rates.movers(received, ids, year, most=4)
    if len(moved):
        short = places.names(reader.which, language, short=bool(region))
        drawn = tables.for_movers(moved, short, received, reader)
        figure = charts.movers(drawn, say("change_axis", unit=received.label[language]))
        found.append(Chart(say("movers"), figure, say("alt_movers"), say("brief_movers_note")))
    return found


def _tables(
    reader: Reader,
    ids: Sequence[str],
    year: int,
    units: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    unit: str,
) -> list[Table]:
    """The ranking, who is missing or late, and what does not add up."""
    say, rate = reader.say, by_code("O02")
    answer = standing.of(rate, units, year, year - 1)
    ranking = tables.ranking(answer, names, rate, reader, unit)
    kept = [
        unit,
        say("place"),
        say("place_range"),
        tables.value_header(rate, reader),
        say("numerator"),
        say("denominator"),
    ]
    kept += [say("reports_used"), say("failed_e")]
    ranking = ranking[[name for name in kept if name in ranking]]
    note = say("brief_ranking_note", base=rate.rank_base, shown=min(ROWS, len(ranking)), all=len(ranking))
    found = [Table(say("brief_ranking", metric=rate.label[reader.language], year=year), ranking.head(ROWS), note)]
    missing = lists.missing(coverage.missing_reports(ids, year), reader)
    if len(missing):
        found.append(Table(say("who_is_missing"), missing.head(LISTED), _of(reader, missing)))
    broken = lists.broken(reports.broken_sums(ids, year), reader)
    if len(broken):
        found.append(Table(say("broken_sums"), broken.head(LISTED), _of(reader, broken)))
    return found


def _of(reader: Reader, rows: pd.DataFrame) -> str:
    """How many of how many are listed."""
    return reader.say("brief_listed", shown=min(LISTED, len(rows)), all=len(rows))


def _method(used: Sequence[Metric], reader: Reader) -> list[str]:
    say, language = reader.say, reader.language
    lines = [
        f"{metric.label[language]}（{metric.code}）= {formula(metric, language)}"
        if language == "zh"
        else f"{metric.label[language]} ({metric.code}) = {formula(metric, language)}"
        for metric in used
    ]
    return [*lines, say("aggregation_ratio"), say("null_policy_ratio"), say("brief_method_checks")]


def _cautions(used: Sequence[Metric], reader: Reader) -> list[str]:
    """The caveats of the metrics used, each once, and what holds for every brief."""
    keys = list(dict.fromkeys(key for metric in used for key in metric.caveats))
    keys += [key for key in ("double_count", "lag") if key not in keys]
    return [caveats()[key][reader.language] for key in keys]


def cells(table: Table) -> list[list[str]]:
    """The cells of a table in words; a missing one is —, per cent has one decimal."""
    names = [str(name) for name in table.rows.columns]
    return [
        [_written(value, name) for name, value in zip(names, row, strict=True)]
        for row in table.rows.itertuples(index=False, name=None)
    ]


def _written(value: object, header: str) -> str:
    if isinstance(value, str):
        return value
    if not numbers.is_number(value):
        return numbers.NONE
    number = float(str(value))
    return numbers.plain(number, 1 if header.endswith(ONE_DECIMAL) else None)
