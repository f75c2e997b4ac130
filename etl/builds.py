"""Owns the verbs that ask finished builds: `diff`, what two differ in, and `check`, what the rules found in one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from catalog.commands import tell
from etl.ending import asking, there
from etl.errors import MingjingError

screen = Console(stderr=True)
paper = Console(soft_wrap=True)


def diff(
    before: Annotated[Path, typer.Argument(help=tell("help_before"))],
    after: Annotated[Path, typer.Argument(help=tell("help_after"))],
    as_json: Annotated[bool, typer.Option("--json", help=tell("help_json_object"))] = False,
) -> None:
    """Show what differs between two builds: reports, cells as printed and as read, figures of the text."""
    from etl.diff import as_record, compare_builds, show_changes
    from etl.warehouse import newest_build

    one, other = (newest_build(path) if there(path).is_dir() else path for path in (before, after))
    with asking(one), asking(other):
        changes = compare_builds(one, other)
    if as_json:
        typer.echo(json.dumps(as_record(changes), ensure_ascii=False, indent=1, default=float))
    else:
        show_changes(changes, f"{one.name} → {other.name}", paper)


def check(
    build: Annotated[Path, typer.Argument(help=tell("help_one_build"))],
    as_json: Annotated[bool, typer.Option("--json", help=tell("help_json_list"))] = False,
    fail_on: Annotated[str | None, typer.Option(help=tell("help_fail_on"))] = None,
    everything: Annotated[bool, typer.Option("--all", help=tell("help_all"))] = False,
) -> None:
    """Show what the data rules found in a build: pass, fail or unknown for every rule and report."""
    from etl.batch.findings import show_checks
    from etl.checks import check_rows
    from etl.corrections import expectations
    from etl.warehouse import newest_build

    if fail_on not in (None, "E", "W", "I"):
        raise MingjingError(tell("severity_wrong", given=fail_on))
    path = newest_build(build) if there(build).is_dir() else build
    with asking(path):
        rows, broken = check_rows(path), expectations(path)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=float))
    else:
        show_checks(rows if everything else [row for row in rows if row["result"] == "fail"], len(rows), paper)
    for line in broken:
        screen.print(line, soft_wrap=True, markup=False, highlight=False)
    if fail_on and (broken or any(row["result"] == "fail" and row["severity"] == fail_on for row in rows)):
        raise typer.Exit(1)
