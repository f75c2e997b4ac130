"""Owns the verb `repairs`: the repair candidates of a build for people, and what a person decides about one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from catalog.commands import language, tell
from catalog.dimensions import cell_label, label
from etl.ending import asking
from etl.errors import MingjingError

ROOT = Path(__file__).resolve().parent.parent
QUESTION = """
SELECT concat_ws('/', r.report_id, r.table_name, r.candidate) AS candidate, p.agency_id, a.name_zh AS agency, p.year,
       p.scope, r.kind, r.alone, list_sort(list_distinct(flatten(list(r.healed)))) AS healed,
       list_sort(list_distinct(flatten(list(coalesce(r.broken, []))))) AS broken,
       list({'table_name': r.table_name, 'row_key': r.row_key, 'column_key': r.column_key,
             'printed': coalesce(c.printed, ''), 'before': r.before_value::DOUBLE, 'after': r.after_value::DOUBLE,
             'rejected': x.rejected_value IS NOT NULL} ORDER BY c.position) AS edits
FROM core.repair r
JOIN core.report p USING (report_id)
JOIN core.agency a ON a.agency_id = p.agency_id
LEFT JOIN core.cell c ON c.report_id = r.report_id AND c.table_name = r.table_name AND c.row_key = r.row_key
                     AND c.column_key = r.column_key
LEFT JOIN core.correction x ON x.status = 'rejected' AND x.report_id = r.report_id AND x.table_name = r.table_name
                           AND x.row_key = r.row_key AND x.column_key = r.column_key
                           AND x.rejected_value = r.after_value AND trim(x.printed) = trim(c.printed)
WHERE (? IS NULL OR p.agency_id = ?) AND (? IS NULL OR p.year = ?)
GROUP BY ALL ORDER BY any_value(a.position), p.year, any_value(r.table_name), any_value(r.candidate)
"""
Candidate = dict[str, Any]


def candidate_rows(build: Path, agency: str | None = None, year: int | None = None) -> list[Candidate]:
    """Every candidate: its name (report/table/number), agency, year, scope, kind, whether it is the only one of its
    table, what it heals and breaks, its edits (cell, printed, before, after), and whether a person rejected it."""
    import duckdb

    with duckdb.connect(str(build), read_only=True) as connection:
        asked = connection.execute(QUESTION, [agency, agency, year, year])
        names = [one[0] for one in asked.description]
        rows = [dict(zip(names, line, strict=True)) for line in asked.fetchall()]
    return [row | {"rejected": all(edit["rejected"] for edit in row["edits"])} for row in rows]


def decide(rows: Sequence[Candidate], name: str, accept: bool, reason: str, person: str, folder: Path) -> Path:
    """Append what a person decided about one candidate to the corrections in `folder`, a line a cell; the file.

    An accepted candidate is applied by the next build and expires when the document no longer needs it; a rejected one
    is kept as rejected. Raises MingjingError for a candidate that is not there, or without a reason or person."""
    from etl.corrections import record_correction  # brings the loader along: only where something is decided

    chosen = next((row for row in rows if row["candidate"] == name), None)
    if chosen is None:
        raise MingjingError(tell("no_candidate", name=name))
    if not reason.strip() or not person.strip():
        raise MingjingError(tell("say_why_and_who"))
    path = folder
    for line in lines_of(chosen, accept, reason, person):
        path = record_correction(folder, line)
    return path


def take_back(build: Path, name: str, reason: str, person: str, folder: Path) -> Path:
    """Append that a declared correction is withdrawn, by its place (agency/year/table.row.column); the file."""
    import duckdb

    from etl.corrections import record_correction

    names = ("agency_id", "year", "scope", "table_name", "row_key", "column_key", "printed", "heals")
    asked = f"SELECT {', '.join(names)} FROM core.correction"
    place = "concat_ws('/', agency_id, year, concat_ws('.', table_name, row_key, nullif(column_key, '')))"
    with duckdb.connect(str(build), read_only=True) as connection:
        lines = connection.execute(f"{asked} WHERE {place} = ? AND status <> 'rejected'", [name]).fetchall()
    if not lines:
        raise MingjingError(tell("no_correction", name=name))
    if not reason.strip() or not person.strip():
        raise MingjingError(tell("say_why_and_who"))
    entry = dict(zip(names, lines[0], strict=True)) | {"corrected_value": "", "reason": reason, "person": person}
    return record_correction(folder, entry)


def lines_of(chosen: Mapping[str, Any], accept: bool, reason: str, person: str) -> list[dict[str, object]]:
    """The lines (corrections.REPAIR) that accept or reject a candidate."""
    head = {name: chosen[name] for name in ("agency_id", "year", "scope")}
    head |= {"reason": reason.strip(), "person": person.strip(), "heals": "|".join(chosen["healed"])}
    return [
        head
        | {name: edit[name] for name in ("table_name", "row_key", "column_key", "printed")}
        | {"corrected_value" if accept else "rejected_value": f"{edit['after']:.6f}".rstrip("0").rstrip(".")}
        for edit in chosen["edits"]
    ]


def show_candidates(rows: Sequence[Candidate], paper: Console) -> None:
    """Print every candidate in a few lines, then how many there are."""
    spoken = language()
    for row in rows:
        marks = [label("repair_kind", row["kind"], spoken)]
        marks += [tell("only_candidate")] if row["alone"] else []
        marks += [tell("was_rejected")] if row["rejected"] else []
        paper.print(f"{row['candidate']}  {row['agency']} {row['year']}", markup=False, highlight=False, style="bold")
        paper.print(f"  {' · '.join(marks)}", markup=False, highlight=False)
        for edit in row["edits"]:
            place = cell_label(edit["table_name"], edit["row_key"], edit["column_key"], spoken)
            change = tell("edit", before=f"{edit['before']:g}", after=f"{edit['after']:g}", printed=edit["printed"])
            paper.print(f"  {place} {change}", markup=False, highlight=False)
        paper.print(f"  {tell('heals', rules=', '.join(row['healed']))}", markup=False, highlight=False)
        if row["broken"]:
            paper.print(f"  {tell('would_break', rules=', '.join(row['broken']))}", markup=False, highlight=False)
    paper.print(tell("repairs_done", n=len(rows)))


def repairs(
    build: Annotated[Path, typer.Argument(help=tell("help_one_build"))],
    agency: Annotated[str | None, typer.Option(help=tell("help_agency"))] = None,
    year: Annotated[int | None, typer.Option(help=tell("help_year"))] = None,
    accept: Annotated[str | None, typer.Option(help=tell("help_accept"))] = None,
    reject: Annotated[str | None, typer.Option(help=tell("help_reject"))] = None,
    withdraw: Annotated[str | None, typer.Option(help=tell("help_withdraw"))] = None,
    reason: Annotated[str, typer.Option(help=tell("help_reason"))] = "",
    person: Annotated[str, typer.Option(help=tell("help_person"))] = "",
    corrections: Annotated[Path, typer.Option(help=tell("help_corrections"))] = ROOT / "data" / "corrections",
    as_json: Annotated[bool, typer.Option("--json", help=tell("help_json_list"))] = False,
) -> None:
    """Show the smallest changes that would heal failing sums; accept or reject one of them.

    Nothing is changed in a build or a document: a decision is a line in data/corrections, applied by the next build. It
    expires, and the build says so, when a new version of the document no longer needs it.
    """
    from etl.warehouse import newest_build

    if sum(one is not None for one in (accept, reject, withdraw)) > 1:
        raise MingjingError(tell("one_decision"))
    if not build.exists():
        raise MingjingError(tell("not_there", path=build))
    path = newest_build(build) if build.is_dir() else build
    paper = Console(soft_wrap=True)
    if withdraw:
        with asking(path):
            path = take_back(path, withdraw, reason, person, corrections)
        paper.print(tell("withdrawn_in", path=path), markup=False)
        return
    with asking(path):
        rows = candidate_rows(path, agency, year)
    if accept or reject:
        path = decide(rows, str(accept or reject), bool(accept), reason, person, corrections)
        paper.print(tell("accepted_in" if accept else "rejected_in", path=path), markup=False)
    elif as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=float))
    else:
        show_candidates(rows, paper)
