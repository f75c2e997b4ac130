"""Owns how an area is told in two ways side by side, never added: its government's report, and its bodies' together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from catalog.metrics import Metric, columns_of
from dashboard import blocks, filters, numbers, sheets, tables
from dashboard.queries import areas, places
from dashboard.queries.places import GOVERNMENT
from dashboard.reader import Reader
from dashboard.words import cell_label, column_label


def of_agency(reader: Reader, agency: str, year: int) -> None:
    """Everything that a government's report and its bodies tell of its area; nothing for other agencies."""
    own = places.agencies(reader.which).get(agency)
    if own is not None and own.kind == GOVERNMENT:
        panel(reader, [own.region_code], year)


def of_metric(reader: Reader, metric: Metric, codes: Sequence[str], year: int) -> None:
    """What the metric is made of, for each of the regions compared; nothing where units are no regions."""
    if set(codes) <= set(places.regions(reader.which, reader.language)):
        panel(reader, codes, year, columns_of(metric), [metric])


def panel(
    reader: Reader, codes: Sequence[str], year: int, columns: Sequence[str] = (), used: Sequence[Metric] = ()
) -> None:
    """The section of a page: the caution, the table, and the cells of both sides of the line that is chosen."""
    say, found = reader.say, areas.differences(reader.which, codes, year, columns)
    if found.empty:
        return
    blocks.section(say("areas"))
    blocks.note(say("areas_note") + coverage(found, reader))
    shown = table(found, reader)
    blocks.table(shown, "table_areas")
    ids = [key for key, one in places.agencies(reader.which).items() if one.region_code in set(codes)]
    name = f"areas-{'-'.join(codes) if len(codes) < 4 else 'all'}-{year}"
    blocks.take_away(reader, name, shown, found, lambda: sheets.beside(reader, used, ids, year), title=say("areas"))
    line = _chosen(reader, found)
    cells = areas.cells(reader.which, line["area_code"], year, line["wide_column"])
    blocks.note(sums(cells, line, reader))
    listed = cell_table(cells, reader)
    blocks.table(listed, "table_area_cells", title=say("agency"))
    where = f"area-cells-{line['area_code']}-{line['wide_column']}-{year}"
    blocks.take_away(reader, where, listed, cells, lambda: sheets.beside(reader, used, ids, year), title=say("areas"))


def _chosen(reader: Reader, found: pd.DataFrame) -> dict[str, str]:
    """The line whose cells are shown: the first one, unless the address says otherwise."""
    rows = {f"{row['area_code']}.{row['wide_column']}": row for row in found.to_dict("records")}
    names = places.regions(reader.which, reader.language)
    several = found["area_code"].nunique() > 1

    def words(key: str) -> str:
        item = column_label(rows[key]["wide_column"], reader.language)
        return f"{names.get(rows[key]['area_code'], '')} · {item}" if several else item

    chosen = filters.choose_one("item", reader.say("area_item"), list(rows), next(iter(rows)), words)
    return {str(name): value for name, value in rows[chosen or next(iter(rows))].items()}


def coverage(found: pd.DataFrame, reader: Reader) -> str:
    """How many bodies of each area have a report."""
    names = places.regions(reader.which, reader.language)
    first = found.drop_duplicates("area_code")
    told = [
        reader.say(
            "area_held", name=names.get(row.area_code, row.area_code), held=row.members_held, due=row.members_due
        )
        for row in first.itertuples()
    ]
    return " " + reader.say("list_joint").join(told) + reader.say("stop")


def table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The two sides of every area and item with their difference, how many bodies have a number, and what it means."""
    say, names = reader.say, places.regions(reader.which, reader.language)
    region = {say("region"): [names.get(code, code) for code in found["area_code"]]}
    return pd.DataFrame(
        (region if found["area_code"].nunique() > 1 else {})
        | {
            say("area_item"): [column_label(name, reader.language) for name in found["wide_column"]],
            say("area_own"): tables.whole(found["own_value"]),
            say("area_members"): tables.whole(found["members_value"]),
            say("difference"): tables.whole(found["difference"]),
            say("area_known"): [
                f"{known}/{due}" for known, due in zip(found["members_known"], found["members_due"], strict=True)
            ],
            say("area_reading"): [meaning(row, reader) for row in found.to_dict("records")],
        }
    )


def meaning(row: Mapping[Any, Any], reader: Reader) -> str:
    """What the difference of one line can mean, with the bodies that have no number as its bound."""
    open_bodies = int(str(row["members_due"])) - int(str(row["members_known"]))
    own, members = row["own_value"], row["members_value"]
    if not numbers.is_number(own):
        return reader.say("area_no_own")
    if not numbers.is_number(members):
        return reader.say("area_no_members")
    gap = float(str(row["difference"]))
    if gap < 0:
        return reader.say("area_below", gap=numbers.plain(-gap))
    words = ("area_open_equal", "area_open") if open_bodies else ("area_equal", "area_office")
    word = words[gap != 0]
    return reader.say(word, gap=numbers.plain(gap), k=open_bodies)


def sums(cells: pd.DataFrame, line: dict[str, str], reader: Reader) -> str:
    """What the cells of each side come to, so that a reader can add them up."""
    told = [
        f"{reader.say(f'area_{side}')} {numbers.plain(float(line[column]))}"
        for side, column in (("own", "own_value"), ("members", "members_value"))
        if numbers.is_number(line[column])
    ]
    silent = cells[(cells["side"] == "members") & cells["value"].isna()]["agency_id"].nunique()
    return reader.say("area_cells", sides=reader.say("list_joint").join(told), k=silent)


def cell_table(cells: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The cells of both sides: side, agency, place in the form, printed text, number, page, document."""
    say = reader.say
    places_told = zip(cells["table_name"], cells["row_key"], cells["column_key"], strict=True)
    return pd.DataFrame(
        {
            say("area_side"): [say(f"area_side_{side}") for side in cells["side"]],
            say("agency"): [reader.name(zh, en) for zh, en in zip(cells["name_zh"], cells["name_en"], strict=True)],
            say("cell"): [
                cell_label(*place, reader.language) if isinstance(place[0], str) else None for place in places_told
            ],
            say("printed"): cells["printed"],
            say("counted"): tables.whole(cells["value"]),
            say("page"): tables.whole(cells["page"]),
            say("document"): cells["source_file"],
        }
    )
