"""What happened in the years of a chart: changes of the form, laws, reorganisations; marks for the chart and a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.events import events
from catalog.metrics import Metric
from dashboard import tables
from dashboard.queries import changes, places
from dashboard.reader import Reader

NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Happenings:
    """Marks (x between two years, words) for a chart, the places where a line is broken, and the list in words."""

    marks: tuple[tuple[float, str], ...]
    broken: tuple[float, ...]
    lines: tuple[str, ...]


def of(metric: Metric, span: tuple[int, int], ids: Sequence[str], reader: Reader) -> Happenings:
    """The events after the first year of the span that concern the metric and these agencies, numbered by year."""
    rows = sorted([*_national(metric, span, ids, reader), *_reorganised(span, ids, reader)], key=lambda row: row[0])
    rows = rows[: len(NUMBERS)]
    marks: dict[float, str] = {}
    for number, (year, _, _) in zip(NUMBERS, rows, strict=False):
        marks[year - 0.5] = marks.get(year - 0.5, "") + number
    breaks = tables.breaks(metric, span, reader)
    for at, words in breaks:
        marks[at] = f"{marks.get(at, '')} {words}".strip()
    broken = tuple(at for at, words in breaks if tables.is_broken(metric, int(at + 0.5)))
    lines = tuple(
        reader.say("happening", number=number, year=year, scope=scope, words=words)
        for number, (year, scope, words) in zip(NUMBERS, rows, strict=False)
    )
    return Happenings(tuple(sorted(marks.items())), broken, lines)


def _national(metric: Metric, span: tuple[int, int], ids: Sequence[str], reader: Reader) -> list[tuple[int, str, str]]:
    """Events of the catalogue: everywhere, or in a region of one of the agencies or one that contains it."""
    everyone = places.agencies(reader.which)
    here = places.around(sorted({everyone[key].region_code for key in ids if key in everyone}), reader.language)
    found = []
    for event in events():
        year, region = int(event["year"]), str(event["region_code"])
        if not span[0] < year <= span[1] or (region and region not in here):
            continue
        if event["groups"] and metric.group not in event["groups"]:
            continue
        source = str(event["source"][reader.language])
        words = reader.say("happening_by", words=event[reader.language], source=source)
        found.append((year, here.get(region, reader.say("everywhere")), words))
    return found


def _reorganised(span: tuple[int, int], ids: Sequence[str], reader: Reader) -> list[tuple[int, str, str]]:
    """Agencies among these that came out of others within the span."""
    names, found = places.regions(reader.which, reader.language), []
    for row in changes.reorganised(ids).to_dict("records"):
        if row["year"] == row["year"] and span[0] < int(row["year"]) <= span[1]:
            words = reader.say(
                "reorganised",
                name=reader.name(row["name_zh"], row["name_en"]),
                before=row[f"before_{reader.language}"],
            )
            found.append((int(row["year"]), names.get(str(row["region_code"]), ""), words))
    return found
