"""Owns coverage: the reports that are expected against those that came in, per year, the missing ones by name."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from catalog.commands import tell
from etl.agencies import Registry, load_registry
from etl.batch.ledger import Ledger
from etl.errors import MingjingError
from etl.register.records import Agency

ROOT = Path(__file__).resolve().parent.parent.parent
Key = tuple[str, int]
Told = tuple[object, object, object]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One year: agencies expected, agencies of them that came in, the missing ones in official order, and reports of
    agencies that nobody expected."""

    year: int
    expected: int
    came: int
    missing: tuple[Agency, ...]
    besides: tuple[Agency, ...]

    @property
    def rate(self) -> float | None:
        """Came in of expected; None where none was expected."""
        return self.came / self.expected if self.expected else None


def reports_in(folder: Path) -> set[Key]:
    """(agency, year) of every parsed report of a folder: from its ledger where it has one, else from its records."""
    return _placed(_reports(folder))


def unplaced(folder: Path) -> int:
    """How many parsed reports of a folder have no agency of the register or no year, and count for nothing here."""
    return sum(not (isinstance(agency, str) and isinstance(year, int)) for agency, year, _ in _reports(folder))


def _placed(reports: Iterable[Told]) -> set[Key]:
    return {(agency, year) for agency, year, _ in reports if isinstance(agency, str) and isinstance(year, int)}


def _reports(folder: Path) -> list[Told]:
    """(agency, year, printed name) of every parsed report of a folder, as far as each says it."""
    if (folder / "ledger.sqlite").exists():
        with Ledger(folder) as ledger:
            return [(one.agency_id, one.year, one.agency_printed) for one in ledger.outcomes() if one.report]
    return [(one.get("agency_id"), one.get("year"), one.get("agency_printed")) for one in _records(folder)]


def _records(folder: Path) -> Iterator[dict[str, object]]:
    for path in sorted(folder.rglob("*.json*")):
        if path.name == "problems.jsonl" or path.suffix not in (".json", ".jsonl"):
            continue
        text = path.read_text(encoding="utf-8")
        try:
            records = (
                [json.loads(line) for line in text.split("\n") if line.strip()] if path.suffix == ".jsonl" else None
            )
            yield from (one for one in (records or [json.loads(text)]) if isinstance(one, dict))
        except ValueError as error:
            raise MingjingError(tell("no_parsed_report", path=path, why=error)) from error


def read_expected(path: Path) -> set[Key]:
    """(agency, year) of a list of expected reports: a CSV file with the columns agency_id and year."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"agency_id", "year"} <= set(rows.fieldnames or ()):
            raise MingjingError(tell("expected_columns", path=path))
        try:
            return {(row["agency_id"], int(row["year"])) for row in rows}
        except ValueError as error:
            raise MingjingError(tell("expected_year", path=path, line=rows.line_num)) from error


def known_agencies(registry: Registry, codes: Iterable[str], years: Iterable[int]) -> set[Key]:
    """Every listed agency of some regions for the years in which it stood: what to expect without a list."""
    wanted = set(codes)
    listed = [one for one in registry.agencies.values() if one.region_code in wanted]
    return {(one.agency_id, year) for year in years for one in listed if one.was_valid(year)}


def governments(registry: Registry, codes: Iterable[str], years: Iterable[int]) -> set[Key]:
    """The government of each region for the years in which it stood, listed or not: each has to report."""
    found = [one for code in codes if (one := registry.get(f"{code}-government")) is not None]
    return {(one.agency_id, year) for year in years for one in found if _stood(one, year, registry)}


def _stood(agency: Agency, year: int, registry: Registry) -> bool:
    """Whether the agency and its region stood in that year, as far as the register says."""
    region = registry.regions.by_code.get(agency.region_code)
    return agency.was_valid(year) and (region is None or region.was_valid(year))


def followed(registry: Registry, came: Iterable[Key], years: Iterable[int]) -> set[Key]:
    """Every agency that reported, for those of the years from its first report on in which it stood."""
    first = dict[str, int]()
    for agency_id, year in came:
        first[agency_id] = min(year, first.get(agency_id, year))
    bodies = {one: _named(one, registry, {}) for one in first}
    later = {(one, year) for one, begun in first.items() for year in years if year >= begun}
    return {(one, year) for one, year in later if _stood(bodies[one], year, registry)} | set(came)


def within(registry: Registry, code: str) -> set[str]:
    """The code of a region and those of every region below it. Raises MingjingError for an unknown code."""
    regions = registry.regions.by_code
    if code not in regions:
        raise MingjingError(tell("no_region", code=code))
    found = {code}
    while more := {one.region_code for one in regions.values() if one.parent_code in found} - found:
        found |= more
    return found


def coverage(
    came: set[Key],
    expected: set[Key] | None,
    registry: Registry,
    region: str | None = None,
    year: int | None = None,
    names: Mapping[str, str] | None = None,
) -> list[Coverage]:
    """One line a year. Without a list, expected are the listed agencies of the regions that reports came from, or of
    `region` and all below it with the government of each, in every year that any report is of; and every agency that
    reported, from its first report on."""
    codes = within(registry, region) if region else {agency.split("-")[0] for agency, _ in came}
    if expected is None:
        asked = {year} if year else {held for _, held in came}
        expected = known_agencies(registry, codes, asked) | followed(registry, came, asked)
        if region:
            expected |= governments(registry, codes, asked)
    if region:
        expected, came = ({key for key in keys if key[0].split("-")[0] in codes} for keys in (expected, came))
    years = sorted({held for _, held in expected | came if year is None or held == year})
    called = {one: _named(one, registry, names or {}) for one, _ in expected | came}
    return [_of_year(one, came, expected, called, registry) for one in years]


def _of_year(
    year: int, came: set[Key], expected: set[Key], called: Mapping[str, Agency], registry: Registry
) -> Coverage:
    due = {agency for agency, held in expected if held == year}
    have = {agency for agency, held in came if held == year}
    missing, besides = (
        tuple(sorted((called[one] for one in found), key=lambda one: _order(one, registry)))
        for found in (due - have, have - due)
    )
    return Coverage(year, len(due), len(due & have), missing, besides)


def _named(agency_id: str, registry: Registry, names: Mapping[str, str]) -> Agency:
    """The agency of an id; one that the register lacks goes by the name in its reports, or by its id."""
    code, name = agency_id.split("-")[0], names.get(agency_id, agency_id)
    return registry.get(agency_id) or Agency(agency_id, name, name, name, (), "", code, "", 10**6, None, None, (), "")


def _order(agency: Agency, registry: Registry) -> tuple[int, str, int, str]:
    """Official order: by region, then by the position of the agency in it."""
    region = registry.regions.by_code.get(agency.region_code)
    return (region.position if region else 10**6, agency.region_code, agency.position, agency.agency_id)


def as_data(lines: Iterable[Coverage]) -> list[dict[str, object]]:
    """The lines as plain data, the missing agencies with id and name."""
    return [
        {
            "year": line.year,
            "expected": line.expected,
            "came": line.came,
            "rate": line.rate,
            "missing": [{"agency_id": one.agency_id, "name_zh": one.name_zh} for one in line.missing],
            "besides": [{"agency_id": one.agency_id, "name_zh": one.name_zh} for one in line.besides],
        }
        for line in lines
    ]


def list_beside(reports: Path) -> Path | None:
    """The list of what is expected that lies beside the reports or in data/; None where there is none."""
    beside = [reports / "expected.csv", reports.parent / "expected.csv", ROOT / "data" / "expected.csv"]
    return next((path for path in beside if path.exists()), None)


def compare_lists(reports: Path, listed: Path | None, region: str | None, year: int | None) -> list[Coverage]:
    """The coverage of a folder by a list, or by the register without one. Raises MingjingError where nothing says
    what is due."""
    told = _reports(reports)
    came = _placed(told)
    if not came and listed is None and region is None:
        number = len(told)  # none of them is placed
        raise MingjingError(tell("nothing_placed" if number else "nothing_due", reports=reports, number=number))
    names = {agency: name for agency, _, name in told if isinstance(agency, str) and isinstance(name, str)}
    return coverage(came, read_expected(listed) if listed else None, load_registry(), region, year, names)


def show_coverage(lines: Sequence[Coverage], listed: Path | None, paper: Console) -> None:
    """Print a line a year with the missing agencies, then by which list, then reports that nobody expected."""
    right = [Column(tell(key), justify="right", no_wrap=True) for key in ("expected", "came_in", "share")]
    table = Table(tell("year"), *right, Column(tell("missing"), overflow="fold"))
    for line in lines:
        rate = "—" if line.rate is None else f"{line.rate:.1%}"
        missing = "、".join(one.name_zh for one in line.missing) or "—"
        table.add_row(str(line.year), str(line.expected), str(line.came), rate, missing)
    paper.print(table)
    paper.print(tell("expected_by", listed=listed or tell("the_register")), markup=False)
    besides = {agency.agency_id: agency.name_zh for line in lines for agency in line.besides}
    if besides:
        told = "、".join(list(besides.values())[:5])
        paper.print(tell("besides", number=len(besides), names=told), markup=False)
